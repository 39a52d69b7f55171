"""Which frozen rows of one edition are not those of another, event by event.

Found by set operations on the bitmaps of both; only rows that differ are read, and of an event that itself
differs those that stayed, too: they may count in another group now.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, ExpressionWrapper, Q

from members.choices import Rejoining
from members.models import Merge, MergeLine
from programmes.models import Participation
from reports.choices import RowChange
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.models import EditionFacts, EventFact, FrozenEvent, FrozenSeat
from reports.sections.counted import MAIN
from reports.sections.reasons import RESTS_ON

AT_ONCE = 20_000  # ids asked for in one SELECT
OF_EVENTS = tuple(each for each in MAIN if each.facts is EventFact)
OF_SEATS = tuple(each for each in MAIN if each.facts is not EventFact)
PLACES = {each.code: place for place, each in enumerate(OF_SEATS)}
PLACED_BY = (
    "state",
    "mode",
    "level",
    "kind",
    "counts_from",
    "counts_to",
    "programmes",
    "phases",
    "topics",
    "sponsors",
)
LINKS = {"programmes": "programme", "phases": "phase", "topics": "topic", "sponsors": "sponsor"}

# What a row says to each figure that counts it: where this differs, the row explains the figure.
SAYS: Mapping[str, tuple[str, ...]] = {
    EVENTS_HELD.code: (),
    CONTACT_HOURS.code: ("hours",),
    PARTICIPATIONS.code: ("people",),
    PEOPLE.code: ("person", "people"),
    ADMINISTRATIONS_REACHED.code: ("administration",),
    SHARE_OF_WOMEN.code: ("stated", "women"),
    COMPLETIONS.code: (),
}
# What it adds, where the rows add up to the figure: 1, or what it says. Persons are never added up.
ADDS: Mapping[str, str] = {
    EVENTS_HELD.code: "",
    CONTACT_HOURS.code: "hours",
    PARTICIPATIONS.code: "people",
    COMPLETIONS.code: "",
}


class Said(NamedTuple):
    """What one row says to one figure: how much it adds before and after, None where it is not counted.

    ``differs``: it says something else, though it may add as much: another person, another administration.
    """

    before: int | Decimal | None
    after: int | Decimal | None
    differs: bool


class Lot(NamedTuple):
    """Rows of one event that changed in the same way, as far as figures are concerned.

    ``before`` and ``after`` are the administrations they are of; ``said`` goes by ``OF_SEATS``.
    """

    what: RowChange
    before: int | None
    after: int | None
    said: tuple[Said, ...]

    def to(self, code: str) -> Said:
        """Return what each row of the lot says to the figure."""
        return self.said[PLACES[code]]


@dataclass(slots=True)
class EventChange:
    """One event of which something differs: its states before and after, and its lots of changed rows.

    ``stayed`` are administrations of which a row that counts is as before.
    """

    event: int
    before: FrozenEvent | None = None
    after: FrozenEvent | None = None
    lots: Counter[Lot] = field(default_factory=Counter)
    stayed: set[int | None] = field(default_factory=set)

    @property
    def title(self) -> str:
        latest = self.after or self.before
        return latest.title if latest else ""

    @property
    def what(self) -> RowChange:
        """What became of the event itself."""
        if self.before is None or self.after is None:
            return RowChange.ADDED if self.before is None else RowChange.REMOVED
        return RowChange.SAME if self.before.mark == self.after.mark else RowChange.EDITED

    @property
    def is_moved(self) -> bool:
        """Test if the event itself came or went, or counts elsewhere or no longer."""
        if self.before is None or self.after is None:
            return True
        return any(getattr(self.before, name) != getattr(self.after, name) for name in PLACED_BY)

    def attended(self, administration: int | None) -> tuple[bool, bool]:
        """Test on each side if the administration took part."""
        if administration in self.stayed:
            return True, True
        code = ADMINISTRATIONS_REACHED.code
        return (
            any(lot.before == administration and lot.to(code).before is not None for lot in self.lots),
            any(lot.after == administration and lot.to(code).after is not None for lot in self.lots),
        )

    def groups(self, by: str, *, is_after: bool) -> set[Any]:
        """Return the groups of a split the event stands in, on one side."""
        row = self.after if is_after else self.before
        return set() if row is None else groups_of(row, by)


def groups_of(row: FrozenEvent, by: str) -> set[Any]:
    """Return the keys under which the event stands in a split; None: it has no value."""
    for name, dimension in LINKS.items():
        if by == dimension:
            return set(getattr(row, name)) or {None}
    if by in ("mode", "level", "kind"):
        return {getattr(row, by)}
    if by == "event":
        return {row.event}
    if by.startswith("year"):
        return {_year_of(row, by)}
    return {None}


def _year_of(row: FrozenEvent, by: str) -> int | None:
    """Return the calendar year in which its year began; None where it is not known to the year."""
    first = int(by.rpartition("_")[2]) if by != "year" else 1
    if row.counts_to is None:
        return None
    years = [day.year - (day.month < first) for day in (row.counts_from or row.counts_to, row.counts_to)]
    return years[1] if by == "year" or years[0] == years[1] else None


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
