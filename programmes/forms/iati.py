"""What an IATI file has to say of a programme."""

from django.utils.translation import gettext_lazy as _

from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.texts import Line
from programmes.models import IatiProfile


class IatiProfileForm(KeptForm):
    """Whoever reports has to be known to IATI by an identifier."""

    reporting_name = OrganisationName(
        label=_("Reporting organisation"),
        help_text=_("It needs an IATI identifier: see the list of organisations."),
    )

    class Meta:
        model = IatiProfile
        fields = [
            "programme",
            "is_secondary",
            "sector",
            "region",
            "currency",
            "starts_on",
            "ends_on",
            "source",
        ]
        field_classes = {"currency": Line, "source": Line, "starts_on": IsoDay, "ends_on": IsoDay}
        help_texts = {
            "is_secondary": _("Mark it where the reporting organisation does not publish the file itself."),
            "region": _("For the part of those who took part of whom no administration is recorded."),
            "currency": _("Three letters, as USD."),
            "starts_on": _("Where no phase, membership or event tells it."),
            "ends_on": _("Where it is over and no phase tells when."),
        }

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_reporting_name(self) -> object:
        organisation = self.cleaned_data["reporting_name"]
        if organisation is not None and not organisation.iati_identifier:
            self.add_error("reporting_name", _("It has no IATI identifier yet: enter that first."))
        return organisation
