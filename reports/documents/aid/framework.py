"""The results framework of a programme: what was aimed at, beside what was reached."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from programmes.choices.results import Direction, ResultLevel
from programmes.models import Phase, ResultIndicator
from reports.aid import AidResult, Baseline, Value
from reports.aid import ResultIndicator as ToldIndicator
from reports.aid import ResultPeriod as ToldPeriod
from reports.documents.aid.reach import ADDS_UP, PERCENTAGE, UNIT
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.standing import Standing, indicators_of, standings, typed, version_of

LEVELS = {ResultLevel.OUTPUT: "1", ResultLevel.OUTCOME: "2", ResultLevel.IMPACT: "3"}
ADDED = frozenset(each.code for each in ADDS_UP)

Results = Mapping[int | None, tuple[AidResult, ...]]


def results_by_phase(scope: Scope, today: dt.date) -> Results:
    """Return the results of the whole programme (None) and of each phase; nothing of what was made up."""
    framework = version_of(scope, today)
    if framework is None or framework.is_made_up:
        return {}
    indicators = indicators_of(framework, scope)
    found = standings(scope, indicators, today)
    by_phase: dict[int | None, list[ResultIndicator]] = defaultdict(list)
    for each in indicators:
        by_phase[each.phase_id].append(each)
    return {phase: tuple(_results(those, found)) for phase, those in by_phase.items()}


def of(results: Results, phase: Phase | None) -> tuple[AidResult, ...]:
    return results.get(phase.pk if phase else None, ())


def _results(
    indicators: Iterable[ResultIndicator], found: Mapping[int, list[Standing]]
) -> Iterable[AidResult]:
    for level, kind in LEVELS.items():
        told = tuple(_indicator(each, found.get(each.pk, [])) for each in indicators if each.level == level)
        if told:
            yield AidResult(kind, str(level.label), told)


def _indicator(indicator: ResultIndicator, lines: Iterable[Standing]) -> ToldIndicator:
    is_share = indicator.unit.strip().lower() in {"%", "percent", "per cent"}
    baseline = None
    if indicator.baseline is not None and indicator.baseline_on is not None:
        baseline = Baseline(indicator.baseline_on.year, typed(indicator.baseline))
    return ToldIndicator(
        title=indicator.name,
        description=indicator.definition,
        measure=PERCENTAGE if is_share else UNIT,
        aggregates=indicator.counted_as in ADDED and not indicator.is_cumulative,
        periods=tuple(_period(each) for each in lines if each.target.is_recorded or each.actual.is_recorded),
        baseline=baseline,
        ascending=indicator.direction == Direction.UP,
    )


def _period(line: Standing) -> ToldPeriod:
    return ToldPeriod(line.period.starts_on, line.period.ends_on, _told(line.target), _told(line.actual))


def _told(quantity: Quantity) -> tuple[Value, ...]:
    return (Value(quantity),) if quantity.is_recorded else ()
