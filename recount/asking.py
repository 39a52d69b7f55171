"""What is asked of a database: the questions and the splits, chosen by what is in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from recount.counting import Recount
from recount.questions import Grouping, Question

GROUPINGS: tuple[Grouping, ...] = (
    ("year",), ("year_from_7",), ("year_from_4",), ("mode",), ("level",), ("kind",),
    ("programme",), ("phase",), ("topic",), ("sponsor",), ("administration",),
    ("administration", "topic"), ("administration", "year"), ("topic", "year"), ("year", "mode"),
)  # fmt: skip

YEARS, OTHERS = 4, 2  # how many of each are asked about

Busiest = Mapping[str, Sequence[str]]

DONORS = "SELECT donor_id FROM paid_by GROUP BY donor_id ORDER BY count(*) DESC, donor_id LIMIT 2"
LAST_DAYS = """
SELECT latest FROM held WHERE earliest = latest GROUP BY latest ORDER BY count(*) DESC, latest DESC LIMIT 1
"""


def questions_about(book: Recount) -> list[Question]:
    """Return what is asked: the region, periods, what the records know most of, and its combinations."""
    busiest: dict[str, list[str]] = defaultdict(list)
    for dimension, value in book.ask_file("choosing"):
        busiest[dimension].append(value)
    return [
        *_of_the_region(book, busiest),
        *_of_what_there_is(busiest),
        *_of_donors(book, busiest),
        *_of_administrations(busiest),
    ]


def _of_the_region(book: Recount, busiest: Busiest) -> Iterator[Question]:
    yield Question("the region")
    yield Question("the region, for the public", role="", audience="PUBLIC")
    for year in busiest["year"][:YEARS]:
        first, last = _year(year)
        yield Question(f"the region in {year}", starts_on=first, ends_on=last)
    for year in busiest["year"][:1]:
        first, last = dt.date(int(year) - 1, 7, 1), dt.date(int(year), 6, 30)
        yield Question(f"the region from {first} to {last}", starts_on=first, ends_on=last)
        yield Question("the same in a report", starts_on=first, ends_on=last, for_others=True)
    for (day,) in book.ask(LAST_DAYS):
        yield Question(f"the region on {day}", starts_on=day, ends_on=day)
    yield Question("a year of nothing", starts_on=dt.date(1901, 1, 1), ends_on=dt.date(1901, 12, 31))


def _of_what_there_is(busiest: Busiest) -> Iterator[Question]:
    for key in busiest["programme"][:OTHERS]:
        yield Question(f"programme {key}", programme=int(key))
    for key in busiest["phase"][:OTHERS]:
        yield Question(f"phase {key}", phase=int(key))
    for key in busiest["topic"][:1]:
        yield Question(f"topic {key}", topics=(int(key),))
    if topics := tuple(int(key) for key in busiest["topic"][:3]):
        yield Question(f"topics {topics}", topics=topics)
    for word in busiest["mode"][:OTHERS]:
        yield Question(f"mode {word}", mode=word)
    for word in busiest["kind"][:1]:
        yield Question(f"kind {word}", kind=word)
    for programme, mode, level in zip(busiest["programme"], busiest["mode"], busiest["level"], strict=False):
        yield Question(
            f"programme {programme}, {mode}, {level}", programme=int(programme), mode=mode, level=level
        )
        break


def _of_donors(book: Recount, busiest: Busiest) -> Iterator[Question]:
    for (donor,) in book.ask(DONORS):
        yield Question(f"for donor {donor}", audience="DONOR", donor=donor)
        as_donor = Question(f"donor {donor}", role="DONOR", organisation=donor, audience="DONOR", donor=donor)
        yield as_donor
        for year in busiest["year"][:1]:
            first, last = _year(year)
            yield Question(
                f"donor {donor} in {year}", role="DONOR", organisation=donor, audience="DONOR", donor=donor,
                starts_on=first, ends_on=last,
            )  # fmt: skip


def _of_administrations(busiest: Busiest) -> Iterator[Question]:
    administrations = [int(key) for key in busiest["administration"][:OTHERS]]
    if not administrations:
        return
    own = administrations[0]
    yield Question("a focal point", role="FOCAL_POINT", organisation=own)
    for administration in administrations:
        yield Question(
            f"administration {administration}, by the focal point of {own}",
            role="FOCAL_POINT", organisation=own, administration=administration,
        )  # fmt: skip
        yield Question(f"administration {administration}", administration=administration)
    for year in busiest["year"][:1]:
        first, last = _year(year)
        topics = tuple(int(key) for key in busiest["topic"][:1])
        yield Question(
            f"administration {own} in {year} on {topics}",
            administration=own, topics=topics, starts_on=first, ends_on=last,
        )  # fmt: skip


def _year(year: str) -> tuple[dt.date, dt.date]:
    return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
