"""What was agreed, and with whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from programmes.choices import MOST_SMALLEST, SMALLEST_GROUP
from programmes.forms.dates import IsoDay
from programmes.forms.organisations import OrganisationNames, let_know
from programmes.forms.texts import Line
from programmes.intake.organisations import KnownOrganisations
from programmes.models import Agreement, Phase, Programme


class AgreementForm(forms.ModelForm):
    """An agreement in one form. Valid, ``instance`` is the agreement, unsaved."""

    signed_with = OrganisationNames(
        label=_("Who else signed"),
        required=False,
        help_text=_("Countries, ISO codes or names of organisations, one in each line."),
    )
    signed_on = IsoDay(label=_("Signed on"))
    valid_from = IsoDay(label=_("Valid from"))
    valid_to = IsoDay(label=_("Valid until"), required=False, help_text=_("Empty: without end."))
    smallest = forms.IntegerField(
        label=_("Smallest group told"),
        required=False,
        min_value=2,
        max_value=MOST_SMALLEST,
        initial=SMALLEST_GROUP,
        help_text=_(
            "Shares and completions of fewer people are kept back from the representatives of this"
            " organisation, and from reports. Empty where nothing was agreed about it."
        ),
    )

    class Meta:
        model = Agreement
        fields = [
            "kind",
            "organisation",
            "programme",
            "phase",
            "title",
            "signed_on",
            "valid_from",
            "valid_to",
            "precision",
            "smallest",
            "counting",
            "note",
            "source",
        ]
        field_classes = {"title": Line, "note": Line, "source": Line}
        help_texts = {
            "precision": _("Where only the month or the year was published: give the first day of it."),
            "counting": _("Reports for this organisation say so, with the figure counted like that."),
            "source": _("An address, or a title. What was published is shown to all who see the programme."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(administration__isnull=True).by_name()
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.in_order()
        phase: Any = self.fields["phase"]
        phase.queryset = Phase.objects.select_related("programme").in_order()
        phase.empty_label = _("The whole programme")
        organisation.empty_label = programme.empty_label = _("Choose one")
        self.organisations = KnownOrganisations()
        let_know(list(self.fields.values()), self.organisations)
        self.order_fields(["kind", "organisation", "signed_with"])

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("An agreement cannot end before it begins."))
        phase, programme = data.get("phase"), data.get("programme")
        if phase and programme and phase.programme_id != programme.pk:
            self.add_error("phase", _("This phase is of another programme."))
        if data.get("signed_with") and data.get("smallest"):
            message = _("Several signed it: agree the smallest group told with one organisation alone.")
            self.add_error("smallest", message)
        return data
