"""Published figures: entered with their source, beside ours, and why the two differ."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from programmes.choices import Accuracy
from reports.models import PublishedFigure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.published import difference_of, published_beside_ours
from tests.factories.kept import CommitmentFactory
from tests.factories.members import AccountFactory
from tests.factories.missions import MissionFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
)
from tests.factories.reports import FactSheetFactory, PublishedFigureFactory

pytestmark = pytest.mark.django_db
LIST = reverse("reports:published-list")


@pytest.mark.parametrize(
    ("published", "ours", "words"),
    [
        (Quantity(147, 147), Quantity(99, 99), "48 fewer here"),
        (Quantity(99, 99), Quantity(147, 147), "48 more here"),
        (Quantity(99, 99), Quantity(99, 99), ""),
        (Quantity(99, 99), Quantity(80, 120), ""),
        (Quantity(70, 70, Accuracy.AT_LEAST), Quantity(90, 90), ""),
        (Quantity(99, 99), "", ""),
        (Quantity(99, 99), Quantity.unknown(), ""),
    ],
)
def test_a_difference_is_told_where_both_say_what_they_are(published, ours, words):
    assert difference_of(published, ours) == words


@pytest.fixture
def programme():
    programme = ProgrammeFactory(code="APSP")
    HeadcountFactory(event=EventFactory(programmes=[programme]), people=99)
    return programme


@pytest.fixture
def officer(client, programme):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=programme)
    client.force_login(account)
    return account


def typed(programme, **changed):
    return {
        "version": "1",
        "programme": programme.pk,
        "name": "Officers trained",
        "value": "147",
        "accuracy": "EXACT",
        "unit": "people",
        "indicator": "participations",
        "source": "https://example.org/news",
        "standing": "OPEN",
    } | changed


def test_a_figure_is_entered_stands_beside_ours_and_is_explained(client, officer, programme):
    client.post(reverse("reports:published-new"), typed(programme))

    figure = PublishedFigure.objects.get()
    page = client.get(LIST).content.decode()
    assert "48 fewer here" in page
    assert "badge-postponed" in page
    address = reverse("reports:published-edit", args=[figure.pk])
    refused = client.post(address, typed(programme, standing="EXPLAINED"))
    assert "Say why it differs" in refused.content.decode()
    client.post(address, typed(programme, standing="EXPLAINED", explanation="One event is not entered."))
    assert "One event is not entered." in client.get(LIST).content.decode()
    assert not client.get(LIST, {"difference": "OPEN"}).context["groups"]
    assert client.get(LIST, {"difference": "nonsense"}).status_code == 400


def test_a_report_says_why_a_published_figure_differs(auditor, programme):
    PublishedFigureFactory(
        programme=programme, name="Officers", standing="EXPLAINED", explanation="One is missing."
    )

    (table,) = published_beside_ours(Scope(auditor, programme=programme)).blocks

    assert "Officers: One is missing." in table.notes


def test_the_database_asks_for_the_explanation():
    with pytest.raises(IntegrityError, match="published_figure_explained_in_words"):
        PublishedFigureFactory(standing="EXPLAINED")


def test_a_figure_of_a_fact_sheet_is_not_removed(client, officer, programme):
    figure = PublishedFigureFactory(programme=programme)
    FactSheetFactory(programme=programme, published=figure)
    address = reverse("reports:published-remove", args=[figure.pk])

    assert "take it off there first" in client.post(address, {"reason": "Wrong"}).content.decode()
    assert PublishedFigure.objects.exists()


def test_who_pays_for_a_part_is_told_no_difference(client, programme):
    phase = PhaseFactory(programme=programme)
    funding = FundingFactory(phase=phase)
    PublishedFigureFactory(programme=programme, indicator="participations")
    client.force_login(AccountFactory(donor=True, organisation=funding.donor))

    page = client.get(LIST).content.decode()

    assert "No difference is told" in page
    assert "fewer here" not in page


def test_a_figure_of_a_year_stands_beside_ours_of_that_year(client, officer, programme):
    day = dt.date(2018, 3, 1)
    HeadcountFactory(event=EventFactory(programmes=[programme], starts_on=day, ends_on=day), people=147)
    year = {"starts_on": "2017-07-01", "ends_on": "2018-06-30"}

    client.post(reverse("reports:published-new"), typed(programme, **year))
    told = client.get(LIST)
    (line,) = told.context["groups"][0][1]

    assert (line.ours, line.difference) == (Quantity(147, 147), "")
    assert line.about == "1 July 2017 – 30 June 2018"
    assert "from=2017-07-01&until=2018-06-30" in line.evidence_url
    assert client.get(line.evidence_url).status_code == 200


@pytest.mark.parametrize(
    "days", [{"starts_on": "2018-07-01"}, {"starts_on": "2018-07-01", "ends_on": "2018-06-30"}]
)
def test_a_figure_of_a_year_has_its_first_and_its_last_day(client, officer, programme, days):
    answer = client.post(reverse("reports:published-new"), typed(programme, **days))

    assert "Give the first and the last day it tells of, or neither." in answer.content.decode()
    assert not PublishedFigure.objects.exists()


def test_a_published_figure_of_records_stands_beside_theirs(client, officer, programme):
    MissionFactory(programme=programme)
    MissionFactory()
    CommitmentFactory(programme=programme)
    for name, indicator in (("Missions", "missions_held"), ("Promises", "commitments_made")):
        client.post(
            reverse("reports:published-new"), typed(programme, name=name, indicator=indicator, value=3)
        )

    lines = client.get(LIST).context["groups"][0][1]

    assert [(line.figure.name, line.ours, line.difference) for line in lines] == [
        ("Missions", Quantity(1, 1), "2 fewer here"),
        ("Promises", Quantity(1, 1), "2 fewer here"),
    ]
    assert all(client.get(line.evidence_url).status_code == 200 for line in lines)


def test_workshops_for_the_region_are_counted_beside_those_of_an_annual_report(auditor, programme):
    for kind, level in (
        ("WORKSHOP", "REGIONAL"),
        ("ACCREDITATION", "SUB_REGIONAL"),
        ("WORKSHOP", "NATIONAL"),
        ("MEETING", "REGIONAL"),
    ):
        EventFactory(programmes=[programme], kind=kind, level=level)
    for indicator in ("regional_workshops", "regional_accreditation_workshops"):
        PublishedFigureFactory(programme=programme, name=indicator, value=15, indicator=indicator)

    (table,) = published_beside_ours(Scope(auditor, programme=programme)).blocks

    assert [row[2] for row in table.rows] == [Quantity(2, 2), Quantity(1, 1)]


def test_a_report_of_one_year_leaves_out_what_was_published_of_another(auditor, programme):
    for year in (2016, 2017):
        PublishedFigureFactory(
            programme=programme,
            name=f"Workshops of {year}",
            starts_on=dt.date(year, 7, 1),
            ends_on=dt.date(year + 1, 6, 30),
        )
    PublishedFigureFactory(programme=programme, name="Workshops of all years")
    scope = Scope(auditor, programme=programme, period=Period.year_from(2017, 7))

    (table,) = published_beside_ours(scope).blocks

    assert [row[0].split(" (")[0] for row in table.rows] == ["Workshops of 2017", "Workshops of all years"]
