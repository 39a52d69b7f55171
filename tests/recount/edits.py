"""What happens to records after they were entered: figures must follow each of these."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from hypothesis import strategies as st

from members.choices import Sex
from members.models import Person
from programmes.choices import EventRole, EventState, ParticipationState
from programmes.models import Event, EventOrganisation, Funding, Headcount, Participation
from tests.recount.frame import Frame

Edit = tuple[str, int, int]
Change = Callable[[Frame, int, int], object]


def one_of(rows, which):
    """Return one row as a queryset, none where there are none."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.filter(pk=ids[which % len(ids)]) if ids else rows.none()


def events(which):
    """Return an event that is no whole."""
    return one_of(Event.objects.filter(parts__isnull=True), which)


def an_event(which):
    return events(which).first() or Event.objects.first()


CHANGES: dict[str, Change] = {
    "a number is corrected": lambda frame, which, to: one_of(Headcount.objects.all(), which).update(
        people=to + 10, women=None
    ),
    "women are stated": lambda frame, which, to: one_of(
        Headcount.objects.filter(people__gte=5), which
    ).update(women=to % 6),
    "a count is said of another body": lambda frame, which, to: one_of(
        Headcount.objects.all(), which
    ).update(organisation=frame.bodies[to % 6]),
    "a count is removed": lambda frame, which, to: one_of(Headcount.objects.all(), which).delete(),
    "a count becomes one of observers": lambda frame, which, to: one_of(
        Headcount.objects.all(), which
    ).update(role=EventRole.values[to % 4]),
    "a person is marked": lambda frame, which, to: one_of(Participation.objects.all(), which).update(
        state=ParticipationState.values[to % 7]
    ),
    "a person comes from elsewhere": lambda frame, which, to: one_of(
        Participation.objects.all(), which
    ).update(organisation=frame.bodies[to % 6]),
    "a person was another": lambda frame, which, to: one_of(Participation.objects.all(), which).update(
        person=frame.people[to % 8]
    ),
    "a person is taken off": lambda frame, which, to: one_of(Participation.objects.all(), which).delete(),
    "a person moves to another event": lambda frame, which, to: one_of(
        Participation.objects.all(), which
    ).update(event=an_event(to)),
    "a person states their sex": lambda frame, which, to: Person.objects.filter(
        pk=frame.people[which % 8].pk
    ).update(sex=Sex.values[to % 3]),
    "an event is cancelled or held": lambda frame, which, to: events(which).update(
        state=[EventState.CANCELLED, EventState.HELD][to % 2]
    ),
    "an event ends in another year": lambda frame, which, to: events(which).update(
        starts_on=None, starts_precision="NONE", ends_on=f"{2021 + to % 3}-12-31",
        ends_precision=["DAY", "MONTH", "YEAR"][to % 3],
    ),
    "an event loses its dates": lambda frame, which, to: events(which).update(
        starts_on=None, starts_precision="NONE", ends_on=None, ends_precision="NONE"
    ),
    "an event is online": lambda frame, which, to: events(which).update(mode="ONLINE"),
    "an event states administrations": lambda frame, which, to: events(which).update(
        stated_administrations=to % 9
    ),
    "an event states hours": lambda frame, which, to: events(which).update(contact_hours=to + 1),
    "an event is deleted": lambda frame, which, to: events(which).delete(),
    "an event becomes a part": lambda frame, which, to: events(which).update(
        parent=Event.objects.filter(parent=None, state=EventState.HELD).exclude(pk__in=events(which)).first()
    ),
    "an event is no part any more": lambda frame, which, to: events(which).update(parent=None),
    "a topic is added": lambda frame, which, to: an_event(which).topics.add(frame.topics[to % 3]),
    "topics are replaced": lambda frame, which, to: an_event(which).topics.set([frame.topics[to % 3]]),
    "a phase is added": lambda frame, which, to: an_event(which).phases.add(frame.phases[to % 4]),
    "programmes are removed": lambda frame, which, to: an_event(which).programmes.clear(),
    "a sponsor pays no more": lambda frame, which, to: one_of(
        EventOrganisation.objects.all(), which
    ).delete(),
    "a partner pays": lambda frame, which, to: one_of(
        EventOrganisation.objects.filter(role="PARTNER"), which
    ).update(role="SPONSOR"),
    "a donor leaves a phase": lambda frame, which, to: one_of(Funding.objects.all(), which).delete(),
}  # fmt: skip

EDITS = st.lists(
    st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 40), st.integers(0, 40)),
    min_size=5,
    max_size=12,
)


def edit(frame: Frame, edits: list[Edit]) -> None:
    """Do what is asked; what the constraints of the records forbid does not happen."""
    for name, which, to in edits:
        try:
            with transaction.atomic():
                CHANGES[name](frame, which, to)
        except IntegrityError:
            continue
