"""Entering people without entering anybody twice."""

import pytest

from members.actions.register import PersonEntry, SeveralMatch, enter_people, known_people
from members.choices import Sex
from members.models import Person, Posting
from office.audit import Actor
from office.choices import Door
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(officer):
    return Actor(officer, Door.PAGE)


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


def test_somebody_new_is_entered_with_their_posting(fiji, by):
    entry = PersonEntry("Vunipola", fiji, given_names="Mere", sex=Sex.WOMAN, position="Inspector")

    (person,) = enter_people(entries=[entry], by=by)

    assert (person.family_name, person.sex) == ("Vunipola", Sex.WOMAN)
    assert [(row.organisation_id, row.position) for row in person.postings.all()] == [(fiji.pk, "Inspector")]


@pytest.mark.parametrize(
    ("family", "given"), [("Vunipola", "Mere"), ("MERE", "vunipola"), ("Vúnipola", "Mere")]
)
def test_the_same_words_of_a_name_in_the_same_administration_are_one_person(fiji, by, family, given):
    known = PersonFactory(family_name="Vunipola", given_names="Mere")
    PostingFactory(person=known, organisation=fiji)

    assert enter_people(entries=[PersonEntry(family, fiji, given_names=given)], by=by) == [known]
    assert Person.objects.count() == 1


def test_the_same_name_in_another_administration_is_somebody_else(fiji, by):
    PostingFactory(person=PersonFactory(family_name="Tan", given_names="Wei"))

    enter_people(entries=[PersonEntry("Tan", fiji, given_names="Wei")], by=by)

    assert Person.objects.count() == 2


def test_the_same_e_mail_is_the_same_person_who_moved(fiji, by):
    known = PersonFactory(family_name="Vunipola", given_names="Mere", email="mere@customs.example")
    PostingFactory(person=known)

    entry = PersonEntry("Vunipola-Smith", fiji, given_names="Mere", email="Mere@customs.example")

    assert enter_people(entries=[entry], by=by) == [known]
    assert Posting.objects.filter(person=known).count() == 2


def test_several_people_of_one_name_are_not_guessed_between(fiji, by):
    for _ in range(2):
        PostingFactory(person=PersonFactory(family_name="Tan", given_names="Wei"), organisation=fiji)

    with pytest.raises(SeveralMatch, match="2 people of the register may be Wei Tan"):
        enter_people(entries=[PersonEntry("Tan", fiji, given_names="Wei")], by=by)

    assert Person.objects.count() == 2


def test_what_was_not_stated_is_filled_in_and_what_was_is_kept(fiji, by):
    known = PersonFactory(family_name="Naulivou", given_names="Epeli", email="old@customs.example")
    PostingFactory(person=known, organisation=fiji)

    entry = PersonEntry("Naulivou", fiji, given_names="Epeli", sex=Sex.MAN, email="new@elsewhere.example")
    enter_people(entries=[entry], by=by)

    known.refresh_from_db()
    assert (known.sex, known.email) == (Sex.MAN, "old@customs.example")


def test_many_entries_are_looked_up_in_few_queries(fiji, django_assert_num_queries):
    PostingFactory(person=PersonFactory(family_name="Family0", given_names=""), organisation=fiji)
    entries = [PersonEntry(f"Family{number}", fiji) for number in range(50)]

    with django_assert_num_queries(5):
        assert len(known_people(entries)) == 50
