"""One way to a number: what each indicator counts, what it leaves out, what must never move it."""

import datetime as dt
from decimal import Decimal

import pytest

from members.choices import Sex
from programmes.choices import Accuracy, EventRole, EventState, ParticipationState
from reports.choices import Audience
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    REGISTRY,
    SHARE_OF_WOMEN,
)
from reports.measuring.dimensions import ADMINISTRATION, DIMENSIONS, MODE, PROGRAMME, TOPIC, YEAR
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

YEAR_2023 = Period.calendar_year(2023)


def total(indicator, scope=None, **about):
    return measure(scope or Scope.public(**about), [indicator])[indicator]


def test_participations_add_up_to_the_published_total():
    for people in (21, 10, 50, 18):
        HeadcountFactory(people=people)

    assert total(PARTICIPATIONS) == Quantity.exactly(99)


def test_participations_count_named_and_unnamed_once_each():
    event = EventFactory()
    ParticipationFactory(event=event)
    HeadcountFactory(event=event, people=6)

    assert total(PARTICIPATIONS).low == 7


@pytest.mark.parametrize("role", sorted(set(EventRole.values) - {EventRole.PARTICIPANT}))
def test_only_participants_are_participants(role):
    event = EventFactory()
    HeadcountFactory(event=event, people=4)
    HeadcountFactory(event=event, people=90, role=role)
    ParticipationFactory(event=event, role=role)

    assert total(PARTICIPATIONS).low == 4
    assert total(ADMINISTRATIONS_REACHED).low == 1


@pytest.mark.parametrize("state", sorted(set(EventState.values) - {EventState.HELD}))
def test_only_held_events_are_counted(state):
    HeadcountFactory(event=EventFactory(state=state, state_reason="storm"))
    HeadcountFactory(people=3)

    assert total(PARTICIPATIONS).low == 3
    assert total(EVENTS_HELD).low == 1


@pytest.mark.parametrize("state", ["NOMINATED", "SELECTED", "RESERVE", "DECLINED", "NO_SHOW"])
def test_who_did_not_come_is_not_counted(state):
    ParticipationFactory(state=state)
    ParticipationFactory(state=ParticipationState.ATTENDED)

    assert total(PARTICIPATIONS).low == 1
    assert total(PEOPLE).low == 1


def test_one_officer_at_two_events_is_two_participations_and_one_person():
    officer = PersonFactory()
    ParticipationFactory(person=officer)
    ParticipationFactory(person=officer)

    assert total(PARTICIPATIONS).low == 2
    assert total(PEOPLE) == Quantity.exactly(1)


def test_people_of_the_whole_are_counted_again_and_not_added_up():
    officer = PersonFactory()
    for year in (2022, 2023):
        day = dt.date(year, 5, 5)
        ParticipationFactory(person=officer, event=EventFactory(starts_on=day, ends_on=day))

    figures = measure(Scope.public(), [PEOPLE], by=[YEAR])

    assert [group[PEOPLE].low for group in figures.by(YEAR)] == [1, 1]
    assert figures[PEOPLE].low == 1


def test_people_are_a_range_where_not_everybody_is_named():
    named, unnamed = EventFactory(), EventFactory()
    ParticipationFactory.create_batch(3, event=named)
    HeadcountFactory(event=unnamed, people=20)

    people = total(PEOPLE)

    assert (people.low, people.high) == (20, 23)


def test_people_of_one_event_are_one_number_however_it_is_split():
    event = EventFactory()
    HeadcountFactory(event=event, people=12)
    HeadcountFactory(event=event, people=8)
    ParticipationFactory(event=event)

    assert total(PEOPLE) == Quantity.exactly(21)


def test_nothing_recorded_is_not_zero():
    HeadcountFactory(people=None)

    assert total(PARTICIPATIONS) == Quantity(None, None, not_recorded=1)
    assert not total(PEOPLE).is_recorded
    assert total(EVENTS_HELD).low == 1


def test_recorded_zero_is_zero():
    HeadcountFactory(people=0)

    assert total(PARTICIPATIONS) == Quantity.exactly(0)


def test_events_without_a_number_are_named_beside_the_figure():
    EventFactory()
    HeadcountFactory(people=5)

    assert total(PARTICIPATIONS) == Quantity(5, 5, not_recorded=1)


@pytest.mark.parametrize("accuracy", [Accuracy.ABOUT, Accuracy.AT_LEAST])
def test_a_figure_is_given_as_loosely_as_its_loosest_row(accuracy):
    HeadcountFactory(people=40, accuracy=accuracy)
    HeadcountFactory(people=9)

    assert total(PARTICIPATIONS) == Quantity(49, 49, accuracy)


