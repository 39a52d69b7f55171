"""Where an event stands, and why something is done to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.choices import EventState
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.models import Event

_NEEDS_REASON = {EventState.CANCELLED, EventState.POSTPONED}


class StateForm(VersionedForm):
    """The next state of an event, and the reason where one is needed."""

    state = forms.ChoiceField(label=_("It is now"), widget=forms.RadioSelect)
    reason = Line(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when it is postponed or cancelled; shown beside the state."),
    )

    def __init__(self, data: Any = None, *, event: Event, state: str = "") -> None:
        super().__init__(data, initial={"version": event.version, "state": state})
        field: Any = self.fields["state"]
        field.choices = [(value, label) for value, label in EventState.choices if value != event.state]

    def clean_state(self) -> EventState:
        return EventState(self.cleaned_data["state"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") in _NEEDS_REASON and "reason" in data and not data["reason"]:
            self.add_error("reason", _("Say why it was cancelled or postponed."))
        return data


class ReasonForm(forms.Form):
    """Why something is done that has to be explained."""

    reason = Line(label=_("Reason"), max_length=300)
