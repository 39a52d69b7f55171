"""Who of the register a description is: linked, asked about, or new."""

import pytest

from benchmarks.matching.quality import gold_quality
from members.actions.sameness import SamePerson, say_not_same
from members.choices import Sex
from members.matching.pairs import likely_pairs
from members.matching.register import match
from members.matching.values import Description, Outcome, Reason
from members.models import NotSame, Person
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from tests.factories.members import AdministrationFactory, NotSameFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND, "told apart by their photographs")


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ").organisation_ptr


@pytest.fixture
def known(fiji):
    """Return a function that enters somebody of Fiji."""

    def enter(family_name, given_names="", *, position="", staff_number="", **about):
        person = PersonFactory(family_name=family_name, given_names=given_names, **about)
        PostingFactory(person=person, organisation=fiji, position=position, staff_number=staff_number)
        return person

    return enter


@pytest.fixture
def verdict(fiji):
    """Return a function that matches one description of somebody of Fiji."""

    def of(family_name, given_names="", **about):
        about = {"organisation_id": fiji.pk} | about
        (found,) = match([Description(7, family_name, given_names, **about)], among=Person.objects.all())
        assert found.key == 7
        return found

    return of


def test_the_pairs_of_names_of_the_region_are_told_apart_as_well_as_promised():
    *_, everything = gold_quality()

    assert everything.rows >= 300
    assert everything.precision >= 0.99, everything.wrong
    assert everything.recall >= 0.90
    assert everything.recall_with_questions >= 0.97, everything.missed


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (("Tuilagi", "Anna"), ("ANNA", "Tuilagi")),
        (("Tu'ipulotu", "Epeli"), ("Tuʻipulotu", "Epeli")),
        (("Ōkawara", "Shigeru"), ("Ookawara", "Shigeru")),
        (("Namgung", "Yeon-ju"), ("NAMGUNG", "Yeonju")),
        (("Shamsudin", "Mohamad Ridzuan bin"), ("bin Shamsuddin", "Mohd Ridzuan")),
        (("dos Reis Magno", "Joaquim"), ("Reis Magno", "Joaquim")),
        (("Naulivou", "Ratu Epeli"), ("Naulivou", "Mr. Epeli")),
        (("たなべ", "はるか"), ("Tanabe", "Haruka")),
    ],
)
def test_one_name_in_two_spellings_is_one_person(known, verdict, stored, told):
    person = known(*stored)

    found = verdict(*told)

    assert (found.outcome, found.person_id) == (Outcome.LINKED, person.pk)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"sex": Sex.MAN}, Reason.OTHER_SEX),
        ({"staff_number": "99887"}, Reason.OTHER_STAFF_NUMBER),
        ({"email": "second.anna@frcs.example"}, Reason.OTHER_EMAIL),
        ({"given_names": "A."}, Reason.INITIALS),
        ({"given_names": "Anna Jr Mere"}, Reason.OTHER_GENERATION),
    ],
)
def test_what_contradicts_is_asked_about_with_the_reason(known, verdict, told, reason):
    person = known("Tuilagi", "Anna", sex=Sex.WOMAN, email="anna@frcs.example", staff_number="00123")

    found = verdict("Tuilagi", **({"given_names": "Anna"} | told))

    assert found.outcome == Outcome.ASK
    assert [each.person_id for each in found.candidates] == [person.pk]
    assert reason in found.candidates[0].reasons


def test_father_and_son_are_two(known, verdict):
    known("bin Hassan", "Ali")

    assert verdict("bin Ali", "Hassan").outcome != Outcome.LINKED


def test_marks_on_the_letters_make_another_name_where_both_write_them(known, verdict):
    known("Nguyễn", "Văn Hùng", position="Head, Valuation Unit")

    assert verdict("Nguyễn", "Văn Hưng", position="Head, Valuation Unit").outcome != Outcome.LINKED
    assert verdict("Nguyen", "Van Hung", position="Head, Valuation Unit").outcome == Outcome.LINKED


def test_a_common_name_is_not_linked_by_itself(known, verdict):
    person = known("Kumar", "Ravi", position="Head, Valuation Unit", email="ravi@frcs.example")

    assert verdict("Kumar", "Ravi").outcome == Outcome.ASK
    assert verdict("Kumar", "Ravi", position="Head, Valuation Unit").person_id == person.pk
    assert verdict("Kumar", "Ravi", email="RAVI@frcs.example").person_id == person.pk


def test_one_word_is_not_linked_by_itself(known, verdict):
    person = known("Suharto", staff_number="00451")

    assert verdict("Suharto").outcome == Outcome.ASK
    assert verdict("Suharto", staff_number="451").person_id == person.pk


def test_a_staff_number_of_another_administration_is_another_number(known, verdict):
    known("Tuilagi", "Anna", staff_number="00123")
    tonga = AdministrationFactory(iso2="TO")

    assert verdict("Smith", "Joe", staff_number="123", organisation_id=tonga.pk).outcome == Outcome.NEW
    assert verdict("Smith", "Joe", staff_number="123").outcome == Outcome.ASK


