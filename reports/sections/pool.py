"""The pool of accredited people over time, by topic and administration, beside what others published."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.blocks import Block, Cell, Column, ColumnChart, Section, Series, Table
from reports.indicators.teaching import POOL as PEOPLE_ACCREDITED
from reports.measuring.dimensions import ADMINISTRATION, SCHEME, TOPIC, Dimension
from reports.measuring.measure import Figures, measure
from reports.models import PoolFact
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import of_nothing
from reports.sections.published import POOL, published_about

SPLITS = (SCHEME, TOPIC, ADMINISTRATION)
MOST_YEARS = 5  # of a report; a page shows all of them
Pools = Mapping[dt.date, Figures]


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
    scope = Scope(reader)
    pools = _at_the_ends(scope, today)
    blocks = _blocks(pools, SPLITS)
    section = Section(
        _("People accredited, at the end of each year"),
        blocks,
        intro=_("Each person counts once, whatever they are accredited for: rows do not add up to the total.")
        if blocks
        else _("Nobody is accredited in the ledger yet, as far as your account may count."),
    )
    note = _("The certified persons are not published by name: the ledger holds those who were entered here.")
    published = Section(_("Published figures beside ours"), (published_about(POOL, note),))
    return Pool((section, published), _has_made_up(scope))


def pool(scope: Scope) -> Section | None:
    """Return how many people of a programme or cohort may teach, at the ends of the last years of the scope.

    None where nobody may. An accreditation is of no phase: that of the scope is not applied.
    """
    if scope.programme is None:
        return None
    told = scope.narrowed(phase=None, period=None)
    last = timezone.localdate() if scope.period is None else min(scope.period.end, timezone.localdate())
    blocks = _blocks(_at_the_ends(told, last, most=MOST_YEARS), (TOPIC, ADMINISTRATION))
    if not blocks:
        return None
    words = [str(PEOPLE_ACCREDITED.definition)]
    if _has_made_up(told):
        words.append(_("People made up for the demonstration stand in the numbers here."))
    return Section(_("Who may teach"), blocks, intro=" ".join(words))


def _has_made_up(scope: Scope) -> bool:
    return bool(PoolFact.objects.filter(pk__in=scope.facts(PoolFact), person__is_made_up=True).exists())


def _at_the_ends(scope: Scope, today: dt.date, *, most: int | None = None) -> Pools:
    """Return the figures of the last day of each year since the first accreditation, and of ``today``."""
    first = scope.ever(PoolFact).aggregate(first=Min("counts_from"))["first"]
    years = range(first.year if first else today.year, today.year)
    days = [*(dt.date(year, 12, 31) for year in years), today]
    return {
        day: measure(scope.narrowed(period=Period(day, day)), [PEOPLE_ACCREDITED], by=SPLITS)
        for day in (days if most is None else days[-most:])
    }


def _blocks(pools: Pools, splits: Sequence[Dimension]) -> tuple[Block, ...]:
    """Return a chart and a table for each split; nothing where nobody was accredited on any of the days."""
    if not any(figures[PEOPLE_ACCREDITED].low for figures in pools.values()):
        return ()
    titles: dict[Dimension, tuple[str, str, str]] = {
        SCHEME: (_("By scheme"), _("Scheme"), ""),
        TOPIC: (_("By topic"), _("Topic"), _("for no topic")),
        ADMINISTRATION: (_("By administration"), _("Administration"), _("Posting not recorded for that day")),
    }
    return (*_chart(pools), *(_table(pools, each, *titles[each]) for each in splits))


def _table(pools: Pools, dimension: Dimension, title: str, heading: str, missing: str) -> Table:
    groups = {
        day: {group.labels[0]: group[PEOPLE_ACCREDITED] for group in figures.by(dimension, missing=missing)}
        for day, figures in pools.items()
    }
    names = sorted({name for found in groups.values() for name in found})
    columns = (Column(heading), *(Column(_heading_of(day, pools), "number", _("people")) for day in pools))
    nothing = of_nothing(PEOPLE_ACCREDITED)
    rows: list[tuple[Cell, ...]] = [
        (name, *(found.get(name, nothing) for found in groups.values())) for name in names
    ]
    total: tuple[Cell, ...] = (_("Different people"), *_totals(pools))
    return Table(title, columns, (*rows, total), total_row=True)


def _chart(pools: Pools) -> tuple[ColumnChart, ...]:
    if len(pools) < 2:
        return ()
    today = max(pools)
    chart = ColumnChart(
        title=_("People accredited"),
        unit=_("people"),
        categories=tuple(_heading_of(day, pools) for day in pools),
        series=(Series(_("People accredited"), _totals(pools)),),
        description=_("Today: %(number)s.") % {"number": pools[today][PEOPLE_ACCREDITED].shown()},
        heading=_("End of year"),
    )
    return (chart,)


def _totals(pools: Pools) -> tuple[Quantity, ...]:
    return tuple(figures[PEOPLE_ACCREDITED] for figures in pools.values())


def _heading_of(day: dt.date, days: Iterable[dt.date]) -> str:
    if day != max(days):
        return str(day.year)
    return str(day.year) if (day.month, day.day) == (12, 31) else _("Today")
