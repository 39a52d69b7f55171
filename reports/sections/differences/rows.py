"""Which frozen rows of one edition are not those of another, event by event.

Found by set operations on the bitmaps of both; only rows that differ are read, and of an event that itself
differs those that stayed, too: they may count in another group now. The database pairs and groups them, so
that what is read grows with the ways rows changed, and not with the rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from pyroaring import BitMap

from members.choices import Rejoining
from programmes.models import Participation
from reports.choices import RowChange
from reports.indicators.registry import ADMINISTRATIONS_REACHED
from reports.models import EditionFacts, FrozenEvent, FrozenSeat
from reports.sections.differences.events import (
    AMOUNTS,
    OF_EVENTS,
    OF_SEATS,
    SAYS,
    EventChange,
    Lot,
    Said,
    Tally,
)
from reports.sections.reasons import RESTS_ON

AT_ONCE = 20_000  # ids asked for in one SELECT


def changes_between(before: EditionFacts, after: EditionFacts) -> dict[int, EventChange]:
    """Return what differs, by event."""
    changes = _events_changed(before, after)
    regrouped = [event for event, change in changes.items() if change.what == RowChange.EDITED]
    old, new = before.seat_ids, after.seat_ids
    for event, lot, tally in _lots(PAIRED, {"gone": old - new, "come": new - old}):
        changes.setdefault(event, EventChange(event)).add(lot, tally)
    for event, lot, tally in _lots(STAYED, {"stayed": old & new}, events=regrouped):
        changes[event].add(lot, tally)
    _fill_in(changes, before, after)
    _note_who_stayed(changes, old & new)
    return changes


def pairs_of(
    before: EditionFacts, after: EditionFacts, event: int
) -> list[tuple[FrozenSeat | None, FrozenSeat | None]]:
    """Return the rows of one event that differ, in a fixed order, each as it was before and is after."""
    gone, come = before.seat_ids - after.seat_ids, after.seat_ids - before.seat_ids
    rows = list(FrozenSeat.objects.filter(event=event).order_by("row_id", "pk"))
    old = {row.key: row for row in rows if row.pk in gone}
    new = {row.key: row for row in rows if row.pk in come}
    return [(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]


def _note_who_stayed(changes: dict[int, EventChange], stayed: BitMap) -> None:
    """Note which administrations still take part although rows of theirs came or went."""
    code = ADMINISTRATIONS_REACHED.code
    touched = [
        event
        for event, change in changes.items()
        if any(lot.what != RowChange.SAME and lot.to(code).differs for lot in change.lots)
    ]
    if not touched or not stayed:
        return
    rows, params = _counted_rows()
    statement = f"""
        SELECT DISTINCT event, administration FROM ({rows}) AS row
        WHERE c_{code} AND event = ANY(%s) AND id = ANY(%s)
        """  # noqa: S608 - ours throughout
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, touched, list(stayed)])
        for event, administration in cursor.fetchall():
            changes[event].stayed.add(administration)


def _events_changed(before: EditionFacts, after: EditionFacts) -> dict[int, EventChange]:
    changes: dict[int, EventChange] = {}
    gone, come = before.event_ids - after.event_ids, after.event_ids - before.event_ids
    for ids, side in ((gone, "before"), (come, "after")):
        for row in _events(Q(pk__in=ids)):
            setattr(changes.setdefault(row.event, EventChange(row.event)), side, row)
    return changes


def _events(rows: Q) -> Iterator[FrozenEvent]:
    counts = {f"c_{each.code}": _holds(RESTS_ON[each.code]) for each in OF_EVENTS}
    yield from FrozenEvent.objects.filter(rows).annotate(**counts).order_by("pk").iterator()


def _fill_in(changes: dict[int, EventChange], before: EditionFacts, after: EditionFacts) -> None:
    """Add the states of events that stayed as they were, and whose rows did not."""
    lacking = [event for event, each in changes.items() if each.before is None and each.after is None]
    old, new = before.event_ids, after.event_ids
    for start in range(0, len(lacking), AT_ONCE):
        for row in _events(Q(event__in=lacking[start : start + AT_ONCE])):
            change = changes[row.event]
            change.before = row if row.pk in old else change.before
            change.after = row if row.pk in new else change.after


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _counted_rows() -> tuple[str, Any]:
    """Return the SELECT of every frozen row, with which figures count it, and its parameters."""
    counts = {f"c_{each.code}": _holds(RESTS_ON[each.code]) for each in OF_SEATS}
    fields = [field.attname for field in FrozenSeat._meta.concrete_fields]
    rows = FrozenSeat.objects.order_by().annotate(**counts).values(*fields, *counts)
    sql, params = rows.query.sql_with_params()
    return sql, params


COLUMNS = ("id", "event", "administration", "row_id", "person", "people", "stated", "women")
READ = (*COLUMNS, *(f"c_{each.code}" for each in OF_SEATS))


def _sides(old: str, new: str) -> str:
    """Return the columns of a row before and after; ``{}`` stands for the name of the column."""
    return ", ".join(
        f"{side.format(name)} AS {word}_{name}"
        for word, side in (("old", old), ("new", new))
        for name in READ
    )


# What became of a row: it is read beside the one of the same key, where there is one. A row that was moved
# to another event is gone there and come here, and edited in both.
PAIRED = f"""
    WITH seats AS NOT MATERIALIZED ({{rows}}),
    paired AS (
        SELECT {_sides("old.{}", "new.{}")}, CASE
            WHEN old.id IS NULL THEN 'ADDED'
            WHEN new.id IS NULL THEN CASE WHEN old.person IS NOT NULL AND EXISTS (
                SELECT FROM members_mergeline line JOIN members_merge merge ON merge.id = line.merge_id
                WHERE line.object_id = old.row_id AND line.content_type_id = {{participations}}
                    AND line.what = '{Rejoining.FOLDED}' AND merge.split_at IS NULL
            ) THEN 'MERGED' ELSE 'REMOVED' END
            WHEN old.person <> new.person AND EXISTS (
                SELECT FROM members_merge merge WHERE merge.lost_id = old.person
                    AND merge.kept_id = new.person AND merge.split_at IS NULL
            ) THEN 'MERGED' ELSE 'EDITED' END AS what
        FROM (SELECT * FROM seats WHERE id = ANY(%s)) AS old
        FULL JOIN (SELECT * FROM seats WHERE id = ANY(%s)) AS new USING (key)
    ),
    sides AS (
        SELECT what, old_event AS event,
            {_sides("old_{}", "CASE WHEN new_event = old_event THEN new_{} END")}
        FROM paired WHERE old_id IS NOT NULL
        UNION ALL
        SELECT what, new_event, {_sides("CASE WHEN false THEN old_{} END", "new_{}")}
        FROM paired WHERE new_id IS NOT NULL AND new_event IS DISTINCT FROM old_event
    )
    """  # noqa: S608 - ours throughout
# Rows that are as before, of events that are not.
STAYED = f"""
    WITH seats AS NOT MATERIALIZED ({{rows}}),
    sides AS (
        SELECT 'SAME' AS what, seats.event, {_sides("seats.{}", "seats.{}")} FROM seats
        WHERE id = ANY(%s) AND event = ANY(%s)
    )
    """  # noqa: S608 - ours throughout


def _lots(
    statement: str, ids: Mapping[str, BitMap], *, events: Iterable[int] | None = None
) -> Iterator[tuple[int, Lot, Tally]]:
    """Yield the lots of rows that changed in the same way: their event, and how many they are."""
    if not any(ids.values()) or (events is not None and not events):
        return
    rows, params = _counted_rows()
    asked: list[Any] = [list(each) for each in ids.values()]
    if events is not None:
        asked.append(list(events))
    beginning = statement.format(
        rows=rows,
        participations=ContentType.objects.get_for_model(Participation).pk,
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{beginning} {_GROUPED}", [*params, *asked])
        while found := cursor.fetchmany(AT_ONCE):
            yield from map(_read, found)


def _said_in_sql(code: str) -> str:
    """Return whether a row was counted, is counted, and says something else to a figure."""
    was, is_now = f"coalesce(old_c_{code}, false)", f"coalesce(new_c_{code}, false)"
    others = [f"old_{column} IS DISTINCT FROM new_{column}" for column in SAYS[code]]
    differs = " OR ".join([f"{was} <> {is_now}", *(f"({was} AND {is_now} AND {each})" for each in others)])
    return f"{was}, {is_now}, ({differs})"


def _sums_in_sql(code: str, column: str) -> str:
    """Return the sums of what rows add to a figure, before and after: 1 each, or a column of theirs."""
    return ", ".join(
        f"coalesce(sum({f'{side}_{column}' if column else '1'}) FILTER (WHERE {side}_c_{code}), 0)"
        for side in ("old", "new")
    )


_SAID = ", ".join(_said_in_sql(each.code) for each in OF_SEATS)
_PLACES = ", ".join(str(place) for place in range(1, 5 + 3 * len(OF_SEATS)))
_GROUPED = f"""
    SELECT event, what, old_administration, new_administration, {_SAID}, count(*),
        {", ".join(_sums_in_sql(*each) for each in AMOUNTS)}
    FROM sides GROUP BY {_PLACES}
    """  # noqa: S608 - ours throughout


_WHAT = {str(each.value): each for each in RowChange}


def _read(row: tuple[Any, ...]) -> tuple[int, Lot, Tally]:
    event, what, before, after, *others = row
    flags, (rows, *sums) = others[: 3 * len(OF_SEATS)], others[3 * len(OF_SEATS) :]
    lot = Lot(_WHAT[what], before, after, _said(tuple(flags)))
    return event, lot, Tally(rows, tuple(sums[::2]), tuple(sums[1::2]))


@cache
def _said(flags: tuple[bool, ...]) -> tuple[Said, ...]:
    """Return what rows say to each figure; there are few ways, however many rows."""
    return tuple(Said(*flags[place : place + 3]) for place in range(0, len(flags), 3))
