"""What a participation in an event cost, where it is declared that all the event cost is entered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from programmes.models import Expenditure
from reports.indicators.registry import PARTICIPATIONS
from reports.measuring.dimensions import EVENT
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one participation, in the one currency of its event; empty, with the reason ``why``.

    ``entries`` are all amounts of the event, whoever paid and whenever.
    """

    amount: Decimal | None
    why: str
    entries: int


def costs_of(scope: Scope, events: Collection[int]) -> Mapping[int, Cost]:
    """Return by event what a participation cost; by two queries, one of them a measure."""
    if not events:
        return {}
    rows = (
        Expenditure.objects.filter(event__in=events)
        .order_by()
        .values("event")
        .annotate(
            spent=Sum("amount"),
            entries=Count("pk"),
            currencies=Count("currency", distinct=True),
            is_complete=BoolOr("is_complete"),
        )
    )
    whole = scope.narrowed(period=None, phase=None)
    groups = {group.key[0]: group for group in measure(whole, [PARTICIPATIONS], by=[EVENT]).by(EVENT)}
    nobody = Quantity.unknown()
    return {
        row["event"]: _cost(row, groups[row["event"]][PARTICIPATIONS] if row["event"] in groups else nobody)
        for row in rows
    }


def _cost(row: dict[str, object], seats: Quantity) -> Cost:
    entries = int(str(row["entries"]))
    if not row["is_complete"]:
        return Cost(None, _("not shown, because it is not declared that all it cost is entered"), entries)
    if row["currencies"] != 1:
        return Cost(None, _("not shown, because it was paid in several currencies"), entries)
    if not seats.is_exact or not seats.low:
        return Cost(None, _("not shown, because the number of participants is not exact"), entries)
    amount = Decimal(str(row["spent"])) / seats.low
    return Cost(amount.quantize(CENT, rounding=ROUND_HALF_UP), "", entries)
