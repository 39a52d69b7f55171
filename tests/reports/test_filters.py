"""One gate for what is asked of a figure: known parameters, known values, known to this reader."""

import datetime as dt

import pytest
from django.http import QueryDict

from programmes.choices import EventKind, Mode
from reports.asking import UnknownQuestion, read_year
from reports.choices import Audience
from reports.filters import QUESTION_FIELDS, read_question
from reports.indicators.registry import PARTICIPATIONS, SHARE_OF_WOMEN
from reports.periods import Period
from reports.scope import Scope
from reports.sections import evidence_address
from tests.factories.members import AdministrationFactory, OrganisationFactory
from tests.factories.programmes import FundingFactory, MembershipFactory, PhaseFactory, TopicFactory

pytestmark = pytest.mark.django_db


def asked(reader, text, **more):
    return read_question(QueryDict(text), reader, **more)


def refused(reader, text):
    with pytest.raises(UnknownQuestion) as refusal:
        asked(reader, text)
    return refusal.value


def test_a_question_names_an_indicator_and_a_scope(officer):
    phase = PhaseFactory(number=2, programme__code="APSP")
    topic = TopicFactory(slug="passenger-controls")
    fiji = AdministrationFactory()

    question = asked(
        officer,
        "indicator=participations&programme=apsp&phase=2&topic=passenger-controls"
        f"&administration={fiji.iso2.lower()}&year=2020&mode=in-person&kind=TRAINING&level=",
    )

    assert question.indicator is PARTICIPATIONS
    assert question.scope == Scope(
        officer,
        programme=phase.programme,
        phase=phase,
        topics=(topic,),
        administration=fiji,
        period=Period.calendar_year(2020),
        mode=Mode.IN_PERSON,
        kind=EventKind.TRAINING,
    )


def test_the_address_of_evidence_asks_the_same_question_again(officer):
    phase = PhaseFactory()
    scope = Scope(
        officer,
        audience=Audience.DONOR,
        donor=FundingFactory(phase=phase).donor,
        programme=phase.programme,
        phase=phase,
        topics=(TopicFactory(), TopicFactory()),
        administration=AdministrationFactory(),
        period=Period(dt.date(2019, 4, 1), dt.date(2020, 8, 31)),
        mode="ONLINE",
        level="NATIONAL",
        kind="WORKSHOP",
    )

    address = evidence_address(scope, PARTICIPATIONS)
    question = asked(officer, address.partition("?")[2])

    assert question.scope == scope
    assert question.evidence_url == address


def test_a_calendar_year_is_asked_as_a_year(officer):
    scope = Scope(officer, period=Period.calendar_year(2020))

    assert evidence_address(scope, PARTICIPATIONS).endswith("year=2020")


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("", "indicator", "events_held, participations"),
        ("indicator=people&colour=red", "colour", "administration, cohort, donor"),
        ("indicator=heads", "indicator", "There is no “heads”. There are: events_held"),
        ("indicator=people&programme=X", "programme", "There are: APSP."),
        ("indicator=people&phase=1", "phase", "of which programme"),
        ("indicator=people&programme=APSP&phase=7", "phase", "There are: 2."),
        ("indicator=people&programme=APSP&phase=two", "phase", "There are: 2."),
        ("indicator=people&topic=x", "topic", "There are: rules-of-origin."),
        ("indicator=people&administration=99", "administration", "There is no “99”"),
        ("indicator=people&year=20x3", "year", "write one as 2023"),
        ("indicator=people&year=20233", "year", "write one as 2023"),
        ("indicator=people&year=٢٠٢٣", "year", "write one as 2023"),
        ("indicator=people&year=1000", "year", "write one as 2023"),
        ("indicator=people&mode=SEA", "mode", "IN_PERSON"),
        ("indicator=people&kind=PARTY", "kind", "WORKSHOP"),
        ("indicator=people&level=LOW", "level", "NATIONAL"),
        ("indicator=people&donor=x", "donor", "There are: none."),
        ("indicator=people&from=2023-01-01", "until", "both days"),
        ("indicator=people&until=2023-01-01", "from", "both days"),
        ("indicator=people&from=2023-02-01&until=2023-01-01", "until", "before the first"),
        ("indicator=people&from=yesterday&until=2023-01-01", "from", "2023-09-30"),
        ("indicator=people&from=2023-01-01&until=2023-12-31&year=2023", "year", "Give a year, or"),
        ("indicator=people&year=2022&year=2023", "year", "once"),
        ("indicator=people&programme=%00'\"<", "programme", "There is no “·'\"<”"),
    ],
)
def test_what_is_not_known_is_refused_by_name_with_what_there_is(officer, text, field, words):
    PhaseFactory(number=2, programme__code="APSP")
    TopicFactory(slug="rules-of-origin")

    refusal = refused(officer, text)

    assert refusal.field == field
    assert words in refusal.message