def test_the_address_of_an_office_is_nobodys_own(known, verdict):
    known("Tuilagi", "Anna", email="info@frcs.example")

    assert verdict("Smith", "Joe", email="info@frcs.example").outcome == Outcome.NEW


def test_namesakes_are_asked_about_unless_a_key_tells_them_apart(known, verdict):
    one, other = known("Tuilagi", "Anna", email="one@frcs.example"), known("Tuilagi", "Anna")

    assert {each.person_id for each in verdict("Tuilagi", "Anna").candidates} == {one.pk, other.pk}
    assert verdict("Tuilagi", "Anna").outcome == Outcome.ASK
    assert verdict("Tuilagi", "Anna", email="one@frcs.example").person_id == one.pk


def test_people_out_of_reach_are_no_candidates(known, fiji):
    known("Tuilagi", "Anna")

    (found,) = match(
        [Description(1, "Tuilagi", "Anna", organisation_id=fiji.pk)], among=Person.objects.none()
    )

    assert found.outcome == Outcome.NEW


def test_the_queries_do_not_grow_with_the_list(known, fiji, django_assert_num_queries):
    emails = [f"officer{number}@frcs.example" for number in range(40)]
    for email in emails:
        known("Naulivou", "Epeli", email=email)
    told = [Description(1, "Naulivou", "Epeli", email=email, organisation_id=fiji.pk) for email in emails]

    for rows in (told[:1], told):
        with django_assert_num_queries(5):
            found = match(rows, among=Person.objects.all())
        assert [each.outcome for each in found] == [Outcome.LINKED] * len(rows)


# --- Not the same person -------------------------------------------------------------------------


def test_a_description_somebody_said_is_not_the_person_is_not_matched_with_them(known, verdict, fiji):
    person = known("Tuilagi", "Anna")
    say_not_same(person=person, other=Description(1, "Anna", "Tuilagi", organisation_id=fiji.pk), by=BY)

    assert verdict("Tuilagi", "Anna").outcome == Outcome.NEW
    assert verdict("Tuilagi", "Anna", position="Chief").outcome == Outcome.NEW


def test_the_verdict_is_remembered_once_with_its_reason_and_no_name_in_the_trail(known):
    one, other = known("Tuilagi", "Anna"), known("Tuilagi", "Ana")

    stored = say_not_same(person=other, other=one, by=BY)

    assert say_not_same(person=one, other=other, by=BY) == stored
    assert (stored.person, stored.other, stored.reason) == (one, other, BY.reason)
    assert NotSame.objects.count() == 1
    assert "Tuilagi" not in str(AuditEntry.objects.latest("pk").changes)
    with pytest.raises(SamePerson):
        say_not_same(person=one, other=one, by=BY)


def test_likely_pairs_are_found_once_and_not_where_somebody_said_no(known):
    one, other = known("Tuilagi", "Anna"), known("Tuilangi", "Anna")
    known("Naulivou", "Epeli")

    (pair,) = likely_pairs(Person.objects.all(), limit=10)

    assert (pair.first_id, pair.second_id) == (one.pk, other.pk)
    assert likely_pairs(Person.objects.all(), limit=10, after=one.pk) == []
    NotSameFactory(person=one, other=other)
    assert likely_pairs(Person.objects.all(), limit=10) == []


@pytest.mark.parametrize("place", ["elsewhere", "nowhere"])
def test_a_long_number_and_the_name_link_somebody_whose_administration_is_wrong(known, verdict, place):
    person = known("Tuilagi", "Anna", staff_number="4470913")
    organisation = AdministrationFactory(iso2="WS").pk if place == "elsewhere" else None

    found = verdict("Tuilagi", "Anna", staff_number="4470913", organisation_id=organisation)
    other = verdict("Qalo", "Ratu", staff_number="4470913", organisation_id=organisation)

    assert (found.outcome, found.person_id) == (Outcome.LINKED, person.pk)
    assert other.outcome == Outcome.NEW


def test_a_short_number_of_another_administration_says_nothing(known, verdict):
    known("Tuilagi", "Anna", staff_number="12")

    found = verdict("Tuilagi", "Anna", staff_number="12", organisation_id=AdministrationFactory(iso2="WS").pk)

    assert found.outcome == Outcome.ASK


def test_slips_in_name_number_and_position_at_once_are_one_person(known, verdict):
    person = known("Maclennan", "Joshua", staff_number="8982317", position="Valuation specialist, Lautoka")

    found = verdict("Maclemnan", "Joshua", staff_number="8983317", position="Valuation specalist, Lautoka")
    neighbour = verdict(
        "Maclemnan", "Joshua", staff_number="8982318", position="Valuation specialist, Lautoka"
    )

    assert (found.outcome, found.person_id) == (Outcome.LINKED, person.pk)
    assert neighbour.outcome == Outcome.ASK


def test_a_name_cut_short_beside_the_same_email_is_no_other_name(known, verdict):
    person = known("Papadopoulos", "Nick", email="nick.p@customs.example")

    found = verdict("Papadopoulos", "Nicholas", email="nick.p@customs.example")

    assert (found.outcome, found.person_id) == (Outcome.LINKED, person.pk)
