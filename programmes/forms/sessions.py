"""Sessions of an event, and the rule of its completion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.dates import IsoDay
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.models import CompletionRule, Session


class SessionForm(VersionedForm, forms.ModelForm):
    """A day of an event, or a part of one; valid, ``instance`` is the row, unsaved."""

    class Meta:
        model = Session
        fields = ["title", "held_on", "begins", "ends", "hours", "position"]
        field_classes = {"title": Line, "held_on": IsoDay}
        widgets = {
            "begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "begins": _("By the clock of the event's place."),
            "hours": _("Where it is not what lies between the two times: without lunch, for instance."),
            "position": _("Sessions are listed by this number."),
        }

    def __init__(self, data: Any = None, *, instance: Session) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class CompletionRuleForm(VersionedForm, forms.ModelForm):
    """What completing the event takes; valid, ``instance`` is the row, unsaved."""

    class Meta:
        model = CompletionRule
        fields = ["least_share", "share_of", "least_score"]
        labels = {"share_of": _("Per cent of")}
        help_texts = {
            "least_share": _("Left empty, attendance is not asked for."),
            "least_score": _("In the unit of the scores of the test. Left empty, no score is asked for."),
        }

    def __init__(self, data: Any = None, *, instance: CompletionRule) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data
