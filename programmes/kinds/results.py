"""How results frameworks, their indicators and periods are shown and entered."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions import framing
from programmes.choices.results import CountedAs, ResultLevel
from programmes.filters import fields
from programmes.forms.results import FrameworkForm, ResultIndicatorForm, ResultPeriodForm
from programmes.kinds.kind import Fact, Kind, ListColumn, Part
from programmes.models import Framework, ResultIndicator, ResultPeriod


class FrameworkFilter(StrictFilterSet):
    """By programme, and whether a later version has taken its place."""

    programme = fields.programme()
    versions = fields.word_of(
        [("latest", _("The latest")), ("replaced", _("Replaced"))], _("Versions"), _("All"), method="which"
    )

    class Meta(StrictFilterSet.Meta):
        model = Framework

    def which(self, rows: Any, name: str, word: str) -> Any:
        return rows.filter(is_replaced=word == "replaced")


class ResultIndicatorFilter(StrictFilterSet):
    """By programme, level and what the portal counts."""

    programme = fields.programme(field_name="framework__programme")
    level = fields.word_of(ResultLevel.choices, _("Level"), _("All levels"))
    counted_as = fields.word_of(CountedAs.choices, _("Counted by the portal"), _("All"))

    class Meta(StrictFilterSet.Meta):
        model = ResultIndicator


class ResultPeriodFilter(StrictFilterSet):
    """By programme."""

    programme = fields.programme(field_name="indicator__framework__programme")

    class Meta(StrictFilterSet.Meta):
        model = ResultPeriod


def _standing(row: Any) -> str:
    return _now("a later version has taken its place") if row.is_replaced else _now("the latest")


def _framework(row: Any) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Version"), str(row.number)
    yield _("Standing"), _standing(row)
    yield _("In force from"), row.in_force_from
    yield _("Agreed in"), row.agreed_in
    if row.number > 1:
        yield _("Why there is a new version"), row.reason
    yield _("Source"), row.source


def _indicator(row: ResultIndicator) -> Iterator[Fact]:
    yield _("Framework"), row.framework
    yield _("Objective"), row.objective
    yield _("Level"), row.get_level_display()
    yield _("Definition"), row.definition
    yield _("Unit"), row.unit
    yield _("Direction"), row.get_direction_display()
    since = _("since the first period began") if row.is_cumulative else _("period by period")
    yield _("Told"), since
    counted = row.get_counted_as_display() if row.counted_as else _("no, it is typed with its source")
    yield _("Counted by the portal"), counted
    if row.counted_as:
        yield _("Of which events"), ", ".join(_narrowed_to(row)) or _("all of the programme")
    yield _("Split by"), row.get_split_by_display() if row.split_by else _("nothing")
    yield _("Baseline"), row.baseline
    if row.baseline is not None:
        yield _("Baseline as of"), row.baseline_on
        yield _("Source of the baseline"), row.baseline_source
    yield _("Source of data"), row.data_source
    yield _("Method"), row.method
    yield _("How often"), row.get_frequency_display()
    yield _("Office responsible"), row.responsible
    yield _("Note"), row.note


def _narrowed_to(row: ResultIndicator) -> Iterator[str]:
    for one in (row.phase, row.topic):
        if one:
            yield str(one)
    for name in ("event_kind", "event_mode", "event_level"):
        if getattr(row, name):
            yield str(getattr(row, f"get_{name}_display")())


def _period(row: ResultPeriod) -> Iterator[Fact]:
    yield _("Indicator"), row.indicator
    yield _("First day"), row.starts_on
    yield _("Last day"), row.ends_on
    yield _("Unit"), row.indicator.unit
    yield _("Target"), row.target
    if not row.indicator.counted_as:
        yield _("Actual"), row.actual
        yield _("Source of the actual"), row.actual_source
    yield _("Light, in place of the rule"), row.get_light_display() if row.light else _("the rule holds")
    if row.light:
        yield _("Why another light"), row.light_reason
    yield _("Note"), row.note


PERIODS = Kind(
    word="result-periods",
    model=ResultPeriod,
    form=ResultPeriodForm,
    filters=ResultPeriodFilter,
    title=_("Targets and actuals"),
    lead=_("What each indicator is to be in a period, and what was typed of it."),
    new_label=_("Enter a period"),
    columns=(
        ListColumn(_("First day"), lambda row: row.starts_on),
        ListColumn(_("Last day"), lambda row: row.ends_on),
        ListColumn(_("Indicator"), lambda row: row.indicator),
        ListColumn(_("Target"), lambda row: row.target, is_number=True),
        ListColumn(_("Typed actual"), lambda row: row.actual, is_number=True),
        ListColumn(_("Unit"), lambda row: row.indicator.unit),
    ),
    facts=_period,
    fields=(
        "indicator",
        "starts_on",
        "ends_on",
        "target",
        "actual",
        "actual_source",
        "light",
        "light_reason",
        "note",
    ),
    related=("indicator__framework__programme",),
    parent="indicator",
    save=framing.save_period,
    remove=framing.remove_period,
)
RESULT_INDICATORS = Kind(
    word="result-indicators",
    model=ResultIndicator,
    form=ResultIndicatorForm,
    filters=ResultIndicatorFilter,
    title=_("Result indicators"),
    lead=_("What is measured to see whether a programme reaches what it is for."),
    new_label=_("Enter an indicator"),
    columns=(
        ListColumn(_("Indicator"), lambda row: row.name),
        ListColumn(_("Programme"), lambda row: row.framework.programme),
        ListColumn(_("Version"), lambda row: str(row.framework.number)),
        ListColumn(_("Level"), lambda row: row.get_level_display()),
        ListColumn(_("Unit"), lambda row: row.unit),
        ListColumn(_("Baseline"), lambda row: row.baseline, is_number=True),
        ListColumn(
            _("Counted by the portal"),
            lambda row: row.get_counted_as_display() if row.counted_as else _now("typed"),
        ),
    ),
    facts=_indicator,
    fields=(
        "framework", "objective", "level", "name", "definition", "unit", "direction", "is_cumulative",
        "split_by", "counted_as", "phase", "topic", "event_kind", "event_mode", "event_level",
        "baseline", "baseline_on", "baseline_source", "data_source", "method", "frequency",
        "responsible", "note",
    ),
    related=("framework__programme", "objective", "phase__programme", "topic"),
    parent="framework",
    parts=(Part(PERIODS, "indicator"),),
    told_at="reports:result",
    save=framing.save_indicator,
    remove=framing.remove_indicator,
)  # fmt: skip
FRAMEWORKS = Kind(
    word="frameworks",
    model=Framework,
    form=FrameworkForm,
    filters=FrameworkFilter,
    title=_("Results frameworks"),
    lead=_("What each programme is held to. An amended framework is a new version; the earlier one stays."),
    new_label=_("Enter a framework"),
    columns=(
        ListColumn(_("Framework"), lambda row: row),
        ListColumn(_("In force from"), lambda row: row.in_force_from),
        ListColumn(_("Standing"), _standing),
        ListColumn(_("Agreed in"), lambda row: row.agreed_in),
    ),
    facts=_framework,
    fields=("programme", "number", "in_force_from", "agreed_in", "reason", "source", "is_made_up"),
    related=("programme",),
    parts=(Part(RESULT_INDICATORS, "framework"),),
    told_at="reports:framework",
    save=framing.save_framework,
    remove=framing.remove_framework,
)
