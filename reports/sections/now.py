"""How a programme stands today: its plan by quarter, and what is open and late."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Commitment, Plan, Programme, Recommendation
from programmes.models.plans import QUARTERS
from reports.blocks import Cell, Column, KeyFigure, KeyFigures, Section, Table
from reports.periods import Period
from reports.quantities import Quantity
from reports.sections.needs import balance_of
from reports.sections.plans import STATES


def plan_by_quarter(programme: Programme, *, reader: Any, today: dt.date) -> Section | None:
    """Return how many activities of the plan of this year stand how, by quarter; None without a plan.

    Where no plan holds today, the latest one is told.
    """
    plans = Plan.objects.visible_to(reader).filter(programme=programme).annual()
    latest = list(plans.filter(starts_on__lte=today).newest_first()[:1])
    if not latest:
        return None
    plan = latest[0]
    counted = plan.items.values_list("quarter", "state").annotate(number=Count("pk")).order_by()
    numbers: Counter[tuple[int | None, str]] = Counter()
    for quarter, state, number in counted:
        numbers[quarter, state] = number
    quarters: list[int | None] = [*QUARTERS]
    if any(quarter is None for quarter, _state in numbers):
        quarters.append(None)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(label), *(Quantity.exactly(numbers[quarter, state]) for quarter in quarters))
        for state, label in STATES
    )
    columns = (Column(_("State")), *(Column(_quarter(each), "number") for each in quarters))
    address = plan.get_absolute_url()
    leads = tuple(
        ("", *(address if numbers[quarter, state] else "" for quarter in quarters))
        for state, _label in STATES
    )
    table = Table(plan.title, columns, rows, evidence=leads)
    return Section(_("The plan by quarter"), (table,), intro=str(Period(plan.starts_on, plan.ends_on)))


def _quarter(quarter: int | None) -> str:
    return _("Any time") if quarter is None else _("Q%(number)d") % {"number": quarter}


def open_matters(programme: Programme, *, reader: Any, today: dt.date) -> Section | None:
    """Return how many needs nobody answered, and what is overdue; None where nothing of it was recorded."""
    figures = [
        *_topics_with_a_gap(programme, reader, today),
        *_overdue(
            Commitment.objects.visible_to(reader).filter(programme=programme),
            lambda rows: rows.still_open().filter(due_on__lt=today),
            (_("Commitments overdue"), _("commitments")),
            f"{reverse('programmes:commitments-list')}?programme={programme.code}&when=overdue",
        ),
        *_overdue(
            Recommendation.objects.visible_to(reader).filter(mission__programme=programme),
            lambda rows: rows.overdue(today),
            (_("Recommendations overdue"), _("recommendations")),
            f"{reverse('programmes:recommendations-list')}?programme={programme.code}&due=overdue",
        ),
    ]
    return Section(_("Open matters"), (KeyFigures("", tuple(figures)),)) if figures else None


def _topics_with_a_gap(programme: Programme, reader: Any, today: dt.date) -> list[KeyFigure]:
    if not programme.needs.countable_for(reader).exists():
        return []
    balance = balance_of(programme, reader=reader, today=today)
    asked = [line for line in balance.lines if line.asked]
    asked_for = ngettext("of %(count)d topic asked for", "of %(count)d topics asked for", len(asked))
    note = asked_for % {"count": len(asked)}
    unmet = Quantity.exactly(sum(bool(line.gap) for line in asked))
    address = f"{reverse('reports:need-matrix')}?programme={programme.code}"
    return [KeyFigure(_("Topics with needs not reached"), unmet, _("topics"), note, address)]


def _overdue(rows: Any, late: Any, words: tuple[str, str], address: str) -> list[KeyFigure]:
    """Return how many rows are late; nothing where there are none at all."""
    is_late = Q(pk__in=late(rows).order_by().values("pk"))
    counted = rows.aggregate(every=Count("pk"), late=Count("pk", filter=is_late))
    if not counted["every"]:
        return []
    label, unit = words
    return [KeyFigure(label, Quantity.exactly(counted["late"]), unit, evidence_url=address)]
