"""Small worlds of events and those who came, as Hypothesis thinks them up, and how they are put down.

Places are numbers into the lists of the frame.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from programmes.choices import Accuracy, EventRole, EventState, ParticipationState, Precision, Sector
from programmes.models import Event, EventOrganisation, Headcount, Participation
from tests.recount.frame import Frame

PARTICIPANT = EventRole.PARTICIPANT
DATED = dt.date(2021, 11, 1), dt.date(2024, 2, 28)
KINDS, LEVELS, MODES = ("WORKSHOP", "WEBINAR"), ("NATIONAL", "REGIONAL"), ("IN_PERSON", "ONLINE", "HYBRID")


@dataclass(frozen=True)
class Seat:
    """One person at the event."""

    person: int
    body: int
    role: str
    state: str


@dataclass(frozen=True)
class Count:
    """People without names; ``women`` is a share in quarters, None where not stated."""

    body: int | None
    people: int | None
    women: int | None
    accuracy: str
    role: str
    sector: str


@dataclass(frozen=True)
class Happening:
    """One event; ``whole`` is the place of the event it is part of."""

    state: str
    about: tuple[str, str, str]
    starts: tuple[dt.date | None, str]
    ends: tuple[dt.date | None, str]
    hours: Decimal | None
    stated: int | None
    stated_as: str
    programmes: frozenset[int]
    phases: frozenset[int]
    topics: frozenset[int]
    sponsors: frozenset[int]
    seats: list[Seat]
    counts: list[Count]
    whole: int | None


World = list[Happening]


def mostly(common: Any, others: Any) -> st.SearchStrategy[Any]:
    """Return the common value two times in three."""
    return st.one_of(st.just(common), st.just(common), st.sampled_from(list(others)))


def some(most: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, most - 1), max_size=2)


SEATS = st.builds(
    Seat,
    person=st.integers(0, 7),
    body=st.integers(0, 5),
    role=mostly(PARTICIPANT, EventRole.values),
    state=st.one_of(st.sampled_from(["ATTENDED", "COMPLETED"]), st.sampled_from(ParticipationState.values)),
)
COUNTS = st.builds(
    Count,
    body=st.none() | st.integers(0, 5),
    people=st.none() | st.integers(0, 30),
    women=st.none() | st.integers(0, 4),
    accuracy=mostly(Accuracy.EXACT, Accuracy.values),
    role=mostly(PARTICIPANT, EventRole.values),
    sector=st.sampled_from([Sector.CUSTOMS, Sector.NOT_STATED]),
)


@st.composite
def dates(draw: st.DrawFn) -> tuple[tuple[dt.date | None, str], tuple[dt.date | None, str]]:
    """Return first and last day with how exactly they are known; either may be missing, or both."""
    day, days = draw(st.dates(*DATED)), draw(st.integers(0, 40))
    known = [Precision.DAY, Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.NONE]
    first, last = draw(st.sampled_from(known)), draw(st.sampled_from(known))
    return (first_day(day, first), first), (last_day(day + dt.timedelta(days), last), last)


def first_day(day: dt.date, precision: str) -> dt.date | None:
    if precision == Precision.NONE:
        return None
    month = 1 if precision == Precision.YEAR else day.month
    return day if precision == Precision.DAY else dt.date(day.year, month, 1)


def last_day(day: dt.date, precision: str) -> dt.date | None:
    if precision == Precision.NONE:
        return None
    month = 12 if precision == Precision.YEAR else day.month
    return (
        day
        if precision == Precision.DAY
        else dt.date(day.year, month, calendar.monthrange(day.year, month)[1])
    )


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    starts, ends = draw(dates())
    return Happening(
        state=draw(mostly(EventState.HELD, EventState.values)),
        about=draw(st.tuples(*(st.sampled_from(words) for words in (KINDS, LEVELS, MODES)))),
        starts=starts,
        ends=ends,
        hours=draw(st.none() | st.sampled_from([Decimal("4.0"), Decimal("12.5"), Decimal("30.0")])),
        stated=draw(mostly(None, range(9))),
        stated_as=draw(mostly(Accuracy.EXACT, Accuracy.values)),
        programmes=draw(some(3)),
        phases=draw(some(4)),
        topics=draw(some(3)),
        sponsors=draw(some(3)),
        seats=draw(st.lists(SEATS, max_size=6, unique_by=lambda it: (it.person, it.role))),
        counts=draw(st.lists(COUNTS, max_size=3, unique_by=lambda it: (it.body, it.role, it.sector))),
        whole=draw(mostly(None, (0, 1))),
    )


def worlds() -> st.SearchStrategy[World]:
    """Return worlds of some events; the first two may be wholes, all others parts of them."""
    return st.lists(happenings(), min_size=6, max_size=14)


def put(world: World, frame: Frame) -> list[Event]:
    """Write the events and those who came, past the gates, as an import of long ago may have."""
    wholes = {each.whole for each in world[2:]}
    events = [_event(each, is_whole=place in wholes) for place, each in enumerate(world)]
    Event.objects.bulk_create(events)
    for place, each in enumerate(world):
        if each.whole is not None and place > 1:
            events[place].parent = events[each.whole]
    Event.objects.bulk_update(events[2:], ["parent"])
    for event, each in zip(events, world, strict=True):
        _link(event, each, frame)
    pairs = list(zip(events, world, strict=True))
    Participation.objects.bulk_create(_seat(event, seat, frame) for event, it in pairs for seat in it.seats)
    counts = [_count(event, count, frame) for event, it in pairs for count in it.counts]
    Headcount.objects.bulk_create(count for count in counts if count is not None)
    return events


def _event(each: Happening, *, is_whole: bool) -> Event:
    state = EventState.HELD if is_whole else each.state
    kind, level, mode = each.about
    return Event(
        title="An event", kind=kind, level=level, mode=mode, state=state, state_reason="storm",
        starts_on=each.starts[0], starts_precision=each.starts[1],
        ends_on=each.ends[0], ends_precision=each.ends[1],
        contact_hours=each.hours, stated_administrations=each.stated, stated_accuracy=each.stated_as,
    )  # fmt: skip


def _link(event: Event, each: Happening, frame: Frame) -> None:
    event.programmes.set([frame.programmes[place] for place in each.programmes])
    event.phases.set([frame.phases[place] for place in each.phases])
    event.topics.set([frame.topics[place] for place in each.topics])
    EventOrganisation.objects.bulk_create(
        EventOrganisation(event=event, organisation=frame.donors[place], role=role)
        for place in each.sponsors
        for role in ("SPONSOR", "PARTNER")
    )


def _seat(event: Event, seat: Seat, frame: Frame) -> Participation:
    return Participation(
        event=event, person=frame.people[seat.person], organisation=frame.bodies[seat.body],
        role=seat.role, state=seat.state,
    )  # fmt: skip


def _count(event: Event, count: Count, frame: Frame) -> Headcount | None:
    """Return the head-count; None where it would say nothing."""
    if count.body is None and count.people is None:
        return None
    women = None if count.women is None or count.people is None else count.people * count.women // 4
    return Headcount(
        event=event, organisation=None if count.body is None else frame.bodies[count.body],
        role=count.role, sector=count.sector, people=count.people, accuracy=count.accuracy,
        women=women,
    )  # fmt: skip
