"""How complete the record behind the figures is: what is still open, who has no record, the last entry."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Administration
from programmes.choices import EventState
from programmes.models import Event, Headcount, Membership, Participation
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.indicators.parts import EVENTS_WITHOUT_PEOPLE, PARTICIPANTS
from reports.models import EventFact, ParticipationFact, TurnoutFact
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.activities import in_order_of_time, openable
from reports.sections.published import differing

MOST_NAMES = 20


def completeness(scope: Scope) -> Section:
    """Return what a reader has to know before trusting the figures: none of it is guessed at."""
    table = Table(
        title=_("What is recorded, and what is still missing"),
        columns=(Column(_("What")), Column(_("Number"), "number"), Column(_("Which"))),
        rows=tuple(_rows(scope)),
    )
    return Section(_("How complete the record is"), (table,))


def _rows(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    facts = scope.facts(EventFact)
    still_open = facts.filter(
        state__in=[EventState.PLANNED, EventState.CONFIRMED], counts_to__lt=timezone.localdate()
    )
    yield (_("Events that are over, and not closed"), *_events(scope, still_open))
    if scope.administration is None:
        without = facts.filter(EVENTS_WITHOUT_PEOPLE.where)
        yield (_("Events held, without a number of participants"), *_events(scope, without))
        yield from _of_administrations(scope)
    differ = differing(scope) if scope.administration is None else None  # they are about programmes
    if differ is not None:
        yield (_("Published figures that differ from ours"), Quantity.exactly(len(differ)), _some(differ))
    yield (_("Last entry"), "", _last_entry(scope) or _("nothing is recorded"))


def _of_administrations(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    rows = scope.facts(ParticipationFact).filter(PARTICIPANTS, people__isnull=True)
    unsaid = rows.filter(administration__isnull=False).order_by().values("administration")
    yield (_("Administrations that attended, and their number is not recorded"), *_administrations(unsaid))
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    if programme is None:
        return
    members = Membership.objects.filter(programme=programme)
    if scope.period is not None:
        members = members.exclude(left_on__lt=scope.period.start)
    seen = scope.facts(TurnoutFact).filter(administration__isnull=False).order_by().values("administration")
    silent = members.exclude(administration__in=seen).order_by().values("administration")
    yield (_("Members of the programme of which nothing is recorded"), *_administrations(silent))


def _events(scope: Scope, facts: QuerySet[EventFact]) -> tuple[Cell, Cell]:
    """Return how many there are, and the titles of those that may be opened: for the public, of none."""
    number = facts.count()
    if scope.audience == Audience.PUBLIC:
        return Quantity.exactly(number), ""
    events = openable(scope).filter(pk__in=facts.order_by().values("event"))
    titles = list(in_order_of_time(events).values_list("title", flat=True)[:MOST_NAMES])
    return Quantity.exactly(number), _some(titles, number)


def _administrations(ids: QuerySet[Any]) -> tuple[Cell, Cell]:
    names = list(Administration.objects.filter(pk__in=ids).by_name().values_list("member_name", flat=True))
    return Quantity.exactly(len(names)), _some(names)


def _some(names: Iterable[str], number: int | None = None) -> str:
    """Return names in a line; how many are not among them is said at its end."""
    listed = list(names)
    more = (len(listed) if number is None else number) - len(listed[:MOST_NAMES])
    words = listed[:MOST_NAMES]
    if more > 0 and words:
        words.append(_("%(count)s more") % {"count": shown_number(more)})
    return "; ".join(words)


def _last_entry(scope: Scope) -> str:
    """Return the day on which something of the scope was last entered or changed."""
    events = scope.facts(EventFact).order_by().values("event")
    of_events = Event.objects.filter(pk__in=events).aggregate(last=Max("updated_at"))["last"]
    rows = [
        model._default_manager.filter(event__in=events).aggregate(last=Max("updated_at"))["last"]
        for model in (Participation, Headcount)
    ]
    moments: list[dt.datetime] = [each for each in (of_events, *rows) if each]
    return date_format(timezone.localtime(max(moments)), "j F Y") if moments else ""
