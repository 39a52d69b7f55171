"""Which stored spans of days answer a question, and which days are counted from the facts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db import connection
from django.db.models import Case, CharField, F, Func, Q, Value, When
from django.db.models.functions import ExtractMonth
from django.utils.translation import gettext_lazy as _

from reports.measuring.dimensions import Dimension, as_written
from reports.periods import Period

UNDATED = "undated"
MONTHS = range(1, 13)


def _as_text(pattern: str) -> Func:
    return Func(F("counts_to"), Value(pattern), function="to_char", output_field=CharField())


def month_code(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def rest_code(year: int) -> str:
    return f"{year:04}-rest"


def year_code(year: int) -> str:
    return f"{year:04}"


def parts_of_year(year: int) -> list[str]:
    """Return the spans a year is made of: its months, and what is known to the year only."""
    return [*(month_code(year, month) for month in MONTHS), rest_code(year)]


def is_year(code: str) -> bool:
    return len(code) == len("2024")


def days_of(code: str) -> Q:
    """Return the condition on facts that lie in the span."""
    if code == UNDATED:
        return Q(counts_to__isnull=True)
    year = int(code[:4])
    whole = _within(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if is_year(code):
        return whole
    if code == rest_code(year):
        return whole & ~Q(counts_from__month=ExtractMonth("counts_to"))
    return _within(*_month(year, int(code[5:])))


# The span an event lies in, years apart, as its code. Not in DIMENSIONS: it is how sums are stored.
SPAN = Dimension(
    "span",
    _("Span"),
    as_written,
    Case(
        When(counts_to__isnull=True, then=Value(UNDATED)),
        When(counts_from__month=ExtractMonth("counts_to"), then=_as_text("YYYY-MM")),
        default=_as_text('YYYY"-rest"'),
        output_field=CharField(),
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Which spans are stored and still hold, and which changed since. All others have no events."""

    held: frozenset[str]
    changed: frozenset[str]

    @classmethod
    def now(cls) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT code, TRUE FROM reports_countedspan UNION SELECT code, FALSE FROM reports_changedspan"
            )
            found = cursor.fetchall()
        touched = frozenset(code for code, is_stored in found if not is_stored)
        return cls(frozenset(code for code, is_stored in found if is_stored) - touched, touched)

    def years(self) -> list[int]:
        return sorted({int(code[:4]) for code in self.held | self.changed if code != UNDATED})


def facts_version() -> str:
    """Return a word that changes whenever a fact does, or what is split by it.

    Notes are counted and added up: of two writers the first to begin may be the last whose note is seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), SUM(id), (SELECT MAX(counted_at) || '/' || MAX(id) FROM reports_countedspan)"
            " FROM reports_changedspan"
        )
        return "/".join(map(str, cursor.fetchone()))


@dataclass(frozen=True, slots=True)
class Cover:
    """What answers a question together: ``stored`` spans, and ``counted`` conditions on the facts.

    ``counted`` is None where nothing stored is of use: everything is counted from the facts.
    """

    stored: tuple[str, ...] = ()
    counted: tuple[Q, ...] | None = ()

    @property
    def within(self) -> Q | None:
        """The condition on the facts that are counted; None: all of the scope."""
        if self.counted is None:
            return None
        condition = Q()
        for one in self.counted:
            condition |= one
        return condition


EVERYTHING_COUNTED = Cover(counted=None)


@dataclass(slots=True)
class _Search:
    known: Known
    by_years: bool
    by_months: bool
    stored: list[str] = field(default_factory=list)
    counted: list[Q] = field(default_factory=list)

    def take_year(self, year: int) -> None:
        code = year_code(year)
        if self.by_years and code in self.known.held:
            self.stored.append(code)
        elif self.by_months:
            self.take_each(parts_of_year(year))
        elif any(one in self.known.held | self.known.changed for one in (code, *parts_of_year(year))):
            self.counted.append(days_of(code))

    def take_each(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code in self.known.held:
                self.stored.append(code)
            elif code in self.known.changed:
                self.counted.append(days_of(code))


def cover(period: Period | None, known: Known, *, by_years: bool, by_months: bool) -> Cover:
    """Return the fewest spans that hold the period's days; None is all days and what is undated.

    :param by_years: whether what is asked stands in the sums of years, ``by_months`` in those of months.
    """
    if not known.held or not (by_years or by_months):
        return EVERYTHING_COUNTED
    search = _Search(known, by_years, by_months)
    if period is None:
        for year in known.years():
            search.take_year(year)
        search.take_each([UNDATED])
    else:
        _cover_period(search, period)
    if not search.stored and search.counted:
        return EVERYTHING_COUNTED
    return Cover(tuple(search.stored), tuple(search.counted))


def _cover_period(search: _Search, period: Period) -> None:
    days = period.start
    while days <= period.end:
        year_end = dt.date(days.year, 12, 31)
        last_of_month = _month(days.year, days.month)[1]
        if days == dt.date(days.year, 1, 1) and year_end <= period.end:
            search.take_year(days.year)
            last = year_end
        elif search.by_months and days.day == 1 and last_of_month <= period.end:
            search.take_each([month_code(days.year, days.month)])
            last = last_of_month
        else:
            last = min(last_of_month if search.by_months else year_end, period.end)
            search.counted.append(_within(days, last))
        days = last + dt.timedelta(days=1)


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def _within(first: dt.date, last: dt.date) -> Q:
    return Q(counts_from__gte=first, counts_to__range=(first, last))
