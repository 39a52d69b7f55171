"""Rows latest first, a page at a time, however many there are behind it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from reports.models import EventFact
from reports.scope import FactSet

FIRST_EVENTS = 100
TIMES_AS_MANY = 8  # each next look is at so many times the events of the last


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: the next page begins after it, however many rows came or went meanwhile."""

    counts_to: dt.date | None
    event: int
    pk: str

    def __str__(self) -> str:
        return f"{self.counts_to or 'undated'}.{self.event}.{self.pk}"


def latest_first(
    rows: QuerySet[Any], events: QuerySet[EventFact], *, most: int, after: Cursor | None
) -> list[Cursor]:
    """Return where the latest rows stand, those after the cursor, ``most`` of them at most.

    ``events`` holds at least the events of the rows. They are looked at latest first, more of them each
    time, until there are rows enough: most pages are full after the first look, and none sorts all rows.
    """
    facts: FactSet = rows.model
    if after is not None:
        rows = rows.filter(_later(after, facts))
    if facts is EventFact:
        return _read(rows, most)
    found: list[Cursor] = []
    for some in _some_events(events if after is None else events.filter(_from(after))):
        found += _read(rows.filter(event__in=some), most - len(found))
        if len(found) == most:
            break
    return found


def _read(rows: QuerySet[Any], most: int) -> list[Cursor]:
    order = (F("counts_to").desc(nulls_last=True), "event", "pk")
    return [Cursor(*each) for each in rows.order_by(*order).values_list("counts_to", "event", "pk")[:most]]


def _some_events(events: QuerySet[EventFact]) -> Iterator[Sequence[int]]:
    """Yield the events latest first, in ever larger lots."""
    order = (F("counts_to").desc(nulls_last=True), "event")
    ids = events.order_by(*order).values_list("event_id", flat=True)
    start, number = 0, FIRST_EVENTS
    while lot := list(ids[start : start + number]):
        yield lot
        if len(lot) < number:
            return
        start, number = start + number, number * TIMES_AS_MANY


def _later(after: Cursor, facts: FactSet) -> Q:
    beyond = Q(event__gt=after.event)
    if facts is not EventFact:
        beyond |= Q(event=after.event, pk__gt=after.pk)
    if after.counts_to is None:
        return Q(counts_to__isnull=True) & beyond
    same_day = Q(counts_to=after.counts_to) & beyond
    return same_day | Q(counts_to__lt=after.counts_to) | Q(counts_to__isnull=True)


def _from(after: Cursor) -> Q:
    """Return the events that may hold rows after the cursor: its own and all that follow."""
    own_or_beyond = Q(event__gte=after.event)
    if after.counts_to is None:
        return Q(counts_to__isnull=True) & own_or_beyond
    same_day = Q(counts_to=after.counts_to) & own_or_beyond
    return same_day | Q(counts_to__lt=after.counts_to) | Q(counts_to__isnull=True)
