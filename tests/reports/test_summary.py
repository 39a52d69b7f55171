"""The year in a few sentences of its figures, the strategic plan, and abbreviations."""

import datetime as dt

import pytest

from reports.periods import Period
from reports.scope import Scope
from reports.sections.plans import strategic_plan
from reports.sections.summary import abbreviations, executive_summary
from tests.factories.members import AdministrationFactory
from tests.factories.missions import MissionFactory
from tests.factories.programmes import (
    EventFactory,
    HeadcountFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2017, 7, 1), dt.date(2018, 6, 30))


def held(programme, day, **about):
    event = EventFactory(starts_on=day, ends_on=day, programmes=[programme], **about)
    HeadcountFactory(event=event, people=10, organisation=AdministrationFactory())


def test_the_summary_says_what_the_year_held(auditor):
    programme = ProgrammeFactory(short_name="ROCB A/P")
    held(programme, dt.date(2017, 12, 4), level="SUB_REGIONAL")
    held(programme, dt.date(2018, 1, 15), level="REGIONAL", kind="ACCREDITATION")
    held(programme, dt.date(2018, 2, 1), level="NATIONAL")
    held(programme, dt.date(2018, 7, 1), level="REGIONAL")
    MissionFactory(programme=programme, starts_on="2018-03-01", ends_on="2018-03-02")

    (told,) = executive_summary(Scope(auditor, programme=programme, period=YEAR)).blocks[0].paragraphs

    assert "ROCB A/P held 3 events." in told
    assert "Of these, 2 were regional or sub-regional, and 1 was an accreditation workshop." in told
    assert "30 participations were counted, from 3 administrations." in told
    assert "1 mission went to 1 administration." in told


def test_a_single_event_is_told_in_the_singular(auditor):
    programme = ProgrammeFactory(short_name="ROCB A/P")
    held(programme, dt.date(2017, 12, 4), level="SUB_REGIONAL")

    (told,) = executive_summary(Scope(auditor, programme=programme, period=YEAR)).blocks[0].paragraphs

    assert told.endswith(
        "held 1 event. Of these, 1 was regional or sub-regional, and none was an accreditation workshop."
        " 10 participations were counted, from 1 administration."
    )


def test_a_year_without_events_is_told_in_one_sentence(auditor):
    scope = Scope(auditor, programme=ProgrammeFactory(short_name="ROCB A/P"), period=YEAR)

    (told,) = executive_summary(scope).blocks[0].paragraphs

    assert told == "In the period from 1 July 2017 to 30 June 2018, ROCB A/P held no event."


def test_without_a_year_there_is_no_summary(auditor):
    assert executive_summary(Scope(auditor, programme=ProgrammeFactory())) is None


def test_the_strategic_plan_is_the_one_that_holds_the_end_of_the_year(auditor):
    plan = PlanFactory(kind="STRATEGIC", starts_on="2018-01-01", ends_on="2020-12-31", title="2018-2020")
    PlanItemFactory(plan=plan, title="Train the trainers")
    PlanFactory(programme=plan.programme, kind="STRATEGIC", starts_on="2015-01-01", ends_on="2017-12-31")
    scope = Scope(auditor, programme=plan.programme, period=YEAR)

    section = strategic_plan(scope)

    assert [row[1] for row in section.blocks[0].rows] == ["Train the trainers"]
    assert strategic_plan(scope.narrowed(period=Period.calendar_year(2022))) is None


def test_every_abbreviation_stands_once_and_in_order(auditor):
    (table,) = abbreviations(Scope(auditor)).blocks
    shorts = [row[0] for row in table.rows]

    assert len(shorts) == len(set(shorts))
    assert "ROCB" in shorts
