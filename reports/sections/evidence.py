"""What a figure rests on: the counted rows the reader may read, and the events left out of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from programmes.choices import EventState
from programmes.models import Event
from reports.indicators.parts import EVENTS_WITHOUT_HOURS, EVENTS_WITHOUT_PEOPLE
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.indicators.retention import ANSWERS
from reports.measuring.definition import Indicator
from reports.models import EventFact, ParticipationFact
from reports.scope import Scope

NO_NUMBER = (_lazy("No number of participants is recorded"), EVENTS_WITHOUT_PEOPLE.where)
WITHOUT = {
    PARTICIPATIONS.code: NO_NUMBER,
    PEOPLE.code: NO_NUMBER,
    SHARE_OF_WOMEN.code: NO_NUMBER,
    COMPLETIONS.code: NO_NUMBER,
    CONTACT_HOURS.code: (_lazy("No contact hours are recorded"), EVENTS_WITHOUT_HOURS.where),
}


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events of which one thing is to be said; ``not_shown``: how many the reader may not open."""

    reason: str
    events: QuerySet[Event]
    not_shown: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows of a figure, latest first, those without a number last.

    ``not_shown``: how many rows the reader may not read.
    ``has_answers``: each row says what is known of the person after the event.
    ``of_events``: a row is an event; else it is one named participation or one head-count. ``also``:
    events whose own statement enters the figure.
    """

    rows: QuerySet[Any]
    shown: int
    not_shown: int
    of_events: bool
    also: tuple[EventGroup, ...]
    left_out: tuple[EventGroup, ...]
    has_answers: bool = False


def evidence_of(scope: Scope, indicator: Indicator) -> Evidence:
    """Return the rows that enter the figure, and the events that do not and why."""
    counted = scope.facts(indicator.facts).filter(indicator.rows)
    of_events = indicator.facts is EventFact
    readable = scope.readable_events(counted) if of_events else scope.readable(counted)
    all_of_them, shown = counted.count(), readable.count()
    return Evidence(
        rows=_in_order(readable, indicator),
        shown=shown,
        not_shown=all_of_them - shown,
        of_events=of_events,
        also=tuple(_also(scope, indicator)),
        left_out=tuple(_left_out(scope, indicator)),
        has_answers=indicator in ANSWERS,
    )


def _in_order(rows: QuerySet[Any], indicator: Indicator) -> QuerySet[Any]:
    related = ["event", "event__host_country"]
    if rows.model is not EventFact:
        related += ["organisation__administration", "person"]
    in_time = (F("counts_to").desc(nulls_last=True), "event", "pk")
    if rows.model is ParticipationFact:  # those that add up stand together, before those without a number
        return rows.select_related(*related).order_by(Case(When(people=None, then=1), default=0), *in_time)
    if indicator in ANSWERS:
        rows = rows.annotate(answer=F(ANSWERS[indicator]))
    return rows.select_related(*related).order_by(*in_time)


def _also(scope: Scope, indicator: Indicator) -> Iterator[EventGroup]:
    """Yield the events that state a number of administrations; of a single one they say nothing."""
    if indicator is ADMINISTRATIONS_REACHED and scope.administration is None:
        stating = scope.facts(EventFact).filter(state=EventState.HELD, stated_administrations__isnull=False)
        yield from _group(scope, _("events that state how many administrations came"), stating)


def _left_out(scope: Scope, indicator: Indicator) -> Iterator[EventGroup]:
    if indicator.code in WITHOUT and scope.administration is None:
        reason, without = WITHOUT[indicator.code]
        yield from _group(scope, str(reason), scope.facts(EventFact).filter(without))
    not_placed = scope.left_out()
    yield from _group(scope, _("No date is recorded"), not_placed.filter(counts_to__isnull=True))
    yield from _group(
        scope,
        _("Not known on which side of the edge of the period they ended"),
        not_placed.filter(counts_to__isnull=False),
    )


def _group(scope: Scope, reason: str, facts: QuerySet[EventFact]) -> Iterator[EventGroup]:
    ids = list(facts.values_list("event", flat=True))
    if ids:
        events = Event.objects.visible_to(scope.reader).filter(pk__in=ids)
        yield EventGroup(reason, events.newest_first(), len(ids) - events.count())
