"""Naming whom a cascade training taught: nobody is shown people of the register they may not read."""

import pytest
from django.urls import reverse

from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
)
from tests.factories.teaching import CascadeTrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="MTP")


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", name="Fiji Customs", member_name="Fiji")


@pytest.fixture
def mere(fiji):
    person = PersonFactory(family_name="Vunipola", given_names="Mere")
    PostingFactory(person=person, organisation=fiji)
    return person


@pytest.fixture
def focal_point(fiji, programme):
    MembershipFactory(programme=programme, administration=fiji)
    return AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)


@pytest.fixture
def training(programme, mere, fiji):
    return CascadeTrainingFactory(programme=programme, trainer=mere, organisation=fiji, customs=2, private=0)


@pytest.fixture
def trainer(mere, programme):
    ParticipationFactory(event=EventFactory(programmes=[programme]), person=mere)
    return AccountFactory(master_trainer=True, person=mere)


def test_a_trainer_names_whom_they_taught_and_only_in_their_own_trainings(client, trainer, training, fiji):
    client.force_login(trainer)
    address = reverse("trainers:cascade-name", args=[training.pk])
    stranger = CascadeTrainingFactory(programme=training.programme)

    client.post(address, {"family_name": "Kila", "organisation": "Fiji", "sector": "CUSTOMS"})

    row = training.named.get()
    assert (row.person.full_name, row.person.postings.get().organisation_id) == ("Kila", fiji.pk)
    assert "Kila" in client.get(training.get_absolute_url()).content.decode()
    client.post(reverse("trainers:cascade-take-off", args=[training.pk, row.pk]), {"reason": "Was not there"})
    assert not training.named.exists()
    assert client.get(reverse("trainers:cascade-name", args=[stranger.pk])).status_code == 404


def test_a_trainer_learns_and_changes_nothing_of_whom_the_register_knows(client, trainer, training, fiji):
    known = PersonFactory(
        family_name="Naidu", given_names="Arun", email="arun.secret@example.org", sex="NOT_STATED"
    )
    PostingFactory(person=known, organisation=fiji, position="Secret position")
    for position in ("Secret desk", "Secret counter"):
        PostingFactory(
            person=PersonFactory(family_name="Sok", given_names="Vanna"), organisation=fiji, position=position
        )
    client.force_login(trainer)
    address = reverse("trainers:cascade-name", args=[training.pk])
    about = {"organisation": "Fiji", "sector": "CUSTOMS"}

    client.post(
        address,
        {"family_name": "Naidu", "given_names": "Arun", "sex": "MAN", "email": "x@example.org", **about},
    )
    in_doubt = client.post(address, {"family_name": "Sok", "given_names": "Vanna", **about})

    assert training.named.get().person == known  # nobody is entered twice
    known.refresh_from_db()
    assert (known.sex, known.email, known.version) == ("NOT_STATED", "arun.secret@example.org", 1)
    assert "ask the focal point" in in_doubt.content.decode().lower()
    assert "Secret desk" not in in_doubt.content.decode()
    assert "Secret counter" not in in_doubt.content.decode()
    page = client.get(training.get_absolute_url()).content.decode()
    assert "Naidu" in page
    assert "secret" not in page.lower()


def test_a_focal_point_is_not_shown_people_of_others_who_may_be_meant(client, focal_point, training, fiji):
    elsewhere = PersonFactory(family_name="Sokha", given_names="Vanna Chan", email="v.sok@example.org")
    PostingFactory(person=elsewhere, organisation=AdministrationFactory(), position="Secret position")
    client.force_login(focal_point)

    answer = client.post(
        reverse("trainers:cascade-name", args=[training.pk]),
        {
            "family_name": "Sok",
            "given_names": "Vanna",
            "sex": "NOT_STATED",
            "email": "v.sok@example.org",
            "organisation": "Fiji",
            "sector": "CUSTOMS",
        },
    )

    page = answer.content.decode()
    assert "ask the secretariat to name them" in page
    assert "Sokha" not in page
    assert "Secret position" not in page
    assert not training.named.exists()
