"""What was delivered beside events, in figures: each set summed by itself, and nothing of others leaks."""

import datetime as dt
from decimal import Decimal

import pytest

from members.choices import Standing
from programmes.models import Phase, Programme
from reports import sections
from reports.choices import Audience
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.deliverables import (
    AcceptanceTestFactory,
    ComponentFactory,
    ConsignmentFactory,
    DeploymentFactory,
    HandoverFactory,
    OperationFactory,
    OperatorFactory,
    SeizureFactory,
)
from tests.factories.members import AccountFactory, AdministrationFactory, PostingFactory
from tests.factories.programmes import EventFactory, FundingFactory, HeadcountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AccountFactory(administrator=True)


def cells(section, table=0):
    rows = section.blocks[table].rows
    return [tuple(each.low if isinstance(each, Quantity) else each for each in row) for row in rows]


def given(quantity=10, handed=(3, 4), **about):
    consignment = ConsignmentFactory(quantity=quantity, **about)
    AcceptanceTestFactory(consignment=consignment, passed=6)
    AcceptanceTestFactory(consignment=consignment, passed=4, tested_on=None)
    for each in handed:
        HandoverFactory(consignment=consignment, quantity=each)
    return consignment


def test_equipment_is_summed_set_by_set(administrator):
    first = given()
    given(quantity=12, item=first.item, phase=first.phase, handed=(2,))

    section = sections.equipment(Scope(reader=administrator))

    assert cells(section) == [(str(first.item), "devices", 22, 20, 9)]
    assert sorted(row[2:] for row in cells(section, 1)) == [("devices", 10, 10, 7), ("devices", 12, 10, 2)]


def test_equipment_of_a_period_goes_by_the_day_of_each_step_and_says_what_has_none(administrator):
    first = given()
    spring = Period(dt.date(2023, 3, 1), dt.date(2023, 3, 31))

    section = sections.equipment(Scope(reader=administrator, period=spring))

    assert cells(section) == [(str(first.item), "devices", 0, 6, 0)]
    assert [note for note in section.blocks[0].notes if "left out" in note] == [
        "1 acceptance test without a recorded day is left out of the period.",
        "1 consignment without a recorded day is left out of the period.",
    ]


def test_devices_whose_operators_are_gone_or_unknown_are_listed(administrator):
    attended, left = HandoverFactory(quantity=3), HandoverFactory(quantity=2)
    for handover, standing in ((attended, Standing.IN_POST), (left, Standing.LEFT)):
        person = OperatorFactory(handover=handover).person
        PostingFactory(
            person=person,
            organisation=handover.consignment.administration,
            standing=standing,
            known_on=dt.date(2023, 9, 1),
        )

    section = sections.equipment(Scope(reader=administrator))

    here = left.consignment
    assert cells(section, 2) == [(str(here.administration), str(here.item), left.handed_over_on, 2, 1, 1)]


def test_a_report_for_others_does_not_say_who_left(administrator):
    OperatorFactory()

    section = sections.equipment(Scope(reader=administrator, for_others=True))

    assert [block.title for block in section.blocks] == ["Equipment by item", "Equipment by administration"]


def test_a_donor_counts_the_equipment_of_the_phases_it_pays_for(administrator):
    funded = given()
    given(programme=funded.programme)
    donor = FundingFactory(phase=funded.phase).donor
    reader = AccountFactory(donor=True, organisation=donor)

    own = sections.equipment(Scope(reader=reader))
    made_for = sections.equipment(Scope(reader=administrator, audience=Audience.DONOR, donor=donor))

    assert [row[2:] for row in cells(own)] == [row[2:] for row in cells(made_for)] == [(10, 10, 7)]


def test_the_public_and_a_scope_of_events_are_told_of_no_equipment(administrator):
    given()

    assert sections.equipment(Scope.public()) is None
    assert sections.equipment(Scope(reader=administrator, mode="ONLINE")) is None
    assert sections.equipment(Scope(reader=administrator)) is not None


