"""Events of the world: when, where, how, about what, and what they are part of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.sizes import FIRST_YEAR, LAST_YEAR, TODAY, Size
from benchmarks.world.reference import Ground
from benchmarks.world.rows import (
    OF_RECORD,
    RECORD,
    Ints,
    chances,
    day_words,
    in_blocks,
    lines,
    listed,
    or_null,
    pick,
)
from members.models import Country
from members.names.searching import words_of

BLOCK = 20_000
FAMILY_EVERY, PARTS = 60, 3  # every so many events one is the parent of the three after it
POOL = 8192
KINDS = {
    "WORKSHOP": 34, "TRAINING": 22, "SEMINAR": 8, "WEBINAR": 10, "WORKING_GROUP": 6, "ACCREDITATION": 3,
    "MISSION": 6, "FELLOWSHIP": 2, "HANDOVER": 1, "DIALOGUE": 2, "CONFERENCE": 2, "MEETING": 4,
}  # fmt: skip
LEVELS = {"NATIONAL": 45, "SUB_REGIONAL": 20, "REGIONAL": 25, "GLOBAL": 4, "NOT_STATED": 6}
REACH = {
    "NATIONAL": (1, 2),
    "SUB_REGIONAL": (3, 9),
    "REGIONAL": (8, 25),
    "GLOBAL": (15, 60),
    "NOT_STATED": (1, 20),
}
KNOWN_TO = {"DAY": 930, "MONTH": 45, "YEAR": 15, "NONE": 10}

EVENTS = (
    "id", "title", "kind", "level", "mode", "state", "state_reason", "starts_on", "starts_precision",
    "ends_on", "ends_precision", "time_zone", "host_country_id", "city", "language", "contact_hours",
    "parent_id", "stated_administrations", "stated_accuracy", "source", "note",
    "search_words", *RECORD,
)  # fmt: skip
TRAIL = ("at", "door", "verb", "content_type_id", "object_id", "label", "changes", "reason")


@dataclass(frozen=True, slots=True)
class Events:
    """What the other tables ask of events, by index (their id less one).

    ``pool`` draws administrations by their weight; an event's are those from its ``seed`` on, in steps,
    the host first, ``reach`` of them. Days are since 1970, -1 where none is known.
    """

    starts: Ints
    ends: Ints
    precision: Any
    state: Any
    level: Any
    seed: Ints
    reach: Ints
    parent: Ints  # index of the parent, -1 for none
    is_parent: Any
    pool: Ints

    def administrations(self, event: Ints, place: Ints) -> Ints:
        """Return the index of each event's administration in that place of its list; 0 is the host."""
        return self.pool[(self.seed[event] + place * 977) % POOL]


def plan(size: Size, sizes_of_administrations: Ints) -> Events:
    """Return the events, in about the order of their dates as their ids are."""
    draw, count = chances("events"), size.events
    first_day = int(np.datetime64(f"{FIRST_YEAR}-01-01").astype(int))
    days = int(np.datetime64(f"{LAST_YEAR + 1}-01-01").astype(int)) - first_day
    starts = first_day + np.sort(np.floor(days * draw.random(count) ** 0.8)).astype(np.int64)
    starts = starts[np.argsort(starts + draw.normal(0, 40, count), kind="stable")]
    place = np.arange(count) % FAMILY_EVERY
    parent = np.where((place > 0) & (place <= PARTS), np.arange(count) - place, -1)
    is_parent = (place == 0) & (np.arange(count) + PARTS < count)
    parent[parent >= 0] = np.where(is_parent[parent[parent >= 0]], parent[parent >= 0], -1)
    starts = np.where(parent >= 0, starts[parent], starts)
    ends = np.minimum(starts + draw.integers(0, 5, count), first_day + days - 1)
    precision = pick(draw, tuple(KNOWN_TO), tuple(KNOWN_TO.values()), count)
    starts, ends = _rounded(starts, ends, precision)
    level = pick(draw, tuple(LEVELS), tuple(LEVELS.values()), count)
    low, high = (np.asarray([REACH[word][end] for word in level]) for end in (0, 1))
    weights = np.sqrt(sizes_of_administrations)
    return Events(
        starts=starts,
        ends=ends,
        precision=precision,
        state=_states(draw, ends, precision),
        level=level,
        seed=draw.integers(0, POOL, count),
        reach=low + np.floor(draw.random(count) * (high - low)).astype(np.int64),
        parent=parent,
        is_parent=is_parent,
        pool=draw.choice(len(weights), POOL, p=weights / weights.sum()),
    )


