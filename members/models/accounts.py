"""Who may log in."""

import datetime as dt
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from members.access import allows, is_current, may_appoint
from members.choices import (
    GRANTS,
    NEEDS_ADMINISTRATION,
    NEEDS_ORGANISATION,
    AccountState,
    Permission,
    Role,
)
from members.models.organisations import Administration, Organisation
from members.models.people import Person
from members.records import STANDS_ALONE
from office.records import Record


class AccountQuerySet(models.QuerySet["Account"]):
    def current(self, now: dt.datetime) -> Self:
        """Keep accounts that may sign in."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), is_active=True)

    def visible_to(self, account: Any) -> Self:
        """Keep every account for administrators and auditors, else one's own; and those one may invite to."""
        if allows(account, Permission.VIEW_AUDIT_TRAIL):
            return self
        if not account.is_authenticated:
            return self.none()
        if allows(account, Permission.INVITE):
            beside = Q(organisation=account.organisation_id, role__in=GRANTS[account.role])
            return self.filter(Q(pk=account.pk) | beside)
        return self.filter(pk=account.pk)

    def editable_by(self, account: Any) -> Self:
        """Keep accounts one may change: never one's own; a focal point's are those that act for a time."""
        others = self.visible_to(account).exclude(pk=account.pk)
        if allows(account, Permission.MANAGE_ACCOUNTS):
            return others
        if may_appoint(account):
            return others.filter(ends_at__isnull=False)
        return self.none()

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> AccountQuerySet:
        return AccountQuerySet(self.model, using=self._db)

    def visible_to(self, account: Any) -> AccountQuerySet:
        return self.get_queryset().visible_to(account)

    def editable_by(self, account: Any) -> AccountQuerySet:
        return self.get_queryset().editable_by(account)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, Record):
    """A login: one e-mail, one role, the organisation it speaks for, and the person where one is known.

    ``ends_at`` is the end of the last day of an account that is for a time only, as an acting focal point's.
    """

    on_merge = {"person": STANDS_ALONE}
    personal_fields = frozenset({"email", "name"})
    not_editable = _("“%(record)s” is not yours to change: nobody changes their own account, or gives more.")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    person = models.OneToOneField(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField(_("active"), default=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("for demonstrations"), default=False, editable=False)
    sign_outs = models.PositiveIntegerField(_("times signed out everywhere"), default=0, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=sorted(NEEDS_ORGANISATION)) | Q(organisation__isnull=False),
                name="account_speaks_for_an_organisation",
                violation_error_message=_("This role speaks for an organisation: choose one."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="account_email_in_small_letters",
                violation_error_message=_("Write the e-mail in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        """Refuse a role that speaks for an administration of something else."""
        if self.role in NEEDS_ADMINISTRATION and self.organisation_id and not self.administration:
            raise ValidationError({"organisation": _("This role speaks for a customs administration.")})

    def get_absolute_url(self) -> str:
        return reverse("members:account-page", args=[self.pk])

    @property
    def administration(self) -> Administration | None:
        """The administration it speaks for, where that is one."""
        return Administration.objects.filter(pk=self.organisation_id or 0).first()

    @property
    def last_day(self) -> dt.date | None:
        """The last day of an account for a time, where it speaks for somebody."""
        if self.ends_at is None:
            return None
        return (self.ends_at - dt.timedelta(microseconds=1)).astimezone(self._zone()).date()

    def end_after(self, day: dt.date | None) -> None:
        """Make ``day`` its last, whole where it speaks for somebody; None is no end."""
        after = day and dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), self._zone())
        self.ends_at = after

    def _zone(self) -> dt.tzinfo:
        administration = self.administration
        return ZoneInfo((administration and administration.time_zone) or "UTC")

    @property
    def state(self) -> AccountState:
        """Whether it may sign in, in one word."""
        if not is_current(self):
            return AccountState.ENDED
        if not self.has_usable_password():
            return AccountState.INVITED
        return AccountState.FOR_A_TIME if self.ends_at else AccountState.CURRENT

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must know to count: the password, and how often all were ended."""
        known = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return salted_hmac(str(self.sign_outs), known, algorithm="sha256").hexdigest()

    @property
    def reads_every_trail(self) -> bool:
        return allows(self, Permission.VIEW_AUDIT_TRAIL)
