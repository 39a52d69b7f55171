"""Those who took part as donors want them counted: one rule each, in a version, named in the report."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from programmes.choices import CountingRule
from reports import documents
from reports.choices import Audience
from reports.documents.kinds import COMPLETION_REPORT, DONOR_PORTFOLIO
from reports.indicators.rules import PEOPLE_WHO_COMPLETED, RULES, people_once_a_year
from reports.measuring.dimensions import YEAR
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections import counted_as_agreed
from tests.factories.members import PersonFactory
from tests.factories.programmes import (
    AgreementFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(programme=ProgrammeFactory(year_starts_in=7), number=1)


@pytest.fixture
def funding(phase):
    return FundingFactory(phase=phase)


def event_on(phase, day, **about):
    return EventFactory(programmes=[phase.programme], phases=[phase], starts_on=day, ends_on=day, **about)


@pytest.fixture
def world(phase):
    """Six officers: one at three events in two reporting years, the others once; four completed."""
    often, *others = PersonFactory.create_batch(6)
    days = [dt.date(2022, 6, 30), dt.date(2022, 7, 1), dt.date(2023, 6, 30)]
    for day in days:
        ParticipationFactory(event=event_on(phase, day), person=often, state="COMPLETED")
    event = event_on(phase, dt.date(2023, 1, 10))
    for number, person in enumerate(others):
        ParticipationFactory(event=event, person=person, state="COMPLETED" if number < 3 else "ATTENDED")


@pytest.mark.usefixtures("world")
def test_each_rule_counts_the_same_rows_in_its_own_way(phase, administrator):
    scope = Scope(administrator, programme=phase.programme)

    counted = {
        word: measure(scope, [rule.indicator(7)])[rule.indicator(7)].low for word, rule in RULES.items()
    }

    assert counted == {
        CountingRule.PARTICIPATIONS: 8,
        CountingRule.ONCE_A_YEAR: 7,  # the first ended on the last day of 2021/22
        CountingRule.COMPLETED_ONCE: 4,
    }


@pytest.mark.usefixtures("world")
def test_the_reporting_year_decides_who_is_counted_twice(phase, administrator):
    scope = Scope(administrator, programme=phase.programme)
    by_calendar, by_fiscal = people_once_a_year(1), people_once_a_year(7)

    assert measure(scope, [by_calendar])[by_calendar].low == 7  # 2022 and 2023
    year = Period(dt.date(2022, 7, 1), dt.date(2023, 6, 30))
    assert measure(scope.narrowed(period=year), [by_fiscal])[by_fiscal] == Quantity.exactly(6)
    assert measure(scope.narrowed(period=year), [by_calendar])[by_calendar] == Quantity.exactly(7)


@pytest.mark.usefixtures("world")
def test_the_years_of_the_rule_add_up_to_its_total(phase, administrator):
    once = people_once_a_year(1)

    figures = measure(Scope(administrator, programme=phase.programme), [once], by=[YEAR])

    assert sum(group[once].low for group in figures.by(YEAR)) == figures[once].low


def test_people_without_names_make_a_range_and_never_completed(phase, administrator):
    HeadcountFactory(event=event_on(phase, dt.date(2022, 5, 1)), people=30)
    ParticipationFactory.create_batch(5, event=event_on(phase, dt.date(2022, 5, 2)), state="COMPLETED")
    once = people_once_a_year(1)

    figures = measure(Scope(administrator, programme=phase.programme), [once, PEOPLE_WHO_COMPLETED])

    assert (figures[once].low, figures[once].high) == (30, 35)
    assert (figures[PEOPLE_WHO_COMPLETED].low, figures[PEOPLE_WHO_COMPLETED].not_recorded) == (5, 30)


def test_who_completed_is_not_told_of_few_people(phase, administrator):
    ParticipationFactory.create_batch(3, event=event_on(phase, dt.date(2022, 5, 2)), state="COMPLETED")

    figures = measure(
        Scope(administrator, programme=phase.programme, for_others=True), [PEOPLE_WHO_COMPLETED]
    )

    assert figures[PEOPLE_WHO_COMPLETED].is_withheld


def test_no_rule_counts_what_the_donor_does_not_pay_for(phase, funding, donor):
    ParticipationFactory.create_batch(6, event=EventFactory(), state="COMPLETED")
    scope = Scope(donor, Audience.DONOR, funding.donor)

    for rule in RULES.values():
        assert not measure(scope, [rule.indicator(1)])[rule.indicator(1)].low


@pytest.mark.usefixtures("world")
def test_the_report_names_the_rule_its_version_and_the_agreement(phase, funding, administrator):
    AgreementFactory(
        organisation=funding.donor,
        programme=phase.programme,
        phase=phase,
        title="Notes of March",
        counting=CountingRule.ONCE_A_YEAR,
        smallest=None,
        valid_from=timezone.localdate(),
    )
    scope = Scope(
        administrator,
        Audience.DONOR,
        funding.donor,
        programme=phase.programme,
        phase=phase,
        for_others=True,
    )

    document = documents.make_document(scope, reference="X", now=timezone.now(), kind=COMPLETION_REPORT)

    (section,) = [each for each in document.sections if each.title == "Counted as agreed"]
    assert "“Each person once in a reporting year”, version 1" in section.intro
    assert "“Notes of March”" in section.intro
    first, *rest = section.blocks[0].rows
    assert first == ("Each person once in a reporting year", 1, Quantity.exactly(7), "people", "agreed")
    assert {row[-1] for row in rest} == {"for comparison"}


def test_without_an_agreed_rule_or_a_donor_nothing_is_said_of_it(phase, funding, administrator):
    AgreementFactory(organisation=funding.donor, programme=phase.programme, counting="")
    about = {"programme": phase.programme, "phase": phase}

    assert counted_as_agreed(Scope(administrator, Audience.DONOR, funding.donor, **about)) is None
    assert counted_as_agreed(Scope(administrator, **about)) is None


@pytest.mark.usefixtures("world")
def test_a_portfolio_names_the_rule_of_each_phase_and_makes_no_sum(phase, funding, administrator):
    AgreementFactory(
        organisation=funding.donor,
        programme=phase.programme,
        title="Notes of March",
        counting=CountingRule.ONCE_A_YEAR,
        smallest=None,
    )
    other = FundingFactory(donor=funding.donor).phase
    HeadcountFactory(event=event_on(other, dt.date(2023, 2, 3)), people=30)
    FundingFactory()  # another donor's
    scope = Scope(administrator, Audience.DONOR, funding.donor, for_others=True)

    document = documents.make_document(scope, reference="X", now=timezone.now(), kind=DONOR_PORTFOLIO)

    (section,) = [each for each in document.sections if each.title == "Counting rules"]
    rows = {row[0]: row[1:] for row in section.blocks[0].rows}
    assert rows == {
        str(phase): (
            "Each person once in a reporting year",
            1,
            Quantity.exactly(7),
            "people",
            "Notes of March",
        ),
        str(other): (
            "All participations",
            1,
            Quantity.exactly(30),
            "participations",
            "no agreement names a rule",
        ),
    }


def test_the_agreement_of_the_phase_goes_before_that_of_the_programme(phase, funding, administrator):
    about = {"organisation": funding.donor, "programme": phase.programme, "smallest": None}
    AgreementFactory(**about, counting=CountingRule.PARTICIPATIONS)
    AgreementFactory(**about, phase=phase, counting=CountingRule.COMPLETED_ONCE)
    scope = Scope(administrator, Audience.DONOR, funding.donor, programme=phase.programme)

    assert counted_as_agreed(scope).blocks[0].rows[0][0] == "All participations"
    assert (
        counted_as_agreed(scope.narrowed(phase=phase)).blocks[0].rows[0][0].startswith("Only who completed")
    )


def test_a_rule_that_changes_its_meaning_gets_a_new_version():
    said = {
        f"{rule.word} {rule.version}": hashlib.sha256(
            repr(
                [
                    (
                        str(indicator.definition),
                        [(each.aggregate, str(each.where)) for each in indicator.parts],
                    )
                    for indicator in [rule.indicator(1)]
                ]
            ).encode()
        ).hexdigest()[:12]
        for rule in RULES.values()
    }

    assert said == KNOWN, "Raise the version of the rule, and write its new fingerprint down here."


KNOWN = {
    "PARTICIPATIONS 1": "1167e37e6694",
    "ONCE_A_YEAR 1": "04fd9ff68004",
    "COMPLETED_ONCE 1": "91c904548612",
}
