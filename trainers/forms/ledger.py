"""A step of somebody's accreditation, and a further line that corrects one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forms.people import Day
from members.forms.texts import Line, Paragraph
from members.models import Person
from programmes.models import Event, Topic
from trainers.choices import Step
from trainers.models import LedgerLine, Scheme

# What a correction begins with, as the line has it that it corrects; the reason is its own.
KEPT = ("scheme", "topic", "step", "taken_on", "valid_to", "event", "assessor", "evidence")


class LineForm(forms.ModelForm):
    """A line of the ledger about one person; valid, ``instance`` is the line, unsaved."""

    scheme = forms.ModelChoiceField(label=_("Scheme"), queryset=Scheme.objects.none())
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.order_by("name", "pk"),
        required=False,
        help_text=_("Leave empty for a scheme that accredits for no topic."),
    )
    step = forms.ChoiceField(label=_("Step"), choices=())
    taken_on = Day(label=_("On"), help_text=_("The day of the step: no day to come."))
    valid_to = Day(
        label=_("Valid until"),
        required=False,
        help_text=_("The last day of an accreditation or a refresher. Leave empty where it has no end."),
    )
    event = forms.ModelChoiceField(
        label=_("At event"),
        queryset=Event.objects.none(),
        required=False,
        help_text=_("Of the events this person is on the list of."),
    )
    assessor = Line(
        label=_("Assessor"),
        max_length=200,
        required=False,
        help_text=_("Name, and where they are from."),
    )
    evidence = Paragraph(
        label=_("Evidence"),
        max_length=1000,
        required=False,
        help_text=_("What this rests on: a report, a letter, a result."),
    )
    reason = Line(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed where somebody is suspended, or an accreditation lapses or is withdrawn."),
    )

    class Meta:
        model = LedgerLine
        fields = (*KEPT, "reason")

    def __init__(
        self, data: Any = None, *, person: Person, account: Any, corrects: LedgerLine | None = None
    ) -> None:
        line = LedgerLine(person=person, corrects=corrects)
        stored = {} if corrects is None else {name: getattr(corrects, name) for name in KEPT}
        super().__init__(data, instance=line, initial=stored)
        known: Any = self.fields
        known["scheme"].queryset = Scheme.objects.editable_by(account).by_name()
        known["event"].queryset = _events_of(person, account)
        offered = [each for each in Step if corrects is not None or each != Step.STRUCK]
        known["step"].choices = [("", "---------"), *((each.value, each.label) for each in offered)]
        if corrects is not None:
            known["reason"].required = True
            known["reason"].help_text = _("Why the line is corrected, or struck out.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("taken_on"), data.get("valid_to")
        if first is not None and last is not None and last < first:
            self.add_error("valid_to", ValidationError(_("The validity cannot end before it starts.")))
        return data


def _events_of(person: Person, account: Any) -> Any:
    rows = person.participations.values("event")
    return Event.objects.visible_to(account).filter(pk__in=rows).newest_first()
