"""Entering who took part: people by name, and people counted without names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from members.actions.register import PersonEntry, enter_people
from members.models import Organisation
from office import audit
from office.audit import Actor
from programmes.actions.guarding import refuse_if_closed
from programmes.choices import TOOK_PART, Accuracy, EventRole, ParticipationState, Sector
from programmes.models import Event, Headcount, Participation


class ImpossibleCount(Exception):
    """The numbers contradict each other."""


class AlreadyOnTheList(Exception):
    """A person is on the event's list in this role."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a head-count list: people without names.

    ``organisation`` None: the total is not split. ``people`` None: attended, number not recorded.

    :raises ImpossibleCount: when made with more women than people, or saying nothing.
    """

    organisation: Organisation | None
    people: int | None
    women: int | None = None
    role: str = EventRole.PARTICIPANT
    sector: str = Sector.NOT_STATED
    accuracy: str = Accuracy.EXACT
    source: str = ""

    def __post_init__(self) -> None:
        if self.women is not None and (self.people is None or self.women > self.people):
            raise ImpossibleCount(_("There cannot be more women than people."))
        if self.organisation is None and self.people is None:
            raise ImpossibleCount(_("Give an administration, a number of people, or both."))

    @property
    def key(self) -> tuple[int | None, str, str]:
        return (self.organisation.pk if self.organisation else None, self.role, self.sector)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of a list of names: who, in which role, and how far they came."""

    person: PersonEntry
    role: str = EventRole.PARTICIPANT
    state: str = ParticipationState.ATTENDED


@transaction.atomic
def replace_headcounts(*, event: Event, counts: Sequence[Count], by: Actor) -> bool:
    """Make ``counts`` the whole head-count of the event; return whether anything was different.

    Sending the same list twice leaves the same records.

    :raises ImpossibleCount: when a line is there twice, or the number stands on a parent or part too.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    wanted = {count.key: count for count in counts}
    if len(wanted) < len(counts):
        raise ImpossibleCount(_("An administration is on the list twice."))
    if any(count.people is not None and count.role == EventRole.PARTICIPANT for count in counts):
        refuse_second_count(event)
    stored = {(row.organisation_id, row.role, row.sector): row for row in event.headcounts.all()}
    changed = False
    for key, row in stored.items():
        if key not in wanted:
            audit.remove(row, by=by)
            changed = True
    for key, count in wanted.items():
        row = stored.get(key) or Headcount(event=event)
        for name in ("organisation", "role", "sector", "people", "women", "accuracy", "source"):
            setattr(row, name, getattr(count, name))
        changed = audit.save(row, by=by) or changed
    return changed


@transaction.atomic
def add_participants(*, event: Event, attendees: Sequence[Attendee], by: Actor) -> list[Participation]:
    """Add people to the event's list, all or none, and return their rows in the given order.

    :raises AlreadyOnTheList: when somebody is on it in the same role, or twice among the new ones.
    :raises members.actions.register.SeveralMatch: when somebody has to say who is meant.
    :raises ImpossibleCount: when a number of participants stands on the event's parent or parts.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    if any(each.role == EventRole.PARTICIPANT and each.state in TOOK_PART for each in attendees):
        refuse_second_count(event)
    people = enter_people(entries=[each.person for each in attendees], by=by)
    listed = set(event.participations.values_list("person_id", "role"))
    rows = []
    for person, each in zip(people, attendees, strict=True):
        if (person.pk, each.role) in listed:
            raise AlreadyOnTheList(_("%(name)s is already on the list.") % {"name": person})
        listed.add((person.pk, each.role))
        row = Participation(
            event=event,
            person=person,
            role=each.role,
            state=each.state,
            organisation=each.person.organisation,
            position=each.person.position,
        )
        audit.save(row, by=by)
        rows.append(row)
    return rows


@transaction.atomic
def change_participation(*, participation: Participation, by: Actor) -> bool:
    """Store a changed row of the list; return whether anything was different.

    :raises ImpossibleCount: when a number of participants stands on the event's parent or parts.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(participation.event)
    if participation.role == EventRole.PARTICIPANT and participation.state in TOOK_PART:
        refuse_second_count(participation.event)
    return audit.save(participation, by=by)


@transaction.atomic
def remove_participation(*, participation: Participation, by: Actor) -> None:
    """Take somebody off the list; the person stays in the register.

    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(participation.event)
    for attendance in participation.attendances.all():
        audit.remove(attendance, by=by)
    audit.remove(participation, by=by)


def refuse_second_count(event: Event) -> None:
    """Refuse a number of participants where an event above or below has one: it would count twice.

    :raises ImpossibleCount: naming the event that has the number.
    """
    refuse_counted((*above(event), *below(event)))


def refuse_counted(events: Iterable[Event]) -> None:
    """Refuse events whose participants are counted.

    :raises ImpossibleCount: naming the first of them.
    """
    for event in events:
        if has_count(event):
            raise ImpossibleCount(
                _("The participants are already counted at “%(event)s”.") % {"event": event}
            )


def above(event: Event) -> Iterator[Event]:
    """Yield the parent of the event, its parent, and so on."""
    seen, parent = {event.pk}, event.parent
    while parent is not None and parent.pk not in seen:
        yield parent
        seen.add(parent.pk)
        parent = parent.parent


def below(event: Event) -> Iterator[Event]:
    """Yield the parts of the event and their parts."""
    seen: set[int] = set()
    parts = list(event.parts.all()) if event.pk else []
    while parts:
        seen |= {part.pk for part in parts}
        yield from parts
        parts = list(Event.objects.filter(parent__in=parts).exclude(pk__in=seen))


def has_count(event: Event) -> bool:
    """Test if participants of the event are counted, by name or by number."""
    counted = event.headcounts.filter(role=EventRole.PARTICIPANT, people__isnull=False)
    named = event.participations.took_part().filter(role=EventRole.PARTICIPANT)
    return counted.exists() or named.exists()
