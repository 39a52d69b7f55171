"""The year a page is asked for: a programme's own, and whether it may still change."""

import csv
import datetime as dt
import io

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from reports.asking import UnknownQuestion, read_year
from reports.blocks import MOST_ROWS_ON_A_PAGE
from reports.periods import Period
from reports.scope import Scope
from reports.sections.closing import how_closed
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def day(year, month, number):
    return dt.date(year, month, number)


def test_years_from_july_end_in_june_of_the_next():
    assert Period.year_from(2023, 7) == Period(day(2023, 7, 1), day(2024, 6, 30))
    assert Period.year_from(2023, 1) == Period.calendar_year(2023)
    assert Period.year_from(2023, 3).end == day(2024, 2, 29)


def test_days_two_periods_share():
    year, half = Period.calendar_year(2023), Period(day(2023, 7, 1), day(2024, 6, 30))

    assert year.shared_with(half) == Period(day(2023, 7, 1), day(2023, 12, 31))
    assert year.shared_with(Period.calendar_year(2025)) is None


def test_a_programme_is_asked_for_its_own_years():
    own = ProgrammeFactory(year_starts_in=7)

    assert read_year(QueryDict("year=2023-24"), own) == Period.year_from(2023, 7)
    assert read_year(QueryDict("year=1999-00"), own) == Period.year_from(1999, 7)
    for wrong in ("2023", "2023-25", "2023-2024", "x-24", "2023/24"):
        with pytest.raises(UnknownQuestion, match="2023-24"):
            read_year(QueryDict(f"year={wrong}"), own)


def test_a_programme_page_counts_its_own_year_and_leads_to_it(client, officer):
    programme = ProgrammeFactory(code="ROCB", year_starts_in=7)
    for when, people in ((day(2023, 6, 30), 5), (day(2023, 7, 1), 8), (day(2024, 6, 30), 9)):
        event = EventFactory(programmes=[programme], starts_on=when, ends_on=when)
        HeadcountFactory(event=event, people=people)
    client.force_login(officer)

    answer = client.get(f"{programme.get_absolute_url()}?year=2023-24")

    key = answer.context["about"][0].blocks[0].figures
    assert [figure.quantity.low for figure in key if figure.label == "Participations"] == [17]
    assert [(year.label, year.value, year.is_shown) for year in answer.context["years"]] == [
        ("2023/24", "2023-24", True),
        ("2022/23", "2022-23", False),
    ]
    assert "from=2023-07-01&amp;until=2024-06-30" in answer.content.decode()


def words(reader, **about):
    return how_closed(Scope(reader, period=Period.calendar_year(2023), **about))


def test_a_year_is_open_to_it_is_closed_and_open_again_after(officer):
    programme = ProgrammeFactory(short_name="APSP")
    assert "is open" in words(officer, programme=programme)

    period = ClosedPeriodFactory(programme=programme)
    assert "is closed: its figures were reported" in words(officer, programme=programme)

    period.reopened_at = timezone.now()
    period.save()
    assert "is open" in words(officer, programme=programme)


def test_two_closed_halves_close_a_year_and_a_gap_of_a_day_does_not(officer):
    programme = ProgrammeFactory(short_name="APSP")
    ClosedPeriodFactory(programme=programme, starts_on=day(2022, 1, 1), ends_on=day(2023, 6, 30))
    second = ClosedPeriodFactory(programme=programme, starts_on=day(2023, 7, 2), ends_on=day(2024, 1, 1))
    assert "partly closed: APSP from" in words(officer)

    second.starts_on = day(2023, 7, 1)
    second.save()
    assert "is closed: " in words(officer)


def test_which_programmes_are_closed_is_told_by_name(officer):
    ClosedPeriodFactory(programme__short_name="APSP")
    ClosedPeriodFactory(programme__short_name="ROCB", ends_on=day(2023, 6, 30))
    ProgrammeFactory(short_name="MTP")

    assert words(officer) == (
        "2023 is closed for APSP, and partly: ROCB from 1 January 2023 to 30 June 2023."
        " All else may still change."
    )


def test_what_is_closed_of_programmes_the_reader_may_not_see_is_not_told(focal_point):
    ClosedPeriodFactory(programme__short_name="Secret")

    assert "Secret" not in words(focal_point)


def test_of_all_years_nothing_is_said(officer):
    ClosedPeriodFactory()

    assert how_closed(Scope(officer)) == ""


@pytest.mark.parametrize("page", ["region", "programme-page", "administration-page", "funded"])
def test_pages_refuse_what_is_no_year(client, officer, donor, focal_point, page):
    programme = ProgrammeFactory(code="APSP")
    args = {"programme-page": [programme.code], "administration-page": [focal_point.organisation.iso2]}
    client.force_login(donor if page == "funded" else officer)

    answer = client.get(reverse(f"reports:{page}", args=args.get(page, [])) + "?year=soon")

    assert answer.status_code == 400


def test_a_table_too_long_for_a_page_is_cut_and_whole_in_a_file(client, officer):
    topics = TopicFactory.create_batch(MOST_ROWS_ON_A_PAGE + 3)
    HeadcountFactory(event=EventFactory(topics=topics), people=7)
    client.force_login(officer)

    page = client.get(reverse("reports:region")).content.decode()
    file = client.get(reverse("reports:split-file") + "?by=topic")
    lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))

    assert "and 3 more rows" in page
    assert "figures.csv?by=topic" in page
    assert len(lines) == MOST_ROWS_ON_A_PAGE + 3 + 1
    assert {line["participations_low"] for line in lines} == {"7"}
    assert lines[-1]["name"] == "Total"


@pytest.mark.parametrize("query", ["", "by=colour", "by=topic&topic=none", "by=topic&colour=red"])
def test_a_file_of_what_is_not_known_is_refused(client, officer, query):
    client.force_login(officer)

    assert client.get(f"{reverse('reports:split-file')}?{query}").status_code == 400
