"""Entering what was spent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.texts import Line
from programmes.models import Event, Expenditure

MOST_EVENTS = 500  # offered to choose from, newest first


class ExpenditureForm(KeptForm):
    """One amount. It is of the programme, and of an event only where the event is of that programme."""

    days_of_phase = ("spent_on",)

    donor_name = OrganisationName(
        label=_("Whose money"), required=False, help_text=_("The donor, where it is said.")
    )

    class Meta:
        model = Expenditure
        fields = [
            "programme",
            "phase",
            "category",
            "amount",
            "currency",
            "spent_on",
            "event",
            "is_complete",
            "source",
            "note",
        ]
        field_classes = {"spent_on": IsoDay, "currency": Line, "source": Line, "note": Line}
        widgets = {"amount": forms.TextInput(attrs={"inputmode": "decimal", "size": 14})}
        help_texts = {
            "currency": _("Three letters, as USD."),
            "is_complete": _("Only then a report tells what a participation cost."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        events: Any = self.fields["event"]
        own = Event.objects.editable_by(self.account).newest_first()[:MOST_EVENTS].values("pk")
        events.queryset = Event.objects.filter(pk__in=own).newest_first()
        events.empty_label = _("Not for one event")

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        event, programme = data.get("event"), data.get("programme")
        if event and programme and not event.programmes.filter(pk=programme.pk).exists():
            self.add_error("event", _("This event is not of the programme."))
        return data
