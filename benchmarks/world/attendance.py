"""Who took part in which event by name: the largest table, made block by block."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.sizes import Size
from benchmarks.world.events import Events
from benchmarks.world.links import is_counted
from benchmarks.world.people import People
from benchmarks.world.reference import Ground
from benchmarks.world.rows import NULL, OF_RECORD, RECORD, Ints, chances, in_blocks, lines, or_null, pick

BLOCK = 2_000  # events, of about 25 rows each
STRIDE = 1_000_003  # a prime larger than any administration: neighbours on a list are not neighbours by id
PARTICIPATIONS = (
    "event_id", "person_id", "organisation_id", "role", "state", "position", "state_reason", "is_sponsored",
    "pre_score", "post_score", *RECORD,
)  # fmt: skip
TEMPLATE = f"%d\t%d\t%d\t%s\t%s\tOfficer\t\t%s\t%s\t%s\t{OF_RECORD}"
ROLES = ("PARTICIPANT", "RESOURCE_PERSON", "OBSERVER", "FACILITATOR")
AFTER = ("ATTENDED", "COMPLETED", "NO_SHOW", "DECLINED", "RESERVE", "SELECTED", "NOMINATED")
BEFORE = ("NOMINATED", "SELECTED", "RESERVE", "DECLINED")


def seats(size: Size, events: Events) -> Ints:
    """Return how many names stand on each event's list; none on those counted without names."""
    draw = chances("seats")
    weights = draw.lognormal(0, 0.6, len(events.starts))
    weights[is_counted(events)[1]] = 0
    weights[events.is_parent] = 0
    return draw.multinomial(size.participations, weights / weights.sum())


def participation_lines(size: Size, events: Events, people: People, ground: Ground) -> Iterator[str]:
    """Yield the rows of PARTICIPATIONS."""
    on_list = seats(size, events)
    ids = np.asarray(ground.administrations)

    def make(block: int, first: int, end: int) -> str:
        draw = chances("participations", block)
        event = np.repeat(np.arange(first, end), on_list[first:end])
        if not len(event):
            return ""
        place = np.floor(events.reach[event] * draw.random(len(event)) ** 1.4).astype(np.int64)
        event, home, person = _persons(event, events.administrations(event, place), people)
        moved = (people.moved_on[person] > 0) & (events.ends[event] >= people.moved_on[person])
        organisation = np.where(moved, ids[people.moved_to[person]], ids[home])
        return _rows(draw, event, person, organisation, events)

    return in_blocks(len(on_list), BLOCK, make)


def _persons(event: Ints, home: Ints, people: People) -> tuple[Ints, Ints, Ints]:
    """Return event, administration and officer of each seat; nobody sits twice on one list.

    The officers of one administration at one event are so many in a row, counted round; where it has
    fewer officers than seats, the seats left over are dropped. Some officers are sent far more often.
    """
    group = event * 1000 + home
    order = np.argsort(group, kind="stable")
    group, event, home = group[order], event[order], home[order]
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    rank = np.arange(len(group)) - np.repeat(begins, np.diff(np.r_[begins, len(group)]))
    chance = (group * 2_654_435_761 % 2**32) / 2**32
    size = people.size[home]
    person = people.start[home] + (np.floor(size * chance**1.7).astype(np.int64) + rank) * STRIDE % size
    kept = rank < size
    return event[kept], home[kept], person[kept]


def _rows(draw: np.random.Generator, event: Ints, person: Ints, organisation: Ints, events: Events) -> str:
    count = len(event)
    over = pick(draw, AFTER, (62, 29, 3, 2, 2, 1, 1), count)
    ahead = pick(draw, BEFORE, (50, 40, 6, 4), count)
    before: Any = draw.integers(20, 70, count)
    scored = draw.random(count) < 0.15
    return lines(
        TEMPLATE,
        event + 1,
        person + 1,
        organisation,
        pick(draw, ROLES, (91, 4, 3, 2), count),
        np.where(events.state[event] == "HELD", over, ahead),
        pick(draw, ("t", "f", NULL), (30, 30, 40), count),
        or_null(before, scored),
        or_null(before + draw.integers(0, 31, count), scored),
    )
