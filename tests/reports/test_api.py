"""The read API: scoped like the pages, strict about what it is asked."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from members.choices import Sex
from members.models import Account
from office.models import Job
from reports import tasks
from reports.models import Edition
from tests.factories.members import AccountFactory, PersonFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.reports import EditionFactory, EditionFileFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "administration-list",
    "person-list",
    "programme-list",
    "phase-list",
    "event-list",
    "edition-list",
]


@pytest.fixture
def api():
    """Return a function that gives a client signed in as the account."""

    def signed_in(account):
        client = APIClient()
        client.force_authenticate(account)
        return client

    return signed_in


@pytest.fixture
def course():
    """An event of APSP phase 2 with ten people from one administration, one of them by name."""
    programme = ProgrammeFactory(code="APSP", short_name="APSP")
    phase = PhaseFactory(programme=programme, number=2)
    event = EventFactory(programmes=[programme], phases=[phase], topics=[TopicFactory(slug="controls")])
    HeadcountFactory(event=event, people=9)
    ParticipationFactory(event=event, person=PersonFactory(family_name="Xylophonia", sex=Sex.WOMAN))
    return event


def ask(client, **params):
    return client.get(reverse("api:figure-list"), params)


@pytest.mark.parametrize("name", [*LISTS, "figure-list"])
def test_nobody_reads_without_a_login(name):
    assert APIClient().get(reverse(f"api:{name}")).status_code == 401


def test_the_schema_is_public():
    assert APIClient().get(reverse("api:schema")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_parameter_is_refused_by_name(api, officer, name):
    answer = api(officer).get(reverse(f"api:{name}"), {"colour": "blue"})

    assert answer.status_code == 400
    assert "colour" in str(answer.json())


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_sees_nothing_but_the_names_of_administrations(api, donor, course, name):
    EditionFactory(released=True, programme=course.programmes.get())

    rows = api(donor).get(reverse(f"api:{name}")).json()["results"]

    assert bool(rows) == (name == "administration-list")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("administration-list", 5),
        ("programme-list", 2),
        ("phase-list", 4),
        ("event-list", 10),
        ("edition-list", 4),
    ],
)
def test_a_list_asks_as_many_queries_of_three_rows_as_of_one(
    api, officer, django_assert_num_queries, name, queries, rows
):
    for _ in range(rows):
        phase = FundingFactory().phase
        HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]))
        EditionFileFactory(edition=EditionFactory(released=True, programme=phase.programme, phase=phase))
    client = api(AccountFactory(auditor=True))
    # Django remembers the kinds of records for the process, and some lists are kept for a minute.
    client.get(reverse(f"api:{name}"), {"page_size": 7})

    with django_assert_num_queries(queries):
        assert client.get(reverse(f"api:{name}")).json()["count"] == rows


def test_an_event_tells_its_counts_and_names_nobody(api, officer, course):
    answer = api(officer).get(reverse("api:event-detail", args=[course.pk]))

    event = answer.json()
    assert (event["named_participants"], event["unnamed_participants"]) == (1, 9)
    assert event["programmes"] == ["APSP"]
    assert [row["people"] for row in event["headcounts"]] == [9]
    assert b"Xylophonia" not in answer.content


def test_an_event_one_may_not_see_is_not_found(api, donor, course):
    assert api(donor).get(reverse("api:event-detail", args=[course.pk])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_events_are_read_only(api, administrator, course, method):
    answer = getattr(api(administrator), method)(reverse("api:event-detail", args=[course.pk]), {})

    assert answer.status_code in {403, 405}


# Figures


def test_a_figure_comes_with_unit_definition_and_evidence(api, officer, course):
    answer = ask(api(officer), indicator="participations", programme="APSP", phase="2", topic="controls")

    figure = answer.json()
    assert (answer.status_code, figure["value"], figure["shown"]) == (200, 10, "10")
    assert figure["unit"] == "participations"
    assert figure["definition"]
    assert figure["evidence"].startswith("http://testserver/evidence/?indicator=participations")


def test_a_range_has_no_single_value(api, officer):
    HeadcountFactory(people=10)
    HeadcountFactory(people=10)

    figure = ask(api(officer), indicator="people").json()

    assert (figure["value"], figure["low"], figure["high"]) == (None, 10, 20)


def test_a_figure_not_recorded_is_null_and_not_zero(api, officer):
    EventFactory()

    figure = ask(api(officer), indicator="participations").json()

    assert (figure["value"], figure["not_recorded"], figure["shown"]) == (None, 1, "not recorded")


def test_a_figure_is_split_by_a_dimension(api, officer, course):
    groups = ask(api(officer), indicator="participations", by="programme").json()["groups"]

    assert [(group["label"], group["value"]) for group in groups] == [("APSP", 10)]


@pytest.mark.parametrize(
    ("params", "field", "words"),
    [
        ({}, "indicator", "participations"),
        ({"indicator": "happiness"}, "indicator", "participations"),
        ({"indicator": "people", "by": "colour"}, "by", "administration"),
        ({"indicator": "people", "colour": "blue"}, "colour", "programme"),
        ({"indicator": "people", "programme": "NONSENSE"}, "programme", "APSP"),
        ({"indicator": "people", "programme": "APSP", "phase": "9"}, "phase", "2"),
        ({"indicator": "people", "year": "MMXX"}, "year", ""),
    ],
)
def test_what_is_not_known_is_refused_with_what_there_is(api, officer, course, params, field, words):
    answer = ask(api(officer), **params)

    assert answer.status_code == 400
    assert words in str(answer.json()[field])


def test_a_donor_counts_only_what_it_pays_for(api, donor, course):
    assert ask(api(donor), indicator="events_held").json()["value"] == 0

    FundingFactory(phase=course.phases.get(), donor=donor.organisation)

    next_request = Account.objects.get(pk=donor.pk)  # what a reader reaches is kept for one request
    assert ask(api(next_request), indicator="participations").json()["value"] == 10


def test_a_split_names_no_programme_the_reader_may_not_see(api, focal_point, course):
    joined = MembershipFactory(administration=focal_point.organisation.administration).programme
    EventFactory(programmes=[joined])

    groups = ask(api(focal_point), indicator="events_held", by="programme").json()["groups"]

    assert [group["label"] for group in groups] == [str(joined)]


@pytest.mark.parametrize("role", ["donor", "focal_point"])
def test_the_share_of_women_is_not_split_into_groups_that_give_away_a_person(api, course, role):
    account = AccountFactory(**{role: True})

    answer = ask(api(account), indicator="share_of_women", by="administration")

    assert answer.status_code == 400
    assert "could give away" in str(answer.json())


# Editions


@pytest.fixture
def woken(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.build_edition, "apply_async", lambda *args, **kwargs: sent.append(kwargs))
    return sent


def order(client, body):
    return client.post(reverse("api:edition-list"), body, format="json")


def test_a_report_is_ordered_and_its_address_is_answered(
    api, course, woken, django_capture_on_commit_callbacks
):
    account = AssignmentFactory(programme=course.programmes.get()).account

    with django_capture_on_commit_callbacks(execute=True):
        answer = order(api(account), {"programme": "APSP", "phase": 2})

    edition = Edition.objects.get()
    assert answer.status_code == 202
    assert answer["Location"].endswith(f"/api/v1/editions/{edition.key}/")
    assert answer.json()["progress"]["state"] == "QUEUED"
    assert len(woken) == Job.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "programme"),
        ({"programme": "NONSENSE"}, "programme"),
        ({"programme": "APSP", "phase": 9}, "phase"),
        ({"programme": "APSP", "phase": "two"}, "phase"),
        ({"programme": "APSP", "starts_on": "2023-01-01"}, "ends_on"),
        ({"programme": "APSP", "starts_on": "2023-12-31", "ends_on": "2023-01-01"}, "ends_on"),
        ({"programme": "APSP", "donor": "Nobody"}, "donor"),
        ({"programme": "APSP", "colour": "blue"}, "colour"),
        ([], "non_field_errors"),
    ],
)
def test_an_order_that_makes_no_sense_names_its_field(api, course, body, field):
    account = AssignmentFactory(programme=course.programmes.get()).account

    answer = order(api(account), body)

    assert answer.status_code == 400
    assert field in answer.json()
    assert not Edition.objects.exists()


def test_a_report_of_a_programme_one_sees_and_does_not_work_on_is_not_allowed(api, officer, course):
    assert order(api(officer), {"programme": "APSP"}).status_code == 403


@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer", "auditor"])
def test_who_builds_no_reports_orders_none(api, course, role):
    assert order(api(AccountFactory(**{role: True})), {"programme": "APSP"}).status_code == 403


def test_a_file_is_fetched_by_who_may_open_the_edition(api, officer, donor):
    file = EditionFileFactory()
    address = reverse("api:edition-file", args=[file.edition.key, "csv"])

    assert api(officer).get(address).content == b"content"
    assert api(donor).get(address).status_code == 404
