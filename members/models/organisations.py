"""Countries, organisations, and the customs administrations among them."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import OrganisationKind, Permission, RegionalRoleKind
from office.records import Record
from sheets.text import fold


class Country(models.Model):
    """A country or territory of ISO 3166-1: where an event may be held, or attended from."""

    iso2 = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for anyone logged in: names of organisations are no secret."""
        return self if account.is_authenticated else self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep those of which the account may say by what IATI knows them: all, for who builds reports."""
        return self if allows(account, Permission.BUILD_REPORTS) else self.none()

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Organisation(Record):
    """A body that organises, pays, partners or sends officers."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    iati_identifier = models.CharField(_("IATI identifier"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """What to call it: the Member name of an administration, the name of any other.

        Costs a query unless ``administration`` was selected with it.
        """
        administration = getattr(self, "administration", None)
        return administration.member_name if administration else self.name


class OrganisationAlias(models.Model):
    """Another spelling of an organisation's name. ``folded`` is what a search compares."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(_("folded name"), max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class AdministrationQuerySet(models.QuerySet["Administration"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for anyone logged in: that an administration exists is no secret."""
        return self if account.is_authenticated else self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep those whose officers the account may enter and correct: the secretariat any, else one's own.

        What an administration is stands in the reference data, which nobody changes on a page.
        """
        if not allows(account, Permission.KEEP_OFFICERS):
            return self.none()
        if allows(account, Permission.EDIT_REGISTER):
            return self
        return self.filter(pk=account.organisation_id)

    def of_the_region(self) -> Self:
        """Keep the WCO Members of the Asia/Pacific region."""
        return self.filter(is_member=True, wco_region=Administration.ASIA_PACIFIC)

    def by_name(self) -> Self:
        return self.order_by("member_name", "pk")


class Administration(Organisation):
    """A customs administration: it nominates, attends and is counted.

    ``member_name`` is the name as the WCO writes it ("Hong Kong, China"), ``name`` the service's own.
    ``is_described`` is false where we know no more than that officers of this country attended.
    """

    ASIA_PACIFIC = "Asia/Pacific"

    organisation_ptr = models.OneToOneField(
        Organisation,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="administration",
    )
    country = models.OneToOneField(
        Country, on_delete=models.PROTECT, related_name="administration", verbose_name=_("country")
    )
    member_name = models.CharField(_("Member name"), max_length=100)
    wco_region = models.CharField(_("WCO region"), max_length=60, blank=True)
    sub_region = models.CharField(_("sub-region"), max_length=60, blank=True)
    is_member = models.BooleanField(_("WCO Member"), default=False)
    is_described = models.BooleanField(_("described"), default=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)

    objects = AdministrationQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("administration")
        verbose_name_plural = _("administrations")

    def __str__(self) -> str:
        return self.member_name

    @property
    def called(self) -> str:
        return self.member_name

    @property
    def iso2(self) -> str:
        return str(self.country_id)


class RegionalRole(Record):
    """What an administration does for the region from a day to a day (included); open when still so."""

    administration = models.ForeignKey(
        Administration, on_delete=models.CASCADE, related_name="regional_roles"
    )
    kind = models.CharField(_("role"), max_length=12, choices=RegionalRoleKind)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("regional role")
        verbose_name_plural = _("regional roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="regional_role_ends_after_start",
                violation_error_message=_("The role cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.administration}"
