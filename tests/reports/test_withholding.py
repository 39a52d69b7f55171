"""An attribute of few persons is kept back from who may not see those persons."""

import datetime as dt

import pytest
from django.urls import reverse

from members.choices import Sex
from reports.choices import Audience
from reports.indicators.registry import COMPLETIONS, PARTICIPATIONS, SHARE_OF_WOMEN
from reports.measuring.dimensions import ADMINISTRATION, MODE, SPONSOR, TOPIC, YEAR
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.members import AccountFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    AgreementFactory,
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def donor_of():
    """Return a function that makes a representative of a donor, as a request of theirs begins with."""
    return lambda donor: AccountFactory(donor=True, organisation=donor)


def total(indicator, scope=None):
    return measure(scope or Scope.public(), [indicator])[indicator]


@pytest.fixture
def few():
    """Four people by name at one event: two women, one of them completed."""
    event = EventFactory()
    for sex, state in (
        (Sex.WOMAN, "COMPLETED"),
        (Sex.WOMAN, "ATTENDED"),
        (Sex.MAN, "ATTENDED"),
        (Sex.MAN, "ATTENDED"),
    ):
        ParticipationFactory(event=event, person=PersonFactory(sex=sex), state=state)
    return event


@pytest.mark.parametrize("indicator", [SHARE_OF_WOMEN, COMPLETIONS], ids=["women", "completions"])
def test_an_attribute_of_few_people_is_kept_back_from_who_may_not_see_them(few, indicator, focal_point):
    for scope in (Scope.public(), Scope(reader=focal_point)):
        assert total(indicator, scope) == Quantity.withheld(indicator.unit_kind, 5)
        assert total(indicator, scope).shown() == "withheld"


@pytest.mark.parametrize("indicator", [SHARE_OF_WOMEN, COMPLETIONS], ids=["women", "completions"])
def test_it_is_told_to_who_may_see_them_and_not_in_what_they_write_for_others(few, indicator, officer):
    assert total(indicator, Scope(reader=officer)).low
    assert total(indicator, Scope(reader=officer, for_others=True)).is_withheld


def test_a_focal_point_is_told_of_its_own_few(few, focal_point):
    own = focal_point.organisation.administration
    ParticipationFactory(event=few, organisation=own, person=PersonFactory(sex=Sex.WOMAN))

    assert total(SHARE_OF_WOMEN, Scope(reader=focal_point, administration=own)).low == 100


def test_of_five_people_it_is_told(few):
    ParticipationFactory(event=few, person=PersonFactory(sex=Sex.WOMAN))

    assert total(SHARE_OF_WOMEN).low == 60
    assert total(COMPLETIONS).low == 1


def women_of(programme, number, year=2023, **about):
    """Hold an event of a programme at which so many women were."""
    event = EventFactory(programmes=[programme], **dates_in(year), **about)
    for _ in range(number):
        ParticipationFactory(event=event, person=PersonFactory(sex=Sex.WOMAN))
    return event


def dates_in(year):
    return {"starts_on": dt.date(year, 5, 4), "ends_on": dt.date(year, 5, 8)}


def told(indicator, *by, scope=None):
    """Return what is told of each group: its label and the figure in words."""
    groups = measure(scope or Scope.public(), [indicator], by=[by]).by(*by)
    return {" ".join(group.labels): group[indicator].shown() for group in groups}


def test_a_year_is_kept_back_with_another_that_would_give_it_away():
    programme = ProgrammeFactory(code="APSP")
    for year, number in ((2021, 9), (2022, 6), (2023, 2)):
        women_of(programme, number, year)

    assert told(SHARE_OF_WOMEN, YEAR) == {"2021": "100 %", "2022": "withheld", "2023": "withheld"}
    assert total(SHARE_OF_WOMEN).low == 100


def test_the_page_of_one_year_keeps_back_what_the_table_of_all_years_does():
    programme = ProgrammeFactory(code="APSP")
    for year, number in ((2021, 9), (2022, 6), (2023, 2)):
        women_of(programme, number, year)

    asked = {year: Scope.public(period=Period.calendar_year(year)) for year in (2021, 2022, 2023)}
    assert {year: total(SHARE_OF_WOMEN, scope).is_withheld for year, scope in asked.items()} == {
        2021: False,
        2022: True,
        2023: True,
    }


def test_a_programme_is_kept_back_in_which_all_but_a_few_are_of_one_phase():
    phase = PhaseFactory()
    women_of(phase.programme, 8, phases=[phase])
    women_of(phase.programme, 3)
    women_of(ProgrammeFactory(), 20)

    assert total(SHARE_OF_WOMEN, Scope.public(programme=phase.programme, phase=phase)).is_withheld
    assert not total(SHARE_OF_WOMEN, Scope.public(programme=phase.programme)).is_withheld


