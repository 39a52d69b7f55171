"""One event of which something differs between two editions, and what its rows say to each figure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

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
from reports.models import EventFact, FrozenEvent
from reports.sections.counted import MAIN

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

    ``stayed`` are administrations of which a row that counts is as before. ``by_administration`` and
    ``together`` keep what ``lots_of`` and ``lots_together`` made of the lots once all of them are there.
    """

    event: int
    before: FrozenEvent | None = None
    after: FrozenEvent | None = None
    lots: Counter[Lot] = field(default_factory=Counter)
    stayed: set[int | None] = field(default_factory=set)
    by_administration: dict[int | None, Counter[Lot]] = field(default_factory=dict, repr=False)
    together: Counter[Lot] = field(default_factory=Counter, repr=False)

    def lots_of(self, administration: int | None) -> Counter[Lot]:
        """Return the lots with rows of one administration on either side."""
        if not self.by_administration:
            for lot, number in self.lots.items():
                for each in {lot.before, lot.after}:
                    self.by_administration.setdefault(each, Counter())[lot] += number
        return self.by_administration.get(administration, Counter())

    def lots_together(self) -> Counter[Lot]:
        """Return the lots whatever administration they are of: far fewer, for every other split."""
        if not self.together:
            for lot, number in self.lots.items():
                self.together[lot._replace(before=None, after=None)] += number
        return self.together

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
