"""Who took part: head-counts and names, what is stored, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from members.actions.register import PersonEntry, SeveralMatch
from members.models import Person
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry, Tombstone
from programmes.actions.attending import (
    AlreadyOnTheList,
    Attendee,
    Count,
    ImpossibleCount,
    add_participants,
    change_participation,
    remove_participation,
    replace_headcounts,
)
from programmes.actions.guarding import PeriodClosed
from programmes.actions.marking import change_people
from programmes.choices import EventRole, ParticipationState
from programmes.models import Headcount, Participation
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ").organisation_ptr


@pytest.fixture
def closed_event():
    return EventFactory(programmes=[ClosedPeriodFactory().programme])


def anna(organisation, **about):
    return PersonEntry(
        **{"family_name": "Tuilagi", "given_names": "Anna", "organisation": organisation} | about
    )


# --- People without names ------------------------------------------------------------------------


def test_a_count_cannot_have_more_women_than_people(fiji):
    with pytest.raises(ImpossibleCount, match="more women than people"):
        Count(fiji, people=3, women=4)


def test_a_count_cannot_have_women_among_an_unknown_number(fiji):
    with pytest.raises(ImpossibleCount, match="more women than people"):
        Count(fiji, people=None, women=1)


def test_a_count_says_something():
    with pytest.raises(ImpossibleCount, match="Give an administration"):
        Count(None, people=None)


def test_a_head_count_is_the_whole_list_and_the_same_list_again_changes_nothing(fiji):
    event = EventFactory()
    HeadcountFactory(event=event, people=99)
    lines = [Count(fiji, people=4, women=1), Count(None, people=20), Count(AdministrationFactory(), None)]

    assert replace_headcounts(event=event, counts=lines, by=BY)
    rows = dict(event.headcounts.values_list("pk", "version"))
    assert sorted(event.headcounts.values_list("people", flat=True), key=str) == [20, 4, None]
    assert not replace_headcounts(event=event, counts=lines, by=BY)
    assert dict(event.headcounts.values_list("pk", "version")) == rows


def test_a_changed_line_keeps_its_row(fiji):
    event = EventFactory()
    row = HeadcountFactory(event=event, organisation=fiji, people=4)

    replace_headcounts(event=event, counts=[Count(fiji, people=5)], by=BY)

    assert (event.headcounts.get().pk, event.headcounts.get().people) == (row.pk, 5)


def test_an_administration_is_not_twice_on_the_list(fiji):
    event = EventFactory()

    with pytest.raises(ImpossibleCount, match="twice"):
        replace_headcounts(event=event, counts=[Count(fiji, 4), Count(fiji, 5)], by=BY)
    replace_headcounts(event=event, counts=[Count(fiji, 4), Count(fiji, 5, role=EventRole.OBSERVER)], by=BY)
    assert event.headcounts.count() == 2


def test_a_head_count_in_a_closed_period_stays(closed_event, fiji):
    HeadcountFactory(event=closed_event)

    with pytest.raises(PeriodClosed):
        replace_headcounts(event=closed_event, counts=[], by=BY)
    assert Headcount.objects.count() == 1


def test_participants_counted_on_the_parent_are_not_counted_again_on_its_part(fiji):
    parent = HeadcountFactory(event__title="Both weeks", people=20).event
    part = EventFactory(parent=parent)

    with pytest.raises(ImpossibleCount, match="already counted at “Both weeks”"):
        replace_headcounts(event=part, counts=[Count(fiji, 10)], by=BY)
    with pytest.raises(ImpossibleCount, match="Both weeks"):
        add_participants(event=part, attendees=[Attendee(anna(fiji))], by=BY)
    replace_headcounts(event=part, counts=[Count(fiji, 2, role=EventRole.RESOURCE_PERSON)], by=BY)
    replace_headcounts(event=part, counts=[Count(fiji, people=None)], by=BY)


def test_participants_counted_on_a_part_are_not_counted_again_on_the_parent(fiji):
    part = ParticipationFactory(event__title="First week", event__parent=EventFactory()).event

    with pytest.raises(ImpossibleCount, match="First week"):
        replace_headcounts(event=part.parent, counts=[Count(None, 20)], by=BY)


# --- People by name ------------------------------------------------------------------------------


def test_somebody_new_comes_into_the_register_and_onto_the_list(fiji):
    event = EventFactory()

    (row,) = add_participants(
        event=event, attendees=[Attendee(anna(fiji, position="Inspector", email="anna@example.org"))], by=BY
    )

    person = Person.objects.get()
    assert row.person == person
    assert (row.organisation, row.position, row.state) == (fiji, "Inspector", ParticipationState.ATTENDED)
    assert (person.full_name, person.email) == ("Anna Tuilagi", "anna@example.org")
    assert person.postings.get().organisation == fiji


def test_somebody_known_is_linked_and_nobody_is_made(fiji):
    known = PersonFactory(family_name="Tuilagi", given_names="Anna")
    PostingFactory(person=known, organisation=fiji)

    (row,) = add_participants(event=EventFactory(), attendees=[Attendee(anna(fiji))], by=BY)

    assert row.person == known
    assert Person.objects.count() == 1


def test_nobody_is_twice_on_the_list_in_one_role(fiji):
    event = EventFactory()
    add_participants(event=event, attendees=[Attendee(anna(fiji))], by=BY)

    with pytest.raises(AlreadyOnTheList, match="Anna Tuilagi is already on the list"):
        add_participants(
            event=event,
            attendees=[Attendee(anna(fiji, family_name="New")), Attendee(anna(fiji))],
            by=BY,
        )
    assert Person.objects.count() == event.participations.count() == 1
    add_participants(event=event, attendees=[Attendee(anna(fiji), EventRole.FACILITATOR)], by=BY)
    assert event.participations.count() == 2


def test_somebody_who_comes_in_two_roles_at_once_is_one_person(fiji):
    event = EventFactory()

    add_participants(
        event=event,
        attendees=[Attendee(anna(fiji)), Attendee(anna(fiji), EventRole.FACILITATOR)],
        by=BY,
    )

    assert Person.objects.count() == 1
    assert event.participations.count() == 2


def test_a_name_that_answers_to_several_people_is_not_guessed(fiji):
    for _number in range(2):
        PostingFactory(person__family_name="Tuilagi", person__given_names="Anna", organisation=fiji)

    with pytest.raises(SeveralMatch):
        add_participants(
            event=EventFactory(),
            attendees=[Attendee(anna(fiji, family_name="New")), Attendee(anna(fiji))],
            by=BY,
        )
    assert not Participation.objects.exists()
    assert Person.objects.count() == 2


def test_the_list_of_an_event_in_a_closed_period_stays(closed_event, fiji):
    row = ParticipationFactory(event=closed_event)

    with pytest.raises(PeriodClosed):
        add_participants(event=closed_event, attendees=[Attendee(anna(fiji))], by=BY)
    with pytest.raises(PeriodClosed):
        remove_participation(participation=row, by=BY)
    row.state = ParticipationState.NO_SHOW
    with pytest.raises(PeriodClosed):
        change_participation(participation=row, by=BY)
    with pytest.raises(PeriodClosed):
        change_people(event=closed_event, participations=[row], by=BY)
    assert Participation.objects.get().state == ParticipationState.ATTENDED


def test_somebody_taken_off_the_list_stays_in_the_register():
    row = ParticipationFactory()

    remove_participation(participation=row, by=BY)

    assert not Participation.objects.exists()
    assert Person.objects.count() == 1
    assert Tombstone.objects.count() == 1


def test_a_changed_line_rests_on_the_version_that_was_looked_at():
    row = ParticipationFactory()
    mine, theirs = Participation.objects.get(), Participation.objects.get()
    theirs.state = ParticipationState.COMPLETED
    assert change_participation(participation=theirs, by=BY)
    mine.state = ParticipationState.NO_SHOW

    with pytest.raises(ChangedMeanwhile):
        change_participation(participation=mine, by=BY)
    assert Participation.objects.get(pk=row.pk).state == ParticipationState.COMPLETED


# --- Many at once --------------------------------------------------------------------------------


def test_several_lines_are_changed_together_or_not_at_all():
    event = EventFactory()
    rows = ParticipationFactory.create_batch(3, event=event, state=ParticipationState.NOMINATED)
    for row in rows:
        row.state = ParticipationState.ATTENDED
    rows[2].version = 7  # somebody else was faster

    with pytest.raises(ChangedMeanwhile):
        change_people(event=event, participations=rows, by=BY)
    assert not event.participations.took_part().exists()


def test_what_is_said_of_several_lines_is_stored_of_each():
    event = EventFactory()
    rows = ParticipationFactory.create_batch(2, event=event, state=ParticipationState.NOMINATED)
    for row in rows:
        row.state = ParticipationState.ATTENDED

    assert change_people(event=event, participations=rows, by=BY) == 2
    assert event.participations.took_part().count() == 2


def test_lines_that_are_as_they_were_are_not_changed():
    row = ParticipationFactory()

    assert change_people(event=row.event, participations=[row], by=BY) == 0
    assert not AuditEntry.objects.exists()


def test_nominees_do_not_come_to_count_where_the_parent_has_the_number():
    parent = HeadcountFactory(event__title="Both weeks", people=20).event
    row = ParticipationFactory(event__parent=parent, state=ParticipationState.NOMINATED)
    row.state = ParticipationState.ATTENDED

    with pytest.raises(ImpossibleCount, match="Both weeks"):
        change_people(event=row.event, participations=[row], by=BY)


def test_nobody_is_changed_into_a_role_they_have_already():
    row = ParticipationFactory()
    other = ParticipationFactory(
        event=row.event, person=row.person, role=EventRole.FACILITATOR, posting=False
    )
    other.role = EventRole.PARTICIPANT

    with pytest.raises(ValidationError, match="already on the list in this role"):
        change_people(event=row.event, participations=[other], by=BY)


def test_a_nominated_person_does_not_attend_a_part_whose_whole_is_counted():
    whole = HeadcountFactory().event
    row = ParticipationFactory(event=EventFactory(parent=whole), state="NOMINATED")
    row.state = "ATTENDED"

    with pytest.raises(ImpossibleCount, match="already counted"):
        change_participation(participation=row, by=BY)

    row.refresh_from_db()
    assert row.state == "NOMINATED"
