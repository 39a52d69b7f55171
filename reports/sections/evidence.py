"""What a figure rests on: the rows that add up to it, those left out of it, and how many are not shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from members.access import allows
from members.choices import Permission
from programmes.models.reach import reach_of
from reports.indicators.registry import SHARE_OF_WOMEN
from reports.indicators.retention import ANSWERS
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION
from reports.models import EventFact
from reports.scope import FactSet, Scope
from reports.sections.latest import Cursor, latest_first
from reports.sections.places import Place
from reports.sections.reasons import ALSO, LEAVES_OUT, RESTS_ON, Reason

ROWS_OF_A_GROUP = 10
Numbers = tuple[int, int]  # all rows, and those the reader may read
HEADCOUNT = "H"  # the keys of head-counts begin with it; those of named persons with another letter


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind, latest first: some of them, and how many there are in all.

    ``of_events``: a row is an event; else it is one named participation or one head-count.
    ``total`` are all, ``shown`` those the reader may read; ``after`` leads to the next of them.
    ``has_answers``: each row says what is known of the person after the event. ``of_records``: a row is a
    record of a deliverable; ``names_people``, each of them names somebody.
    """

    code: str
    words: str
    of_events: bool
    total: int
    shown: int
    rows: Sequence[Any]
    after: Cursor | None = None
    has_answers: bool = False
    of_records: bool = False
    names_people: bool = False

    @property
    def not_shown(self) -> int:
        return self.total - self.shown

    @property
    def names(self) -> int:
        """How many persons are named in the rows."""
        if self.of_events or self.of_records:
            return len(self.rows) if self.names_people else 0
        return sum(row.is_named for row in self.rows)


