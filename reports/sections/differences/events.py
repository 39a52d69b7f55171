"""One event of which something differs between two editions, and what its rows say to each figure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
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

# What a row says to each figure that counts it, by column: where this differs, the row explains the figure.
SAYS: Mapping[str, tuple[str, ...]] = {
    EVENTS_HELD.code: (),
    CONTACT_HOURS.code: ("hours",),
    PARTICIPATIONS.code: ("people",),
    PEOPLE.code: ("person", "people"),
    ADMINISTRATIONS_REACHED.code: ("administration",),
    SHARE_OF_WOMEN.code: ("stated", "women"),
    COMPLETIONS.code: (),
}
# What rows add, by figure and column; without a column each is one. Persons are never added up.
WOMEN, STATED = (SHARE_OF_WOMEN.code, "women"), (SHARE_OF_WOMEN.code, "stated")
AMOUNTS = ((PARTICIPATIONS.code, "people"), (COMPLETIONS.code, ""), WOMEN, STATED)
SUMMED = {each.code: [one for one in AMOUNTS if one[0] == each.code] for each in OF_SEATS}
ADDS: Mapping[str, tuple[str, str]] = {each[0]: each for each in AMOUNTS[:2]}


class Said(NamedTuple):
    """Whether rows were counted in a figure, and are counted now.

    ``differs``: they say something else, though they may add as much: another person or administration.
    """

    was: bool
    is_now: bool
    differs: bool


class Lot(NamedTuple):
    """The way in which rows of one event changed, as far as figures are concerned.

    ``before`` and ``after`` are the administrations they are of; ``said`` goes by ``OF_SEATS``.
    """

    what: RowChange
    before: int | None
    after: int | None
    said: tuple[Said, ...]

    def to(self, code: str) -> Said:
        """Return what each row of the lot says to the figure."""
        return self.said[PLACES[code]]


class Tally(NamedTuple):
    """How many rows a lot has, and what they add before and after; the sums go by ``AMOUNTS``."""

    rows: int
    before: tuple[int, ...]
    after: tuple[int, ...]

    def plus(self, other: "Tally | None") -> "Tally":
        if other is None:
            return self
        sums = (zip(self.before, other.before, strict=True), zip(self.after, other.after, strict=True))
        before, after = (tuple(one + two for one, two in pairs) for pairs in sums)
        return Tally(self.rows + other.rows, before, after)

    def change_of(self, amount: tuple[str, str], *, was: bool, is_now: bool) -> int:
        """Return by how much a sum is more, where its rows count on these sides."""
        place = AMOUNTS.index(amount)
        return (self.after[place] if is_now else 0) - (self.before[place] if was else 0)

    def most_of(self, amount: tuple[str, str]) -> int:
        """Return the larger sum of the two sides."""
        place = AMOUNTS.index(amount)
        return max(self.before[place], self.after[place])


Lots = dict[Lot, Tally]


@dataclass(slots=True)
class EventChange:
    """One event of which something differs: its states before and after, and its lots of changed rows.

    ``stayed`` are administrations of which a row that counts is as before. ``by_administration`` and
    ``together`` keep what ``lots_of`` and ``lots_together`` made of the lots once all of them are there, and
    ``moved`` what ``is_moved`` found.
    """

    event: int
    before: FrozenEvent | None = None
    after: FrozenEvent | None = None
    lots: Lots = field(default_factory=dict)
    stayed: set[int | None] = field(default_factory=set)
    by_administration: dict[int | None, Lots] = field(default_factory=dict, repr=False)
    together: Lots = field(default_factory=dict, repr=False)
    moved: bool | None = None

    def add(self, lot: Lot, tally: Tally) -> None:
        self.lots[lot] = tally.plus(self.lots.get(lot))

    def lots_of(self, administration: int | None) -> Lots:
        """Return the lots with rows of one administration on either side."""
        if not self.by_administration:
            for lot, tally in self.lots.items():
                for each in {lot.before, lot.after}:
                    self.by_administration.setdefault(each, {})[lot] = tally
        return self.by_administration.get(administration, {})

    def lots_together(self) -> Lots:
        """Return the lots whatever administration they are of: far fewer, for every other split."""
        if not self.together:
            for lot, tally in self.lots.items():
                whatever = lot._replace(before=None, after=None)
                self.together[whatever] = tally.plus(self.together.get(whatever))
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
        """Test if the event itself came or went, or counts elsewhere or no longer; looked at once."""
        if self.moved is None:
            one, other = self.before, self.after
            self.moved = (
                one is None
                or other is None
                or any(getattr(one, name) != getattr(other, name) for name in PLACED_BY)
            )
        return self.moved

    def attended(self, administration: int | None) -> tuple[bool, bool]:
        """Test on each side if the administration took part."""
        if administration in self.stayed:
            return True, True
        code = ADMINISTRATIONS_REACHED.code
        lots = self.lots_of(administration)
        return (
            any(lot.before == administration and lot.to(code).was for lot in lots),
            any(lot.after == administration and lot.to(code).is_now for lot in lots),
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
        return {year_of(row.counts_from, row.counts_to, by)}
    return {None}


def year_of(counts_from: dt.date | None, counts_to: dt.date | None, by: str) -> int | None:
    """Return the calendar year in which its year began; None where it is not known to the year."""
    first = int(by.rpartition("_")[2]) if by != "year" else 1
    if counts_to is None:
        return None
    years = [day.year - (day.month < first) for day in (counts_from or counts_to, counts_to)]
    return years[1] if by == "year" or years[0] == years[1] else None
