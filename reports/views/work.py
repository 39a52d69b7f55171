"""What waits for an officer: events whose record is not finished."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission
from programmes.choices import EventState, ParticipationState
from programmes.http import LongList
from programmes.models import Event, Participation, Phase, Programme
from programmes.models.events import EventQuerySet
from reports.indicators.parts import EVENTS_WITHOUT_PEOPLE, HELD_EVENTS
from reports.models import EventFact

MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What events want done, why, and which they are; ``state`` is theirs where all have the same."""

    title: str
    advice: str
    events: EventQuerySet
    state: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """Events that want the same thing done: the first of them, and how many more there are.

    ``is_more``: there are even more, which are not counted.
    """

    title: str
    advice: str
    events: tuple[Event, ...]
    more: int
    is_more: bool


def work_lists(account: Any, today: dt.date) -> list[WorkList]:
    """Return what waits for the account, longest-waiting first; lists without events are left out."""
    found = [_list(each.title, each.advice, each.events) for each in _wanted(_mine(account), today)]
    return [each for each in found if each.events]


def work_counts(account: Any, programme: Programme, today: dt.date) -> list[tuple[Wanted, int]]:
    """Return how many events of a programme want what of the account, in one query; no zeros."""
    wanted = list(_wanted(_mine(account), today))
    counts = {
        f"list_{place}": Count("pk", distinct=True, filter=Q(pk__in=each.events.order_by().values("pk")))
        for place, each in enumerate(wanted)
    }
    numbers = Event.objects.filter(programmes=programme).aggregate(**counts)
    found = [(each, numbers[f"list_{place}"]) for place, each in enumerate(wanted)]
    return [(each, number) for each, number in found if number]


def _wanted(mine: EventQuerySet, today: dt.date) -> Iterator[Wanted]:
    yield Wanted(
        _("Over, and still planned"),
        _("Mark them held, or say why they were postponed or cancelled: only a held event is counted."),
        mine.filter(state__in=[EventState.PLANNED, EventState.CONFIRMED], ends_on__lt=today),
    )
    yield Wanted(
        _("Held, without a number of participants"),
        _("Add participants or a head-count: until then they are left out of every figure of people."),
        mine.filter(_such_as(EVENTS_WITHOUT_PEOPLE.where)),
        EventState.HELD,
    )
    yield Wanted(
        _("Held, without a date"),
        _("Add at least the month: an undated event is in no year's figures."),
        mine.filter(_such_as(HELD_EVENTS, counts_to__isnull=True)),
        EventState.HELD,
    )
    waiting = Participation.objects.nominated().filter(
        event=OuterRef("pk"), state=ParticipationState.NOMINATED
    )
    yield Wanted(
        _("Nominations closed, and not chosen from yet"),
        _("Choose who is selected and who is on the reserve list, and tell the administrations."),
        mine.filter(Exists(waiting), call__deadline_on__lt=today).ahead(today),
    )
    in_a_phase = Event.phases.through.objects.filter(event=OuterRef("pk"))
    of_phases = Event.programmes.through.objects.filter(
        event=OuterRef("pk"), programme__in=Phase.objects.values("programme")
    )
    yield Wanted(
        _("Held, and of no phase yet"),
        _("Choose the phase: until then they are in no phase's figures."),
        mine.filter(~Exists(in_a_phase), Exists(of_phases), state=EventState.HELD),
        EventState.HELD,
    )


def _mine(account: Any) -> EventQuerySet:
    """Return the events the account works on; for who only reads, those it may read."""
    if allows(account, Permission.EDIT_EVENTS):
        return Event.objects.editable_by(account)
    return Event.objects.visible_to(account)


def _such_as(rule: Any, **conditions: Any) -> Any:
    return Q(pk__in=EventFact.objects.filter(rule, **conditions).values("event"))


def _list(title: str, advice: str, events: EventQuerySet) -> WorkList:
    waiting = events.select_related("host_country").order_by("ends_on", "pk")
    listed = LongList(waiting, MOST_ROWS)
    shown = tuple(listed.get_page(1))
    return WorkList(title, advice, shown, listed.known - len(shown), listed.is_more)
