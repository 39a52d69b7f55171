"""Administrations by topic: recounted totals, unknown apart from nothing, light at any size."""

import csv
import datetime as dt
import gzip
import io

import pytest
from django.urls import reverse

from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, ParticipationFactory, TopicFactory

pytestmark = pytest.mark.django_db

HEAVIEST = 60_000  # bytes on the line


def matrix(client, account, query="", name="matrix"):
    client.force_login(account)
    return client.get(f"{reverse(f'reports:{name}')}?{query}")


def cells_of(answer):
    """Return the words of each cell by (administration, topic)."""
    table = answer.context["table"]
    heads = [column.heading for column in table.columns]
    return {
        (row[0], head): str(cell) for row in table.rows for head, cell in zip(heads[1:], row[1:], strict=True)
    }


@pytest.fixture
def fiji():
    return AdministrationFactory(member_name="Fiji")


@pytest.fixture
def hs():
    return TopicFactory(name="HS classification", slug="hs")


def test_totals_are_counted_and_not_added_up(client, officer, fiji, hs):
    event = EventFactory(topics=[hs, TopicFactory(name="Valuation")])
    HeadcountFactory(event=event, organisation=fiji, people=4)
    HeadcountFactory(event=EventFactory(), organisation=fiji, people=3)

    cells = cells_of(matrix(client, officer))

    assert cells["Fiji", "HS classification"] == cells["Fiji", "Valuation"] == "4"
    assert cells["Fiji", "No topic recorded"] == "3"
    assert cells["Fiji", "All topics"] == cells["All administrations", "All topics"] == "7"


def test_attendance_without_a_number_is_not_nothing_and_not_zero(client, officer, fiji, hs):
    HeadcountFactory(event=EventFactory(topics=[hs]), organisation=fiji, people=None)
    HeadcountFactory(event=EventFactory(topics=[TopicFactory(name="Valuation")]), people=9)

    answer = matrix(client, officer)

    assert cells_of(answer)["Fiji", "HS classification"] == "not recorded"
    assert 'aria-label="not recorded" class="not-recorded">?</a>' in answer.content.decode()
    assert cells_of(answer)["Fiji", "Valuation"] == ""
    assert "left_out=number_not_recorded" in answer.content.decode()


def test_one_year_and_another_figure_on_request(client, officer, fiji, hs):
    for year in (2022, 2023):
        day = dt.date(year, 5, 5)
        event = EventFactory(topics=[hs], starts_on=day, ends_on=day)
        HeadcountFactory(event=event, organisation=fiji, people=year - 2000)

    assert cells_of(matrix(client, officer, "year=2022"))["Fiji", "HS classification"] == "22"
    assert cells_of(matrix(client, officer, "figure=events_held"))["Fiji", "HS classification"] == "2"
    assert cells_of(matrix(client, officer, "figure=people"))["Fiji", "HS classification"] == "23 to 45"


def test_members_of_the_region_come_first_and_everybody_else_on_request(client, officer, fiji, hs):
    afar = AdministrationFactory(member_name="Peru", wco_region="Americas")
    event = EventFactory(topics=[hs])
    HeadcountFactory(event=event, organisation=afar, people=5)
    HeadcountFactory(event=event, organisation=None, people=6)

    first = cells_of(matrix(client, officer))
    others = cells_of(matrix(client, officer, "rows=others"))

    assert first["Fiji", "HS classification"] == ""  # a Member nobody reached stands there, empty
    assert ("Peru", "HS classification") not in first
    assert others["Peru", "HS classification"] == "5"
    assert others["Not split, or of other bodies", "HS classification"] == "6"
    assert first["All administrations", "All topics"] == others["All administrations", "All topics"] == "11"


def test_more_people_stand_on_darker_ground(client, officer, fiji, hs):
    HeadcountFactory(event=EventFactory(topics=[hs]), organisation=fiji, people=100)
    HeadcountFactory(event=EventFactory(topics=[hs]), organisation=AdministrationFactory(), people=4)

    page = matrix(client, officer).content.decode()

    assert page.count("shade-5") == page.count("shade-1") == 1


def test_a_focal_point_counts_the_region_and_reads_no_name(client, focal_point, hs):
    ParticipationFactory(event=EventFactory(topics=[hs]), person__family_name="Tuimavave")

    answer = matrix(client, focal_point)

    assert cells_of(answer)["All administrations", "All topics"] == "1"
    assert "Tuimavave" not in answer.content.decode()


def test_the_matrix_is_closed_to_who_may_not_count_the_region(client, donor, master_trainer):
    for account in (donor, master_trainer):
        for name in ("matrix", "matrix-file"):
            assert matrix(client, account, name=name).status_code == 403


def test_an_empty_portal_says_so(client, officer):
    assert "Nothing is recorded here" in matrix(client, officer).content.decode()


@pytest.mark.parametrize(
    "query", ["figure=luck", "rows=all", "colour=red", "year=2023-24", "figure=share_of_women"]
)
def test_what_is_not_known_is_refused_by_name(client, officer, query):
    answer = matrix(client, officer, query)

    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.content.decode()


def test_the_file_has_all_rows_with_numbers_apart_from_words(client, officer, fiji, hs):
    afar = AdministrationFactory(member_name="=Peru", wco_region="Americas")
    HeadcountFactory(event=EventFactory(topics=[hs]), organisation=afar, people=5)
    HeadcountFactory(event=EventFactory(topics=[hs]), organisation=fiji, people=None)

    answer = matrix(client, officer, "year=2023", name="matrix-file")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"].endswith('administrations-by-topic-participations-2023.csv"')
    found = {(line["administration"], line["topic"]): (line["low"], line["given_as"]) for line in lines}
    assert found["'=Peru", "HS classification"] == ("5", "EXACT")
    assert found["Fiji", "HS classification"] == ("", "NOT_RECORDED")
    assert found["All administrations", "All topics"] == ("5", "EXACT")


@pytest.mark.parametrize(("administrations", "region"), [(37, "Asia/Pacific"), (185, "Americas")])
def test_a_full_matrix_is_light(client, officer, administrations, region):
    topics = [TopicFactory(slug=f"coordinated-border-{n}", name=f"Coordinated border {n}") for n in range(45)]
    event = EventFactory(topics=topics)
    for number in range(administrations):
        organisation = AdministrationFactory(member_name=f"Member {number}", wco_region=region)
        HeadcountFactory(event=event, organisation=organisation, people=1 + number)

    answer = matrix(client, officer, "" if region == "Asia/Pacific" else "rows=others")

    assert answer.content.decode().count("topic=coordinated-border") > 1600
    assert len(gzip.compress(answer.content)) < HEAVIEST


@pytest.mark.parametrize("rows", [1, 3])
def test_matrix_query_count_does_not_grow(client, officer, django_assert_num_queries, rows):
    for _ in range(rows):
        HeadcountFactory(event=EventFactory(topics=[TopicFactory()]))
    client.force_login(officer)

    with django_assert_num_queries(22):
        client.get(reverse("reports:matrix"))
    with django_assert_num_queries(15):
        client.get(reverse("reports:matrix-file"))
