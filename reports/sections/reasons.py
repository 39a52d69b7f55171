"""Which rows a figure rests on, which rows of the same kind it leaves out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.choices import EventRole, EventState
from reports.indicators import parts
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.indicators.retention import ANSWERS
from reports.models import EventFact, ParticipationFact, RetentionFact
from reports.models.retention import After
from reports.scope import FactSet

HELD = Q(state=EventState.HELD)
COUNTED_PEOPLE = parts.PARTICIPANTS & Q(people__isnull=False)
SEX_STATED = COUNTED_PEOPLE & Q(stated__gt=0)

# What enters each figure: its rows add up to it.
RESTS_ON: Mapping[str, Q] = {
    EVENTS_HELD.code: parts.HELD_EVENTS,
    PARTICIPATIONS.code: COUNTED_PEOPLE,
    PEOPLE.code: COUNTED_PEOPLE,
    ADMINISTRATIONS_REACHED.code: parts.PARTICIPANTS & Q(administration__isnull=False),
    SHARE_OF_WOMEN.code: SEX_STATED,
    CONTACT_HOURS.code: HELD & Q(hours__isnull=False),
    COMPLETIONS.code: parts.NAMED & Q(completed=True),
    **{each.code: Q(**{f"{after}__in": [After.IN_POST, After.GONE]}) for each, after in ANSWERS.items()},
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows of a kind are not in a figure, or what else is.

    ``code`` names it in an address. ``of_whole_events``: says nothing about one administration.
    ``outside_period``: of events the period cannot place. ``state`` is that of all their events.
    """

    code: str
    words: str | Promise
    facts: FactSet
    where: Q
    of_whole_events: bool = False
    outside_period: bool = False
    state: EventState = EventState.HELD


def _not_held(facts: FactSet, rows: Q) -> tuple[Reason, ...]:
    words = {
        EventState.PLANNED: _("The event is planned and not held yet"),
        EventState.CONFIRMED: _("The event is confirmed and not held yet"),
        EventState.POSTPONED: _("The event was postponed"),
        EventState.CANCELLED: _("The event was cancelled"),
    }
    return tuple(
        Reason(state.lower(), each, facts, rows & Q(state=state), state=state)
        for state, each in words.items()
    )


NOT_PLACED = (
    Reason(
        "undated",
        _("Held, and no date is recorded"),
        EventFact,
        Q(counts_to__isnull=True),
        outside_period=True,
    ),
    Reason(
        "across_the_edge",
        _("Held, and not known on which side of the edge of the period it ended"),
        EventFact,
        Q(counts_to__isnull=False),
        outside_period=True,
    ),
)
EVENT_WITHOUT_NUMBER = Reason(
    "event_without_number",
    _("The event was held, and no number of participants is recorded"),
    EventFact,
    parts.EVENTS_WITHOUT_PEOPLE.where,
    of_whole_events=True,
)
NUMBER_NOT_RECORDED = Reason(
    "number_not_recorded",
    _("They attended, and how many they were is not recorded"),
    ParticipationFact,
    parts.PARTICIPANTS & Q(people__isnull=True),
)
OTHERS_AT_EVENTS = (
    Reason(
        "did_not_take_part",
        _("On the list of an event, and not recorded as having taken part"),
        ParticipationFact,
        HELD & Q(role=EventRole.PARTICIPANT, took_part=False),
    ),
    Reason(
        "other_role",
        _("There as observer, facilitator or resource person"),
        ParticipationFact,
        HELD & ~Q(role=EventRole.PARTICIPANT),
    ),
    *_not_held(ParticipationFact, Q(role=EventRole.PARTICIPANT)),
    *NOT_PLACED,
)
OTHER_EVENTS = (*_not_held(EventFact, Q(is_umbrella=False)), *NOT_PLACED)
SEX_NOT_STATED = Reason(
    "sex_not_stated", _("Their sex is not stated"), ParticipationFact, COUNTED_PEOPLE & ~Q(stated__gt=0)
)
NO_ADMINISTRATION = Reason(
    "no_administration",
    _("Counted in one number for several, or of bodies that are no customs administration"),
    ParticipationFact,
    parts.PARTICIPANTS & Q(administration__isnull=True),
)
NOT_COMPLETED = Reason(
    "not_completed",
    _("They took part, and are not recorded as having completed"),
    ParticipationFact,
    parts.NAMED & ~Q(completed=True),
)
WITHOUT_NAMES = Reason(
    "without_names",
    _("Counted without names: who of them completed is not known"),
    ParticipationFact,
    parts.UNNAMED & Q(people__isnull=False),
)
IN_PARTS = Reason(
    "in_parts", _("It is made of parts, and the parts are counted"), EventFact, HELD & Q(is_umbrella=True)
)
WITHOUT_HOURS = Reason(
    "without_hours", _("No contact hours are recorded"), EventFact, parts.EVENTS_WITHOUT_HOURS.where
)

