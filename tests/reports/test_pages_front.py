"""The front page: what anybody may know, and nothing else; and the way home."""

import datetime as dt
import gzip

import pytest
import time_machine
from django.urls import reverse

from programmes.models import Event
from tests.factories.members import AccountFactory, PersonFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, ParticipationFactory, ProgrammeFactory
from tests.factories.reports import EditionFactory, EditionFileFactory

pytestmark = pytest.mark.django_db


def front(client):
    return client.get(reverse("reports:front"))


def figures_of(answer, place):
    return {figure.label: figure.quantity.shown() for figure in answer.context["headline"][place].figures}


def test_anybody_sees_the_figures_of_all_years_and_of_the_latest_that_is_over(client):
    for year, people in ((2021, 10), (2022, 20), (2023, 40)):
        day = dt.date(year, 5, 5)
        HeadcountFactory(event=EventFactory(starts_on=day, ends_on=day), people=people)

    with time_machine.travel("2023-08-01"):
        answer = front(client)

    assert answer.status_code == 200
    assert figures_of(answer, 0)["Participations"] == "70"
    assert answer.context["headline"][1].title == "In 2022"
    assert figures_of(answer, 1)["Participations"] == "20"
    assert "<svg" in answer.content.decode()


def test_the_public_sees_no_name_no_title_and_no_way_to_the_rows(client):
    event = EventFactory(title="Closed workshop", programmes=[ProgrammeFactory(short_name="Shown")])
    ParticipationFactory(event=event, person=PersonFactory(family_name="Tuimavave"))

    page = front(client).content.decode()

    assert "Shown" in page
    assert "Tuimavave" not in page
    assert "Closed workshop" not in page
    assert reverse("reports:evidence") not in page


def test_only_released_and_public_editions_are_offered_with_their_files(client):
    shown = EditionFileFactory(edition=EditionFactory(released=True, is_public=True), format="pdf").edition
    EditionFactory(released=True)
    EditionFactory(frozen=True, is_public=True)

    answer = front(client)

    assert list(answer.context["editions"]) == [shown]
    assert reverse("reports:edition-file", args=[shown.key, "pdf"]) in answer.content.decode()


def test_an_empty_portal_has_a_front_page(client):
    assert "No report has been released" in front(client).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_front_query_count_does_not_grow(client, django_assert_num_queries, rows):
    for year in range(2020, 2020 + rows):
        day = dt.date(year, 5, 5)
        programme = ProgrammeFactory()
        event = EventFactory(starts_on=day, ends_on=day, programmes=[programme])
        HeadcountFactory(event=event)
        EditionFileFactory(edition=EditionFactory(programme=programme, released=True, is_public=True))

    with django_assert_num_queries(6):
        front(client)


def test_the_front_page_is_light(client):
    HeadcountFactory.create_batch(20)

    assert len(gzip.compress(front(client).content)) < 20_000
    assert Event.objects.count() == 20


@pytest.mark.parametrize(
    "role", ["administrator", "officer", "auditor", "focal_point", "donor", "master_trainer"]
)
def test_who_is_signed_in_is_taken_home(client, role):
    account = AccountFactory(**{role: True})
    client.force_login(account)

    answer = client.get(reverse("reports:front"), follow=True)

    assert answer.redirect_chain[0][0] == reverse("reports:home")
    assert answer.status_code == 200
