"""The figures sections show, counted together."""

from collections import defaultdict
from typing import Any, Protocol

from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import YEAR, Dimension, year_starting_in
from reports.measuring.measure import Figures, measure
from reports.measuring.statement import Grouping
from reports.quantities import Quantity
from reports.scope import Scope

REACH: tuple[Indicator, ...] = (EVENTS_HELD, PARTICIPATIONS, PEOPLE, ADMINISTRATIONS_REACHED)
MAIN: tuple[Indicator, ...] = (*REACH, SHARE_OF_WOMEN, COMPLETIONS, CONTACT_HOURS)

KEPT = "figures"


def figures_of(scope: Scope, *by: Dimension | Grouping) -> Figures:
    """Return the main indicators, in total and by each of ``by``.

    Kept with the scope: the sections of one page share what was counted for it. A page that shows
    several asks for all of their splits first, in one go.
    """
    counted, figures = scope.kept.get(KEPT, (None, None))
    if counted is None or not counted.issuperset(by):
        figures = measure(scope, MAIN, by=by)
        scope.kept[KEPT] = (frozenset(by), figures)
    return figures


def year_of(scope: Scope) -> Dimension:
    """Return the years of the programme the scope is about: calendar years, or its reporting years."""
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    return year_starting_in(programme.year_starts_in) if programme else YEAR


def of_nothing(indicator: Indicator) -> Quantity:
    """Return the indicator where there are no rows: counts are zero, all else is not recorded."""
    nothing: defaultdict[str, Any] = defaultdict(lambda: None)
    return indicator.read(nothing)


class Measured(Protocol):
    """Figures of a whole, or of one group of it."""

    def __getitem__(self, indicator: Indicator) -> Quantity: ...


class Nothing:
    """The figures of a group that has no rows."""

    def __getitem__(self, indicator: Indicator) -> Quantity:
        return of_nothing(indicator)
