"""A stage of a cohort, and who came to it."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm, renew
from members.forms.texts import Line
from members.models import Account
from programmes.models import Event
from trainers.actions.stages import Mark
from trainers.choices import StageMark, Standing
from trainers.models import Cell, CohortParticipant, CohortStage, ProgressLine, StageAttendance


class Month(forms.DateField):
    """A month, written 2024-03: its first day, or its last."""

    input_formats = ["%Y-%m"]
    widget = forms.DateInput(attrs={"type": "month", "placeholder": "2024-03"}, format="%Y-%m")
    default_error_messages = {"invalid": _("Write the month as 2024-03.")}


class LastOfMonth(Month):
    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        return day and day.replace(day=calendar.monthrange(day.year, day.month)[1])


class StageForm(VersionedForm, forms.ModelForm):
    """A stage; valid, ``instance`` is the row, unsaved. Its event is one of the cohort's programme."""

    class Meta:
        model = CohortStage
        fields = ["position", "kind", "title", "planned_from", "planned_to", "event"]
        field_classes = {"title": Line, "planned_from": Month, "planned_to": LastOfMonth}
        labels = {
            "planned_from": _("Planned from (month)"),
            "planned_to": _("Planned until (month)"),
        }
        help_texts = {
            "position": _("Stages follow one another by this number; each has its own."),
            "event": _(
                "Its days count then, and who is on its list of people attended. Of one in two parts,"
                " choose the event that holds them together."
            ),
        }

    def __init__(self, data: Any = None, *, instance: CohortStage, account: Account) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        event: Any = self.fields["event"]
        event.queryset = (
            Event.objects.visible_to(account).filter(programmes=instance.cohort.programme).newest_first()
        )
        event.empty_label = _("Not held as an event of the portal")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        return data


class StageMarksForm(forms.Form):
    """Who attended a stage; valid, ``marks`` are all answers.

    Where the list of an event says who attended, it is only asked why the others did not.
    """

    def __init__(self, data: Any = None, *, stage: CohortStage, lines: Iterable[ProgressLine]) -> None:
        super().__init__(data)
        self.lines = [(line, line.at(stage)) for line in lines if line.at(stage).is_expected]
        self.has_list = any(cell.is_listed for _line, cell in self.lines)
        words = [*StageMark.choices]
        if self.has_list:
            words = [each for each in words if each[0] != StageMark.ATTENDED]
        self.choices = [("", Standing.NOT_RECORDED.label), *words]
        typed = {row.participant_id: row.mark for row in stage.attendances.all()}
        for line, cell in self.lines:
            if not cell.is_listed:
                self._ask(line.participant, typed.get(line.participant.pk, ""))

    def _ask(self, participant: CohortParticipant, mark: str) -> None:
        choices = self.choices
        if mark and mark not in dict(choices):
            choices = [*choices, (mark, StageMark(mark).label)]
        self.fields[f"mark-{participant.pk}"] = forms.ChoiceField(
            label=str(participant.person), choices=choices, required=False, initial=mark
        )
        self.fields[f"seen-{participant.pk}"] = forms.ChoiceField(
            choices=[("", ""), *StageMark.choices],
            required=False,
            initial=mark,
            widget=forms.HiddenInput,
        )

    def rows(self) -> list[tuple[ProgressLine, Cell, Any, Any]]:
        """Return each line with its cell and its two fields; None for both where the list says it."""
        return [
            (line, cell, self[f"mark-{line.participant.pk}"], self[f"seen-{line.participant.pk}"])
            if f"mark-{line.participant.pk}" in self.fields
            else (line, cell, None, None)
            for line, cell in self.lines
        ]

    @property
    def marks(self) -> list[Mark]:
        filled = StageMark.ATTENDED if "fill" in self.data and not self.has_list else ""
        return [
            Mark(
                line.participant,
                self.cleaned_data[f"mark-{line.participant.pk}"] or filled,
                self.cleaned_data[f"seen-{line.participant.pk}"],
            )
            for line, _cell in self.lines
            if f"mark-{line.participant.pk}" in self.fields
        ]

    def tell_of_change(self, stage: CohortStage) -> None:
        """Rest on what is stored now: sent once more, what is chosen here holds."""
        rows = StageAttendance.objects.filter(stage=stage)
        stored: Mapping[int, str] = {row.participant_id: row.mark for row in rows}
        for line, _cell in self.lines:
            renew(self, stored.get(line.participant.pk, ""), name=f"seen-{line.participant.pk}")
        self.add_error(
            None, _("Somebody else recorded something here meanwhile. Save again, and your answers hold.")
        )
