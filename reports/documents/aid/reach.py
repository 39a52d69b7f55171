"""Where those who took part came from, and what was reached: measured as everything else is."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from members.models import Administration
from programmes.models import IatiProfile, Phase
from reports.aid import AidResult, Place, ResultIndicator, ResultPeriod, Value
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.indicators.sexes import BY_SEX
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, PHASE, Dimension, first_month_of
from reports.measuring.measure import Figures, Group, measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import year_of

OUTPUT = "1"
UNIT, PERCENTAGE = "1", "2"
HUNDREDTH = Decimal("0.01")
ALL = Decimal(100)

ADDS_UP = (EVENTS_HELD, PARTICIPATIONS, COMPLETIONS, CONTACT_HOURS)
TOLD = (*ADDS_UP, PEOPLE, ADMINISTRATIONS_REACHED, SHARE_OF_WOMEN)
"""What is told of each activity. Distinct people and shares are not marked as fit to be added."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The figures of a programme and of its phases by year, and the seats of both by administration."""

    scope: Scope
    profile: IatiProfile
    figures: Figures
    of_phases: Figures
    seats: Figures
    administrations: Mapping[int, Administration]

    def places(self, phase: Phase | None) -> tuple[Place, ...]:
        """Return the countries of those who took part, and the region for the rest: in all 100 percent.

        Shares are of participations. Where none is recorded by administration, all is the region's.
        """
        seats: dict[int | None, int] = {}
        for key, group in self._groups(phase, ADMINISTRATION, whole=self.seats, parts=self.seats):
            found = key if key in self.administrations else None
            seats[found] = seats.get(found, 0) + int(group[PARTICIPATIONS].low or 0)
        shares = _shares({key: number for key, number in seats.items() if number})
        countries = [
            Place(self.administrations[key].iso2, str(self.administrations[key]), share)
            for key, share in shares.items()
            if key is not None
        ]
        rest = ALL - sum((each.percentage for each in countries), Decimal(0))
        if rest:
            name = self.profile.get_region_display().partition(" ")[2]
            countries.append(Place(self.profile.region, name, rest))
        return tuple(countries)

    def results(self, phase: Phase | None) -> tuple[AidResult, ...]:
        """Return what is recorded of the activity, period by period; nothing where nothing is."""
        periods = list(self._periods(phase))
        places = self._seats_by_country(phase) if self.scope.period is not None else {}
        indicators = tuple(filter(None, (_indicator(each, periods, places) for each in TOLD)))
        if not indicators:
            return ()
        return (AidResult(OUTPUT, _("Events and those who took part"), indicators),)

    def _seats_by_country(self, phase: Phase | None) -> Mapping[str, Quantity]:
        """Return the participations of each country in the period of the report."""
        groups = self._groups(phase, ADMINISTRATION, whole=self.seats, parts=self.seats)
        return {
            self.administrations[key].iso2: group[PARTICIPATIONS]
            for key, group in groups
            if key is not None and key in self.administrations and group[PARTICIPATIONS].is_recorded
        }

    def _periods(self, phase: Phase | None) -> Iterator[tuple[Period, Figures | Group]]:
        """Yield the period of the scope, or else every reporting year something is recorded of."""
        if self.scope.period is None:
            years = year_of(self.scope)
            for key, group in self._groups(phase, years, whole=self.figures, parts=self.of_phases):
                if key is not None:
                    yield _year(key, first_month_of(years)), group
        elif phase is None or self.scope.phase is not None:
            yield self.scope.period, self.figures
        else:
            for group in self.of_phases.by(PHASE):
                if group.key == (phase.pk,):
                    yield self.scope.period, group

    def _groups(
        self, phase: Phase | None, by: Dimension, *, whole: Figures, parts: Figures
    ) -> Iterator[tuple[int | None, Group]]:
        missing = _("Not recorded")
        if phase is None or self.scope.phase is not None:
            for group in whole.by(by, missing=missing):
                yield group.key[0], group
            return
        for group in parts.by(PHASE, by, missing=missing):
            if group.key[0] == phase.pk:
                yield group.key[1], group


def reached(scope: Scope, profile: IatiProfile) -> Reached:
    """Count everything the activities of a programme tell.

    A phase is of one programme: asked of everything, its years are stored, and read in milliseconds.
    """
    years = year_of(scope)
    told = (*TOLD, *BY_SEX.values())
    figures = of_phases = measure(scope, told, by=(years,))
    pairs: tuple[Dimension | tuple[Dimension, ...], ...] = (ADMINISTRATION,)
    if scope.phase is None:
        of_phases = measure(scope.narrowed(programme=None), told, by=(PHASE, (PHASE, years)))
        pairs = (ADMINISTRATION, (PHASE, ADMINISTRATION))
    seats = measure(scope, [PARTICIPATIONS], by=pairs)
    keys = {group.key[0] for group in seats.by(ADMINISTRATION)}
    administrations = Administration.objects.select_related("country").in_bulk(keys)
    return Reached(scope, profile, figures, of_phases, seats, administrations)


def _shares(numbers: Mapping[int | None, int]) -> dict[int | None, Decimal]:
    """Return the numbers as percent that make exactly 100: what rounding left goes to the largest parts."""
    total = sum(numbers.values())
    if not total:
        return {}
    exact = {key: ALL * number / total for key, number in numbers.items()}
    shares = {key: each.quantize(HUNDREDTH, rounding=ROUND_DOWN) for key, each in exact.items()}
    left = int((ALL - sum(shares.values())) / HUNDREDTH)
    by_rest = sorted(shares, key=lambda key: (shares[key] - exact[key], str(key)))
    for key in by_rest[:left]:
        shares[key] += HUNDREDTH
    return {key: share for key, share in shares.items() if share}


def _indicator(
    indicator: Indicator, periods: Iterable[tuple[Period, Figures | Group]], places: Mapping[str, Quantity]
) -> ResultIndicator | None:
    told = tuple(
        ResultPeriod(period.start, period.end, actuals=tuple(_values(indicator, figures, places)))
        for period, figures in periods
        if figures[indicator].is_recorded
    )
    if not told:
        return None
    return ResultIndicator(
        title=str(indicator.name),
        description=str(indicator.definition),
        measure=PERCENTAGE if indicator.unit_kind == "percent" else UNIT,
        aggregates=indicator in ADDS_UP,
        periods=told,
    )


def _values(
    indicator: Indicator, figures: Figures | Group, places: Mapping[str, Quantity]
) -> Iterator[Value]:
    """Yield the figure; of participations also those of women and men, and of each country, where told."""
    yield Value(figures[indicator])
    if indicator is PARTICIPATIONS:
        for word, of_sex in BY_SEX.items():
            if figures[of_sex].is_recorded:
                yield Value(figures[of_sex], (("sex", word),))
        for code, quantity in places.items():
            yield Value(quantity, (("country", code),))


def _year(starting: int, month: int) -> Period:
    first = dt.date(starting, month, 1)
    return Period(first, first.replace(year=starting + 1) - dt.timedelta(days=1))
