"""Who of the register an entry may be: when a gate asks, and that the answer stands."""

import pytest

from members.actions.register import PersonEntry, SeveralMatch, enter_people, is_in_doubt, known_people
from members.choices import Sex
from members.models import Person, Posting
from office.audit import Actor
from office.choices import Door
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ").organisation_ptr


@pytest.fixture
def anna(fiji):
    """Anna Tuilagi of Fiji, a woman, with an e-mail."""
    person = PersonFactory(family_name="Tuilagi", given_names="Anna", sex=Sex.WOMAN, email="Anna@example.org")
    PostingFactory(person=person, organisation=fiji)
    return person


def entry(organisation, **about):
    return PersonEntry(
        **{"family_name": "Tuilagi", "given_names": "Anna", "organisation": organisation} | about
    )


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"family_name": "Anna", "given_names": "Tuilagi"},
        {"family_name": "TUILAGI", "given_names": "Ánna"},
        {"family_name": "Tuilagi", "email": "anna@EXAMPLE.org"},
        {"family_name": "Tuilagi", "given_names": "Anna Mere", "email": "anna@example.org"},
        {"sex": Sex.WOMAN},
    ],
)
def test_one_answer_without_contradiction_is_the_person(anna, fiji, about):
    (known,) = known_people([entry(fiji, **about)])

    assert known == [anna]
    assert not is_in_doubt(entry(fiji, **about), known)
    assert enter_people(entries=[entry(fiji, **about)], by=BY) == [anna]
    assert Person.objects.count() == Posting.objects.count() == 1


@pytest.mark.parametrize(
    "about",
    [
        {"email": "another.anna@example.org"},
        {"sex": Sex.MAN},
        {"family_name": "Kumar", "given_names": "Ravi", "email": "anna@example.org"},
    ],
)
def test_an_answer_that_contradicts_the_entry_is_asked_about(anna, fiji, about):
    asked, decided = entry(fiji, **about), entry(fiji, **about, known=anna)

    known, said = known_people([asked, decided])

    assert known == said == [anna]
    assert is_in_doubt(asked, known)
    assert not is_in_doubt(decided, said)
    with pytest.raises(SeveralMatch, match="1 person of the register may be"):
        enter_people(entries=[asked], by=BY)


def test_a_former_colleague_of_the_administration_is_still_known(anna, fiji):
    PostingFactory(person=anna)

    assert known_people([entry(fiji)]) == [[anna]]


def test_two_of_one_name_are_told_apart_by_the_e_mail(anna, fiji):
    other = PersonFactory(family_name="Tuilagi", given_names="Anna", email="second@example.org")
    PostingFactory(person=other, organisation=fiji)

    assert known_people([entry(fiji, email="second@example.org")]) == [[other]]
    with pytest.raises(SeveralMatch, match="2 people of the register may be Anna Tuilagi"):
        enter_people(entries=[entry(fiji)], by=BY)


def test_what_somebody_said_of_an_entry_stands(anna, fiji):
    other = PersonFactory(family_name="Tuilagi", given_names="Anna")
    PostingFactory(person=other, organisation=fiji)

    assert enter_people(entries=[entry(fiji, known=other)], by=BY) == [other]
    (third,) = enter_people(entries=[entry(fiji, is_new=True)], by=BY)
    assert third not in {anna, other}


def test_two_entries_of_one_new_person_make_one_person(fiji):
    one, other = enter_people(entries=[entry(fiji), entry(fiji)], by=BY)

    assert one == other
    assert Person.objects.count() == Posting.objects.count() == 1


def test_two_new_people_of_one_name_with_their_own_e_mails_are_two(fiji):
    entries = [entry(fiji, email="one@example.org"), entry(fiji, email="two@example.org")]

    one, other = enter_people(entries=entries, by=BY)

    assert one != other
    assert enter_people(entries=entries, by=BY) == [one, other]  # and found again, each by its own


def test_somebody_known_by_e_mail_gets_a_posting_where_they_work_now_once(anna):
    tonga = AdministrationFactory(iso2="TO").organisation_ptr
    moved = entry(tonga, email="anna@example.org", position="Chief")

    enter_people(entries=[moved, moved], by=BY)

    assert set(anna.postings.values_list("organisation", "position")) >= {(tonga.pk, "Chief")}
    assert anna.postings.count() == 2


def test_nobody_is_entered_where_one_entry_is_several_people(anna, fiji):
    PostingFactory(person__family_name="Tuilagi", person__given_names="Anna", organisation=fiji)

    with pytest.raises(SeveralMatch):
        enter_people(entries=[entry(fiji, family_name="New"), entry(fiji)], by=BY)
    assert Person.objects.count() == 2
