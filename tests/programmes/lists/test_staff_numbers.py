"""Staff numbers on the list of an event: they tell who is meant, inside one administration."""

import io

import openpyxl
import pytest

from members.models import Person
from tests.factories.members import PostingFactory
from tests.programmes.lists.conftest import counts, text_of
from tests.programmes.lists.test_round_trip import edited

pytestmark = pytest.mark.django_db
HEADINGS = "Family name\tGiven names\tCountry\tStaff No.\n"


@pytest.fixture
def seru(fiji):
    return PostingFactory(
        organisation=fiji, staff_number="0042", person__family_name="Seru", person__given_names="Ana"
    )


def problems(page):
    return [each["message"] for line in page.context["look"]["lines"] for each in line["problems"]]


def test_the_number_links_a_name_spelt_otherwise_to_its_officer(lists, event, seru):
    page = lists.send(HEADINGS + "Seroo\tAnna\tFJ\t42\n")

    assert counts(page) == {"new": 1}
    assert "linked to Ana Seru" in text_of(page)
    lists.save(page)
    assert event.participations.get().person == seru.person


def test_the_same_number_at_another_administration_says_nothing(lists, seru, tonga):
    page = lists.send(HEADINGS + "Fifita\tOfa\tTonga\t0042\n")

    assert "new in the register" in text_of(page)


def test_a_number_the_register_lacked_is_added_shown_and_taken_back(lists, event, seru):
    seru.staff_number = ""
    seru.save()

    page = lists.send(HEADINGS + "Seru\tAna\tFJ\t0042\n")
    assert "Staff number: not recorded → <b>0042</b>" in text_of(page)
    lists.save(page)

    seru.refresh_from_db()
    assert (seru.staff_number, seru.staff_key) == ("0042", "42")
    lists.undo()
    seru.refresh_from_db()
    assert (seru.staff_number, seru.staff_key) == ("", "")


def test_somebody_new_comes_into_the_register_with_the_number(lists, seru):
    lists.save(lists.send(HEADINGS + "Vunipola\tMere\tFJ\t77\n"))

    assert Person.objects.get(family_name="Vunipola").postings.get().staff_key == "77"


def test_another_number_than_the_registers_is_told_and_not_overwritten(lists, event, seru):
    lists.save(lists.send("Family name\tGiven names\tCountry\nSeru\tAna\tFJ\n"))

    page = lists.send(edited(lists.download(), H2="99"))

    assert problems(page) == ["The register has another staff number of theirs: 0042."]


def test_the_workbook_of_an_event_has_the_numbers(lists, event, seru):
    lists.save(lists.send("Family name\tGiven names\tCountry\nSeru\tAna\tFJ\n"))

    sheet = openpyxl.load_workbook(io.BytesIO(lists.download())).worksheets[0]

    assert (sheet["H1"].value, sheet["H2"].value) == ("Staff number", "0042")
    assert counts(lists.send(lists.download())) == {"unchanged": 1}


def test_an_e_mail_that_comes_with_the_second_sending_is_added(lists, event, seru):
    lists.save(lists.send("Family name\tGiven names\tCountry\nSeru\tAna\tFJ\n"))

    page = lists.send("Family name\tGiven names\tCountry\tContact\nSeru\tAna\tFJ\tana@example.org\n")

    assert counts(page) == {"changed": 1}
    lists.save(page)
    seru.person.refresh_from_db()
    assert seru.person.email == "ana@example.org"
