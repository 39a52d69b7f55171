"""Which frozen rows of one edition are not those of another, event by event.

Found by set operations on the bitmaps of both; only rows that differ are read, and of an event that itself
differs those that stayed, too: they may count in another group now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, ExpressionWrapper, Q

from members.choices import Rejoining
from members.models import Merge, MergeLine
from programmes.models import Participation
from reports.choices import RowChange
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
)
from reports.models import EditionFacts, FrozenEvent, FrozenSeat
from reports.sections.differences.events import (
    ADDS,
    OF_EVENTS,
    OF_SEATS,
    SAYS,
    EventChange,
    Lot,
    Said,
)
from reports.sections.reasons import RESTS_ON

AT_ONCE = 20_000  # ids asked for in one SELECT


def changes_between(before: EditionFacts, after: EditionFacts) -> dict[int, EventChange]:
    """Return what differs, by event."""
    changes = _events_changed(before, after)
    regrouped = [event for event, change in changes.items() if change.what == RowChange.EDITED]
    gone, come = before.seat_ids - after.seat_ids, after.seat_ids - before.seat_ids
    old, new = {row["key"]: row for row in _seats(gone)}, {row["key"]: row for row in _seats(come)}
    folded, merged = _merges(old, new)
    for key in old.keys() | new.keys():
        one, other = old.get(key), new.get(key)
        what = _what(one, other, folded, merged)
        for event in {row["event"] for row in (one, other) if row}:
            lot = _lot(what, _at(one, event), _at(other, event))
            changes.setdefault(event, EventChange(event)).lots[lot] += 1
    _add_those_that_stayed(changes, regrouped, before, after)
    _fill_in(changes, before, after)
    _note_who_stayed(changes, before, after)
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


def _note_who_stayed(changes: dict[int, EventChange], before: EditionFacts, after: EditionFacts) -> None:
    """Note which administrations still take part although rows of theirs came or went."""
    code = ADMINISTRATIONS_REACHED.code
    touched = [
        event
        for event, change in changes.items()
        if any(lot.what != RowChange.SAME and lot.to(code).differs for lot in change.lots)
    ]
    stayed = before.seat_ids & after.seat_ids
    for some in _some(touched):
        rows = FrozenSeat.objects.filter(RESTS_ON[code], event__in=some)
        for pk, event, administration in rows.values_list("pk", "event", "administration").iterator():
            if pk in stayed:
                changes[event].stayed.add(administration)


def _at(row: dict[str, Any] | None, event: int) -> dict[str, Any] | None:
    """Return the row as far as it is of the event: moved to another, it is gone here and come there."""
    return row if row is not None and row["event"] == event else None


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
    for some in _some(lacking):
        for row in _events(Q(event__in=some)):
            change = changes[row.event]
            change.before = row if row.pk in old else change.before
            change.after = row if row.pk in new else change.after


def _add_those_that_stayed(
    changes: dict[int, EventChange], events: list[int], before: EditionFacts, after: EditionFacts
) -> None:
    stayed = before.seat_ids & after.seat_ids
    for some in _some(events):
        for row in _read(FrozenSeat.objects.filter(event__in=some)):
            if row["pk"] in stayed:
                changes[row["event"]].lots[_lot(RowChange.SAME, row, row)] += 1


def _seats(ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    for some in _some(list(ids)):
        yield from _read(FrozenSeat.objects.filter(pk__in=some))


SEAT_FIELDS = ("pk", "key", "row_id", "event", "administration", "person", "people", "stated", "women")


def _read(rows: Any) -> Iterator[dict[str, Any]]:
    counts = {f"c_{each.code}": _holds(RESTS_ON[each.code]) for each in OF_SEATS}
    yield from rows.annotate(**counts).values(*SEAT_FIELDS, *counts).iterator(chunk_size=AT_ONCE)


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _some(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _lot(what: RowChange, one: dict[str, Any] | None, other: dict[str, Any] | None) -> Lot:
    return Lot(
        what,
        one["administration"] if one else None,
        other["administration"] if other else None,
        tuple(_said(each.code, one, other) for each in OF_SEATS),
    )


def _said(code: str, one: dict[str, Any] | None, other: dict[str, Any] | None) -> Said:
    was = one is not None and one[f"c_{code}"]
    is_now = other is not None and other[f"c_{code}"]
    differs = was != is_now
    if one is not None and other is not None and was and is_now:
        differs = any(one[name] != other[name] for name in SAYS[code])
    return Said(_adds(code, one) if was else None, _adds(code, other) if is_now else None, differs)


def _adds(code: str, row: Any) -> int:
    """Return how much a counted row adds to a figure that adds up: 1, or what it says."""
    name = ADDS.get(code, "")
    return int(row[name] or 0) if name else 1


def _what(
    one: dict[str, Any] | None, other: dict[str, Any] | None, folded: set[int], merged: set[tuple[int, int]]
) -> RowChange:
    if one is None:
        return RowChange.ADDED
    is_named = one["person"] is not None
    if other is None:
        return RowChange.MERGED if is_named and one["row_id"] in folded else RowChange.REMOVED
    is_merged = (one["person"], other["person"]) in merged
    return RowChange.MERGED if is_merged else RowChange.EDITED


def _merges(
    old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]
) -> tuple[set[int], set[tuple[int, int]]]:
    """Return which participations became one with another, and which persons turned out to be whom."""
    removed = [row["row_id"] for key, row in old.items() if key not in new and row["person"]]
    persons = defaultdict(set)
    for key in old.keys() & new.keys():
        if old[key]["person"] != new[key]["person"]:
            persons[old[key]["person"]].add(new[key]["person"])
    lines = MergeLine.objects.filter(
        content_type=ContentType.objects.get_for_model(Participation),
        what=Rejoining.FOLDED,
        object_id__in=removed,
        merge__split_at__isnull=True,
    )
    merges = Merge.objects.filter(lost__in=list(persons), split_at__isnull=True)
    return (
        set(lines.values_list("object_id", flat=True)) if removed else set(),
        set(merges.values_list("lost_id", "kept_id")) if persons else set(),
    )
