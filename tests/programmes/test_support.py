"""Support activities: who helped whom, where, on what, and the staff on both sides."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from members.models import Person
from programmes.models import SupportActivity, SupportPerson
from tests.factories.kept import SupportActivityFactory, SupportPersonFactory
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import AssignmentFactory, FundingFactory, MembershipFactory, PhaseFactory

pytestmark = pytest.mark.django_db
NEW, NEW_PERSON = reverse("programmes:support-new"), reverse("programmes:support-people-new")


@pytest.fixture
def phase():
    return PhaseFactory(starts_on="2023-01-01", ends_on="2023-12-31")


@pytest.fixture
def samoa(phase):
    administration = AdministrationFactory(iso2="WS", member_name="Samoa")
    MembershipFactory(programme=phase.programme, administration=administration)
    return administration


@pytest.fixture
def coordinator(client, phase):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=phase.programme)
    client.force_login(account)
    return account


@pytest.fixture
def typed(phase, samoa):
    OrganisationFactory(name="Support office")
    return {
        "version": 1,
        "programme": phase.programme_id,
        "phase": phase.pk,
        "what": "Upgrade of the manifest module",
        "topic": "",
        "helper_name": "Support office",
        "administration": samoa.pk,
        "place": "Apia",
        "mode": "IN_PERSON",
        "starts_on": "2023-07-03",
        "ends_on": "2023-07-07",
        "outcome": "",
        "source": "",
        "note": "",
    }


def person(activity, family, side="RECEIVED", of="Samoa"):
    return {
        "version": 1,
        "activity": activity.pk,
        "side": side,
        "family_name": family,
        "given_names": "",
        "sex": "NOT_STATED",
        "email": "",
        "organisation_name": of,
        "position": "",
        "note": "",
    }


def errors_of(answer):
    assert answer.status_code == 200, "it was taken"
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


def test_an_activity_is_entered_with_staff_on_both_sides(client, coordinator, typed):
    client.post(NEW, typed)
    activity = SupportActivity.objects.get()
    client.post(NEW_PERSON, person(activity, "Leota"))
    client.post(NEW_PERSON, person(activity, "Faleolo"))
    client.post(NEW_PERSON, person(activity, "Qarase", "MANAGED", "Support office"))

    page = client.get(activity.get_absolute_url()).content.decode()

    assert {each.person.family_name for each in activity.people.all()} == {"Leota", "Faleolo", "Qarase"}
    assert "Leota" in page
    row = SupportActivity.objects.with_people().get()
    assert (row.managed, row.received) == (1, 2)


def test_who_managed_and_received_is_one_person_on_two_sides(client, coordinator, phase, samoa):
    activity = SupportActivityFactory(programme=phase.programme, administration=samoa)
    client.post(NEW_PERSON, person(activity, "Leota"))
    known = Person.objects.get()
    answer = client.post(NEW_PERSON, person(activity, "Leota", "MANAGED"))
    if answer.status_code == 200:
        client.post(NEW_PERSON, person(activity, "Leota", "MANAGED") | {"known": known.pk})

    assert SupportPerson.objects.filter(person=known).count() == 2
    assert Person.objects.count() == 1


def test_the_same_person_on_the_same_side_is_refused_by_page_and_database(client, coordinator, phase, samoa):
    row = SupportPersonFactory(activity__programme=phase.programme, activity__administration=samoa)
    again = person(row.activity, row.person.family_name) | {"given_names": row.person.given_names}

    answer = client.post(NEW_PERSON, again)
    if "known" in answer.context["form"].errors:
        answer = client.post(NEW_PERSON, again | {"known": row.person_id})

    assert "on this side already" in " ".join(errors_of(answer).values())
    with pytest.raises(IntegrityError, match="support_person_once_per_side"):
        SupportPersonFactory(activity=row.activity, person=row.person)


def test_bad_activities_are_told_at_their_fields(client, coordinator, typed):
    wrong = {"what": "", "helper_name": "Nobody", "starts_on": "3/7", "mode": "BY_PIGEON"}

    assert set(errors_of(client.post(NEW, typed | wrong))) == {"what", "helper_name", "starts_on", "mode"}
    assert "before the first day" in " ".join(
        errors_of(client.post(NEW, typed | {"ends_on": "2023-07-01"})).values()
    )
    assert "outside of the phase" in errors_of(client.post(NEW, typed | {"ends_on": "2024-07-07"}))["note"]
    assert not SupportActivity.objects.exists()


def test_an_activity_with_people_is_not_removed(client, coordinator, phase, samoa):
    row = SupportPersonFactory(activity__programme=phase.programme, activity__administration=samoa)
    address = reverse("programmes:support-remove", args=[row.activity_id])

    assert "remove that first" in errors_of(client.post(address, {"reason": "Twice"}))["__all__"]


def test_a_focal_point_reads_of_its_own_staff_alone_and_a_donor_of_nobody(phase, samoa):
    fiji = AdministrationFactory(iso2="FJ")
    MembershipFactory(programme=phase.programme, administration=fiji)
    activity = SupportActivityFactory(programme=phase.programme, phase=phase, administration=samoa)
    helped = SupportPersonFactory(activity=activity)
    helping = SupportPersonFactory(
        activity=activity, organisation=fiji.organisation_ptr, person=PersonFactory(), side="MANAGED"
    )
    elsewhere = SupportActivityFactory(programme=phase.programme, administration=samoa)
    of_samoa, of_fiji = (
        AccountFactory(focal_point=True, organisation=each.organisation_ptr) for each in (samoa, fiji)
    )
    donor = AccountFactory(donor=True)
    FundingFactory(phase=phase, donor=donor.organisation)

    assert list(SupportPerson.objects.visible_to(of_samoa)) == [helped]
    assert list(SupportPerson.objects.visible_to(of_fiji)) == [helping]
    assert set(SupportActivity.objects.visible_to(of_samoa)) == {activity, elsewhere}
    assert list(SupportActivity.objects.visible_to(of_fiji)) == [activity]
    assert not SupportPerson.objects.visible_to(donor).exists()