@pytest.mark.parametrize("accuracy", [Accuracy.ABOUT, Accuracy.AT_LEAST])
def test_what_states_no_number_makes_no_figure_loose(accuracy):
    HeadcountFactory(people=None, accuracy=accuracy, event=EventFactory(stated_accuracy=accuracy))
    HeadcountFactory(people=9)

    assert total(PARTICIPATIONS).accuracy == Accuracy.EXACT
    assert total(PEOPLE).accuracy == Accuracy.EXACT
    assert total(ADMINISTRATIONS_REACHED) == Quantity.exactly(2)


def test_administrations_named_at_two_events_are_reached_once():
    fiji = AdministrationFactory(iso2="FJ")
    HeadcountFactory(organisation=fiji)
    HeadcountFactory(organisation=fiji, people=None)
    HeadcountFactory(organisation=OrganisationFactory())  # no customs administration

    assert total(ADMINISTRATIONS_REACHED) == Quantity.exactly(1)


def test_a_number_of_administrations_without_names_is_that_number():
    EventFactory(stated_administrations=27)

    assert total(ADMINISTRATIONS_REACHED) == Quantity.exactly(27)


def test_stated_administrations_at_two_events_are_a_range():
    EventFactory(stated_administrations=27)
    HeadcountFactory(event=EventFactory(stated_administrations=6))

    reached = total(ADMINISTRATIONS_REACHED)

    assert (reached.low, reached.high) == (27, 27 + 5 + 1)


def test_share_of_women_is_over_those_who_state_it():
    ParticipationFactory(person=PersonFactory(sex=Sex.WOMAN))
    ParticipationFactory(person=PersonFactory(sex=Sex.MAN))
    ParticipationFactory(person=PersonFactory(sex=Sex.NOT_STATED))
    HeadcountFactory(people=10, women=4)
    HeadcountFactory(people=30)

    assert total(SHARE_OF_WOMEN) == Quantity(
        Decimal("41.7"), Decimal("41.7"), unit_kind="percent", not_recorded=31
    )


def test_half_a_tenth_of_a_share_goes_up_as_wherever_numbers_are_shown():
    HeadcountFactory(people=16, women=1)

    assert total(SHARE_OF_WOMEN).low == Decimal("6.3")  # 6.25


def test_share_of_women_is_not_recorded_where_nobody_states_it():
    HeadcountFactory(people=10)

    assert total(SHARE_OF_WOMEN) == Quantity(None, None, unit_kind="percent", not_recorded=10)


def test_completions_are_of_named_people_only(officer):
    ParticipationFactory(state=ParticipationState.COMPLETED)
    ParticipationFactory(state=ParticipationState.ATTENDED)
    HeadcountFactory(people=20)

    assert total(COMPLETIONS, Scope(reader=officer)) == Quantity(1, 1, not_recorded=20)


def test_contact_hours_on_a_parent_count_once():
    parent = EventFactory(contact_hours=Decimal("12.0"))
    EventFactory(parent=parent, contact_hours=Decimal("5.0"))
    EventFactory(parent=parent, contact_hours=Decimal("7.0"))

    assert total(CONTACT_HOURS).low == Decimal("12.0")


def test_a_count_on_the_parent_stands_for_its_parts_once():
    parent = EventFactory()
    EventFactory.create_batch(2, parent=parent)
    HeadcountFactory(event=parent, people=20)

    assert total(PARTICIPATIONS) == Quantity.exactly(20)
    assert total(EVENTS_HELD).low == 2


# Periods


@pytest.mark.parametrize(
    ("ends_on", "counted"),
    [
        (dt.date(2022, 12, 31), 0),
        (dt.date(2023, 1, 1), 1),
        (dt.date(2023, 12, 31), 1),
        (dt.date(2024, 1, 1), 0),
    ],
)
def test_an_event_counts_in_the_period_it_ended_in(ends_on, counted):
    EventFactory(starts_on=dt.date(2022, 12, 30), ends_on=ends_on)

    assert total(EVENTS_HELD, period=YEAR_2023).low == counted


def test_a_month_only_event_counts_where_its_whole_month_lies():
    EventFactory(
        starts_on=None, starts_precision="NONE", ends_on=dt.date(2020, 8, 31), ends_precision="MONTH"
    )
    august = Period(dt.date(2020, 8, 1), dt.date(2020, 8, 31))
    part = Period(dt.date(2020, 8, 15), dt.date(2020, 9, 30))

    assert total(EVENTS_HELD, period=august).low == 1
    assert total(EVENTS_HELD, period=part).low == 0
    assert Scope.public(period=part).left_out().count() == 1


