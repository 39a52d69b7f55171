"""Pasting people into an event: looked at first, saved whole, and once."""

import pytest
from django.urls import reverse

from members.models import Person
from office.models import ReadEntry
from programmes.models import Participation
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
ROWS = "Family name\tGiven names\tCountry\r\nTuilagi\tAnna\tFJ\r\nNaulivou\tEpeli\tFiji\r\n"


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def event(fiji):
    return EventFactory(programmes=[ProgrammeFactory()])


@pytest.fixture
def page(client, assigned, event):
    """The page of the event, with an officer of its programme before it."""
    client.force_login(assigned(event.programmes.get()))

    class Page:
        address = reverse("programmes:event-people-paste", args=[event.pk])

        def check(self, rows):
            return client.post(self.address, {"rows": rows})

        def confirm(self, shown, rows=ROWS):
            plan = shown.context["pasted"].plan
            return client.post(self.address, {"rows": rows, "plan": plan, "confirm": ""}, follow=True)

    return Page()


def text_of(response):
    return response.content.decode()


def test_rows_are_shown_first_and_saved_when_somebody_says_so(page, event):
    shown = page.check(ROWS)

    assert not Person.objects.exists()
    assert "New in the register: 2" in text_of(shown)
    assert "Add these 2 people" in text_of(shown)
    saved = page.confirm(shown)
    assert "2 people added: 2 new in the register, 0 known to it." in text_of(saved)
    assert event.participations.count() == Person.objects.count() == 2


def test_who_is_known_is_said_before_and_after(page, fiji):
    PostingFactory(person__family_name="Naulivou", person__given_names="Epeli", organisation=fiji)
    ReadEntry.objects.all().delete()

    shown = page.check(ROWS)

    assert "linked to Epeli Naulivou of the register" in text_of(shown)
    assert ReadEntry.objects.get().people == 1
    assert "2 people added: 1 new in the register, 1 known to it." in text_of(page.confirm(shown))


def test_a_problem_is_shown_beside_its_row_and_nothing_is_saved(page):
    response = page.check(ROWS + "Tan\tWei\tAtlantis <b>\r\n")

    assert "<b>Row 4, Country</b>" in text_of(response)
    assert "Atlantis &lt;b&gt;" in text_of(response)
    assert '<p class="pasted">Tan · Wei · Atlantis &lt;b&gt;</p>' in text_of(response)
    assert "Tuilagi\tAnna" in text_of(response)  # what was pasted is still there to be mended
    assert 'name="confirm"' not in text_of(response)
    assert not Person.objects.exists()


def test_rows_with_a_problem_cannot_be_confirmed(page, client):
    client.post(page.address, {"rows": ROWS + "Tan\tWei\tAtlantis", "plan": "", "confirm": ""})

    assert not Person.objects.exists()


def test_the_same_paste_again_changes_nothing(page, event):
    page.confirm(page.check(ROWS))
    before = list(Participation.objects.order_by("pk").values())

    again = page.check(ROWS)

    assert text_of(again).count("already on the list") == 2
    assert "Already on the list, and left as they are: 2" in text_of(again)
    assert 'name="confirm"' not in text_of(again)
    page.confirm(again)
    assert list(Participation.objects.order_by("pk").values()) == before


def test_rows_changed_after_they_were_shown_are_shown_again(page, event):
    shown = page.check(ROWS)

    changed = page.confirm(shown, ROWS.replace("Epeli", "Sunil"))

    assert "has changed since it was shown" in text_of(changed)
    assert not Person.objects.exists()


def test_a_register_changed_after_the_rows_were_shown_is_shown_again(page, fiji):
    shown = page.check(ROWS)
    known = PersonFactory(family_name="Naulivou", given_names="Epeli")
    PostingFactory(person=known, organisation=fiji)

    changed = page.confirm(shown)

    assert "has changed since it was shown" in text_of(changed)
    assert "linked to Epeli Naulivou" in text_of(changed)
    assert not Participation.objects.exists()


def test_a_row_in_another_state_than_the_list_is_left_as_it_is_and_said(page, event, fiji):
    row = ParticipationFactory(
        event=event,
        organisation=fiji,
        person__family_name="Tuilagi",
        person__given_names="Anna",
        state="NOMINATED",
    )

    shown = page.check(ROWS)

    assert "already on the list: Nominated" in text_of(shown)
    page.confirm(shown)
    row.refresh_from_db()
    assert (row.state, event.participations.count()) == ("NOMINATED", 2)


def test_a_closed_period_refuses_the_rows_with_its_reason(client, administrator, fiji):
    closed = ClosedPeriodFactory(reason="The report is out.")
    event = EventFactory(programmes=[closed.programme])
    client.force_login(administrator)
    address = reverse("programmes:event-people-paste", args=[event.pk])
    plan = client.post(address, {"rows": ROWS}).context["pasted"].plan

    response = client.post(address, {"rows": ROWS, "plan": plan, "confirm": ""})

    assert response.context["form"].non_field_errors() == [
        f"{closed.programme} is closed from 1 January 2023 to 31 December 2023: The report is out."
    ]
    assert not Person.objects.exists()


def test_participants_counted_on_the_parent_refuse_the_rows(client, administrator, fiji):
    part = EventFactory(parent=HeadcountFactory(event__title="Both weeks").event)
    client.force_login(administrator)
    address = reverse("programmes:event-people-paste", args=[part.pk])
    plan = client.post(address, {"rows": ROWS}).context["pasted"].plan

    response = client.post(address, {"rows": ROWS, "plan": plan, "confirm": ""})

    assert "already counted at “Both weeks”" in text_of(response)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "Paste the rows first."),
        (" \r\n", "There is nothing in it."),
        ("Tuilagi\tAnna\r\n" * 600, "more than 500 rows"),
        ("Family name\tCountry\r\nTui\x00lagi\tFJ", "U+0000"),
        ("Family name\tCountry\r\nTui\u202elagi\tFJ", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_what_cannot_be_read_is_said(page, rows, message):
    assert message in text_of(page.check(rows))
    assert not Person.objects.exists()


def test_too_much_text_is_refused_and_not_sent_back(page):
    response = page.check("x" * 3_000_000)

    assert "more than 200 kB" in text_of(response)
    assert len(response.content) < 50_000


def test_text_that_looks_like_a_formula_is_stored_as_it_is(page, event):
    rows = 'Family name\tPosition\tCountry\r\n=cmd|"/c calc"!A1\t-5\tFJ\r\n'

    page.confirm(page.check(rows), rows)

    row = event.participations.get()
    assert (row.person.family_name, row.position) == ('=cmd|"/c calc"!A1', "-5")


def test_the_first_empty_cells_of_a_paste_are_not_lost(page, event):
    rows = "Sex\tFamily name\tCountry\r\n\tTuilagi\tFJ\r\n"

    page.confirm(page.check(rows), rows)

    assert event.participations.get().person.family_name == "Tuilagi"
