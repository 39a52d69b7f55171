"""Forms of results frameworks: a version, an indicator, a period of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.choices.results import Direction
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Framework, Objective, ResultIndicator, ResultPeriod, Topic


class FrameworkForm(KeptForm):
    """One version. Of a programme that has one already it takes everything over."""

    class Meta:
        model = Framework
        fields = ["programme", "in_force_from", "agreed_in", "reason", "source"]
        field_classes = {"in_force_from": IsoDay, "agreed_in": Line, "reason": Line, "source": Line}
        help_texts = {
            "programme": _("One that has a framework already gets its next version, with all that is in it."),
            "agreed_in": _("The agreement or document this version rests on."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        if self.instance.pk:
            del self.fields["programme"]


class ResultIndicatorForm(KeptForm):
    """One indicator: what it means, in which unit, and whether the portal counts it."""

    field_order = ("framework", "objective", "level", "name", "definition", "unit")

    class Meta:
        model = ResultIndicator
        fields = [
            "framework", "objective", "level", "name", "definition", "unit", "direction", "is_cumulative",
            "counted_as", "phase", "topic", "event_kind", "event_mode", "event_level", "split_by",
            "baseline", "baseline_on", "baseline_source",
            "data_source", "method", "frequency", "responsible", "position", "note",
        ]  # fmt: skip
        field_classes = {
            "name": Line,
            "definition": Paragraph,
            "unit": Line,
            "baseline_on": IsoDay,
            "baseline_source": Line,
            "data_source": Line,
            "method": Line,
            "responsible": Line,
            "note": Line,
        }
        help_texts = {
            "unit": _("What one of it is: people, events, percent."),
            "is_cumulative": _("A period then tells what was reached since the first one began."),
            "counted_as": _(
                "What the portal counts itself is never typed. None: it is typed with its source."
            ),
            "phase": _("Where it is of one phase; else it is of the whole programme."),
            "topic": _("Only events on this topic. The next three narrow them further."),
            "responsible": _("An office or organisation, not a person."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("framework", _latest_of(self.account))
        objectives = Objective.objects.editable_by(self.account).select_related("programme")
        self._offer("objective", objectives.in_order())
        self._offer("topic", Topic.objects.order_by("name", "pk"))


class ResultPeriodForm(KeptForm):
    """A period of an indicator: its target, the actual where it is typed, and the officer's light."""

    class Meta:
        model = ResultPeriod
        fields = [
            "indicator", "starts_on", "ends_on", "target", "actual", "actual_source",
            "light", "light_reason", "note",
        ]  # fmt: skip
        field_classes = {
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "actual_source": Line,
            "light_reason": Line,
            "note": Line,
        }
        help_texts = {
            "actual": _("Left empty where the portal counts it, and where it is not known yet."),
            "light": _("None: the light is what the rule gives."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        rows = ResultIndicator.objects.filter(framework__in=_latest_of(self.account).values("pk"))
        self._offer("indicator", rows.newest_first())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        indicator, target = data.get("indicator"), data.get("target")
        if indicator and target is not None and indicator.baseline is not None:
            goes_back = target < indicator.baseline
            if goes_back == (indicator.direction == Direction.UP) and target != indicator.baseline:
                self.ask_why(_("The target is on the other side of the baseline. Say here why."))
        return data


def _latest_of(account: Any) -> Any:
    """Return the versions the account may change: the latest of each programme it works on."""
    return Framework.objects.editable_by(account).newest_first().filter(is_replaced=False)