def test_several_topics_mean_any_of_them_each_once(officer):
    one, two = TopicFactory(slug="one"), TopicFactory(slug="two")

    assert asked(officer, "indicator=people&topic=two&topic=one&topic=two").scope.topics == (two, one)


def test_a_page_may_have_parameters_of_its_own(officer):
    assert asked(officer, "indicator=people&page=2", beside=("page",)).indicator.code == "people"
    assert refused(officer, "indicator=people&page=2").field == "page"


def test_a_programme_the_reader_may_not_see_is_as_unknown_as_one_that_is_not(focal_point):
    PhaseFactory(programme__code="SECRET")
    MembershipFactory(administration=focal_point.organisation, programme__code="OURS")

    refusal = refused(focal_point, "indicator=people&programme=SECRET")

    assert refusal.message == "There is no “SECRET”. There are: OURS."
    assert asked(focal_point, "indicator=people&programme=OURS").scope.programme.code == "OURS"


def test_a_donor_asks_about_its_own_money_whatever_it_says(donor):
    FundingFactory(donor=OrganisationFactory())
    phase = FundingFactory(donor=donor.organisation, phase__number=1, phase__programme__code="APSP").phase
    PhaseFactory(programme=phase.programme, number=2)

    scope = asked(donor, "indicator=people").scope

    assert (scope.audience, scope.donor) == (Audience.DONOR, donor.organisation)
    assert asked(donor, f"indicator=people&donor={donor.organisation.pk}").scope == scope
    assert refused(donor, "indicator=people&programme=APSP&phase=2").message == (
        "There is no “2”. There are: 1."
    )


def test_nobody_asks_about_the_money_of_another_donor_but_the_secretariat(donor, focal_point, officer):
    other = FundingFactory().donor

    assert refused(donor, f"indicator=people&donor={other.pk}").field == "donor"
    assert refused(focal_point, f"indicator=people&donor={other.pk}").field == "donor"
    assert asked(officer, f"indicator=people&donor={other.pk}").scope.donor == other


@pytest.mark.parametrize("indicator", ["share_of_women", "completions"])
@pytest.mark.parametrize("narrower", ["topic=one", "administration={}", "mode=ONLINE", "kind=WORKSHOP"])
def test_attributes_of_persons_are_not_given_in_small_groups(
    donor, focal_point, officer, indicator, narrower
):
    TopicFactory(slug="one")
    text = f"indicator={indicator}&{narrower}".format(AdministrationFactory().iso2)

    for reader in (donor, focal_point):
        assert "give away a person" in refused(reader, text).message
        assert asked(reader, f"indicator={indicator}&year=2023")
    assert asked(officer, text)


def test_a_focal_point_may_ask_everything_of_its_own_people(focal_point):
    iso2 = focal_point.organisation.iso2
    TopicFactory(slug="one")

    question = asked(focal_point, f"indicator=share_of_women&administration={iso2}&topic=one")

    assert question.indicator is SHARE_OF_WOMEN


def test_a_dashboard_knows_a_year_and_nothing_else():
    assert read_year(QueryDict("year=2023")) == Period.calendar_year(2023)
    assert read_year(QueryDict("")) is None
    with pytest.raises(UnknownQuestion, match="There are: year"):
        read_year(QueryDict("programme=APSP"))


def test_the_fields_of_a_question_are_named_for_whoever_describes_them():
    assert QUESTION_FIELDS[0] == "indicator"
    assert {"programme", "phase", "topic", "administration", "year", "kind", "mode", "level"} < set(
        QUESTION_FIELDS
    )
