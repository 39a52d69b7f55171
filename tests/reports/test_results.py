"""Where a results framework stands: counted where the portal counts, with a light and the rule behind it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from programmes.choices.results import OF_NO_EVENTS, CountedAs
from reports.blocks import canonical
from reports.documents.kinds import ACTIVITY_REPORT
from reports.indicators.registry import EVERY, OF_RECORDS
from reports.periods import Period
from reports.plain import to_plain
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.lights import lit
from reports.sections.missions import missions
from reports.sections.one_result import one_result
from reports.sections.results import results
from reports.sections.standing import indicators_of, standings
from tests.factories.missions import MissionFactory, RecommendationFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ObjectiveFactory,
    PhaseFactory,
    TopicFactory,
)
from tests.factories.results import FrameworkFactory, ResultIndicatorFactory, ResultPeriodFactory

pytestmark = pytest.mark.django_db
AFTER = dt.date(2024, 6, 1)


def light(actual, today=AFTER, *, period=(), **indicator):
    made = ResultPeriodFactory.build(
        indicator=ResultIndicatorFactory.build(framework=FrameworkFactory.build(), **indicator),
        **dict(period),
    )
    found = lit(made, actual if isinstance(actual, Quantity) else Quantity.exactly(actual), today)
    return found.light, found.reached


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (100, ("GREEN", Decimal("100.0"))),
        (99, ("AMBER", Decimal("99.0"))),
        (70, ("AMBER", Decimal("70.0"))),
        (69, ("RED", Decimal("69.0"))),
        (0, ("RED", Decimal("0.0"))),
        (None, (None, None)),
        (Quantity(80, 120), ("AMBER", Decimal("80.0"))),  # of a range the end that is certain
        (Quantity.withheld(), (None, None)),
    ],
)
def test_a_light_after_the_period_is_how_much_of_the_way_is_behind(actual, expected):
    assert light(actual) == expected


def test_the_way_begins_at_the_baseline():
    baseline = {"baseline": 60, "baseline_on": "2022-12-31", "baseline_source": "Survey"}

    assert light(90, **baseline) == ("AMBER", Decimal("75.0"))
    assert light(50, **baseline) == ("RED", Decimal("0.0"))


def test_less_is_better_where_the_indicator_says_so():
    baseline = {"baseline": 200, "baseline_on": "2022-12-31", "baseline_source": "Survey"}

    assert light(100, direction="DOWN", **baseline) == ("GREEN", Decimal("100.0"))
    assert light(180, direction="DOWN", **baseline) == ("RED", Decimal("20.0"))
    assert light(120, direction="DOWN") == ("AMBER", None)
    assert light(Quantity(80, 300), direction="DOWN", **baseline) == ("RED", Decimal("0.0"))


def test_while_a_period_runs_as_much_of_the_way_is_due_as_of_its_days():
    half = dt.date(2023, 7, 2)

    assert light(51, half)[0] == "GREEN"
    assert light(40, half)[0] == "AMBER"
    assert light(30, half)[0] == "RED"
    assert light(100, dt.date(2022, 12, 31)) == (None, None)


def test_an_officer_says_another_light_and_the_rule_is_told_beside_it(auditor):
    indicator = ResultIndicatorFactory()
    about = {"actual": 20, "actual_source": "Minutes", "light": "GREEN", "light_reason": "Moved to 2024."}
    ResultPeriodFactory(indicator=indicator, **about)

    (row,) = table_of(Scope(auditor, programme=indicator.framework.programme)).rows

    assert row[7] == "Green (by the rule: Red)"
    assert row[8] == "typed from: Minutes; Moved to 2024."


def table_of(scope):
    return next(each for each in results(scope).blocks if getattr(each, "columns", None))


def test_what_the_portal_can_count_is_an_indicator_of_it():
    assert set(CountedAs.values) <= set(EVERY)
    assert set(OF_NO_EVENTS) == set(CountedAs.values) & set(OF_RECORDS)


@pytest.fixture
def world():
    """A counted indicator of two years, and events that are and are not to be counted."""
    framework = FrameworkFactory()
    phase, topic = PhaseFactory(programme=framework.programme), TopicFactory()
    indicator = ResultIndicatorFactory(framework=framework, counted_as="participations", topic=topic)
    for year in (2023, 2024):
        ResultPeriodFactory(
            indicator=indicator, starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31), target=30
        )

    def held(day, people, **about):
        linked = {"programmes": [framework.programme], "topics": [topic]} | about
        HeadcountFactory(event=EventFactory(starts_on=day, ends_on=day, **linked), people=people)

    held(dt.date(2023, 5, 1), 21, phases=[phase])
    held(dt.date(2023, 6, 1), 7, topics=[TopicFactory()])
    held(dt.date(2024, 5, 1), 10)
    held(dt.date(2023, 7, 1), 500, programmes=[PhaseFactory().programme])
    return framework, indicator, phase


def actuals(scope, indicator):
    (found,) = [each for each in indicators_of(indicator.framework, scope) if each == indicator]
    return [each.actual.low for each in standings(scope, [found], AFTER)[indicator.pk]]


def test_an_actual_is_counted_of_the_events_the_indicator_is_about(world, auditor):
    framework, indicator, phase = world
    scope = Scope(auditor, programme=framework.programme)

    assert actuals(scope, indicator) == [21, 10]

    indicator.topic = None
    indicator.save()
    assert actuals(scope, indicator) == [28, 10]

    indicator.phase = phase
    indicator.save()
    assert actuals(scope, indicator) == [21, None]


def test_a_cumulative_actual_is_counted_anew_since_the_first_period_began(world, auditor):
    framework, indicator, _phase = world
    indicator.is_cumulative = True
    indicator.save()

    assert actuals(Scope(auditor, programme=framework.programme), indicator) == [21, 31]


def test_a_report_tells_the_version_in_force_at_its_end_and_its_own_periods(world, auditor):
    framework, indicator, _phase = world
    later = FrameworkFactory(
        programme=framework.programme, number=2, reason="Amended", in_force_from="2024-01-01"
    )
    ResultPeriodFactory(indicator__framework=later, indicator__name="New", target=1)
    scope = Scope(auditor, programme=framework.programme)

    of_2023 = scope.narrowed(period=Period.calendar_year(2023))
    told = results(of_2023)

    assert told.intro.startswith("Version 1, in force from 1 January 2023.")
    assert [(row[0], row[3]) for row in table_of(of_2023).rows] == [(indicator.name, "2023")]
    assert results(scope.narrowed(period=Period.calendar_year(2022))) is None
    assert [row[0] for row in table_of(scope).rows] == ["New"]


def test_who_pays_counts_its_part_and_is_told_no_light_of_it(world, donor):
    framework, indicator, phase = world
    FundingFactory(phase=phase, donor=donor.organisation)
    other = ResultIndicatorFactory(
        framework=framework, phase=PhaseFactory(programme=framework.programme), name="Of another phase"
    )
    ResultPeriodFactory(indicator=other)

    rows = table_of(Scope(donor, programme=framework.programme)).rows

    assert [(row[0], row[5].low, row[7]) for row in rows] == [
        (indicator.name, 21, "no light"),
        (indicator.name, None, "no light"),
    ]


def test_the_pages_show_light_evidence_chart_and_history(client, administrator, world):
    framework, indicator, _phase = world
    indicator.objective = ObjectiveFactory(programme=framework.programme, statement="Trade moves faster")
    indicator.split_by = "ADMINISTRATION"
    indicator.save()
    client.force_login(administrator)

    page = client.get(framework.get_absolute_url()).content.decode()
    one = client.get(indicator.get_absolute_url()).content.decode()

    assert "Trade moves faster" in page
    assert "badge-light-" in page
    assert "/evidence/?indicator=participations" in page
    assert "<svg" in one
    assert "by Administration" in one
    assert reverse("reports:record-history", args=["result", indicator.pk]) in one
    for word, record in (("framework", framework), ("result", indicator)):
        assert client.get(reverse("reports:record-history", args=[word, record.pk])).status_code == 200
        assert client.get(reverse("reports:record-readers", args=[word, record.pk])).status_code == 200


def test_an_earlier_version_stays_readable_and_says_so(client, administrator, world):
    framework, _indicator, _phase = world
    FrameworkFactory(programme=framework.programme, number=2, reason="Amended", in_force_from="2024-01-01")
    client.force_login(administrator)

    page = client.get(framework.get_absolute_url()).content.decode()

    assert "A later version has taken its place" in page
    assert "2, from 1 January 2024" in page


def test_a_report_has_the_framework_after_its_key_figures():
    names = [each.__name__ for each in ACTIVITY_REPORT.sections]

    assert names[0] == "key_figures"
    assert names.index("results") < names.index("published_beside_ours")


def test_a_programme_page_tells_the_lights_and_leads_to_the_framework(client, administrator, world):
    framework, _indicator, _phase = world
    client.force_login(administrator)

    page = client.get(framework.programme.get_absolute_url()).content.decode()

    assert f'href="{framework.get_absolute_url()}"' in page


def test_an_indicator_of_missions_is_counted_of_missions(auditor):
    mission = MissionFactory()
    indicator = ResultIndicatorFactory(
        framework__programme=mission.programme, counted_as="missions_held", split_by="MODE"
    )
    ResultPeriodFactory(indicator=indicator)
    ResultPeriodFactory(indicator=indicator, starts_on="2022-01-01", ends_on="2022-12-31")
    MissionFactory()  # of another programme
    scope = Scope(auditor, programme=mission.programme)

    assert actuals(scope, indicator) == [0, 1]
    (found,) = indicators_of(indicator.framework, scope)
    lines = standings(scope, [found], AFTER)[indicator.pk]
    assert [type(each).__name__ for each in one_result(scope, found, lines).blocks] == [
        "ColumnChart",
        "Table",
    ]


def test_missions_are_told_by_number_and_not_by_what_they_said(auditor):
    record = RecommendationFactory(text="In private", mission__title="Diagnosis")
    RecommendationFactory(
        mission=record.mission, state="DONE", outcome="Secret", state_on="2024-01-01", text="Done in private"
    )
    scope = Scope(auditor, programme=record.mission.programme)

    section = missions(scope)
    told = canonical(to_plain(section))

    (line,) = section.blocks[1].rows
    assert line[1:3] == ("Diagnosis", str(record.mission.administration))
    assert line[-2:] == (2, 1)
    assert "private" not in told
    assert "Secret" not in told
    assert missions(scope.narrowed(period=Period.calendar_year(2022))) is None
