"""How participants stand to the stages of their cohort."""

import datetime as dt

import pytest

from tests.factories.cohorts import (
    CohortFactory,
    CohortParticipantFactory,
    CohortStageFactory,
    StageAttendanceFactory,
)
from tests.factories.programmes import EventFactory, ParticipationFactory
from trainers.choices import Standing
from trainers.models import progress_of

pytestmark = pytest.mark.django_db


def standings(participant):
    (line,) = progress_of(participant.cohort, [participant]).lines
    return [cell.standing for cell in line.cells]


@pytest.fixture
def cohort():
    cohort = CohortFactory()
    CohortStageFactory.create_batch(3, cohort=cohort)
    return cohort


@pytest.fixture
def stages(cohort):
    return list(cohort.stages.in_order())


def test_where_nothing_was_typed_in_it_is_not_recorded_and_not_missed(cohort):
    assert standings(CohortParticipantFactory(cohort=cohort)) == [Standing.NOT_RECORDED] * 3


def test_what_was_typed_in_stands(cohort, stages):
    participant = CohortParticipantFactory(cohort=cohort)
    for stage, mark in zip(stages, ["ATTENDED", "EXCUSED", "MISSED"], strict=True):
        StageAttendanceFactory(participant=participant, stage=stage, mark=mark)

    assert standings(participant) == [Standing.ATTENDED, Standing.EXCUSED, Standing.MISSED]


def test_nobody_is_expected_before_they_joined_or_after_they_left(cohort, stages):
    late = CohortParticipantFactory(cohort=cohort, first_stage=stages[1], joined_on="2022-02-01")
    gone = CohortParticipantFactory(cohort=cohort, left_on=dt.date(2022, 2, 10), left_reason="Moved")

    assert standings(late) == [Standing.BEFORE, Standing.NOT_RECORDED, Standing.NOT_RECORDED]
    assert standings(gone) == [Standing.NOT_RECORDED, Standing.NOT_RECORDED, Standing.AFTER]


def test_who_left_is_not_expected_at_a_stage_without_days_after_one_they_missed_by_leaving(cohort, stages):
    stages[2].planned_from = stages[2].planned_to = None
    stages[2].save()
    gone = CohortParticipantFactory(cohort=cohort, left_on=dt.date(2022, 1, 31), left_reason="Moved")

    assert standings(gone) == [Standing.NOT_RECORDED, Standing.AFTER, Standing.AFTER]


def test_who_attended_a_stage_held_as_an_event_is_read_from_its_list_and_that_of_its_parts(cohort, stages):
    whole = EventFactory()
    part = EventFactory(parent=whole)
    stages[0].event = whole
    stages[0].save()
    at_part, absent, observer, unlisted = (CohortParticipantFactory(cohort=cohort) for _ in range(4))
    ParticipationFactory(event=part, person=at_part.person)
    ParticipationFactory(event=whole, person=absent.person, state="NO_SHOW")
    ParticipationFactory(event=whole, person=observer.person, role="OBSERVER")

    assert standings(at_part)[0] == Standing.ATTENDED
    assert standings(absent)[0] == Standing.MISSED
    assert standings(observer)[0] == Standing.NOT_RECORDED
    assert standings(unlisted)[0] == Standing.NOT_RECORDED


def test_a_list_that_names_people_outweighs_what_was_typed_but_not_why_somebody_did_not_come(cohort, stages):
    event = EventFactory()
    stages[0].event = event
    stages[0].save()
    ParticipationFactory(event=event)  # somebody else: the list names people
    typed, excused = CohortParticipantFactory(cohort=cohort), CohortParticipantFactory(cohort=cohort)
    StageAttendanceFactory(participant=typed, stage=stages[0], mark="ATTENDED")
    StageAttendanceFactory(participant=excused, stage=stages[0], mark="EXCUSED")

    assert standings(typed)[0] == Standing.NOT_RECORDED
    assert standings(excused)[0] == Standing.EXCUSED


def test_where_the_list_of_an_event_names_nobody_what_was_typed_stands(cohort, stages):
    stages[0].event = EventFactory()
    stages[0].save()
    participant = CohortParticipantFactory(cohort=cohort)
    StageAttendanceFactory(participant=participant, stage=stages[0], mark="ATTENDED")

    assert standings(participant)[0] == Standing.ATTENDED


def test_the_curve_counts_those_who_began_apart_from_those_who_joined_later(cohort, stages):
    stayed = CohortParticipantFactory(cohort=cohort)
    CohortParticipantFactory(
        cohort=cohort, administration=stayed.administration, left_on=dt.date(2022, 1, 31), left_reason="Moved"
    )
    CohortParticipantFactory(cohort=cohort, first_stage=stages[2], joined_on="2022-03-01")
    StageAttendanceFactory(participant=stayed, stage=stages[1])

    progress = progress_of(cohort, cohort.participants.select_related("administration"))
    curve = progress.curve()

    assert curve.began == 2
    assert [(step.left_over, step.joined) for step in curve.steps] == [(2, 0), (1, 0), (1, 1)]
    assert [step.attended for step in curve.steps] == [None, 1, None]
    own = progress.curve(stayed.administration)
    assert [step.expected for step in own.steps] == [2, 1, 1]
    assert len(progress.curves()) == 2


def test_the_next_stage_is_the_first_that_is_not_over(cohort, stages):
    progress = progress_of(cohort, [])

    assert progress.next_stage(dt.date(2022, 1, 28)) == stages[0]
    assert progress.next_stage(dt.date(2022, 1, 29)) == stages[1]
    stages[1].planned_from = stages[1].planned_to = None
    stages[1].save()
    progress = progress_of(cohort, [])
    assert progress.next_stage(dt.date(2022, 1, 29)) == stages[1]
    assert progress.next_stage(dt.date(2022, 3, 28)) == stages[2]  # the one without days was before it
    assert progress.next_stage(dt.date(2023, 1, 1)) is None


@pytest.mark.parametrize("people", [1, 5])
def test_progress_takes_the_same_queries_for_any_number_of_people(
    cohort, stages, django_assert_num_queries, people
):
    stages[0].event = EventFactory()
    stages[0].save()
    for _ in range(people):
        row = CohortParticipantFactory(cohort=cohort)
        ParticipationFactory(event=stages[0].event, person=row.person)
        StageAttendanceFactory(participant=row, stage=stages[1])
    rows = cohort.participants.select_related("person", "administration", "first_stage")

    with django_assert_num_queries(5):
        progress_of(cohort, rows)
