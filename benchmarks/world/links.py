"""What events are linked to: programmes, phases, topics, organisations, and head-counts without names."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.world.events import Events
from benchmarks.world.reference import Ground
from benchmarks.world.rows import (
    NULL,
    OF_RECORD,
    RECORD,
    Ints,
    chances,
    in_blocks,
    lines,
    or_null,
    pick,
)

BLOCK = 20_000
FAR = dt.date(2100, 1, 1)
OF_PROGRAMMES = ("event_id", "programme_id")
OF_PHASES = ("event_id", "phase_id")
OF_TOPICS = ("event_id", "topic_id")
OF_ORGANISATIONS = ("event_id", "organisation_id", "role", "currency", *RECORD)
HEADCOUNTS = (
    "event_id",
    "organisation_id",
    "role",
    "sector",
    "people",
    "accuracy",
    "women",
    "source",
    *RECORD,
)
SKEW = 1.6  # how much more usual some topics, programmes and organisations are than others
SOME_COUNTED, ALL_COUNTED = 0.12, 0.08  # events with head-counts beside names, and with nothing else


def several(draw: np.random.Generator, count: int, shares: tuple[float, ...], of: int) -> tuple[Ints, Ints]:
    """Return (row, value) pairs: per row so many different values below `of`; the low ones more often.

    `shares` says how often a row has none, one, two … of them.
    """
    most = len(shares) - 1
    how_many = draw.choice(len(shares), count, p=shares)
    first = np.floor(of * draw.random(count) ** SKEW).astype(np.int64)
    step = draw.integers(1, max(of // most, 2), count)
    rows, values = [], []
    for place in range(most):
        those = np.flatnonzero(how_many > place)
        rows.append(those)
        values.append((first[those] + place * step[those]) % of)
    return np.concatenate(rows), np.concatenate(values)


def programmes_of(events: Events, ground: Ground) -> tuple[Ints, Ints]:
    """Return pairs of event and programme index: one for most, two for some, none for a few."""
    return several(chances("programmes"), len(events.starts), (0.04, 0.84, 0.12), len(ground.programmes))


def link_lines(rows: Ints, ids: Ints) -> Iterator[str]:
    """Yield a row per pair of event index and id."""
    return in_blocks(len(rows), 5 * BLOCK, lambda _block, a, b: lines("%d\t%d\n", rows[a:b] + 1, ids[a:b]))


def topics_of(events: Events, ground: Ground) -> tuple[Ints, Ints]:
    """Return pairs of event index and topic id, one to three each; some topics are far more usual."""
    draw, count = chances("topics"), len(events.starts)
    rows, values = several(draw, count, (0.02, 0.53, 0.3, 0.15), len(ground.topics))
    usual = draw.permutation(len(ground.topics))
    return rows, np.asarray(ground.topics)[usual[values]]


def phases_of(events: Events, ground: Ground, rows: Ints, programmes: Ints) -> tuple[Ints, Ints]:
    """Return pairs of event index and phase id: the programme's phases that hold the whole event."""
    found_rows, found_ids = [], []
    for phase, programme, first, last in ground.phases:
        of = rows[programmes == ground.programmes.index(programme)]
        begins, ends = (int(np.datetime64(day).astype(int)) for day in (first, last or FAR))
        held = of[(events.starts[of] >= begins) & (events.ends[of] <= ends) & (events.starts[of] >= 0)]
        found_rows.append(held)
        found_ids.append(np.full(len(held), phase))
    return np.concatenate(found_rows), np.concatenate(found_ids)


def organisation_lines(events: Events, ground: Ground) -> Iterator[str]:
    """Yield the rows of OF_ORGANISATIONS: one or two organisers, up to three sponsors, some partners."""
    others = np.asarray(ground.others)
    roles = (
        ("ORGANISER", (0.0, 0.7, 0.3)),
        ("SPONSOR", (0.25, 0.5, 0.18, 0.07)),
        ("PARTNER", (0.8, 0.15, 0.05)),
    )

    def make(block: int, first: int, end: int) -> str:
        draw, text = chances("organisations", block), []
        for role, shares in roles:
            rows, values = several(draw, end - first, shares, len(others))
            text.append(lines(f"%d\t%d\t{role}\t\t{OF_RECORD}", rows + first + 1, others[values]))
        return "".join(text)

    return in_blocks(len(events.starts), BLOCK, make)


def is_counted(events: Events) -> tuple[Any, Any]:
    """Return which events have head-counts, and which of them have no names at all."""
    chance = chances("counted").random(len(events.starts))
    was_held = events.state == "HELD"
    return was_held & (chance < SOME_COUNTED + ALL_COUNTED), was_held & (chance < ALL_COUNTED)


def headcount_lines(events: Events, ground: Ground) -> Iterator[str]:
    """Yield the rows of HEADCOUNTS: half of the events by administration, half as one number."""
    counted = np.flatnonzero(is_counted(events)[0])
    ids = np.asarray(ground.administrations)

    def make(block: int, first: int, end: int) -> str:
        draw, those = chances("headcounts", block), counted[first:end]
        split = those[draw.random(len(those)) < 0.5]
        event = np.repeat(split, np.minimum(events.reach[split], 8))
        place = np.arange(len(event)) - np.repeat(
            np.cumsum(np.minimum(events.reach[split], 8)) - np.minimum(events.reach[split], 8),
            np.minimum(events.reach[split], 8),
        )
        pairs = np.unique(np.stack([event, ids[events.administrations(event, place)]]), axis=1)
        whole = np.setdiff1d(those, split)
        return _rows(draw, pairs[0], pairs[1], 8) + _rows(draw, whole, [NULL] * len(whole), 60)

    return in_blocks(len(counted), BLOCK, make)


def _rows(draw: np.random.Generator, events: Ints, organisations: Any, most: int) -> str:
    count = len(events)
    people = draw.integers(1, most + 1, count)
    not_recorded = np.zeros(count, dtype=bool)
    if not isinstance(organisations, list):
        not_recorded = draw.random(count) < 0.05
    women = or_null(
        np.floor(people * draw.random(count)).astype(int), (draw.random(count) < 0.6) & ~not_recorded
    )
    role = pick(draw, ("PARTICIPANT", "OBSERVER", "RESOURCE_PERSON"), (92, 5, 3), count)
    sector = pick(draw, ("CUSTOMS", "OTHER_AGENCY", "PRIVATE", "NOT_STATED"), (60, 12, 8, 20), count)
    accuracy = pick(draw, ("EXACT", "AT_LEAST", "ABOUT"), (90, 6, 4), count)
    template = f"%d\t%s\t%s\t%s\t%s\t%s\t%s\t\t{OF_RECORD}"
    return lines(
        template, events + 1, organisations, role, sector, or_null(people, ~not_recorded), accuracy, women
    )