def _rounded(starts: Ints, ends: Ints, precision: Any) -> tuple[Ints, Ints]:
    """Return the days as the portal stores them: first and last of the month or year, or none."""
    first, last = starts.astype("datetime64[D]"), ends.astype("datetime64[D]")
    for word, unit in (("MONTH", "M"), ("YEAR", "Y")):
        those = precision == word
        first[those] = first[those].astype(f"datetime64[{unit}]").astype("datetime64[D]")
        after = last[those].astype(f"datetime64[{unit}]") + 1
        last[those] = after.astype("datetime64[D]") - 1
    known = precision != "NONE"
    return np.where(known, first.astype(np.int64), -1), np.where(known, last.astype(np.int64), -1)


def _states(draw: np.random.Generator, ends: Ints, precision: Any) -> Any:
    """Return HELD for most of what is over; what is ahead is planned, confirmed or cancelled."""
    over = pick(draw, ("HELD", "CANCELLED", "POSTPONED", "PLANNED"), (920, 50, 27, 3), len(ends))
    ahead = pick(draw, ("PLANNED", "CONFIRMED", "CANCELLED"), (60, 35, 5), len(ends))
    today = (TODAY - TODAY.replace(year=1970, month=1, day=1)).days
    return np.where((ends > today) & (precision != "NONE"), ahead, over)


def _found_by(numbers: Ints, years: Iterable[str], cities: Ints, countries: Iterable[str]) -> Iterator[str]:
    """Yield what the portal itself makes from title and place to search by, as COPY reads lists."""
    for number, year, city, country in zip(numbers + 1, years, cities, countries, strict=True):
        title = f"Activity {number} on customs matters, part of the plan of {year}"
        yield listed(words_of(f"{title} City {city} {country}"))


def event_lines(events: Events, ground: Ground) -> Iterator[str]:
    """Yield the rows of EVENTS."""
    template = (
        "%d\tActivity %d on customs matters, part of the plan of %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\t"
        f"%s\tCity %d\tEnglish\t%s\t%s\t%s\t%s\t\t\t%s\t{OF_RECORD}"
    )
    countries = np.asarray(ground.countries, dtype=object)
    names = dict(Country.objects.values_list("pk", "name"))

    def make(block: int, first: int, end: int) -> str:
        draw, count, those = chances("event", block), end - first, np.arange(first, end)
        starts, ends = day_words(events.starts[first:end]), day_words(events.ends[first:end])
        precision, state, level = (each[first:end] for each in (events.precision, events.state, events.level))
        year = np.where(events.starts[first:end] < 0, "no year", [word[:4] for word in starts])
        reason = np.where((state == "CANCELLED") | (state == "POSTPONED"), "The host asked for it", "")
        modes = pick(draw, ("IN_PERSON", "ONLINE", "HYBRID", "NOT_STATED"), (62, 25, 8, 5), count)
        hours = or_null(6 * draw.integers(1, 6, count), draw.random(count) < 0.8)
        parent = or_null(events.parent[first:end] + 1, events.parent[first:end] >= 0)
        hosts = countries[events.administrations(those, np.zeros(count, dtype=np.int64))]
        stated = or_null(events.reach[first:end] + 2, draw.random(count) < 0.1)
        kinds = pick(draw, tuple(KINDS), tuple(KINDS.values()), count)
        cities = draw.integers(1, 90, count)
        return lines(
            template,
            those + 1, those + 1, year, kinds, level, modes,
            state, reason, starts, precision, ends, precision,
            hosts, cities, hours, parent, stated,
            pick(draw, ("EXACT", "AT_LEAST", "ABOUT"), (80, 15, 5), count),
            _found_by(those, year, cities, [names[host] for host in hosts]),
        )  # fmt: skip

    return in_blocks(len(events.starts), BLOCK, make)


def trail_lines(events: Events, content_type: int) -> Iterator[str]:
    """Yield the rows of TRAIL: that each event was entered."""
    template = f"2026-10-01 00:00:00+00\tPAGE\tCREATED\t{content_type}\t%d\tActivity %d\t{{}}\t\n"

    def make(_block: int, first: int, end: int) -> str:
        ids = np.arange(first + 1, end + 1)
        return lines(template, ids, ids)

    return in_blocks(len(events.starts), BLOCK, make)
