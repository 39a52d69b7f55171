"""The light of an indicator in a period: how far it is on the way to its target, and the rule in words."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from programmes.choices.results import Direction, Light
from programmes.models import ResultPeriod
from reports.quantities import TENTH, Quantity

NEAR = Decimal("0.7")  # of the way that should be behind it


@dataclass(frozen=True, slots=True)
class Lit:
    """A light, and how much of the way from baseline to target is behind, in percent.

    Both empty where nothing can be said. ``by_rule`` is what the rule gives where an officer says ``light``.
    """

    light: Light | None
    by_rule: Light | None
    reached: Decimal | None


def rule() -> tuple[str, ...]:
    """Return the rule as it is printed."""
    return (
        _(
            "The way of an indicator goes from its baseline to its target; without a baseline from nothing."
            " Where less is better and no baseline is recorded, how far it is is not told in percent."
        ),
        _(
            "Green: the target is reached, or at least as much of the way as of the days of the period."
            " Amber: at least seven tenths of that. Red: less. No light: target or actual is not recorded,"
            " or the period has not begun."
        ),
        _("Of an actual that is a range, the end that is certain is taken."),
    )


def lit(period: ResultPeriod, actual: Quantity, today: dt.date) -> Lit:
    """Return the light of a period on a day; an officer's stands before that of the rule."""
    by_rule, reached = _by_rule(period, actual, today)
    said = Light(period.light) if period.light else None
    return Lit(said or by_rule, by_rule, reached)


def _by_rule(period: ResultPeriod, actual: Quantity, today: dt.date) -> tuple[Light | None, Decimal | None]:
    upwards = period.indicator.direction == Direction.UP
    certain = actual.low if upwards else actual.most
    if period.target is None or certain is None or period.starts_on > today:
        return None, None
    way = _way(period, Decimal(certain), upwards=upwards)
    is_there = certain >= period.target if upwards else certain <= period.target
    if way is None:
        near = Light.AMBER if certain * NEAR <= period.target else Light.RED
        return (Light.GREEN if is_there else near), None
    reached = (100 * way).quantize(TENTH, rounding=ROUND_HALF_UP)
    due = _days_gone(period, today)
    if is_there or way >= due:
        return Light.GREEN, reached
    return (Light.AMBER if way >= NEAR * due else Light.RED), reached


def _way(period: ResultPeriod, certain: Decimal, *, upwards: bool) -> Decimal | None:
    """Return how much of the way is behind, 0 to 1 and beyond; None where there is no way to tell."""
    baseline, target = period.indicator.baseline, Decimal(period.target or 0)
    if baseline is None:
        return max(certain / target, Decimal(0)) if upwards and target else None
    if baseline == target:
        return None
    return max((certain - baseline) / (target - baseline), Decimal(0))


def _days_gone(period: ResultPeriod, today: dt.date) -> Decimal:
    days = (period.ends_on - period.starts_on).days + 1
    return min(Decimal((today - period.starts_on).days + 1) / days, Decimal(1))
