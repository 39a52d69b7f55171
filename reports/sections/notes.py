"""What the figures leave out or rest on, event by event."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.choices import Accuracy, EventRole, EventState
from programmes.models import Event, Headcount
from programmes.templatetags.event_dates import event_dates
from reports.blocks import Notes, Section
from reports.indicators.parts import EVENTS_WITHOUT_PEOPLE, PARTICIPANTS
from reports.indicators.registry import EVENTS_HELD
from reports.models import EventFact, ParticipationFact
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.activities import in_order_of_time, openable
from reports.sections.counted import figures_of

MOST_TITLES = 40


def data_notes(scope: Scope) -> Section:
    """Return what stands behind the figures and is not in them: nothing is left out in silence."""
    items = [
        *_without_number(scope),
        *_estimates(scope),
        *_standing_on_a_whole(scope),
        *_not_placed(scope),
        *_without_phase(scope),
    ]
    if not items and figures_of(scope)[EVENTS_HELD].low:
        items = [_("Every event of these figures has a date and a number of participants.")]
    elif not items:
        items = [_("No event was held.")]
    return Section(_("Notes on the data"), (Notes("", tuple(items)),))


def _without_number(scope: Scope) -> Iterator[str]:
    events = scope.facts(EventFact).filter(EVENTS_WITHOUT_PEOPLE.where)
    if scope.administration is None and (titles := _titles(scope, events)):
        yield _("Held without a recorded number of participants, and left out of it: %(events)s.") % {
            "events": titles
        }
    rows = scope.facts(ParticipationFact).filter(PARTICIPANTS, people__isnull=True)
    if rows.exists():
        yield _(
            "Some administrations are known to have attended without a number of people: they count as"
            " reached, and add nobody to the participations."
        )


def _estimates(scope: Scope) -> Iterator[str]:
    rows = scope.facts(ParticipationFact).filter(PARTICIPANTS, people__isnull=False)
    loose = rows.exclude(accuracy=Accuracy.EXACT)
    events = list(_some(scope, openable(scope), loose))
    if not events:
        return
    stated: dict[int, list[str]] = {}
    those = loose.filter(event__in=events).values_list("event", "people", "accuracy")
    for event, people, accuracy in those.order_by("event", "key"):
        stated.setdefault(event, []).append(Quantity(people, people, Accuracy(accuracy)).shown())
    words = [f"{event.title} ({', '.join(stated[event.pk])})" for event in events]
    number = loose.aggregate(number=Count("event", distinct=True))["number"]
    yield _("Published as an estimate: %(events)s.") % {"events": _joined(words, number)}


def _standing_on_a_whole(scope: Scope) -> Iterator[str]:
    counts = Headcount.objects.filter(
        event=OuterRef("event"), role=EventRole.PARTICIPANT, people__isnull=False
    )
    wholes = scope.facts(EventFact).filter(Exists(counts), is_umbrella=True, state=EventState.HELD)
    if titles := _titles(scope, wholes):
        yield _("A number published for several events together stands on their whole, once: %(events)s.") % {
            "events": titles
        }


def _not_placed(scope: Scope) -> Iterator[str]:
    left_out = scope.left_out()
    if titles := _titles(scope, left_out.filter(counts_to__isnull=True)):
        yield _("Left out because no date is recorded: %(events)s.") % {"events": titles}
    if titles := _titles(scope, left_out.filter(counts_to__isnull=False)):
        yield _(
            "Left out because it is not known on which side of the edge of the period they ended: %(events)s."
        ) % {"events": titles}


def _without_phase(scope: Scope) -> Iterator[str]:
    """Name the programme's events that lie in the dates of the phase and belong to no phase."""
    phase = scope.phase
    if phase is None:
        return
    whole = scope.narrowed(phase=None, programme=phase.programme)
    inside = Q(counts_to__gte=phase.starts_on) | Q(counts_to__isnull=True)
    if phase.ends_on is not None:
        inside &= Q(counts_from__lte=phase.ends_on) | Q(counts_from__isnull=True)
    homeless = whole.facts(EventFact).filter(inside, state=EventState.HELD, is_umbrella=False)
    if titles := _titles(scope, homeless.filter(event__phases__isnull=True)):
        yield _("Of the programme, and decided to be of no phase yet: %(events)s.") % {"events": titles}


def _titles(scope: Scope, facts: QuerySet[EventFact]) -> str:
    """Return titles with dates of those that may be opened, and how many more there are."""
    number = facts.count()
    if not number:
        return ""
    words = [f"{event.title} ({event_dates(event)})" for event in _some(scope, openable(scope), facts)]
    return _joined(words, number)


def _some(scope: Scope, events: QuerySet[Event], facts: QuerySet[Any]) -> QuerySet[Event]:
    """Return the first of the events the facts are of."""
    return in_order_of_time(events.filter(pk__in=facts.order_by().values("event")))[:MOST_TITLES]


def _joined(words: list[str], all_of_them: int) -> str:
    """Return the words in a line; how many are not among them is said at its end."""
    more = all_of_them - len(words)
    if more:
        others = ngettext("%(count)s more", "%(count)s more", more) % {"count": shown_number(more)}
        words = [*words, others]
    return "; ".join(words)