FROM_NO_ADMINISTRATION = Reason(
    "from_no_administration",
    _("They came from a body that is no customs administration"),
    ParticipationFact,
    parts.NAMED & Q(administration__isnull=True),
)
DAY_NOT_KNOWN = Reason(
    "day_not_known",
    _("No date of the event is recorded: how long ago it was is not known"),
    ParticipationFact,
    parts.NAMED & Q(administration__isnull=False, counts_to__isnull=True),
)
ANY_WITHOUT_NAMES = Reason(
    "without_names",
    _("Counted without names: who of them is still in post is not known"),
    ParticipationFact,
    parts.UNNAMED & Q(people__isnull=False),
)


def _not_asked(after: str) -> tuple[Reason, ...]:
    """Return whom the share of those still in post leaves out, by the column with the answers."""
    return (
        Reason(
            "standing_not_known",
            _("Whether they were still in post that day is not known"),
            RetentionFact,
            Q(**{after: After.UNKNOWN}),
        ),
        Reason("day_to_come", _("The day is still to come"), RetentionFact, Q(**{f"{after}__isnull": True})),
        DAY_NOT_KNOWN,
        FROM_NO_ADMINISTRATION,
        ANY_WITHOUT_NAMES,
        NUMBER_NOT_RECORDED,
        EVENT_WITHOUT_NUMBER,
        *OTHERS_AT_EVENTS,
    )


LEAVES_OUT: Mapping[str, tuple[Reason, ...]] = {
    EVENTS_HELD.code: (IN_PARTS, *OTHER_EVENTS),
    PARTICIPATIONS.code: (EVENT_WITHOUT_NUMBER, NUMBER_NOT_RECORDED, *OTHERS_AT_EVENTS),
    PEOPLE.code: (EVENT_WITHOUT_NUMBER, NUMBER_NOT_RECORDED, *OTHERS_AT_EVENTS),
    ADMINISTRATIONS_REACHED.code: (NO_ADMINISTRATION, EVENT_WITHOUT_NUMBER, *OTHERS_AT_EVENTS),
    SHARE_OF_WOMEN.code: (SEX_NOT_STATED, NUMBER_NOT_RECORDED, EVENT_WITHOUT_NUMBER, *OTHERS_AT_EVENTS),
    CONTACT_HOURS.code: (WITHOUT_HOURS, *OTHER_EVENTS),
    COMPLETIONS.code: (
        NOT_COMPLETED,
        WITHOUT_NAMES,
        NUMBER_NOT_RECORDED,
        EVENT_WITHOUT_NUMBER,
        *OTHERS_AT_EVENTS,
    ),
    **{each.code: _not_asked(after) for each, after in ANSWERS.items()},
}

STATED = Reason(
    "stated",
    _("Events that state how many administrations came"),
    EventFact,
    HELD & Q(stated_administrations__isnull=False),
    of_whole_events=True,
)
ALSO: Mapping[str, tuple[Reason, ...]] = {ADMINISTRATIONS_REACHED.code: (STATED,)}
