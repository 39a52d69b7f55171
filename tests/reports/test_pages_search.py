"""Search: in any script and spelling, and never past what the reader may see."""

import re

import pytest
from django.urls import reverse

from members.choices import Role
from office.models import ReadEntry
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, EventOrganisationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
NOBODY = "Nobody you may see is called so"
NO_EVENT = "No event you may see"


@pytest.fixture
def find(client):
    """Return a function that searches as somebody, and gives the page."""

    def search(account, text):
        client.force_login(account)
        answer = client.get(reverse("reports:search"), {"q": text})
        assert answer.status_code == 200
        return answer.content.decode()

    return search


def without(page, asked):
    """Return a page without what was asked, and the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(asked, "")


@pytest.mark.parametrize(
    ("family", "given", "asked"),
    [
        ("Tu'ipulotu", "Sione", "tuʻipulotu"),
        ("Nguyễn", "Văn Hùng", "hung nguyen"),
        ("Satō", "Kenichirō", "SATO ken"),
        ("王", "小明", "王 小明"),
        ("王", "小明", "wang xiao"),
        ("김", "민호", "김"),
        ("ใจดี", "สมชาย", "สมชาย"),
        ("Soares", "Natércia", "natercia soa"),
    ],
)
def test_a_person_is_found_in_any_script_and_spelling(find, officer, family, given, asked):
    PostingFactory(person=PersonFactory(family_name=family, given_names=given), position="Inspector")
    PersonFactory(family_name="Somebody", given_names="Else")

    page = find(officer, asked)

    assert f"{given} {family}".replace("'", "&#x27;") in page
    assert "Else" not in page


def test_a_name_spelt_otherwise_is_found_by_its_sound(find, officer):
    PersonFactory(family_name="Phommachanh", given_names="Bounmy")

    page = find(officer, "Pomachan")

    assert "These names sound alike" in page
    assert "Bounmy Phommachanh" in page


def test_an_event_is_found_by_words_of_its_title_and_place(find, officer):
    EventFactory(title="Workshop on Customs Valuation", city="Nukuʻalofa")

    assert "Workshop on Customs Valuation" in find(officer, "valuation nukualofa")
    assert NO_EVENT in find(officer, "valuation suva")


def test_a_focal_point_finds_its_own_people_alone(find, focal_point):
    mine = PersonFactory(family_name="Tuilagi", given_names="Anna")
    PostingFactory(person=mine, organisation=focal_point.organisation)
    PostingFactory(person=PersonFactory(family_name="Tuilagi", given_names="Mere"))

    page = find(focal_point, "tuilagi")

    assert "Anna Tuilagi" in page
    assert "Mere" not in page
    assert NOBODY in find(focal_point, "mere")


def test_a_donor_can_neither_find_a_person_nor_tell_that_there_is_one(find, donor):
    sponsored = EventFactory(title="Course on risk management")
    EventOrganisationFactory(event=sponsored, organisation=donor.organisation, role="SPONSOR")
    EventFactory(title="Course of somebody else")
    ParticipationFactory(event=sponsored, person=PersonFactory(family_name="Tuilagi", given_names="Anna"))

    assert without(find(donor, "tuilagi"), "tuilagi") == without(find(donor, "nobody"), "nobody")
    page = find(donor, "course")
    assert "Course on risk management" in page
    assert "somebody else" not in page
    assert '<h2 id="people">' not in page


def test_people_who_were_found_are_logged_as_read(find, officer, donor):
    PersonFactory(family_name="Tuilagi", given_names="Anna")
    PersonFactory(family_name="Tuilagi", given_names="Mere")

    find(officer, "tuilagi")
    find(officer, "nobody")
    find(donor, "tuilagi")

    assert list(ReadEntry.objects.values_list("reader", "people")) == [(officer.pk, 2)]


@pytest.mark.parametrize(
    "text", ["", " ", "'", "\\", "':*", "a & b | !c", "\x00", "% _", "x" * 5000, "~tlg", "(", "\u202e"]
)
def test_whatever_is_typed_has_an_answer(find, officer, text):
    PersonFactory(family_name="O'Neil")

    assert "<h1>" in find(officer, text)


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_do_not_grow_with_what_is_found(client, officer, django_assert_num_queries, people):
    for _each in range(people):
        PostingFactory(person=PersonFactory(family_name="Tuilagi"), organisation=AdministrationFactory())
        EventFactory(title="Tuilagi prize")
    client.force_login(officer)

    with django_assert_num_queries(7):
        client.get(reverse("reports:search"), {"q": "tuilagi"})


def test_a_master_trainer_finds_events_alone(find):
    trainer = AccountFactory(master_trainer=True)
    ParticipationFactory(person=trainer.person, event=EventFactory(title="Training of trainers"))

    assert trainer.role == Role.MASTER_TRAINER
    assert "Training of trainers" in find(trainer, "trainers")
    assert '<h2 id="people">' not in find(trainer, trainer.person.family_name)
