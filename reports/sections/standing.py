"""Indicators of results frameworks, counted where the portal counts them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.formats import date_format

from members.choices import Role
from programmes.models import Framework, ResultIndicator, ResultPeriod
from reports.choices import Audience
from reports.indicators.registry import EVERY
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.lights import Lit, lit


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator in one period: what was to be, what is, how it stands, and what that rests on."""

    period: ResultPeriod
    actual: Quantity
    lit: Lit
    evidence_url: str = ""

    @property
    def indicator(self) -> ResultIndicator:
        return self.period.indicator

    @property
    def days(self) -> str:
        return str(Period(self.period.starts_on, self.period.ends_on))

    @property
    def short_days(self) -> str:
        """The period as the foot of a chart has room for it: "2014/15" where it is a year."""
        first, last = self.period.starts_on, self.period.ends_on
        if Period.year_from(first.year, first.month) == Period(first, last):
            return str(first.year) if first.month == 1 else f"{first.year}/{last.year % 100:02d}"
        return f"{date_format(first, 'M Y')} – {date_format(last, 'M Y')}"

    @property
    def target(self) -> Quantity:
        return typed(self.period.target)


def version_of(scope: Scope, today: dt.date) -> Framework | None:
    """Return the version in force at the end of the scope's period; without one, on the day."""
    if scope.programme is None or scope.audience == Audience.PUBLIC:
        return None
    day = scope.period.end if scope.period else today
    seen = Framework.objects.visible_to(scope.reader).filter(programme=scope.programme)
    return seen.in_force_on(day).select_related("programme").first()


def indicators_of(framework: Framework, scope: Scope) -> list[ResultIndicator]:
    """Return the indicators of a version that the reader and the audience may be told, with their periods.

    Of a phase: its own. For a donor: those of phases it funds, and of no phase.
    """
    rows = ResultIndicator.objects.visible_to(scope.reader).filter(framework=framework)
    if scope.phase is not None:
        rows = rows.filter(Q(phase=scope.phase) | Q(phase__isnull=True))
    if scope.audience == Audience.DONOR:
        rows = rows.filter(Q(phase__isnull=True) | Q(phase__funding__donor=scope.donor)).distinct()
    periods = ResultPeriod.objects.order_by("starts_on", "pk")
    related = rows.select_related("framework__programme", "objective", "phase__programme", "topic")
    return list(related.prefetch_related(Prefetch("periods", queryset=periods)).newest_first())


def standings(
    scope: Scope, indicators: Sequence[ResultIndicator], today: dt.date
) -> dict[int, list[Standing]]:
    """Return by indicator how it stands in each of its periods that the scope's period touches.

    What is counted alike is counted together: one measure for each span and choice of events.
    """
    periods = [
        period
        for indicator in indicators
        for period in _of_known(indicator)
        if scope.period is None or Period(period.starts_on, period.ends_on).shared_with(scope.period)
    ]
    counted = _counted(scope, periods)
    found: dict[int, list[Standing]] = defaultdict(list)
    for period in periods:
        actual, address = counted.get(period.pk) or (typed(period.actual), "")
        # A donor's figures are of what it pays for; the target is of the whole: no light can be told.
        is_of_a_part = bool(period.indicator.counted_as) and not counts_the_whole(scope)
        state = Lit(None, None, None) if is_of_a_part else lit(period, actual, today)
        found[period.indicator_id].append(Standing(period, actual, state, address))
    return found


def counts_the_whole(scope: Scope) -> bool:
    """Test if what is counted for the scope is all a target is about: not for whom it is of what they pay."""
    return scope.audience != Audience.DONOR and getattr(scope.reader, "role", None) != Role.DONOR


def typed(value: Any) -> Quantity:
    """Return a typed number as a quantity, whole where it is whole."""
    if value is None:
        return Quantity.unknown()
    return Quantity.exactly(int(value) if value == int(value) else value)


def scope_of_indicator(scope: Scope, indicator: ResultIndicator, period: Period) -> Scope:
    """Return what an indicator counts in a period, for the same reader and audience."""
    return scope.narrowed(
        programme=indicator.framework.programme,
        phase=indicator.phase,
        topics=(indicator.topic,) if indicator.topic else (),
        kind=indicator.event_kind,
        mode=indicator.event_mode,
        level=indicator.event_level,
        cohort=None,
        administration=None,
        event=None,
        period=period,
    )


def span_of(period: ResultPeriod) -> Period:
    """Return the days that count: of a cumulative indicator since its first period began."""
    first = period.starts_on
    if period.indicator.is_cumulative:
        first = min(each.starts_on for each in period.indicator.periods.all())
    return Period(first, period.ends_on)


def _of_known(indicator: ResultIndicator) -> Iterable[ResultPeriod]:
    """Yield the periods of an indicator, each with the very indicator, which knows its framework."""
    for period in indicator.periods.all():
        period.indicator = indicator
        yield period


def _counted(scope: Scope, periods: Iterable[ResultPeriod]) -> Mapping[int, tuple[Quantity, str]]:
    together: dict[Any, list[ResultPeriod]] = defaultdict(list)
    for period in periods:
        if period.indicator.counted_as in EVERY:
            together[_alike(period)].append(period)
    found = {}
    for those in together.values():
        narrowed = scope_of_indicator(scope, those[0].indicator, span_of(those[0]))
        wanted = {each.pk: EVERY[each.indicator.counted_as] for each in those}
        figures = measure(narrowed, list(dict.fromkeys(wanted.values())))
        for pk, indicator in wanted.items():
            found[pk] = (figures[indicator], evidence_address(narrowed, indicator))
    return found


def _alike(period: ResultPeriod) -> Any:
    """Return what decides which rows are counted."""
    it = period.indicator
    return (span_of(period), it.phase_id, it.topic_id, it.event_kind, it.event_mode, it.event_level)