@dataclass(frozen=True, slots=True)
class Around:
    """The rows a figure could rest on: those of its scope, in one group of it where there is one."""

    scope: Scope
    places: tuple[Place, ...] = ()

    @property
    def is_of_one_administration(self) -> bool:
        split = any(place.dimension is ADMINISTRATION for place in self.places)
        return split or self.scope.administration is not None

    def all_of(self, facts: FactSet, *, outside_period: bool = False) -> QuerySet[Any]:
        rows = self.scope.left_out() if outside_period else self.scope.facts(facts)
        for place in self.places:
            rows = rows.filter(place.rows(facts))
        return rows

    def events(self) -> QuerySet[EventFact]:
        """Return the events the rows may stand on: all of the scope, whoever came."""
        return self.scope.narrowed(administration=None).facts(EventFact)

    def readable(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.reads_everything:
            return rows
        if rows.model is EventFact:
            return self.scope.readable_events(rows)
        return self.scope.readable(rows)

    @property
    def reads_everything(self) -> bool:
        reader = self.scope.reader
        return allows(reader, Permission.VIEW_REGISTER) and reach_of(reader).sees_all

    @property
    def shows_women(self) -> bool:
        """Test if the sex of few may be shown: only to who may see the people themselves."""
        return self.reads_everything or not self.scope.withholds


def counted_rows(around: Around, indicator: Indicator) -> QuerySet[Any]:
    """Return the rows that add up to the figure, whoever may read them: to be counted, never shown."""
    return around.all_of(indicator.facts).filter(RESTS_ON[indicator.code])


def numbers_of(around: Around, indicator: Indicator) -> list[Numbers]:
    """Return how many rows there are of each kind: those counted, those also counted, those left out."""
    also, left = also_for(around, indicator), reasons_for(around, indicator)
    return _numbers(around, [_counted(indicator), *also, *left])


def all_rows(
    around: Around, indicator: Indicator, numbers: Sequence[Numbers], *, most: int
) -> tuple[Rows, list[Rows], list[Rows]]:
    """Return the rows the figure counts, events whose own statement enters it, and those it leaves out.

    Of the first kind ``most``, of the second the first few; of what is left out only how many they are.
    ``numbers`` are those of ``numbers_of``.
    """
    also, left = also_for(around, indicator), reasons_for(around, indicator)
    counted = _rows(around, _counted(indicator), numbers[0], most=most)
    also_counted = zip(also, numbers[1:], strict=False)
    left_out = zip(left, numbers[1 + len(also) :], strict=True)
    return (
        _answered(counted, indicator),
        [_rows(around, each, number, most=ROWS_OF_A_GROUP) for each, number in also_counted if number[0]],
        [_rows(around, each, number, most=0) for each, number in left_out if number[0]],
    )


def rows_counted(around: Around, indicator: Indicator, *, most: int, after: Cursor | None = None) -> Rows:
    """Return the rows that enter the figure, ``most`` of them, from where a page before ended."""
    return _answered(rows_of(around, _counted(indicator), most=most, after=after), indicator)


def _counted(indicator: Indicator) -> Reason:
    return Reason("", "", indicator.facts, RESTS_ON[indicator.code])


def _answered(found: Rows, indicator: Indicator) -> Rows:
    """Return the rows with what is known of each person under one name, whichever day was asked about."""
    if indicator not in ANSWERS:
        return found
    for row in found.rows:
        row.answer = getattr(row, ANSWERS[indicator])
    return replace(found, has_answers=True)


def rows_of(around: Around, reason: Reason, *, most: int, after: Cursor | None = None) -> Rows:
    """Return the rows of one kind, ``most`` of them, from where a page before ended."""
    (numbers,) = _numbers(around, [reason])
    return _rows(around, reason, numbers, most=most, after=after)


def reasons_for(around: Around, indicator: Indicator) -> tuple[Reason, ...]:
    """Return why rows may be left out of the figure."""
    return _asked_of(around, LEAVES_OUT[indicator.code])


def also_for(around: Around, indicator: Indicator) -> tuple[Reason, ...]:
    """Return which events' own statement enters the figure; of one administration they say nothing."""
    return _asked_of(around, ALSO.get(indicator.code, ()))


def tells_women(around: Around, indicator: Indicator) -> bool:
    return indicator is SHARE_OF_WOMEN and around.shows_women


def _asked_of(around: Around, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    one = around.is_of_one_administration
    bounded = around.scope.period is not None
    return tuple(
        each
        for each in reasons
        if not (one and each.of_whole_events) and (bounded or not each.outside_period)
    )


def _numbers(around: Around, reasons: Sequence[Reason]) -> list[Numbers]:
    """Return of each reason how many rows there are, and how many may be read: one SELECT per set of rows."""
    totals: dict[str, int] = {}
    shown: dict[str, int] = {}
    for facts, outside in dict.fromkeys((each.facts, each.outside_period) for each in reasons):
        these = {
            f"n{number}": Count("event", filter=each.where)
            for number, each in enumerate(reasons)
            if (each.facts, each.outside_period) == (facts, outside)
        }
        rows = around.all_of(facts, outside_period=outside)
        totals |= rows.aggregate(**these)
        if not around.reads_everything:
            shown |= around.readable(rows).aggregate(**these)
    names = [f"n{number}" for number in range(len(reasons))]
    return [(totals[name], shown.get(name, totals[name])) for name in names]


def _rows(
    around: Around, reason: Reason, numbers: Numbers, *, most: int, after: Cursor | None = None
) -> Rows:
    """Return rows by two queries: where they stand, from the facts alone, then all that is said of them."""
    total, shown = numbers
    found = _found(around, reason, most=most + 1, after=after) if shown and most else []
    page = found[:most]
    return Rows(
        code=reason.code,
        words=str(reason.words),
        of_events=reason.facts is EventFact,
        total=total,
        shown=shown,
        rows=_told(reason.facts, [each.pk for each in page]) if page else (),
        after=page[-1] if len(found) > most else None,
    )


def _found(around: Around, reason: Reason, *, most: int, after: Cursor | None) -> list[Cursor]:
    rows = around.all_of(reason.facts, outside_period=reason.outside_period).filter(reason.where)
    events = around.events().filter(state=reason.state)
    return latest_first(around.readable(rows), events, most=most, after=after)


def _told(facts: FactSet, keys: Sequence[Any]) -> list[Any]:
    related = ["event", "event__host_country"]
    if facts is not EventFact:
        related += ["organisation__administration", "person"]
    rows = {row.pk: row for row in facts._default_manager.select_related(*related).filter(_with(facts, keys))}
    return [rows[key] for key in keys if key in rows]


def _with(facts: FactSet, keys: Sequence[Any]) -> Q:
    """Return the rows with these keys, said of the records, so that their own indexes find them."""
    if facts is EventFact:
        return Q(pk__in=keys)
    named = [int(key[1:]) for key in keys if not key.startswith(HEADCOUNT)]
    unnamed = [int(key[1:]) for key in keys if key.startswith(HEADCOUNT)]
    return Q(is_named=True, row_id__in=named) | Q(is_named=False, row_id__in=unnamed)
