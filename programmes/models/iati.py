"""How a programme is told to the International Aid Transparency Initiative."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme


class AidSector(models.TextChoices):
    """Purpose codes of the OECD DAC a customs programme can be about."""

    TRADE_FACILITATION = "33120", _("33120 Trade facilitation")
    TRADE_POLICY = "33110", _("33110 Trade policy and administrative management")
    TRADE_TRAINING = "33181", _("33181 Trade education and training")
    PUBLIC_FINANCE = "15111", _("15111 Public finance management")
    REVENUE = "15114", _("15114 Domestic revenue mobilisation")
    ANTI_CORRUPTION = "15113", _("15113 Anti-corruption organisations and institutions")
    LAW_ENFORCEMENT = "15130", _("15130 Legal and judicial development")
    NARCOTICS = "16063", _("16063 Narcotics control")
    SMALL_ARMS = "15240", _("15240 Reintegration and small arms and light weapons control")


class AidRegion(models.TextChoices):
    """Regions of the OECD DAC in which the portal's programmes work."""

    DEVELOPING = "998", _("998 Developing countries, in several regions")
    ASIA = "798", _("798 Asia")
    OCEANIA = "889", _("889 Oceania")
    FAR_EAST = "789", _("789 Far East Asia")
    SOUTH_ASIA = "679", _("679 South Asia")
    CENTRAL_ASIA = "619", _("619 Central Asia")
    MELANESIA = "1033", _("1033 Melanesia")
    MICRONESIA = "1034", _("1034 Micronesia")
    POLYNESIA = "1035", _("1035 Polynesia")
    AFRICA = "298", _("298 Africa")


class IatiProfileQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = ""

    def newest_first(self) -> "IatiProfileQuerySet":
        """Order as programmes are."""
        return self.order_by("programme__position", "programme__code")


class IatiProfile(Record):
    """What an IATI file says of a programme that the portal does not know otherwise. One per programme.

    ``reporting`` is in whose name it is reported; ``is_secondary``: by somebody else, from what it published.
    ``region`` takes the share of those who took part that is of no country known. ``currency`` is that of
    amounts without one. Its first and last day are empty where its phases and records tell them.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="iati", verbose_name=_("programme")
    )
    reporting = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("reporting organisation")
    )
    is_secondary = models.BooleanField(_("reported by somebody else for it"), default=False)
    sector = models.CharField(
        _("sector"), max_length=5, choices=AidSector, default=AidSector.TRADE_FACILITATION
    )
    region = models.CharField(_("region"), max_length=4, choices=AidRegion, default=AidRegion.DEVELOPING)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    starts_on = models.DateField(_("began on"), null=True, blank=True)
    ends_on = models.DateField(_("ended on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = IatiProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("description for IATI")
        verbose_name_plural = _("descriptions for IATI")
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="iati_profile_has_currency",
                violation_error_message=_("Write the currency as three capitals: USD, FJD, VUV."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="iati_profile_ends_after_start",
                violation_error_message=_("It has a first day, and the last is not before it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.reporting}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:iati-page", args=[self.pk])