def test_an_event_without_an_end_counts_where_it_began():
    EventFactory(starts_on=dt.date(2020, 3, 1), starts_precision="MONTH", ends_on=None, ends_precision="NONE")

    assert total(EVENTS_HELD, period=Period(dt.date(2020, 3, 1), dt.date(2020, 3, 31))).low == 1
    assert total(EVENTS_HELD, period=Period(dt.date(2020, 3, 1), dt.date(2020, 3, 30))).low == 0


def test_an_undated_event_counts_only_where_no_period_is_asked():
    EventFactory(undated=True)

    assert total(EVENTS_HELD).low == 1
    assert total(EVENTS_HELD, period=YEAR_2023).low == 0
    assert Scope.public(period=YEAR_2023).left_out().count() == 1


# What must never move a total


@pytest.fixture
def an_event():
    event = EventFactory(topics=[TopicFactory()], programmes=[ProgrammeFactory()])
    HeadcountFactory(event=event, people=10, women=4)
    HeadcountFactory(event=event, people=6)
    ParticipationFactory(event=event)
    return event


def values(reader, **about):
    figures = measure(Scope(reader, **about), list(REGISTRY.values()))
    return {code: figures[indicator] for code, indicator in REGISTRY.items()}


def test_another_topic_sponsor_phase_or_programme_moves_no_total(an_event, auditor):
    before = values(auditor)

    an_event.topics.add(TopicFactory())
    an_event.programmes.add(ProgrammeFactory())
    phase = PhaseFactory()
    an_event.phases.add(phase, PhaseFactory())
    EventOrganisationFactory.create_batch(3, event=an_event)

    assert values(auditor) == before
    assert values(auditor, topics=tuple(an_event.topics.all())) == before
    assert values(auditor, programme=an_event.programmes.first()) == before
    assert values(auditor, phase=phase) == before


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=DIMENSIONS)
def test_asking_by_a_dimension_moves_no_total(an_event, auditor, dimension):
    an_event.topics.add(TopicFactory())

    figures = measure(Scope(auditor), list(REGISTRY.values()), by=[dimension, (YEAR, dimension)])

    assert {code: figures[indicator] for code, indicator in REGISTRY.items()} == values(auditor)


def test_one_event_with_two_topics_counts_under_both_and_once_in_total():
    topics = TopicFactory.create_batch(2)
    HeadcountFactory(event=EventFactory(topics=topics), people=8)

    figures = measure(Scope.public(), [PARTICIPATIONS, EVENTS_HELD], by=[TOPIC])

    assert [group[PARTICIPATIONS].low for group in figures.by(TOPIC)] == [8, 8]
    assert [group[EVENTS_HELD].low for group in figures.by(TOPIC)] == [1, 1]
    assert figures[PARTICIPATIONS].low == 8


def test_a_matrix_names_both_its_sides():
    topic, fiji = TopicFactory(name="Valuation"), AdministrationFactory(iso2="FJ", member_name="Fiji")
    HeadcountFactory(event=EventFactory(topics=[topic]), organisation=fiji, people=8)

    (cell,) = measure(Scope.public(), [PARTICIPATIONS], by=[(ADMINISTRATION, TOPIC)]).by(
        ADMINISTRATION, TOPIC
    )

    assert cell.labels == ("Fiji", "Valuation")
    assert cell[PARTICIPATIONS].low == 8


def test_events_without_a_value_stand_last_under_the_given_name():
    EventFactory(topics=[TopicFactory(name="Zebra")])
    EventFactory()

    groups = measure(Scope.public(), [EVENTS_HELD], by=[TOPIC]).by(TOPIC, missing="No topic")

    assert [group.labels[0] for group in groups] == ["Zebra", "No topic"]


def test_one_administration_is_asked_of_its_own_rows_only():
    fiji = AdministrationFactory(iso2="FJ")
    event = EventFactory(stated_administrations=9)
    HeadcountFactory(event=event, organisation=fiji, people=2)
    HeadcountFactory(event=event, people=30)

    scope = Scope.public(administration=fiji)

    assert total(PARTICIPATIONS, scope) == Quantity.exactly(2)
    assert total(ADMINISTRATIONS_REACHED, scope) == Quantity.exactly(1)
    assert total(EVENTS_HELD, scope) == Quantity.exactly(1)


def test_many_indicators_by_what_rows_say_are_one_select_per_fact_set(django_assert_num_queries, an_event):
    indicators = [EVENTS_HELD, PARTICIPATIONS, ADMINISTRATIONS_REACHED, SHARE_OF_WOMEN, COMPLETIONS]

    with django_assert_num_queries(3):
        measure(Scope.public(), indicators, by=[YEAR, MODE, (YEAR, MODE)])


