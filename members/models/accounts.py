"""Who may log in."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import NEEDS_ORGANISATION, Permission, Role
from members.models.organisations import Organisation
from members.models.people import Person
from members.records import STANDS_ALONE
from office.records import Record


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, account: Any) -> Self:
        """Keep every account for the secretariat's administrators and auditors, else one's own."""
        if allows(account, Permission.VIEW_AUDIT_TRAIL):
            return self
        return self.filter(pk=account.pk) if account.is_authenticated else self.none()


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> AccountQuerySet:
        return AccountQuerySet(self.model, using=self._db)

    def visible_to(self, account: Any) -> AccountQuerySet:
        return self.get_queryset().visible_to(account)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, Record):
    """A login: one e-mail, one role, the organisation it speaks for, and the person where one is known."""

    on_merge = {"person": STANDS_ALONE}
    personal_fields = frozenset({"email", "name"})

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
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def reads_every_trail(self) -> bool:
        return allows(self, Permission.VIEW_AUDIT_TRAIL)