@pytest.mark.parametrize("by", [MODE, TOPIC, ADMINISTRATION, SPONSOR], ids=lambda by: by.code)
def test_an_attribute_is_split_by_nothing_that_comes_nearer_to_persons(by):
    event = women_of(ProgrammeFactory(), 9, topics=[TopicFactory()])
    EventOrganisationFactory(event=event)

    assert set(told(SHARE_OF_WOMEN, by).values()) <= {"withheld"}


def test_days_that_are_no_year_are_not_told_of(focal_point):
    women_of(ProgrammeFactory(), 9)
    spring = Period(dt.date(2023, 1, 1), dt.date(2023, 6, 30))

    assert total(SHARE_OF_WOMEN, Scope(reader=focal_point, period=spring)).is_withheld
    assert not total(SHARE_OF_WOMEN, Scope(reader=focal_point, period=Period.calendar_year(2023))).is_withheld


def test_participants_by_administration_and_event_stay_official():
    event = women_of(ProgrammeFactory(), 2)

    assert total(PARTICIPATIONS, Scope.public(event=event)).low == 2
    assert set(told(PARTICIPATIONS, ADMINISTRATION).values()) == {"1"}


def test_what_is_withheld_is_said_and_read_again_from_an_edition():
    withheld = Quantity.withheld("percent")

    assert (withheld.shown(), withheld.is_recorded) == ("withheld", False)
    assert Quantity.from_json(withheld.to_json()) == withheld


def test_from_how_many_people_on_it_is_told_is_what_the_agreement_of_the_reader_says(donor_of):
    event, donor = women_of(ProgrammeFactory(), 9), OrganisationFactory()
    FundingFactory(donor=donor, phase=PhaseFactory(programme=event.programmes.get()))
    event.phases.add(donor.funding.get().phase)
    scope = {"audience": Audience.DONOR, "donor": donor}
    assert total(SHARE_OF_WOMEN, Scope(reader=donor_of(donor), **scope)).low == 100

    AgreementFactory(organisation=donor, smallest=10)

    kept = total(SHARE_OF_WOMEN, Scope(reader=donor_of(donor), **scope))
    assert kept.is_withheld
    assert "fewer than 10 people" in kept.remark()
    assert total(SHARE_OF_WOMEN, Scope(reader=donor_of(OrganisationFactory()))) == Quantity.unknown("percent")
    assert total(SHARE_OF_WOMEN).low == 100  # an agreement binds what is told to its party


def test_what_is_written_for_others_keeps_the_largest_number_any_agreement_names(officer, donor_of):
    women_of(ProgrammeFactory(), 9)
    assert not total(SHARE_OF_WOMEN, Scope(reader=officer, for_others=True)).is_withheld

    AgreementFactory(smallest=10)
    AgreementFactory(smallest=3)
    officer = type(officer).objects.get(pk=officer.pk)

    assert total(SHARE_OF_WOMEN, Scope(reader=officer, for_others=True)).is_withheld
    assert not total(SHARE_OF_WOMEN, Scope(reader=officer)).is_withheld


def test_a_smaller_number_is_for_its_party_alone(few, officer, donor_of):
    programme = few.programmes.get() if few.programmes.exists() else ProgrammeFactory()
    phase = PhaseFactory(programme=programme)
    few.programmes.add(programme)
    few.phases.add(phase)
    donor = FundingFactory(phase=phase).donor
    AgreementFactory(organisation=donor, smallest=3)

    own = Scope(reader=donor_of(donor), audience=Audience.DONOR, donor=donor)
    assert total(SHARE_OF_WOMEN, own).low == 50
    assert total(SHARE_OF_WOMEN).is_withheld
    assert total(SHARE_OF_WOMEN, Scope(reader=officer, for_others=True)).is_withheld


def test_the_smallest_group_is_said_in_api_page_and_evidence(client, donor_of):
    donor = FundingFactory(phase=PhaseFactory()).donor
    phase = donor.funding.get().phase
    women_of(phase.programme, 9, phases=[phase])
    AgreementFactory(organisation=donor, smallest=10)
    client.force_login(donor_of(donor))

    answer = client.get(reverse("api:figure-list"), {"indicator": "share_of_women"}).json()

    assert (answer["withheld"], answer["smallest"], answer["low"]) == (True, 10, None)
    asked = {"indicator": "share_of_women"}
    for page in (
        client.get(reverse("reports:funded")),
        client.get(reverse("reports:programme-page", args=[phase.programme.code])),
        client.get(reverse("reports:evidence"), asked),
    ):
        assert "of fewer than 10 people" in page.content.decode()
