"""What an officer enters of a figure that somebody published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Account
from programmes.forms.dates import IsoDay
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Phase, Programme, Topic
from reports.indicators.registry import EVERY
from reports.models import PublishedFigure


class PublishedFigureForm(VersionedForm, forms.ModelForm):
    """A number somebody published, and why ours is another; ``instance`` is unsaved."""

    indicator = forms.ChoiceField(
        label=_("Our figure beside it"),
        required=False,
        help_text=_("What the portal counts that means the same. None: nothing is counted beside it."),
    )

    class Meta:
        model = PublishedFigure
        fields = [
            "programme",
            "phase",
            "topic",
            "mode",
            "starts_on",
            "ends_on",
            "name",
            "value",
            "accuracy",
            "unit",
            "indicator",
            "published_on",
            "source",
            "standing",
            "explanation",
            "note",
        ]
        field_classes = {
            **dict.fromkeys(("name", "unit", "published_on", "source"), Line),
            **dict.fromkeys(("explanation", "note"), Paragraph),
            **dict.fromkeys(("starts_on", "ends_on"), IsoDay),
        }
        help_texts = {
            "starts_on": _("Where it is of a year or another time. Empty: of all the time."),
            "published_on": _("As far as it is known: September 2020."),
            "standing": _("Explained once it is known why ours is another number."),
        }

    def __init__(self, data: Any = None, *, instance: PublishedFigure, account: Account) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        programmes = Programme.objects.editable_by(account)
        offered: dict[str, Any] = {
            "programme": programmes.in_order(),
            "phase": Phase.objects.filter(programme__in=programmes).select_related("programme").in_order(),
            "topic": Topic.objects.order_by("name", "pk"),
        }
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset = rows
            field.empty_label = _("Choose one") if field.required else _("None")
        mode: Any = self.fields["mode"]
        mode.choices = [(key, label if key else _("None")) for key, label in mode.choices]
        chosen: Any = self.fields["indicator"]
        codes = {each.code: each.name for each in EVERY.values()}
        if instance.indicator and instance.indicator not in codes:
            codes[instance.indicator] = instance.indicator  # counted by a page of its own
        chosen.choices = [("", _("None")), *codes.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        phase, programme = data.get("phase"), data.get("programme")
        if phase and programme and phase.programme_id != programme.pk:
            self.add_error("phase", _("This phase is of another programme."))
        return data
