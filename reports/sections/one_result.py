"""One indicator of a results framework: its periods as a chart and a table, and split where it is counted."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from programmes.choices.results import SplitBy
from programmes.models import ResultIndicator
from reports.blocks import Block, Column, ColumnChart, Section, Series, Table
from reports.indicators.registry import EVERY
from reports.measuring.dimensions import ADMINISTRATION, LEVEL, MODE, TOPIC, Dimension
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.results import light_words, notes_of, reached_of
from reports.sections.standing import Standing, scope_of_indicator, span_of

DIMENSIONS: Mapping[str, Dimension] = {
    SplitBy.ADMINISTRATION: ADMINISTRATION,
    SplitBy.TOPIC: TOPIC,
    SplitBy.MODE: MODE,
    SplitBy.LEVEL: LEVEL,
}


def one_result(scope: Scope, indicator: ResultIndicator, lines: Sequence[Standing]) -> Section:
    """Return the periods of an indicator, first to last."""
    blocks: list[Block] = [*_chart(indicator, lines), _table(lines, scope)]
    blocks += _split(scope, indicator, lines)
    return Section(_("Period by period"), tuple(blocks))


def _chart(indicator: ResultIndicator, lines: Sequence[Standing]) -> list[Block]:
    """Return targets beside actuals; nothing where there are not two numbers to compare."""
    numbers = [each for line in lines for each in (line.target, line.actual) if each.is_recorded]
    if len(numbers) < 2:
        return []
    is_met = sum(line.lit.light == "GREEN" for line in lines)
    chart = ColumnChart(
        title=_("Targets and actuals"),
        unit=indicator.unit,
        categories=tuple(line.short_days for line in lines),
        series=(
            Series(_("Target"), tuple(line.target for line in lines)),
            Series(
                _("Actual"),
                tuple(line.actual for line in lines),
                tuple(line.evidence_url for line in lines),
            ),
        ),
        description=_("Green in %(met)d of %(all)d periods.") % {"met": is_met, "all": len(lines)},
        heading=_("Period"),
    )
    return [chart]


def _table(lines: Sequence[Standing], scope: Scope) -> Table:
    columns = (
        Column(_("Period")),
        Column(_("Target"), "number"),
        Column(_("Actual"), "number"),
        Column(_("Of the way"), "number"),
        Column(_("Light")),
        Column(_("Why another light")),
        Column(_("Source of a typed actual")),
        Column(_("Note")),
    )
    rows = tuple(
        (
            line.days,
            line.target,
            line.actual,
            reached_of(line.lit),
            light_words(line.lit),
            line.period.light_reason,
            line.period.actual_source,
            line.period.note,
        )
        for line in lines
    )
    evidence = tuple(("", "", line.evidence_url, "", "", "", "", "") for line in lines)
    return Table(_("Periods"), columns, rows, notes_of(scope), evidence=evidence)


def _split(scope: Scope, indicator: ResultIndicator, lines: Sequence[Standing]) -> list[Block]:
    """Return the latest period that has a number, split as the framework asks; nothing where it cannot be."""
    dimension = DIMENSIONS.get(indicator.split_by)
    told = [line for line in lines if line.actual.is_recorded and not line.actual.is_withheld]
    if dimension is None or not told or indicator.counted_as not in EVERY:
        return []
    counted, latest = EVERY[indicator.counted_as], told[-1]
    if not counted.is_split_by(dimension):
        return []
    narrowed = scope_of_indicator(scope, indicator, span_of(latest.period))
    groups = measure(narrowed, [counted], by=[dimension]).by(dimension, missing=_("Not stated"))
    addresses = addresses_of(narrowed, [dimension], [group.key for group in groups])
    columns = (Column(str(dimension.name)), Column(indicator.name, "number", indicator.unit))
    rows = tuple((group.labels[0], group[counted]) for group in groups)
    evidence = tuple(("", addresses(counted, group.key)) for group in groups)
    title = _("%(period)s, by %(dimension)s") % {"period": latest.days, "dimension": dimension.name}
    return [Table(title, columns, rows, evidence=evidence)]
