"""The four words: who may see, change and count which rows; each with rows that could leak."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from members.models import Account, Person
from programmes.models import Event, Headcount, Participation, Phase, Programme
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    """An event of a programme nobody here has to do with: named, counted, held."""
    event = EventFactory(programmes=[ProgrammeFactory()], phases=[PhaseFactory()])
    ParticipationFactory(event=event)
    HeadcountFactory(event=event)
    return event


@pytest.mark.parametrize("role", ["administrator", "officer", "auditor"])
def test_the_secretariat_sees_every_event_and_name(role, elsewhere):
    account = AccountFactory(**{role: True})

    assert elsewhere in Event.objects.visible_to(account)
    assert Participation.objects.visible_to(account).count() == 1
    assert Person.objects.visible_to(account).count() == 1


@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer"])
def test_an_outsider_sees_nothing_of_it(role, elsewhere):
    account = AccountFactory(**{role: True})

    for model in (Event, Headcount, Participation, Programme, Phase):
        assert not model.objects.visible_to(account).exists(), model
    own = [account.person_id] if account.person_id else []
    assert list(Person.objects.visible_to(account).values_list("pk", flat=True)) == own


def test_somebody_without_login_sees_no_row(elsewhere):
    nobody = AnonymousUser()

    for model in (Event, Headcount, Participation, Programme, Phase, Person):
        assert not model.objects.visible_to(nobody).exists(), model
        assert not hasattr(model.objects, "editable_by") or not model.objects.editable_by(nobody).exists()


def test_an_inactive_officer_sees_nothing(elsewhere):
    account = AccountFactory(officer=True, is_active=False)

    assert not Event.objects.visible_to(account).exists()
    assert not Event.objects.editable_by(account).exists()


def test_an_officer_changes_events_of_programmes_assigned_only(elsewhere):
    assignment = AssignmentFactory()
    mine = EventFactory(programmes=[assignment.programme])
    ParticipationFactory(event=mine)

    assert list(Event.objects.editable_by(assignment.account)) == [mine]
    assert [row.event for row in Participation.objects.editable_by(assignment.account)] == [mine]
    assert list(Programme.objects.editable_by(assignment.account)) == [assignment.programme]


def test_an_assignment_that_ended_yesterday_is_over():
    ended = AssignmentFactory(until_on=dt.date(2024, 5, 1))
    EventFactory(programmes=[ended.programme])

    assert not Event.objects.editable_by(ended.account).exists()


def test_an_auditor_changes_nothing(auditor, elsewhere):
    for model in (Event, Headcount, Participation, Programme, Person):
        assert not model.objects.editable_by(auditor).exists(), model


def test_a_focal_point_sees_events_of_programmes_joined_and_attended(focal_point, elsewhere):
    administration = focal_point.organisation.administration
    joined = EventFactory(programmes=[MembershipFactory(administration=administration).programme])
    counted = HeadcountFactory(organisation=administration).event
    named = ParticipationFactory(organisation=administration).event

    assert set(Event.objects.visible_to(focal_point)) == {joined, counted, named}
    assert not Event.objects.editable_by(focal_point).exists()


def test_a_focal_point_reads_its_own_people_and_no_others_at_the_same_event(focal_point):
    event = EventFactory()
    own = ParticipationFactory(event=event, organisation=focal_point.organisation)
    ParticipationFactory(event=event)

    assert list(Participation.objects.visible_to(focal_point)) == [own]
    assert list(Person.objects.visible_to(focal_point)) == [own.person]


def test_a_focal_point_reads_people_who_were_once_posted_with_it(focal_point):
    moved = PersonFactory()
    PostingFactory(person=moved, organisation=focal_point.organisation, ends_on=dt.date(2019, 1, 1))
    PostingFactory(person=moved)

    assert list(Person.objects.visible_to(focal_point)) == [moved]


def test_a_donor_sees_the_events_it_pays_for_and_no_name(donor, elsewhere):
    phase = FundingFactory(donor=donor.organisation).phase
    funded = EventFactory(phases=[phase], programmes=[phase.programme])
    sponsored = EventOrganisationFactory(organisation=donor.organisation).event
    for event in (funded, sponsored):
        ParticipationFactory(event=event)
        HeadcountFactory(event=event)

    assert set(Event.objects.visible_to(donor)) == {funded, sponsored}
    assert Headcount.objects.visible_to(donor).count() == 2
    assert not Participation.objects.visible_to(donor).exists()
    assert not Person.objects.visible_to(donor).exists()


def test_a_donor_that_organised_an_event_does_not_pay_for_it(donor):
    EventOrganisationFactory(organisation=donor.organisation, role="ORGANISER")

    assert not Event.objects.visible_to(donor).exists()


def test_a_donor_sees_the_phases_it_funds_and_not_their_neighbours(donor):
    funded = FundingFactory(donor=donor.organisation).phase
    PhaseFactory(programme=funded.programme)

    assert list(Phase.objects.visible_to(donor)) == [funded]


def test_a_master_trainer_sees_the_events_they_took_part_in(master_trainer, elsewhere):
    own = ParticipationFactory(person=master_trainer.person, role="RESOURCE_PERSON")

    assert list(Event.objects.visible_to(master_trainer)) == [own.event]
    assert list(Participation.objects.visible_to(master_trainer)) == [own]


def test_accounts_are_seen_by_who_reads_the_trail(administrator, auditor, officer, donor):
    assert Account.objects.visible_to(administrator).count() == 4
    assert Account.objects.visible_to(auditor).count() == 4
    assert list(Account.objects.visible_to(officer)) == [officer]
    assert list(Account.objects.visible_to(donor)) == [donor]


def test_participants_of_a_list_do_not_move_with_a_filter_on_attendance():
    row = HeadcountFactory(people=4)
    HeadcountFactory(event=row.event, people=6)
    HeadcountFactory(event=row.event, people=90, role="OBSERVER")
    ParticipationFactory.create_batch(2, event=row.event)

    (event,) = Event.objects.with_participants().filter(headcounts__organisation=row.organisation)

    assert (event.unnamed, event.named) == (10, 2)
