"""The sums indicators share, each written once, and how they are read."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q

from programmes.choices import Accuracy, EventRole, EventState
from reports.measuring.definition import Joining, Part, Sums
from reports.models import EventFact, TurnoutFact
from reports.quantities import TENTH, Quantity
from reports.scope import FactSet

HELD_EVENTS = Q(state=EventState.HELD, is_umbrella=False)
WITH_HOURS = HELD_EVENTS | Q(state=EventState.HELD, hours__isnull=False)  # a whole may have them, too
PARTICIPANTS = Q(state=EventState.HELD, role=EventRole.PARTICIPANT, took_part=True)
NAMED = PARTICIPANTS & Q(is_named=True)
UNNAMED = PARTICIPANTS & Q(is_named=False)

EVENTS = Part("events", EventFact, "COUNT(*)", HELD_EVENTS)
HOURS = Part("hours", EventFact, "SUM(hours)", Q(state=EventState.HELD))
EVENTS_WITHOUT_HOURS = Part(
    "events_without_hours", EventFact, "COUNT(*)", HELD_EVENTS & Q(hours__isnull=True)
)
EVENTS_WITHOUT_PEOPLE = Part(
    "events_without_people", EventFact, "COUNT(*)", HELD_EVENTS & Q(has_participants=False),
    of_whole_events=True,
)  # fmt: skip
STATED_MOST = Part(
    "stated_most", EventFact, "MAX(stated_administrations)", Q(state=EventState.HELD),
    joining=Joining.LARGEST, of_whole_events=True,
)  # fmt: skip
STATED_WITHOUT_NAMES = Part(
    "stated_without_names", EventFact, "SUM(unnamed_administrations)", Q(state=EventState.HELD),
    of_whole_events=True,
)  # fmt: skip
STATED_ABOUT = Part(
    "stated_about", EventFact, "COUNT(*)",
    Q(state=EventState.HELD, stated_accuracy=Accuracy.ABOUT, unnamed_administrations__gt=0),
    of_whole_events=True,
)  # fmt: skip
STATED_AT_LEAST = Part(
    "stated_at_least", EventFact, "COUNT(*)",
    Q(state=EventState.HELD, stated_accuracy=Accuracy.AT_LEAST, stated_administrations__isnull=False),
    of_whole_events=True,
)  # fmt: skip

SEATS = Part("seats", TurnoutFact, "SUM(seats)")
SEATS_ABOUT = Part("seats_about", TurnoutFact, "SUM(rows_about)")
SEATS_AT_LEAST = Part("seats_at_least", TurnoutFact, "SUM(rows_at_least)")
ROWS_WITHOUT_PEOPLE = Part("rows_without_people", TurnoutFact, "SUM(rows_without_people)")
SEATS_AT_ONE_EVENT = Part(
    "seats_at_one_event", TurnoutFact, "MAX(event_seats)", joining=Joining.LARGEST, of_whole_events=True
)
SEATS_FROM_ONE = Part("seats_from_one", TurnoutFact, "MAX(seats)", joining=Joining.LARGEST)
PERSONS = Part("persons", TurnoutFact, "string_agg(persons, '')", joining=Joining.DISTINCT)
SEATS_WITHOUT_NAMES = Part("seats_without_names", TurnoutFact, "SUM(seats_without_names)")
ADMINISTRATIONS = Part(
    "administrations", TurnoutFact, "string_agg(int4send(administration_id::integer), '')",
    joining=Joining.DISTINCT,
)  # fmt: skip
STATED_SEX = Part("stated_sex", TurnoutFact, "SUM(stated)")
WOMEN = Part("women", TurnoutFact, "SUM(women)")
NAMED_SEATS = Part("named_seats", TurnoutFact, "SUM(named)")
COMPLETED = Part("completed", TurnoutFact, "SUM(completed)")

# Everything that is stored of each fact set, in the order of its columns.
STORED: Mapping[FactSet, tuple[Part, ...]] = {
    EventFact: (
        EVENTS, HOURS, EVENTS_WITHOUT_HOURS, EVENTS_WITHOUT_PEOPLE,
        STATED_MOST, STATED_WITHOUT_NAMES, STATED_ABOUT, STATED_AT_LEAST,
    ),
    TurnoutFact: (
        SEATS, SEATS_ABOUT, SEATS_AT_LEAST, ROWS_WITHOUT_PEOPLE, SEATS_AT_ONE_EVENT, SEATS_FROM_ONE,
        SEATS_WITHOUT_NAMES, STATED_SEX, WOMEN, NAMED_SEATS, COMPLETED, PERSONS, ADMINISTRATIONS,
    ),
}  # fmt: skip


def counted(sums: Sums, name: str) -> int:
    """Return a count: no rows are zero."""
    return int(sums[name] or 0)


def accuracy(*, about: int, at_least: int) -> Accuracy:
    """Return how a sum is given: as loosely as its loosest row."""
    if about:
        return Accuracy.ABOUT
    return Accuracy.AT_LEAST if at_least else Accuracy.EXACT


def seats_accuracy(sums: Sums) -> Accuracy:
    return accuracy(about=counted(sums, "seats_about"), at_least=counted(sums, "seats_at_least"))


def not_counted(sums: Sums) -> int:
    """Return how many events have no number; asked of one administration, how many of its rows."""
    without: Any = sums["events_without_people"]
    return int(without) if without is not None else counted(sums, "rows_without_people")


def read_seats(sums: Sums) -> Quantity:
    seats = sums["seats"]
    if seats is None:
        return Quantity(None, None, not_recorded=not_counted(sums))
    return Quantity(int(seats), int(seats), seats_accuracy(sums), not_recorded=not_counted(sums))


def read_people(sums: Sums) -> Quantity:
    """At least the named, or all seats of the fullest event: there everybody is somebody else."""
    if sums["seats"] is None:
        return Quantity(None, None, not_recorded=not_counted(sums))
    persons = counted(sums, "persons")
    # Of one administration: its fullest delegation. The whole event may hold others.
    fullest = "seats_from_one" if sums["seats_at_one_event"] is None else "seats_at_one_event"
    low = max(persons, counted(sums, fullest))
    high = persons + counted(sums, "seats_without_names")
    return Quantity(low, high, seats_accuracy(sums), not_recorded=not_counted(sums))


def read_administrations(sums: Sums) -> Quantity:
    named, stated = counted(sums, "administrations"), counted(sums, "stated_most")
    if not named and not stated:
        return Quantity.unknown()
    given = accuracy(about=counted(sums, "stated_about"), at_least=counted(sums, "stated_at_least"))
    return Quantity(max(named, stated), named + counted(sums, "stated_without_names"), given)


def percent(some: int, every: int, *, not_recorded: int = 0) -> Quantity:
    """Return the share of some among every one, to a tenth, half a tenth up."""
    share = (Decimal(100) * some / every).quantize(TENTH, rounding=ROUND_HALF_UP)
    return Quantity(share, share, unit_kind="percent", not_recorded=not_recorded)


def read_share_of_women(sums: Sums) -> Quantity:
    stated = counted(sums, "stated_sex")
    rest = counted(sums, "seats") - stated
    if not stated:
        return Quantity(None, None, unit_kind="percent", not_recorded=max(rest, 0))
    return percent(counted(sums, "women"), stated, not_recorded=max(rest, 0))


def read_completions(sums: Sums) -> Quantity:
    rest = counted(sums, "seats") - counted(sums, "named_seats")
    if not counted(sums, "named_seats"):
        return Quantity(None, None, not_recorded=rest)
    done = counted(sums, "completed")
    return Quantity(done, done, not_recorded=rest)


def whose_sex_is_stated(sums: Sums) -> int:
    return counted(sums, "stated_sex")


def named_participants(sums: Sums) -> int:
    return counted(sums, "named_seats")


def read_hours(sums: Sums) -> Quantity:
    hours, without = sums["hours"], counted(sums, "events_without_hours")
    return Quantity(hours, hours, unit_kind="hours", not_recorded=without)


def read_events(sums: Sums) -> Quantity:
    return Quantity.exactly(counted(sums, "events"))
