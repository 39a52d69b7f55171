"""Who was reached about what: administrations by topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from members.models import Administration
from programmes.models import Topic
from reports.blocks import Table
from reports.indicators.registry import EVENTS_HELD
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, TOPIC
from reports.measuring.measure import Figures, Group, measure
from reports.scope import Scope
from reports.sections.counted import Nothing
from reports.sections.matrices import matrix, says_something
from reports.sections.places import missing_of
from sheets.columns import Column

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One figure of each administration and topic, and of each pair; only groups with something in them."""

    scope: Scope
    indicator: Indicator
    figures: Figures
    rows: Sequence[Group]
    columns: Sequence[Group]

    def row(self, administration: int, name: str) -> Group:
        """Return the row of an administration, empty where nothing is recorded of it."""
        found = next((group for group in self.rows if group.key == (administration,)), None)
        nothing = {self.indicator.code: Nothing()[self.indicator]}
        return found or Group((administration,), (name,), nothing)


def coverage_of(scope: Scope, indicator: Indicator) -> Coverage:
    figures = measure(scope, [indicator], by=[ADMINISTRATION, TOPIC, (ADMINISTRATION, TOPIC)])
    rows, columns = (
        [group for group in figures.by(each, missing=missing_of(each)) if says_something(group, indicator)]
        for each in (ADMINISTRATION, TOPIC)
    )
    return Coverage(scope, indicator, figures, rows, columns)


def coverage_table(coverage: Coverage, rows: Sequence[Group]) -> Table:
    """Return the matrix of some of its rows; the totals are of everything, on the page or not."""
    names = {"figure": coverage.indicator.name, "period": coverage.scope.period or _("all years")}
    table = matrix(
        coverage.scope,
        coverage.figures,
        coverage.indicator,
        rows=(ADMINISTRATION, rows),
        columns=(TOPIC, coverage.columns),
        title=_("%(figure)s by administration and topic, %(period)s") % names,
        totals=(_("All administrations"), _("All topics")),
        notes=tuple(_notes(coverage)),
    )
    return replace(table, is_shaded=True)


def _notes(coverage: Coverage) -> Iterator[str]:
    yield _("Darker means more. An empty cell: nothing is recorded.")
    if coverage.indicator is not EVENTS_HELD:
        yield _("A question mark: they attended, and how many they were is not recorded.")
    yield _(
        "Totals are counted again and not added up: an event about several topics stands under each of them."
        " The last row is of all administrations, on this page or not."
    )
    if coverage.indicator is EVENTS_HELD:
        yield _("An event is in the row of each administration that took part in it.")
    shown = [group.key[0] for group in coverage.columns]
    silent = ", ".join(str(topic) for topic in Topic.objects.exclude(pk__in=shown).order_by("name"))
    if silent:
        yield _("Topics of which nothing is recorded: %(topics)s.") % {"topics": silent}


def coverage_lines(coverage: Coverage) -> tuple[tuple[Column, ...], Iterator[Line]]:
    """Return columns and lines of a file: one line for each pair, and for each total as it was counted."""
    columns = (
        Column("code", "administration_code"),
        Column("administration", "administration"),
        Column("topic", "topic"),
        Column("figure", "figure"),
        Column("low", "low", "number"),
        Column("high", "high", "number"),
        Column("given", "given_as"),
    )
    return columns, _lines(coverage)


def _lines(coverage: Coverage) -> Iterator[Line]:
    codes = dict(Administration.objects.values_list("pk", "country_id"))
    everybody, everything = _("All administrations"), _("All topics")
    pairs = coverage.figures.by(ADMINISTRATION, TOPIC, missing=_("Not recorded"))
    for group in pairs:
        yield from _line(coverage.indicator, group, codes.get(group.key[0], ""), *group.labels)
    for row in coverage.rows:
        yield from _line(coverage.indicator, row, codes.get(row.key[0], ""), row.labels[0], everything)
    for column in coverage.columns:
        yield from _line(coverage.indicator, column, "", everybody, column.labels[0])
    yield from _line(coverage.indicator, coverage.figures, "", everybody, everything)


def _line(
    indicator: Indicator, group: Group | Figures, code: str, administration: str, topic: str
) -> Iterator[Line]:
    if says_something(group, indicator):
        quantity = group[indicator]
        yield {
            "code": code,
            "administration": administration,
            "topic": topic,
            "figure": indicator.code,
            "low": quantity.low,
            "high": quantity.high,
            "given": quantity.accuracy.value if quantity.is_recorded else "NOT_RECORDED",
        }