# Who may count what


def test_a_donor_counts_what_it_funds_and_nothing_else(donor):
    phase = PhaseFactory()
    FundingFactory(phase=phase, donor=donor.organisation)
    HeadcountFactory(event=EventFactory(phases=[phase], programmes=[phase.programme]), people=7)
    HeadcountFactory(people=100)

    scope = Scope(reader=donor, audience=Audience.DONOR, donor=donor.organisation)

    assert total(PARTICIPATIONS, scope) == Quantity.exactly(7)


def test_a_donor_cannot_count_for_another_donor(donor):
    other = FundingFactory()
    HeadcountFactory(event=EventFactory(phases=[other.phase]), people=7)

    scope = Scope(reader=donor, audience=Audience.DONOR, donor=other.donor)

    assert total(EVENTS_HELD, scope).low == 0


def test_a_report_for_a_donor_counts_only_what_it_pays_for_though_the_officer_counts_all(officer):
    funding = FundingFactory()
    HeadcountFactory(event=EventFactory(phases=[funding.phase]), people=7)
    HeadcountFactory(people=100)

    assert total(PARTICIPATIONS, Scope(reader=officer)).low == 107
    for_donor = Scope(reader=officer, audience=Audience.DONOR, donor=funding.donor)
    assert total(PARTICIPATIONS, for_donor).low == 7


def test_a_sponsored_event_counts_for_its_sponsor_once_though_it_funds_the_phase_too():
    funding = FundingFactory()
    event = EventFactory(phases=[funding.phase])
    EventOrganisationFactory(event=event, organisation=funding.donor)
    HeadcountFactory(event=event, people=7)
    scope = Scope(reader=AccountFactory(officer=True), audience=Audience.DONOR, donor=funding.donor)

    assert total(PARTICIPATIONS, scope).low == 7


def test_a_focal_point_counts_the_region_beside_its_own(focal_point):
    HeadcountFactory(organisation=focal_point.organisation.administration, people=3)
    HeadcountFactory(people=9)

    assert total(PARTICIPATIONS, Scope(reader=focal_point)).low == 12


@pytest.mark.parametrize("indicator", REGISTRY.values(), ids=REGISTRY)
def test_no_indicator_counts_what_lies_outside_its_reach(indicator, donor, officer):
    event = EventFactory(contact_hours=8)
    woman = PersonFactory(sex=Sex.WOMAN)
    ParticipationFactory(event=event, person=woman, state=ParticipationState.COMPLETED)
    woman.postings.update(standing="IN_POST", known_on=dt.date(2026, 1, 1))

    assert total(indicator, Scope(reader=officer)).low  # something could leak
    outside = total(indicator, Scope(reader=donor, audience=Audience.DONOR, donor=donor.organisation))
    assert not outside.low


@pytest.mark.parametrize("indicator", REGISTRY.values(), ids=REGISTRY)
def test_every_indicator_copes_with_nothing(indicator):
    quantity = total(indicator, period=Period(dt.date(1990, 1, 1), dt.date(1990, 1, 1)))

    assert not quantity.low
    assert quantity.shown()
    assert indicator.unit
    assert len(str(indicator.definition)) > 40


def test_programme_is_a_dimension_of_its_own_labels():
    programme = ProgrammeFactory(short_name="APSP")
    EventFactory(programmes=[programme])

    (group,) = measure(Scope.public(), [EVENTS_HELD], by=[PROGRAMME]).by(PROGRAMME)

    assert group.labels == ("APSP",)


def three_generations(**of_the_whole):
    """Return a whole, its part, and the part of that."""
    whole = EventFactory(**of_the_whole)
    middle = EventFactory(parent=whole)
    return whole, middle, EventFactory(parent=middle)


def test_a_number_two_generations_up_is_the_number_of_the_part():
    whole, _, _ = three_generations()
    HeadcountFactory(event=whole, people=20)

    assert total(PARTICIPATIONS) == Quantity.exactly(20)


def test_hours_of_a_part_of_a_part_stand_for_the_hours_of_the_whole():
    _, _, part = three_generations(contact_hours=30)
    part.contact_hours = 12
    part.save()

    assert total(CONTACT_HOURS).low == 12


def test_a_number_on_a_whole_that_was_not_held_is_nobodys():
    whole = EventFactory(state=EventState.CANCELLED, state_reason="storm")
    EventFactory(parent=whole)
    HeadcountFactory(event=whole, people=20)

    assert total(PARTICIPATIONS) == Quantity(None, None, not_recorded=1)
