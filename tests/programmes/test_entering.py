"""Entering an event: what is stored together, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door, Verb
from office.models import AuditEntry, Tombstone
from programmes.actions.entering import EventLinks, change_state, remove_event, save_event
from programmes.actions.guarding import PeriodClosed
from programmes.choices import EventState, OrganisationRole
from programmes.models import Event, Participation
from tests.factories.members import OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
TODAY = dt.date(2023, 9, 8)


def an_event(**about):
    return Event(**{"title": "Course", "kind": "TRAINING", "starts_on": TODAY, "ends_on": TODAY} | about)


def names(event, role):
    return {row.organisation.name for row in event.organisations.filter(role=role)}


def test_an_event_is_stored_with_all_its_links():
    phase, topic, donor = PhaseFactory(), TopicFactory(), OrganisationFactory(name="Donor")
    event = an_event()

    assert save_event(
        event=event,
        links=EventLinks([phase.programme], [phase], [topic], sponsors=[donor]),
        by=BY,
    )

    stored = Event.objects.get()
    assert list(stored.programmes.all()) == [phase.programme]
    assert list(stored.phases.all()) == [phase]
    assert list(stored.topics.all()) == [topic]
    assert names(stored, OrganisationRole.SPONSOR) == {"Donor"}


def test_saving_the_same_event_again_changes_nothing_and_leaves_no_trail():
    phase, donor = PhaseFactory(), OrganisationFactory()
    event, links = an_event(), EventLinks([phase.programme], [phase], sponsors=[donor])
    save_event(event=event, links=links, by=BY)
    written = AuditEntry.objects.count()

    assert not save_event(event=event, links=links, by=BY)
    assert AuditEntry.objects.count() == written


def test_links_are_the_whole_of_each_list():
    event, links = an_event(), EventLinks(sponsors=[OrganisationFactory(name="Gone")])
    save_event(event=event, links=links, by=BY)

    assert save_event(event=event, links=EventLinks(sponsors=[OrganisationFactory(name="New")]), by=BY)

    assert names(event, OrganisationRole.SPONSOR) == {"New"}


def test_a_phase_of_another_programme_is_refused_by_name():
    with pytest.raises(ValidationError, match="is not of a programme of this event"):
        EventLinks(programmes=[ProgrammeFactory()], phases=[PhaseFactory()])


def test_an_event_that_ends_before_it_starts_is_refused_and_nothing_of_it_stays():
    event = an_event(ends_on=TODAY - dt.timedelta(days=1))

    with pytest.raises(ValidationError, match="cannot be before the first day"):
        save_event(event=event, links=EventLinks([ProgrammeFactory()]), by=BY)
    assert not Event.objects.exists()


def test_a_change_that_rests_on_an_older_version_is_refused():
    stored = EventFactory(title="First")
    mine = Event.objects.get(pk=stored.pk)
    theirs = Event.objects.get(pk=stored.pk)
    theirs.title = "Theirs"
    save_event(event=theirs, links=EventLinks(), by=BY)
    mine.title = "Mine"

    with pytest.raises(ChangedMeanwhile):
        save_event(event=mine, links=EventLinks(), by=BY)
    assert Event.objects.get().title == "Theirs"


def test_an_event_cannot_be_part_of_its_own_part():
    umbrella = EventFactory()
    part = EventFactory(parent=umbrella)
    umbrella.parent = part

    with pytest.raises(ValidationError, match="part of itself"):
        save_event(event=umbrella, links=EventLinks(), by=BY)


def test_an_event_cannot_be_entered_into_a_closed_period():
    closed = ClosedPeriodFactory(reason="The annual report is out.")

    with pytest.raises(PeriodClosed, match="1 January 2023 to 31 December 2023: The annual report is out"):
        save_event(event=an_event(), links=EventLinks([closed.programme]), by=BY)
    assert not Event.objects.exists()


def test_an_event_of_another_programme_may_be_entered_into_the_same_days():
    ClosedPeriodFactory()

    assert save_event(event=an_event(), links=EventLinks([ProgrammeFactory()]), by=BY)


def test_an_event_cannot_be_moved_out_of_a_closed_period():
    closed = ClosedPeriodFactory()
    event = EventFactory(programmes=[closed.programme])
    event.starts_on = event.ends_on = dt.date(2024, 5, 1)

    with pytest.raises(PeriodClosed):
        save_event(event=event, links=EventLinks([closed.programme]), by=BY)


def test_an_event_cannot_be_taken_out_of_a_closed_programme():
    closed = ClosedPeriodFactory()
    event = EventFactory(programmes=[closed.programme])

    with pytest.raises(PeriodClosed):
        save_event(event=event, links=EventLinks(), by=BY)


def test_an_event_known_to_the_month_is_closed_with_any_day_of_that_month():
    closed = ClosedPeriodFactory(starts_on=dt.date(2023, 9, 30), ends_on=dt.date(2023, 12, 31))
    event = an_event(
        starts_on=dt.date(2023, 9, 1),
        starts_precision="MONTH",
        ends_on=dt.date(2023, 9, 30),
        ends_precision="MONTH",
    )

    with pytest.raises(PeriodClosed):
        save_event(event=event, links=EventLinks([closed.programme]), by=BY)


def test_an_event_of_a_period_that_was_opened_again_may_be_changed():
    closed = ClosedPeriodFactory(reopened_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC), reopen_reason="A slip")
    event = EventFactory(programmes=[closed.programme])
    event.title = "Another"

    assert save_event(event=event, links=EventLinks([closed.programme]), by=BY)


def test_an_event_is_marked_as_held_on_its_last_day():
    event = EventFactory(planned=True)

    change_state(event=event, state=EventState.HELD, today=TODAY, by=BY)

    assert Event.objects.get().state == EventState.HELD


def test_an_event_that_has_not_ended_cannot_be_held():
    event = EventFactory(planned=True)

    with pytest.raises(ValidationError, match="not ended yet"):
        change_state(event=event, state=EventState.HELD, today=TODAY - dt.timedelta(days=1), by=BY)
    assert Event.objects.get().state == EventState.PLANNED


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED])
def test_an_event_is_not_cancelled_or_postponed_without_a_reason(state):
    event = EventFactory(planned=True)

    with pytest.raises(ValidationError, match="Say why"):
        change_state(event=event, state=state, today=TODAY, by=BY)

    change_state(event=event, state=state, today=TODAY, reason="Cyclone", by=BY)
    assert Event.objects.get().state_reason == "Cyclone"


def test_the_state_of_an_event_in_a_closed_period_stays():
    closed = ClosedPeriodFactory()
    event = EventFactory(programmes=[closed.programme])

    with pytest.raises(PeriodClosed):
        change_state(event=event, state=EventState.CANCELLED, today=TODAY, reason="x", by=BY)


def test_a_removed_event_leaves_a_tombstone_and_its_people_stay_in_the_register():
    row = ParticipationFactory()
    HeadcountFactory(event=row.event)
    event, pk = row.event, row.event.pk

    remove_event(event=event, by=Actor(None, Door.COMMAND, "entered twice"))

    assert not Event.objects.exists()
    assert not Participation.objects.exists()
    assert row.person.__class__.objects.filter(pk=row.person_id).exists()
    grave = Tombstone.objects.get(object_id=pk, content_type__model="event")
    assert grave.reason == "entered twice"
    assert AuditEntry.objects.filter(verb=Verb.REMOVED, content_type__model="event").count() == 1


def test_an_event_with_parts_is_not_removed():
    part = EventFactory(parent=EventFactory())

    with pytest.raises(ValidationError, match="It has parts"):
        remove_event(event=part.parent, by=BY)


def test_an_event_in_a_closed_period_is_not_removed():
    event = EventFactory(programmes=[ClosedPeriodFactory().programme])
    ParticipationFactory(event=event, person=PersonFactory())

    with pytest.raises(PeriodClosed):
        remove_event(event=event, by=BY)
    assert Participation.objects.count() == 1


def test_a_change_of_links_counts_the_version_up_so_that_nobody_undoes_it():
    event = EventFactory()
    older = Event.objects.get(pk=event.pk)

    save_event(event=event, links=EventLinks(topics=[TopicFactory()]), by=BY)

    assert Event.objects.get().version > older.version
    older.title = "Another title"
    with pytest.raises(ChangedMeanwhile):
        save_event(event=older, links=EventLinks(), by=BY)


def test_an_event_with_participants_is_not_made_part_of_one_whose_participants_are_counted():
    parent = HeadcountFactory().event
    event = HeadcountFactory().event
    event.parent = parent

    with pytest.raises(ValidationError, match="already counted"):
        save_event(event=event, links=EventLinks(), by=BY)

    assert Event.objects.get(pk=event.pk).parent is None


def test_an_event_without_a_number_is_made_part_of_one_that_is_counted():
    event = EventFactory(parent=None)
    event.parent = HeadcountFactory().event

    assert save_event(event=event, links=EventLinks(), by=BY)


def test_an_event_that_was_held_does_not_move_behind_today():
    event = EventFactory(starts_on=TODAY, ends_on=TODAY)
    event.starts_on = event.ends_on = TODAY + dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="cannot end after today"):
        save_event(event=event, links=EventLinks(), today=TODAY, by=BY)
    event.state = EventState.PLANNED
    assert save_event(event=event, links=EventLinks(), today=TODAY, by=BY)
