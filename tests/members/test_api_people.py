"""People over the API: to whom the register is open, as on the pages, and logged."""

import datetime as dt

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from members.actions.merging import merge_people
from members.models import Person
from office.audit import Actor
from office.choices import Door
from office.models import ReadEntry
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    PersonFactory,
    PostingFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def api():
    """Return a function that asks an address as an account."""

    def ask(account, name, *args, **params):
        client = APIClient()
        client.force_authenticate(account)
        return client.get(reverse(f"api:{name}", args=args), params)

    return ask


@pytest.fixture
def mere():
    person = PersonFactory(family_name="Vunibola", given_names="Mere", email="mere@example.org")
    PostingFactory(
        person=person,
        organisation=AdministrationFactory(iso2="FJ"),
        position="Inspector",
        starts_on=dt.date(2020, 1, 1),
    )
    return person


def test_an_officer_reads_a_person_with_their_postings(api, officer, mere):
    answer = api(officer, "person-detail", mere.pk).json()

    assert {name: answer[name] for name in ("id", "family_name", "given_names", "email")} == {
        "id": mere.pk,
        "family_name": "Vunibola",
        "given_names": "Mere",
        "email": "mere@example.org",
    }
    (posting,) = answer["postings"]
    assert (posting["administration"], posting["position"]) == ("FJ", "Inspector")
    assert (posting["starts_on"], posting["ends_on"]) == ("2020-01-01", None)


@pytest.mark.parametrize("role", ["donor", "focal_point"])
def test_who_may_not_see_a_person_gets_nobody_and_404(api, mere, role):
    account = AccountFactory(**{role: True})

    assert api(account, "person-list").json()["results"] == []
    assert api(account, "person-detail", mere.pk).status_code == 404
    assert not ReadEntry.objects.exists()


def test_a_master_trainer_reads_themselves_alone(api, master_trainer, mere):
    rows = api(master_trainer, "person-list").json()["results"]

    assert [row["id"] for row in rows] == [master_trainer.person_id]
    assert api(master_trainer, "person-detail", mere.pk).status_code == 404


def test_a_focal_point_reads_people_ever_posted_with_its_administration(api, mere):
    PersonFactory(family_name="Elsewhere")
    account = AccountFactory(focal_point=True, organisation=mere.postings.get().organisation)

    rows = api(account, "person-list").json()["results"]

    assert [row["id"] for row in rows] == [mere.pk]


def test_who_read_whom_is_logged(api, officer, mere):
    PersonFactory()

    api(officer, "person-list")
    api(officer, "person-detail", mere.pk)

    logged = ReadEntry.objects.order_by("pk").values_list("reader", "door", "what", "people")
    assert list(logged) == [
        (officer.pk, Door.API, "people of the register", 2),
        (officer.pk, Door.API, f"person {mere.pk}", 1),
    ]


@pytest.mark.parametrize(
    "asked", [{"q": "vuni mere"}, {"administration": "FJ"}, {"q": "Tikoirotuma"}, {"standing": "UNKNOWN"}]
)
def test_people_are_asked_for_as_on_the_page(api, officer, mere, asked):
    stranger = PersonFactory(family_name="Stranger", given_names="Else")
    PostingFactory(person=stranger, standing="IN_POST", known_on=dt.date(2024, 1, 1))
    married = PersonFactory(family_name="Tikoirotuma")
    merge_people(kept=mere, lost=married, by=BY)

    (row,) = api(officer, "person-list", **asked).json()["results"]

    assert row["id"] == mere.pk
    assert row["other_names"] == [married.full_name]


def test_a_merged_entry_leads_to_the_person_for_who_may_see_them(api, officer, donor, mere):
    lost = PersonFactory()
    merge_people(kept=mere, lost=lost, by=BY)

    answer = api(officer, "person-detail", lost.pk)

    assert answer.status_code == 302
    assert answer["Location"].endswith(reverse("api:person-detail", args=[mere.pk]))
    assert answer.json() == {"merged_into": mere.pk}
    assert api(donor, "person-detail", lost.pk).status_code == 404
    assert Person.objects.count() == 1


def test_no_such_person_is_404(api, officer):
    assert api(officer, "person-detail", 999_999_999_999_999_999).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions_of_any_number(
    api, officer, django_assert_num_queries, people
):
    for _ in range(people):
        PostingFactory.create_batch(2, person=PersonFactory(), starts_on=None, ends_on=None)

    with django_assert_num_queries(4):  # count, people, postings, the read log
        assert len(api(officer, "person-list").json()["results"]) == people


def test_pages_are_as_long_as_asked_for(api, officer):
    PersonFactory.create_batch(3)

    answer = api(officer, "person-list", page_size=2).json()

    assert (answer["count"], len(answer["results"])) == (3, 2)
