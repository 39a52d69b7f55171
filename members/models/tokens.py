"""Keys by which a program reads or writes in the name of an account."""

import datetime as dt
import hashlib
import secrets
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.choices import TokenScope
from members.models.accounts import Account
from office.records import Record

LONGEST_LIFE = dt.timedelta(days=366)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, account: Any) -> Self:
        """Keep one's own: nobody else is told of them."""
        return self.filter(account=account.pk) if account.is_authenticated else self.none()

    def editable_by(self, account: Any) -> Self:
        return self.visible_to(account)

    def in_force(self, now: dt.datetime) -> Self:
        """Keep tokens that are neither over nor revoked."""
        return self.filter(expires_at__gt=now, revoked_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class ApiToken(Record):
    """A token of an account, until a moment, for some kinds of use. The token itself is not kept.

    ``digest`` is its SHA-256: of something random that is long enough, nothing slower is needed.
    ``start`` are its first signs, to tell it from others. ``last_used_at`` is exact to some minutes.
    """

    derived_fields = frozenset({"digest", "last_used_at"})

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    start = models.CharField(_("begins with"), max_length=16, editable=False)
    scopes = ArrayField(models.CharField(max_length=12, choices=TokenScope), verbose_name=_("may"))
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("created_at") + LONGEST_LIFE),
                name="api_token_ends_within_a_year",
                violation_error_message=_("A token lasts a year at most."),
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="api_token_is_for_something",
                violation_error_message=_("Say what the token may do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    def is_in_force(self, now: dt.datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now

    @property
    def may(self) -> str:
        """What it may do, in words."""
        return ", ".join(str(TokenScope(each).label) for each in self.scopes)


def new_key() -> str:
    """Return a token nobody has had: 43 random signs, after a word by which a lost one is recognised."""
    return f"capacity_{secrets.token_urlsafe(32)}"


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
