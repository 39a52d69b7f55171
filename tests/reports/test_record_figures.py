"""Figures of what is delivered beside events: one way to them, and rows that add up to them."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse

from programmes.choices import CommitmentState, EventState
from programmes.models import ItemType
from reports.asking import UnknownQuestion
from reports.choices import Audience
from reports.filters import read_question, read_split
from reports.indicators.cascade import CASCADE_TRAINERS
from reports.indicators.deliverables import (
    COMMITMENTS_DONE,
    COMMITMENTS_MADE,
    DEVICES_ACCEPTED,
    DEVICES_CONSIGNED,
    DEVICES_HANDED_OVER,
    OPERATIONS_HELD,
    OPERATORS_TRAINED,
    SYSTEMS_INSTALLED,
    SYSTEMS_LIVE,
)
from reports.indicators.missions import ADMINISTRATIONS_VISITED
from reports.indicators.registry import EVENTS_HELD, EVERY, OF_RECORDS
from reports.indicators.support import (
    FELLOWS,
    FELLOWSHIP_WEEKS,
    SUPPORT_ACTIVITIES,
    SUPPORT_MANAGED,
    SUPPORT_PEOPLE,
    SUPPORT_RECEIVED,
)
from reports.indicators.teaching import POOL
from reports.measuring.dimensions import ADMINISTRATION, EVERY_DIMENSION, ITEM, MODE, PHASE, YEAR
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.evidence import Around
from reports.sections.record_rows import records_counted, records_undated
from tests.factories.cohorts import CohortFactory, CohortParticipantFactory, CohortStageFactory
from tests.factories.deliverables import (
    AcceptanceTestFactory,
    ConsignmentFactory,
    DeploymentFactory,
    HandoverFactory,
    OperationFactory,
    OperatorFactory,
)
from tests.factories.kept import (
    CommitmentFactory,
    FellowshipFactory,
    NeedFactory,
    OfferFactory,
    SupportPersonFactory,
)
from tests.factories.ledger import LedgerLineFactory, SchemeFactory, TeachingLanguageFactory
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory
from tests.factories.missions import MissionFactory, RecommendationFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    MembershipFactory,
    ParticipationFactory,
    TopicFactory,
)
from tests.factories.surveys import EvaluationFactory, QuestionnaireFactory, ReactionFactory
from tests.factories.teaching import CascadeTrainingFactory

pytestmark = pytest.mark.django_db
OF_DIFFERENT_PEOPLE = {
    each.code
    for each in (
        OPERATORS_TRAINED,
        FELLOWS,
        SUPPORT_PEOPLE,
        SUPPORT_MANAGED,
        SUPPORT_RECEIVED,
        CASCADE_TRAINERS,
        POOL,
    )
}
# What is no count: the one questionnaire is answered, every mark is 4, and scores rise from 10 to 15 of 20.
SHARES = {"response_rate": 100, "satisfaction": 4, "score_before": 50, "score_after": 75}


@pytest.fixture
def administrator():
    return AccountFactory(administrator=True)


def value(scope, indicator):
    return measure(scope, [indicator])[indicator].low


def asked(reader, **params):
    question = QueryDict(mutable=True)
    question.update(params)
    return read_question(question, reader)


def test_devices_of_two_tests_and_two_handovers_are_not_multiplied(administrator):
    consignment = ConsignmentFactory(quantity=10)
    AcceptanceTestFactory(consignment=consignment, passed=6)
    AcceptanceTestFactory(consignment=consignment, passed=4)
    HandoverFactory(consignment=consignment, quantity=3)
    HandoverFactory(consignment=consignment, quantity=4)
    scope = Scope(administrator)

    assert value(scope, DEVICES_CONSIGNED) == 10
    assert value(scope, DEVICES_ACCEPTED) == 10
    assert value(scope, DEVICES_HANDED_OVER) == 7


def test_an_officer_taught_on_two_devices_is_one_person(administrator):
    """By name, and as a participant of the hands-on training; others in the room are not counted."""
    consignment = ConsignmentFactory()
    training = EventFactory(state=EventState.HELD)
    officer = ParticipationFactory(event=training, organisation=consignment.administration).person
    ParticipationFactory(event=training)  # of another administration
    first = HandoverFactory(consignment=consignment, training=training)
    OperatorFactory(handover=first, person=officer)
    OperatorFactory(handover=HandoverFactory(consignment=consignment), person=officer)
    OperatorFactory(handover=first, person=PersonFactory())

    assert value(Scope(administrator), OPERATORS_TRAINED) == 2


def test_a_system_counts_on_the_day_of_each_stage(administrator):
    DeploymentFactory(installed_on=dt.date(2020, 2, 3), live_on=dt.date(2021, 4, 5))
    DeploymentFactory(installed_on=dt.date(2020, 7, 8))

    scope = Scope(administrator, period=Period.calendar_year(2020))

    assert value(scope, SYSTEMS_INSTALLED) == 2
    assert value(scope, SYSTEMS_LIVE) == 0
    assert value(scope.narrowed(period=None), SYSTEMS_LIVE) == 1


def test_an_operation_of_two_administrations_is_one_and_stands_under_each(administrator):
    operation = OperationFactory(starts_on=dt.date(2020, 1, 6), ends_on=dt.date(2020, 1, 10))
    first, second = AdministrationFactory(), AdministrationFactory()
    operation.administrations.set([first, second])

    figures = measure(Scope(administrator), [OPERATIONS_HELD], by=[ADMINISTRATION])

    assert figures[OPERATIONS_HELD] == Quantity.exactly(1)
    assert {group.key[0] for group in figures.by(ADMINISTRATION)} == {first.pk, second.pk}
    assert value(Scope(administrator, administration=first), OPERATIONS_HELD) == 1
    assert value(Scope(administrator, administration=AdministrationFactory()), OPERATIONS_HELD) == 0


def test_commitments_that_are_done_are_among_those_made(administrator):
    CommitmentFactory()
    CommitmentFactory(state=CommitmentState.DONE, outcome="Held")

    assert value(Scope(administrator), COMMITMENTS_MADE) == 2
    assert value(Scope(administrator), COMMITMENTS_DONE) == 1


def test_a_donor_counts_what_it_pays_for_and_the_public_nothing(administrator):
    funded = HandoverFactory(quantity=3).consignment
    HandoverFactory(quantity=5, consignment__programme=funded.programme)
    donor = FundingFactory(phase=funded.phase).donor
    reader = AccountFactory(donor=True, organisation=donor)

    assert value(Scope(reader, audience=Audience.DONOR, donor=donor), DEVICES_HANDED_OVER) == 3
    assert value(Scope(administrator, audience=Audience.DONOR, donor=donor), DEVICES_HANDED_OVER) == 3
    assert value(Scope.public(), DEVICES_HANDED_OVER) == 0
    assert value(Scope(administrator), DEVICES_HANDED_OVER) == 8


def test_a_component_a_phase_and_a_cohort_narrow_what_is_counted(administrator):
    topic = TopicFactory()
    here = HandoverFactory(quantity=3, consignment__topic=topic).consignment
    HandoverFactory(quantity=5)

    assert value(Scope(administrator, topics=(topic,)), DEVICES_HANDED_OVER) == 3
    assert value(Scope(administrator, phase=here.phase, programme=here.programme), DEVICES_HANDED_OVER) == 3


def test_what_has_no_mode_is_not_told_by_mode(administrator):
    HandoverFactory()

    with pytest.raises(ValueError, match="devices_handed_over is not split by mode"):
        measure(Scope(administrator), [EVENTS_HELD, DEVICES_HANDED_OVER], by=[MODE])
    with pytest.raises(UnknownQuestion, match="not told by that"):
        asked(administrator, indicator="devices_handed_over", mode="ONLINE")
    with pytest.raises(UnknownQuestion, match="not told by that"):
        asked(administrator, indicator="events_held", item=ItemType.objects.get().slug)


def test_events_are_not_told_by_item(administrator):
    params = QueryDict("indicator=events_held&by=item")
    with pytest.raises(UnknownQuestion, match="There is no “item”"):
        read_split(params, read_question(params, administrator, beside=["by"]), administrator)


@pytest.fixture
def world(administrator):
    """Return a world in which every indicator of records has rows, some of them undated."""
    phase = ConsignmentFactory(quantity=12, consigned_on=None).phase
    about = {"programme": phase.programme, "phase": phase}
    consignment = ConsignmentFactory(**about, quantity=10, consigned_on=dt.date(2023, 1, 9))
    AcceptanceTestFactory(consignment=consignment, passed=6, tested_on=dt.date(2023, 2, 1))
    OperatorFactory(handover=HandoverFactory(consignment=consignment, quantity=3))
    DeploymentFactory(**about, installed_on=dt.date(2022, 2, 3), live_on=dt.date(2023, 4, 5))
    operation = OperationFactory(**about, starts_on=dt.date(2023, 5, 1), ends_on=dt.date(2023, 5, 9))
    operation.administrations.set([AdministrationFactory(), AdministrationFactory()])
    NeedFactory(programme=phase.programme)
    OfferFactory(programme=phase.programme)
    fellow = FellowshipFactory(programme=phase.programme, phase=phase)
    helped = SupportPersonFactory(activity__programme=phase.programme, activity__phase=phase)
    SupportPersonFactory(activity=helped.activity, person=helped.person, side="MANAGED")
    SupportPersonFactory(activity=helped.activity, person=fellow.person, side="MANAGED")
    CommitmentFactory(programme=phase.programme)
    CommitmentFactory(programme=phase.programme, state=CommitmentState.DONE, outcome="Held")
    QuestionnaireFactory(survey__programme=phase.programme, answered=True)
    evaluation = EvaluationFactory(programme=phase.programme)
    ReactionFactory.create_batch(5, evaluation=evaluation)
    scores = {"pre_score": 10, "post_score": 15}
    ParticipationFactory.create_batch(5, event=evaluation.event, **scores)
    mission = MissionFactory(**about)
    MissionFactory(**about, administration=mission.administration)
    done = {"answer": "ACCEPTED", "answered_on": dt.date(2023, 12, 1), "state": CommitmentState.DONE}
    RecommendationFactory(mission=mission, **done, outcome="Published", state_on=dt.date(2024, 1, 1))
    RecommendationFactory(mission=mission)
    _world_of_teaching(phase.programme)
    return phase


def _world_of_teaching(programme):
    """A cohort of ten that goes on, with one of each fate; the pool, and a cascade training."""
    scheme = SchemeFactory(programme=programme)
    cohort = CohortFactory(programme=programme, topics=[TopicFactory()], scheme=scheme, ends_on=None)
    stages = [CohortStageFactory(cohort=cohort), CohortStageFactory(cohort=cohort, planned_to=None)]
    CohortParticipantFactory.create_batch(8, cohort=cohort, certified_on="2023-12-01")
    CohortParticipantFactory(cohort=cohort, first_stage=stages[1])
    CohortParticipantFactory(cohort=cohort, left_on="2022-01-31", left_reason="Moved")
    line = LedgerLineFactory(scheme=scheme)
    TeachingLanguageFactory(person=line.person)
    CascadeTrainingFactory(programme=programme, other_agency=2, women=7, hours=6)


@pytest.mark.parametrize("code", OF_RECORDS)
def test_the_records_add_up_to_the_figure(world, administrator, code):
    indicator = OF_RECORDS[code]
    rows = records_counted(Around(Scope(administrator)), indicator, most=50)
    if indicator.unit_kind == "percent":
        return  # a share of the rows, and no sum of them
    if indicator.code in OF_DIFFERENT_PEOPLE:
        added = len({row.fact.person_id for row in rows.rows})
    elif code in SHARES:
        added = SHARES[code]
    elif indicator is ADMINISTRATIONS_VISITED:
        added = len({row.fact.administration_id for row in rows.rows})
    else:
        added = sum(row.amount if indicator.amount else 1 for row in rows.rows)

    assert rows.total == rows.shown == len(rows.rows) > 0
    assert value(Scope(administrator), indicator) == added


@pytest.mark.parametrize("code", OF_RECORDS)
def test_each_group_leads_to_its_own_records(world, administrator, code):
    indicator = OF_RECORDS[code]
    for dimension in EVERY_DIMENSION.values():
        if not indicator.is_split_by(dimension):
            continue
        scope = Scope(administrator)
        groups = measure(scope, [indicator], by=[dimension]).by(dimension, missing="none")
        addresses = addresses_of(scope, [dimension], [group.key for group in groups])
        assert groups
        for group in groups:
            if address := addresses(indicator, group.key):
                question = read_question(QueryDict(urlsplit(address).query), administrator)
                assert question.answer() == group[indicator], address
                rows = records_counted(Around(question.scope, question.places), indicator, most=50)
                assert bool(rows.total) == bool(group[indicator].low)
            else:
                assert group.key == (None,) or dimension is PHASE


@pytest.mark.parametrize("code", OF_RECORDS)
def test_the_page_of_evidence_and_the_api_say_the_same(world, administrator, client, code):
    client.force_login(administrator)

    days = {"from": "2022-01-01", "until": "2024-12-31"}
    page = client.get(reverse("reports:evidence"), {"indicator": code, **days})
    by = "year" if EVERY[code].is_split_by(YEAR) else "programme"
    answer = client.get(reverse("api:figure-list"), {"indicator": code, "by": by}).json()

    assert page.status_code == 200
    assert str(EVERY[code].definition) in page.content.decode()
    assert answer["value"] == pytest.approx(float(value(Scope(administrator), EVERY[code])))
    assert answer["definition"] == str(EVERY[code].definition)


def test_records_no_period_can_place_are_told_as_left_out(world, administrator, client):
    client.force_login(administrator)
    asked = {"indicator": "devices_consigned", "year": "2023"}

    page = client.get(reverse("reports:evidence"), asked).content.decode()
    left_out = client.get(reverse("reports:evidence"), {**asked, "left_out": "undated"}).content.decode()

    assert "No day is recorded" in page
    assert "12 × " not in page
    assert "12 × " in left_out


def test_evidence_is_read_a_page_at_a_time(administrator):
    consignment = ConsignmentFactory(quantity=100)
    for day in (1, 2, 2, 3):
        HandoverFactory(consignment=consignment, quantity=1, handed_over_on=dt.date(2023, 1, day))
    around, seen, after = Around(Scope(administrator)), [], None
    while True:
        page = records_counted(around, DEVICES_HANDED_OVER, most=1, after=after)
        seen += [row.record.pk for row in page.rows]
        after = page.after
        if after is None:
            break

    assert len(seen) == len(set(seen)) == page.total == 4


def test_a_donor_reads_the_records_of_what_it_pays_for_alone(administrator):
    funded = HandoverFactory(quantity=3)
    other = HandoverFactory(quantity=5)
    reader = AccountFactory(donor=True, organisation=FundingFactory(phase=funded.consignment.phase).donor)
    scope = Scope(reader, audience=Audience.DONOR, donor=reader.organisation)

    rows = records_counted(Around(scope), DEVICES_HANDED_OVER, most=10)

    assert [row.record for row in rows.rows] == [funded]
    assert other not in [row.record for row in rows.rows]
    assert records_undated(Around(scope), DEVICES_HANDED_OVER, most=10).total == 0


def test_years_and_items_together_make_a_matrix(administrator):
    first = ConsignmentFactory(quantity=9)
    HandoverFactory(consignment=first, quantity=3, handed_over_on=dt.date(2022, 3, 1))
    HandoverFactory(consignment=first, quantity=4, handed_over_on=dt.date(2023, 3, 1))

    groups = measure(Scope(administrator), [DEVICES_HANDED_OVER], by=[(ITEM, YEAR)]).by(ITEM, YEAR)

    assert [(group.key, group[DEVICES_HANDED_OVER].low) for group in groups] == [
        ((first.item_id, 2022), 3),
        ((first.item_id, 2023), 4),
    ]


def test_70_staff_who_managed_or_received_support_are_counted_once_each(administrator):
    """As the fact sheet of the mechanism says it: who did both, or was helped twice, is one of the 70."""
    staff = PersonFactory.create_batch(70)
    first, second = SupportPersonFactory(person=staff[0]), SupportPersonFactory(person=staff[0])
    for number, person in enumerate(staff[1:], start=1):
        side = "MANAGED" if number % 3 else "RECEIVED"
        SupportPersonFactory(activity=first.activity, person=person, side=side)
        if number % 7 == 0:
            SupportPersonFactory(activity=second.activity, person=person, side="MANAGED")
    scope = Scope(administrator)

    assert value(scope, SUPPORT_PEOPLE) == 70
    assert value(scope, SUPPORT_ACTIVITIES) == 2
    assert value(scope, SUPPORT_MANAGED) + value(scope, SUPPORT_RECEIVED) > 70


def test_a_person_stands_under_where_they_worked_and_the_total_is_no_sum(administrator):
    row = SupportPersonFactory()
    moved = AdministrationFactory()
    SupportPersonFactory(person=row.person, organisation=moved.organisation_ptr)

    figures = measure(Scope(administrator), [SUPPORT_PEOPLE], by=[ADMINISTRATION])

    assert figures[SUPPORT_PEOPLE] == Quantity.exactly(1)
    assert sorted(group[SUPPORT_PEOPLE].low for group in figures.by(ADMINISTRATION)) == [1, 1]
    assert value(Scope(administrator, administration=moved), SUPPORT_PEOPLE) == 1


def test_fellowships_are_counted_in_persons_and_weeks_by_their_last_day_and_are_no_events(administrator):
    fellow = FellowshipFactory(starts_on=dt.date(2022, 12, 5), ends_on=dt.date(2023, 3, 17))
    FellowshipFactory(person=fellow.person, starts_on=dt.date(2023, 6, 5), ends_on=dt.date(2023, 6, 12))
    for state in ("PLANNED", "UNDER_WAY", "CANCELLED"):
        FellowshipFactory(state=state)
    year = Scope(administrator, period=Period.calendar_year(2023))

    assert value(year, FELLOWS) == 1
    assert value(year, FELLOWSHIP_WEEKS) == fellow.weeks + 2 == 17
    assert value(Scope(administrator, period=Period.calendar_year(2022)), FELLOWS) == 0
    assert value(Scope(administrator), EVENTS_HELD) == 0


def test_a_focal_point_counts_all_fellows_and_opens_its_own_alone(administrator):
    own = FellowshipFactory()
    MembershipFactory(programme=own.programme, administration=own.administration)
    FellowshipFactory(programme=own.programme)
    reader = AccountFactory(focal_point=True, organisation=own.administration.organisation_ptr)

    rows = records_counted(Around(Scope(reader)), FELLOWS, most=10)

    assert value(Scope(reader), FELLOWS) == 2
    assert (rows.total, rows.shown) == (2, 1)
    assert [row.record for row in rows.rows] == [own]
