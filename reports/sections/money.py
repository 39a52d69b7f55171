"""What was spent, beside what was given: by whose money, category and event; each currency by itself."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from programmes.choices import ExpenditureCategory
from programmes.models import Expenditure, Funding
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.scope import Scope
from reports.sections.cost import Cost, costs_of


def spending(scope: Scope) -> Section | None:
    """Return what was spent in the scope; None where nothing is entered that may be told.

    Amounts of different currencies never meet in a sum: each line is of one currency. The public is told
    none, nor who reads a report that is made for no donor. Of less than events (an administration, a topic,
    a mode) nothing is told: money is not split by them.
    """
    rows = told(scope)
    if rows is None or not rows.exists():
        return None
    return Section(
        _("What was spent"),
        (_by_donor(scope, rows), _by_category(rows), _by_event(scope, rows)),
        intro=_("Counted by the day it was spent on. Amounts of different currencies are never added."),
    )


def told(scope: Scope) -> QuerySet[Any] | None:
    """Return what was spent in the scope; None where it may not be told."""
    is_for_its_donor = scope.audience == Audience.DONOR
    is_for_anybody = scope.audience == Audience.PUBLIC or (scope.for_others and not is_for_its_donor)
    if is_for_anybody or _is_about_less(scope):
        return None
    rows = Expenditure.objects.countable_for(scope.reader)
    if scope.audience == Audience.DONOR:
        rows = rows.filter(donor=scope.donor)
    if scope.programme is not None:
        rows = rows.filter(programme=scope.programme)
    if scope.phase is not None:
        rows = rows.filter(phase=scope.phase)
    if scope.event is not None:
        rows = rows.filter(event=scope.event)
    if scope.period is not None:
        rows = rows.filter(spent_on__range=(scope.period.start, scope.period.end))
    return rows


def _is_about_less(scope: Scope) -> bool:
    of_events = scope.mode or scope.level or scope.kind or scope.cohort
    return bool(scope.administration or scope.topics or of_events)


def _by_donor(scope: Scope, rows: QuerySet[Any]) -> Table:
    """Return one line per donor and currency: given, spent, left. Given is of whole phases, not of a year."""
    is_whole = scope.period is None and scope.event is None
    given = _given(scope) if is_whole else {}
    spent = {
        (line["donor__name"] or "", line["currency"]): line["spent"]
        for line in rows.order_by().values("donor__name", "currency").annotate(spent=Sum("amount"))
    }
    lines: list[tuple[Cell, ...]] = []
    for donor, currency in sorted(given.keys() | spent.keys()):
        amount, out = given.get((donor, currency)), spent.get((donor, currency), Decimal(0))
        line: tuple[Cell, ...] = (donor or _("Not said whose"), currency, out)
        lines.append((*line, amount, None if amount is None else amount - out) if is_whole else line)
    columns = [Column(_("Whose money")), Column(_("Currency")), Column(_("Spent"), "number")]
    notes: tuple[str, ...] = ()
    if is_whole:
        columns += [Column(_("Given"), "number"), Column(_("Left"), "number")]
        notes = (_("Given: as funding of its phases says, where an amount is known in this currency."),)
    return Table(_("By whose money"), tuple(columns), tuple(lines), notes=notes)


def _given(scope: Scope) -> dict[tuple[str, str], Decimal]:
    funding = Funding.objects.filter(amount__isnull=False)
    if scope.programme is not None:
        funding = funding.filter(phase__programme=scope.programme)
    if scope.phase is not None:
        funding = funding.filter(phase=scope.phase)
    if scope.audience == Audience.DONOR:
        funding = funding.filter(donor=scope.donor)
    else:
        seen = Expenditure.objects.countable_for(scope.reader).values("donor")
        funding = funding.filter(donor__in=seen)
    lines = funding.order_by().values("donor__name", "currency").annotate(given=Sum("amount"))
    return {(line["donor__name"], line["currency"]): line["given"] for line in lines}


def _by_category(rows: QuerySet[Any]) -> Table:
    """Return a line per currency, a column per category, and what they come to in this currency."""
    sums = {each.value: Sum("amount", filter=Q(category=each)) for each in ExpenditureCategory}
    lines = rows.order_by("currency").values("currency").annotate(in_all=Sum("amount"), **sums)
    columns = (
        Column(_("Currency")),
        *(Column(str(each.label), "number") for each in ExpenditureCategory),
        Column(_("In all"), "number"),
    )
    cells = tuple(
        (line["currency"], *(_or_blank(line[each.value]) for each in ExpenditureCategory), line["in_all"])
        for line in lines
    )
    return Table(_("By category"), columns, cells)


def _or_blank(amount: Decimal | None) -> Cell:
    return "" if amount is None else amount


def _by_event(scope: Scope, rows: QuerySet[Any]) -> Table:
    """Return a line per event and currency, the dearest of a currency first."""
    lines = (
        rows.order_by("currency", F("spent").desc(), "event")
        .values("event", "event__title", "currency")
        .annotate(spent=Sum("amount"), entries=Count("pk"))
    )
    columns = (
        Column(_("Event")),
        Column(_("Currency")),
        Column(_("Entries"), "number"),
        Column(_("Spent"), "number"),
        Column(_("Per participation"), "number"),
    )
    table = list(lines)
    costs = costs_of(scope, [line["event"] for line in table if line["event"]])
    note = _(
        "Per participation: what the event cost by the participants recorded, only where it is declared that"
        " all it cost is entered, in one currency, and the number of participants is exact."
    )
    return Table(_("By event"), columns, tuple(_event_lines(table, costs)), notes=(note,))


def _event_lines(lines: list[Any], costs: Mapping[int, Cost]) -> Iterator[tuple[Cell, ...]]:
    for line in lines:
        cost = costs.get(line["event"], Cost(None, "", 0))
        is_all = cost.amount is not None and cost.entries == line["entries"]
        told: Cell = cost.amount if is_all else cost.why or _in_part()
        title = line["event__title"] or _("Not for one event")
        yield title, line["currency"], line["entries"], line["spent"], told if line["event"] else ""


def _in_part() -> str:
    return _("not shown, because more was spent on it than stands here")
