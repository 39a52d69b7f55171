"""The pool of accredited people over time, by topic and administration, beside what others published."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _

from members.models import Posting
from reports.blocks import Block, Cell, Column, ColumnChart, Section, Series, Table
from reports.quantities import Quantity
from reports.sections.published import POOL, published_about
from trainers.choices import IN_FORCE
from trainers.models import LedgerLine
from trainers.models.roster import serving_on

People = frozenset[int]
Pools = Mapping[dt.date, Mapping[str, People]]


@dataclass(frozen=True, slots=True)
class Pool:
    """The sections of a page; ``has_made_up`` where people of a demonstration are among those counted."""

    sections: tuple[Section, ...]
    has_made_up: bool


def pool_of_trainers(reader: Any, today: dt.date) -> Pool:
    """Return how many different people were accredited at the end of each year, and are today.

    A person counts once in each row and once in the total, however many accreditations they hold: rows do
    not add up to it. Figures are numbers alone, of what the reader may count.
    """
    lines = list(LedgerLine.objects.countable_for(reader).standing().told().in_order())
    days = list(_days(lines, today))
    accredited = {day: _in_force(lines, day) for day in days}
    people = {line.person_id for on_day in accredited.values() for line in on_day}
    served = {
        f"served_{number}": ExpressionWrapper(serving_on(day), BooleanField())
        for number, day in enumerate(days)
    }
    postings = Posting.objects.filter(person__in=people).annotate(**served)
    placed = list(postings.select_related("organisation__administration"))
    by_topic = {day: _grouped(on_day, _topic_of) for day, on_day in accredited.items()}
    by_scheme = {day: _grouped(on_day, lambda line: str(line.scheme)) for day, on_day in accredited.items()}
    by_place = {
        day: _by_administration(accredited[day], [each for each in placed if getattr(each, name)])
        for name, day in zip(served, days, strict=True)
    }
    totals = {day: frozenset(line.person_id for line in on_day) for day, on_day in accredited.items()}
    blocks: list[Block] = [*_chart(totals)]
    for title, heading, pools in (
        (_("By scheme"), _("Scheme"), by_scheme),
        (_("By topic"), _("Topic"), by_topic),
        (_("By administration"), _("Administration"), by_place),
    ):
        blocks.append(_table(title, heading, pools, totals))
    made_up = any(line.person.is_made_up for on_day in accredited.values() for line in on_day)
    section = Section(
        _("People accredited, at the end of each year"),
        tuple(blocks) if people else (),
        intro=_("Each person counts once, whatever they are accredited for: rows do not add up to the total.")
        if people
        else _("Nobody is accredited in the ledger yet, as far as your account may count."),
    )
    note = _("The certified persons are not published by name: the ledger holds those who were entered here.")
    published = Section(_("Published figures beside ours"), (published_about(POOL, note),))
    return Pool((section, published), made_up)


def _days(lines: Sequence[LedgerLine], today: dt.date) -> Iterable[dt.date]:
    """Return the last day of each year since the first accreditation, and today."""
    granted = [line.taken_on.year for line in lines if line.step in IN_FORCE]
    for year in range(min(granted, default=today.year), today.year):
        yield dt.date(year, 12, 31)
    yield today


def _in_force(lines: Iterable[LedgerLine], day: dt.date) -> list[LedgerLine]:
    """Return the lines by which somebody was accredited on a day, of lines in order."""
    last: dict[tuple[Any, ...], LedgerLine] = {}
    for line in lines:
        if line.taken_on <= day:
            last[line.person_id, line.scheme_id, line.topic_id] = line
    return [line for line in last.values() if line.status_on(day) in IN_FORCE]


def _topic_of(line: LedgerLine) -> str:
    return str(line.topic) if line.topic else _("for no topic")


def _grouped(lines: Iterable[LedgerLine], group_of: Any) -> dict[str, People]:
    groups: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        groups[group_of(line)].add(line.person_id)
    return {name: frozenset(people) for name, people in groups.items()}


def _by_administration(lines: Iterable[LedgerLine], served: Iterable[Posting]) -> dict[str, People]:
    """Return the people of each administration, by the postings of that day, and those of none known."""
    people = {line.person_id for line in lines}
    groups: dict[str, set[int]] = defaultdict(set)
    for posting in served:
        if posting.person_id in people:
            groups[posting.organisation.called].add(posting.person_id)
    placed = frozenset().union(*groups.values()) if groups else frozenset()
    if people - placed:
        groups[_("Posting not recorded for that day")] = people - placed
    return {name: frozenset(those) for name, those in groups.items()}


def _table(title: str, heading: str, pools: Pools, totals: Mapping[dt.date, People]) -> Table:
    names = sorted({name for groups in pools.values() for name in groups})
    columns = (Column(heading), *(Column(_heading_of(day, pools), "number") for day in pools))
    rows: list[tuple[Cell, ...]] = [
        (name, *(_number(groups.get(name, ())) for groups in pools.values())) for name in names
    ]
    total: tuple[Cell, ...] = (_("Different people"), *(_number(totals[day]) for day in pools))
    return Table(title, columns, (*rows, total), total_row=True)


def _chart(totals: Mapping[dt.date, People]) -> tuple[ColumnChart, ...]:
    if len(totals) < 2:
        return ()
    today = max(totals)
    chart = ColumnChart(
        title=_("People accredited"),
        unit=_("people"),
        categories=tuple(_heading_of(day, totals) for day in totals),
        series=(Series(_("People accredited"), tuple(_number(people) for people in totals.values())),),
        description=_("Today: %(number)s.") % {"number": _number(totals[today]).shown()},
        heading=_("End of year"),
    )
    return (chart,)


def _heading_of(day: dt.date, days: Collection[dt.date]) -> str:
    return _("Today") if day == max(days) else str(day.year)


def _number(people: Collection[int]) -> Quantity:
    return Quantity.exactly(len(people))