def test_systems_stand_with_the_day_of_each_stage(administrator):
    deployment = DeploymentFactory(assessed_on=dt.date(2019, 5, 2), installed_on=dt.date(2020, 2, 3))

    (row,) = cells(sections.systems(Scope(reader=administrator, programme=deployment.programme)))

    assert row[3:] == ("Installed", dt.date(2019, 5, 2), "", dt.date(2020, 2, 3), "", "")


def test_quantities_of_different_units_are_not_added(administrator):
    operation = OperationFactory()
    for quantity, unit, times in ((12, "KILOGRAM", 2), (Decimal("0.5"), "KILOGRAM", None), (3, "LITRE", 1)):
        SeizureFactory(
            operation=operation,
            quantity=quantity,
            measured_in=unit,
            seizures=times,
            administration=AdministrationFactory(),
        )
    SeizureFactory(operation=OperationFactory(), quantity=900)

    section = sections.operations(Scope(reader=administrator, programme=operation.programme))

    assert cells(section, 1) == [
        ("Ammonium nitrate", 2, Decimal("12.5"), "kilograms"),
        ("Ammonium nitrate", 1, 3, "litres"),
    ]


def test_an_operation_counts_in_the_period_in_which_it_ended(administrator):
    OperationFactory(starts_on=dt.date(2023, 6, 28), ends_on=dt.date(2023, 7, 2))
    june = Period(dt.date(2023, 6, 1), dt.date(2023, 6, 30))
    july = Period(dt.date(2023, 7, 1), dt.date(2023, 7, 31))

    assert sections.operations(Scope(reader=administrator, period=june)) is None
    assert len(cells(sections.operations(Scope(reader=administrator, period=july)))) == 1


def test_a_component_has_the_events_of_its_topic_and_those_online_among_them(administrator):
    component = ComponentFactory()
    for mode, people in (("ONLINE", 21), ("IN_PERSON", 50)):
        event = EventFactory(mode=mode)
        event.programmes.set([component.programme])
        event.topics.set([component.topic])
        HeadcountFactory(event=event, people=people)
    other = EventFactory()
    other.programmes.set([component.programme])
    HeadcountFactory(event=other, people=900)

    section = sections.by_component(Scope(reader=administrator, programme=component.programme))

    assert [row[:4] for row in cells(section)] == [(str(component), 2, 1, 71)]


@pytest.mark.usefixtures("reference")
def test_published_equipment_stands_beside_what_is_recorded_and_is_not_added(administrator):
    apsp = Programme.objects.get(code="APSP")
    first = Phase.objects.get(programme=apsp, number=1)

    section = sections.published_beside_ours(Scope(reader=administrator, programme=apsp, phase=first))

    ours = {row[0]: (row[1], row[2]) for row in cells(section)}
    assert ours["Raman spectrometers given to administrations (Phase 1)"] == (65, 7)
    assert ours["Backscatter x-ray machines given to administrations (Phase 1)"] == (19, 1)


@pytest.mark.usefixtures("reference")
def test_the_completion_report_tells_the_money_and_donor_of_each_phase(administrator):
    told = {}
    for phase in Phase.objects.filter(programme__code="APSP"):
        section = sections.the_phase(Scope(reader=administrator, programme=phase.programme, phase=phase))
        told[phase.number] = section.blocks[1].rows[0][2:4]

    assert told == {
        1: ("Government of Japan", "at least USD 7,250,000"),
        2: ("Government of Japan", "USD 500,000"),
    }


def test_officers_of_one_administration_and_other_agencies_count_at_the_national_event_of_another(
    administrator,
):
    afghanistan, maldives = AdministrationFactory(iso2="AF"), AdministrationFactory(iso2="MV")
    event = EventFactory(level="NATIONAL", host_country=maldives.country)
    HeadcountFactory(event=event, organisation=afghanistan, people=6)
    HeadcountFactory(event=event, organisation=maldives, people=14, sector="CUSTOMS")
    HeadcountFactory(event=event, organisation=maldives, people=5, sector="OTHER_AGENCY")

    section = sections.by_administration(Scope(reader=administrator))

    (table,) = [block for block in section.blocks if hasattr(block, "rows")]
    seats = {row[0]: row[3].low for row in table.rows}
    assert seats == {str(maldives): 19, str(afghanistan): 6, "Total": 25}
