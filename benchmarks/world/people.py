"""Officers and where they were posted, administration by administration."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.sizes import FIRST_YEAR, Size
from benchmarks.world.reference import Ground
from benchmarks.world.rows import (
    NULL,
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
from members.names.reading import read_name
from members.names.searching import words_of
from members.names.sounds import all_keys_of

BLOCK = 50_000
SKEW = 0.9  # of the sizes of administrations: 0 is all alike
FEWEST = 4  # officers of one administration
MOVED = 0.04  # of the officers went to another administration
FAMILY = tuple(
    a + b for a in ("Ra", "Ta", "Si", "Ko", "Ve", "Na", "Lu", "Mo") for b in ("tu", "nai", "ri", "la")
)
GIVEN = tuple(
    a + b for a in ("A", "Me", "Jo", "Li", "Ka", "So", "Pe", "Fi") for b in ("na", "ri", "sa", "lo", "mi")
)

PEOPLE = (
    "id", "family_name", "given_names", "folded_name", "sex", "email", "is_made_up", "name_keys",
    "name_words", "other_names", *RECORD,
)  # fmt: skip
POSTINGS = (
    "person_id", "organisation_id", "position", "starts_on", "ends_on", "standing", "source",
    "staff_number", "staff_key", *RECORD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """Officers by index (their id less one). Those of one administration stand together.

    ``start`` and ``size`` are by administration; ``moved_on`` is the day since 1970 from which an
    officer is of the administration ``moved_to``, -1 for who stayed.
    """

    start: Ints
    size: Ints
    home: Ints
    moved_to: Ints
    moved_on: Ints


def meet(size: Size, ground: Ground) -> People:
    """Return who is an officer of which administration."""
    draw = chances("people")
    count = len(ground.administrations)
    weights = 1 / np.arange(1, count + 1) ** SKEW
    sizes = FEWEST + np.floor((size.people - FEWEST * count) * weights / weights.sum()).astype(np.int64)
    sizes[0] += size.people - sizes.sum()
    home = np.repeat(np.arange(count), sizes)
    moves = draw.random(size.people) < MOVED
    days = np.datetime64(f"{FIRST_YEAR}-01-01").astype(int) + draw.integers(365, 13 * 365, size.people)
    return People(
        start=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        size=sizes,
        home=home,
        moved_to=(home + draw.integers(1, count, size.people)) % count,
        moved_on=np.where(moves, days, -1),
    )


def people_lines(people: People) -> Iterator[str]:
    """Yield the rows of PEOPLE."""
    template = f"%d\t%s\t%s\t%s %s\t%s\t\tt\t%s\t%s\t{{}}\t{OF_RECORD}"

    def make(block: int, first: int, end: int) -> str:
        draw, count = chances("person", block), end - first
        number = np.arange(first, end).astype(str).astype(object)  # of the family, so that names differ
        family = np.asarray(FAMILY, dtype=object)[draw.integers(0, len(FAMILY), count)] + number
        given = np.asarray(GIVEN, dtype=object)[draw.integers(0, len(GIVEN), count)]
        sex = pick(draw, ("WOMAN", "MAN", "NOT_STATED"), (40, 52, 8), count)
        folded = [word.lower() for word in family]
        return lines(
            template,
            np.arange(first + 1, end + 1), family, given, folded, [word.lower() for word in given], sex,
            *_found_by(family, given),
        )  # fmt: skip

    return in_blocks(len(people.home), BLOCK, make)


def _found_by(family: Iterable[str], given: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what the portal itself makes from each name, to match and to search by, as COPY reads lists."""
    names = list(zip(family, given, strict=True))
    keys = [listed(map(str, all_keys_of(read_name(*name).words))) for name in names]
    return keys, [listed(words_of(" ".join(name))) for name in names]


def posting_lines(people: People, ground: Ground) -> Iterator[str]:
    """Yield the rows of POSTINGS: one per officer, and a second of those who moved."""
    template = f"%d\t%d\tOfficer\t%s\t%s\tUNKNOWN\t\t\t\t{OF_RECORD}"
    ids = np.asarray(ground.administrations)

    def make(_block: int, first: int, end: int) -> str:
        those = np.arange(first, end)
        moved = people.moved_on[first:end] > 0
        until = or_null(day_words(np.maximum(people.moved_on[first:end] - 1, 0)), moved)
        at_home = lines(template, those + 1, ids[people.home[first:end]], [NULL] * len(those), until)
        gone, since = those[moved], day_words(people.moved_on[first:end][moved])
        return at_home + lines(template, gone + 1, ids[people.moved_to[gone]], since, [NULL] * len(gone))

    return in_blocks(len(people.home), BLOCK, make)
