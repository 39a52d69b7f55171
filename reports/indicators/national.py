"""What the members of a programme have together, as their national statistics say it."""

from collections import defaultdict

from django.db.models import Max

from programmes.choices import Accuracy, StatisticMeasure
from programmes.models import NationalStatistic, Programme
from reports.quantities import Quantity


def of_members(programme: Programme, measure: StatisticMeasure, *, year: int | None = None) -> Quantity:
    """Return the sum over the administrations that are members: of a year, or each in its latest one.

    Where sources disagree it is a range, from the least to the most that any of them says. Members of which
    nothing is recorded are left out, and their number is given.
    """
    members = set(programme.memberships.filter(left_on__isnull=True).values_list("administration", flat=True))
    rows = NationalStatistic.objects.filter(programme=programme, measure=measure, administration__in=members)
    if year is not None:
        rows = rows.filter(year=year)
    latest = dict(rows.order_by().values_list("administration").annotate(latest=Max("year")))
    said: dict[int, list[int]] = defaultdict(list)
    accuracy = Accuracy.EXACT
    for row in rows:
        if row.year == latest[row.administration_id]:
            said[row.administration_id].append(row.value)
            accuracy = _looser(accuracy, Accuracy(row.accuracy))
    missing = len(members) - len(said)
    if not said:
        return Quantity(None, None, not_recorded=missing)
    low, high = (sum(edge(values) for values in said.values()) for edge in (min, max))
    return Quantity(low, high, accuracy, not_recorded=missing)


def _looser(one: Accuracy, other: Accuracy) -> Accuracy:
    order = (Accuracy.EXACT, Accuracy.AT_LEAST, Accuracy.ABOUT)
    return max(one, other, key=order.index)
