"""The head-count of an event: the whole list in one form, every problem at its line."""

import pytest
from django.urls import reverse

from programmes.models import Headcount
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db
FIELDS = {"organisation": "", "people": "", "accuracy": "EXACT", "women": "", "source": ""}
CHOICES = {"role": "PARTICIPANT", "sector": "NOT_STATED"}


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def page(client, administrator, event):
    """The page of the event, with an administrator before it."""
    client.force_login(administrator)

    class Page:
        address = reverse("programmes:event-headcounts", args=[event.pk])

        def open(self):
            return client.get(self.address)

        def send(self, *lines, **about):
            data = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
            data["version"] = self.open().context["lines"].seen
            for number, line in enumerate(lines):
                data |= {f"lines-{number}-{name}": value for name, value in (FIELDS | CHOICES | line).items()}
            return client.post(self.address, data | about)

    return Page()


def text_of(response):
    return response.content.decode()


def told(response):
    """Return the problems of each line that has some, by its number."""
    forms = response.context["lines"].forms
    return {number: dict(form.errors) for number, form in enumerate(forms, start=1) if form.errors}


@pytest.mark.parametrize("rows", [1, 3])
def test_head_count_page_query_count_does_not_grow(page, event, django_assert_num_queries, rows):
    HeadcountFactory.create_batch(rows, event=event)

    with django_assert_num_queries(11):
        page.open()


def test_the_whole_list_is_saved(page, event, fiji):
    response = page.send(
        {"organisation": "Fiji", "people": "4", "women": "1", "source": "Report"},
        {"people": "40", "accuracy": "ABOUT", "role": "OBSERVER"},
        {"organisation": "fj", "sector": "PRIVATE"},
        {},
    )

    assert response.url == reverse("reports:event-page", args=[event.pk])
    stored = {(row.organisation_id, row.people, row.women, row.accuracy) for row in event.headcounts.all()}
    assert stored == {(fiji.pk, 4, 1, "EXACT"), (None, 40, None, "ABOUT"), (fiji.pk, None, None, "EXACT")}


def test_the_stored_list_sent_back_as_it_is_changes_nothing(page, client, event):
    HeadcountFactory(event=event, people=None)
    HeadcountFactory(event=event, organisation=None, people=20, women=0, role="OBSERVER", source="x")
    lines = page.open().context["lines"]
    before = list(Headcount.objects.order_by("pk").values())
    data = {"version": lines.seen, "lines-TOTAL_FORMS": len(lines.forms), "lines-INITIAL_FORMS": 2}
    for form in lines.forms:
        values = {form.add_prefix(name): form[name].value() for name in form.fields}
        data |= {name: value for name, value in values.items() if value is not None and value is not False}

    assert client.post(page.address, data).status_code == 302
    assert list(Headcount.objects.order_by("pk").values()) == before


def test_a_line_is_taken_away_by_its_box_or_by_emptying_it(page, event, fiji):
    HeadcountFactory(event=event, organisation=fiji, people=4)
    HeadcountFactory(event=event, people=5)

    page.send({"organisation": "Fiji", "people": "nonsense", "is_removed": "on"}, {}, {"people": "9"})

    assert list(event.headcounts.values_list("people", flat=True)) == [9]


def test_every_problem_is_told_at_its_line_and_nothing_is_saved(page, event, fiji):
    HeadcountFactory(event=event, people=7)

    response = page.send(
        {"organisation": "Fiji", "people": "3", "women": "4"},
        {"organisation": "Atlantis", "people": "3", "women": "4"},
        {"people": "0"},
        {"women": "2", "organisation": "Fiji", "sector": "PRIVATE"},
        {"source": "a number is missing"},
        {"people": "about 40"},
        {"people": "99999999999999"},
        {"organisation": "FJ", "people": "5", "role": "OBSERVER"},
        {"organisation": "Fiji", "people": "6", "role": "OBSERVER"},
        {"people": "8", "source": "x\x07"},
    )

    problems = told(response)
    assert sorted(problems) == [1, 2, 3, 4, 5, 6, 7, 9, 10]
    assert problems[1] == {"women": ["There cannot be more women than people."]}
    assert set(problems[2]) == {"organisation", "women"}
    assert problems[3] == {"people": ["One at least. Leave it empty where the number is not recorded."]}
    assert problems[4] == {"women": ["There cannot be more women than people."]}
    assert problems[5] == {"__all__": ["Give an administration, a number of people, or both."]}
    assert problems[6] == {"people": ["Enter a whole number."]}
    assert problems[9] == {"organisation": ["Line 8 is about the same administration, role and sector."]}
    assert "U+0007" in problems[10]["source"][0]
    assert "<b>Line 2</b>" in text_of(response)
    assert [row.people for row in event.headcounts.all()] == [7]


def test_more_lines_are_given_without_losing_or_checking_what_was_typed(page, event):
    response = page.send({"organisation": "Atlantis", "people": "-1"}, {}, more="")

    lines = response.context["lines"]
    assert len(lines.forms) == 6
    assert lines.forms[0]["organisation"].value() == "Atlantis"
    assert lines.forms[0]["people"].value() == "-1"
    assert "Please correct" not in text_of(response)
    assert not event.headcounts.exists()


def test_a_list_changed_meanwhile_is_not_overwritten(page, event, fiji):
    seen = page.open().context["lines"].seen
    HeadcountFactory(event=event, people=7)

    response = page.send({"organisation": "Fiji", "people": "3"}, version=seen)

    assert "Somebody else changed this list meanwhile" in text_of(response)
    assert event.headcounts.get().people == 7


def test_a_list_sent_without_what_it_rests_on_is_not_saved(page, client, event, fiji):
    client.post(page.address, {"people": "3"})

    assert not event.headcounts.exists()
    assert "The list came back incomplete" in text_of(client.post(page.address, {"people": "3"}))


def test_too_many_lines_are_refused(page, event):
    response = page.send(*[{"people": str(number)} for number in range(1, 302)])

    assert "A list has at most 300 lines." in text_of(response)
    assert not event.headcounts.exists()


def test_what_the_action_refuses_is_told(client, administrator):
    closed = ClosedPeriodFactory(reason="The report is out.")
    counted = ParticipationFactory(event__title="First week", event__parent=EventFactory()).event
    client.force_login(administrator)

    for event, message in (
        (EventFactory(programmes=[closed.programme]), "The report is out."),
        (counted.parent, "already counted at “First week”"),
    ):
        address = reverse("programmes:event-headcounts", args=[event.pk])
        data = {"version": client.get(address).context["lines"].seen, "lines-TOTAL_FORMS": 1}
        line = {f"lines-0-{name}": value for name, value in (FIELDS | CHOICES | {"people": "3"}).items()}
        response = client.post(address, data | line | {"lines-INITIAL_FORMS": 0})
        assert message in response.context["refusal"]
        assert not event.headcounts.exists()
