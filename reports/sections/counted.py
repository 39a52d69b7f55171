"""The figures sections show, counted together, and where each leads to its evidence."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reports.choices import Audience
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
from reports.periods import Period
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


def evidence_address(scope: Scope, indicator: Indicator) -> str:
    """Return the address of what a figure rests on; the public has none."""
    if scope.audience == Audience.PUBLIC:
        return ""
    asked = {"indicator": [indicator.code], **_narrowed(scope), **_in_period(scope.period)}
    return f"{reverse('reports:evidence')}?{urlencode(asked, doseq=True)}"


def _narrowed(scope: Scope) -> dict[str, list[Any]]:
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    asked: dict[str, list[Any]] = {
        "programme": [programme.code] if programme else [],
        "phase": [scope.phase.number] if scope.phase else [],
        "topic": [topic.slug for topic in scope.topics],
        "administration": [scope.administration.iso2] if scope.administration else [],
        "donor": [scope.donor.pk] if scope.donor and scope.audience == Audience.DONOR else [],
        **{name: [getattr(scope, name)] for name in ("kind", "mode", "level") if getattr(scope, name)},
    }
    return {name: values for name, values in asked.items() if values}


def _in_period(period: Period | None) -> dict[str, list[Any]]:
    if period is None:
        return {}
    if period == Period.calendar_year(period.start.year):
        return {"year": [period.start.year]}
    return {"from": [period.start.isoformat()], "until": [period.end.isoformat()]}
