"""What a cohort refuses, and what its actions do."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry
from tests.factories.cohorts import (
    CohortAdministrationFactory,
    CohortFactory,
    CohortParticipantFactory,
    CohortStageFactory,
    StageAttendanceFactory,
)
from tests.factories.members import AdministrationFactory, MergeFactory, PersonFactory
from tests.factories.programmes import EventFactory, ParticipationFactory, TopicFactory
from trainers.actions import certifying, cohorts, participants, stages
from trainers.actions.stages import Mark
from trainers.models import CohortAdministration, CohortParticipant, CohortStage

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.COMMAND)
TODAY = dt.date(2024, 1, 1)


def told(refusal):
    return " ".join(refusal.value.messages)


def add(**about):
    return participants.add_participants(participants=[CohortParticipant(**about)], by=BY)


# Who is in it


def test_a_person_is_in_a_cohort_once():
    row = CohortParticipantFactory()

    with pytest.raises(ValidationError, match="in the cohort already"):
        add(
            cohort=row.cohort,
            person=row.person,
            administration=row.administration,
            joined_on=row.joined_on,
        )


def test_nobody_joins_for_an_administration_that_is_not_in_the_group():
    row = CohortParticipantFactory()

    with pytest.raises(ValidationError, match="not in the group"):
        add(
            cohort=row.cohort,
            person=PersonFactory(),
            administration=AdministrationFactory(),
            joined_on=row.joined_on,
        )


def test_a_whole_administration_may_join_a_year_later_and_its_people_not_before():
    cohort = CohortFactory()
    late = CohortAdministrationFactory(cohort=cohort, since_on=dt.date(2023, 1, 1))
    about = {"cohort": cohort, "administration": late.administration}

    with pytest.raises(ValidationError, match="not in the group yet"):
        add(**about, person=PersonFactory(), joined_on=dt.date(2022, 12, 31))
    add(**about, person=PersonFactory(), joined_on=dt.date(2023, 1, 1))

    late.since_on = dt.date(2023, 2, 1)
    with pytest.raises(ValidationError, match="joined before that day"):
        cohorts.save_administration(row=late, by=BY)
    with pytest.raises(ValidationError, match="it stays in the group"):
        cohorts.remove_administration(row=late, by=BY)


def test_nobody_joins_before_the_cohort_starts_nor_does_it_start_after_somebody_joined():
    row = CohortParticipantFactory()

    with pytest.raises(ValidationError, match="had not started"):
        add(
            cohort=row.cohort,
            person=PersonFactory(),
            administration=row.administration,
            joined_on=dt.date(2021, 12, 31),
        )
    row.cohort.starts_on = dt.date(2022, 6, 1)
    with pytest.raises(ValidationError, match="joined the cohort before"):
        cohorts.save_cohort(cohort=row.cohort, topics=[TopicFactory()], by=BY)


def test_nobody_leaves_before_they_joined_or_without_a_reason():
    row = CohortParticipantFactory(joined_on=dt.date(2022, 5, 1))

    with pytest.raises(ValidationError, match="leaves before they join"):
        participants.let_leave(participant=row, left_on=dt.date(2022, 4, 30), reason="Moved", by=BY)
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="Say why"):
        participants.let_leave(participant=row, left_on=dt.date(2022, 6, 30), reason="", by=BY)


def test_who_left_is_replaced_by_one_other_and_stays_gone():
    gone = CohortParticipantFactory()
    about = {"cohort": gone.cohort, "administration": gone.administration, "joined_on": dt.date(2022, 3, 1)}

    with pytest.raises(ValidationError, match="have not left"):
        add(**about, person=PersonFactory(), replaces=gone)
    participants.let_leave(participant=gone, left_on=dt.date(2022, 2, 1), reason="Moved", by=BY)
    add(**about, person=PersonFactory(), replaces=gone)

    with pytest.raises(ValidationError, match="took this place already"):
        add(**about, person=PersonFactory(), replaces=gone)
    with pytest.raises(ValidationError, match="has taken their place"):
        participants.let_leave(participant=gone, left_on=None, reason="", by=BY)
    with pytest.raises(ValidationError, match="has taken their place"):
        participants.remove_participant(participant=gone, by=BY)


def test_nobody_takes_their_own_place_nor_do_people_take_each_others_in_a_circle():
    about = {"left_on": dt.date(2022, 3, 1), "left_reason": "Moved"}
    first = CohortParticipantFactory(**about)
    second = CohortParticipantFactory(cohort=first.cohort, replaces=first, **about)
    third = CohortParticipantFactory(cohort=first.cohort, replaces=second, **about)

    first.replaces = first
    with pytest.raises(ValidationError, match="takes their own place"):
        participants.change_participant(participant=first, by=BY)
    first.replaces = third
    with pytest.raises(ValidationError, match="each other's place"):
        participants.change_participant(participant=first, by=BY)


def test_nobody_takes_the_place_of_somebody_of_another_cohort():
    gone = CohortParticipantFactory(left_on=dt.date(2022, 3, 1), left_reason="Moved")
    row = CohortParticipantFactory()
    row.replaces, row.first_stage = gone, CohortStageFactory()

    with pytest.raises(ValidationError) as refusal:
        participants.change_participant(participant=row, by=BY)

    assert told(refusal) == "The stage is of another cohort. They are in another cohort."


def test_who_was_merged_into_another_meanwhile_joins_as_the_other():
    merge = MergeFactory()
    merge.lost.merged_into = merge.kept
    merge.lost.save()
    group = CohortAdministrationFactory()

    (row,) = add(
        cohort=group.cohort,
        person=merge.lost,
        administration=group.administration,
        joined_on=group.cohort.starts_on,
    )

    assert row.person == merge.kept


def test_people_of_an_events_list_join_with_its_stage_and_those_of_other_administrations_do_not():
    group = CohortAdministrationFactory()
    first = CohortStageFactory(cohort=group.cohort)
    event = EventFactory(starts_on="2022-02-07", ends_on="2022-02-11")
    second = CohortStageFactory(cohort=group.cohort, event=event)
    part = EventFactory(parent=event)
    known = CohortParticipantFactory(cohort=group.cohort, administration=group.administration)
    new = ParticipationFactory(event=part, organisation=group.administration)
    ParticipationFactory(event=event, organisation=group.administration, person=known.person)
    ParticipationFactory(event=event)  # of no administration of the group
    ParticipationFactory(event=event, organisation=group.administration, role="OBSERVER")
    ParticipationFactory(event=event, organisation=group.administration, state="NOMINATED")

    second.refresh_from_db()
    added, outside = participants.take_over(stage=second, by=BY)

    assert [(row.person, row.first_stage, row.joined_on) for row in added] == [
        (new.person, second, dt.date(2022, 2, 7))
    ]
    assert outside == 1
    assert participants.take_over(stage=second, by=BY) == ([], 1)
    with pytest.raises(ValidationError, match="no event"):
        participants.take_over(stage=first, by=BY)


# Stages


def test_a_place_in_the_order_is_given_once_and_an_event_too():
    stage = CohortStageFactory(event=EventFactory())

    with pytest.raises(ValidationError, match="has this place in the order"):
        stages.save_stage(stage=CohortStage(cohort=stage.cohort, position=1, title="Again"), by=BY)
    again = CohortStage(cohort=stage.cohort, position=2, title="Again", event=stage.event)
    with pytest.raises(ValidationError, match="was held as this event"):
        stages.save_stage(stage=again, by=BY)


def test_five_working_groups_and_the_work_between_them_are_made_at_once_and_only_once():
    cohort = CohortFactory()

    made = stages.plan_stages(cohort=cohort, by=BY)

    assert [stage.kind for stage in made] == ["WORKING_GROUP", "INTERSESSIONAL"] * 4 + ["WORKING_GROUP"]
    assert [stage.position for stage in made] == list(range(1, 10))
    with pytest.raises(ValidationError, match="has stages already"):
        stages.plan_stages(cohort=cohort, by=BY)


def test_a_stage_something_rests_on_is_not_removed():
    row = StageAttendanceFactory()

    with pytest.raises(ValidationError, match="not removed"):
        stages.remove_stage(stage=row.stage, by=BY)

    stages.remove_stage(stage=CohortStageFactory(cohort=row.stage.cohort), by=BY)
    assert list(row.stage.cohort.stages.all()) == [row.stage]


def record(stage, row, mark, seen="", today=TODAY):
    return stages.record_attendance(stage=stage, marks=[Mark(row, mark, seen)], today=today, by=BY)


def test_attendance_is_recorded_changed_and_taken_back_and_the_trail_says_so():
    row = CohortParticipantFactory()
    stage = CohortStageFactory(cohort=row.cohort)

    assert record(stage, row, "MISSED") == 1
    assert record(stage, row, "ATTENDED", "MISSED") == 1
    assert record(stage, row, "ATTENDED", "ATTENDED") == 0
    assert stage.attendances.get().mark == "ATTENDED"
    assert record(stage, row, "", "ATTENDED") == 1
    assert not stage.attendances.exists()
    verbs = AuditEntry.objects.filter(content_type__model="stageattendance").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["CREATED", "CHANGED", "REMOVED"]


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten():
    row = StageAttendanceFactory(mark="EXCUSED")

    with pytest.raises(ChangedMeanwhile):
        record(row.stage, row.participant, "MISSED")

    row.refresh_from_db()
    assert row.mark == "EXCUSED"


def test_attendance_is_refused_before_the_stage_and_of_who_is_not_expected():
    gone = CohortParticipantFactory(left_on=dt.date(2021, 12, 31) + dt.timedelta(days=1), left_reason="Moved")
    stage = CohortStageFactory(cohort=gone.cohort, position=2)

    with pytest.raises(ValidationError, match="has not begun"):
        record(stage, gone, "ATTENDED", today=dt.date(2022, 1, 31))
    with pytest.raises(ValidationError, match="not expected"):
        record(stage, gone, "ATTENDED")


# Cohorts


@pytest.mark.parametrize("number", [0, 3])
def test_a_cohort_has_one_topic_or_two(number):
    cohort = CohortFactory()

    with pytest.raises(ValidationError, match="one topic, or two"):
        cohorts.save_cohort(cohort=cohort, topics=TopicFactory.create_batch(number), by=BY)


def test_a_cohort_with_participants_is_not_removed_and_an_empty_one_is_with_all_it_has():
    row, empty = CohortParticipantFactory(), CohortStageFactory().cohort
    CohortAdministrationFactory(cohort=empty)

    with pytest.raises(ValidationError, match="not removed"):
        cohorts.remove_cohort(cohort=row.cohort, by=BY)
    cohorts.remove_cohort(cohort=empty, by=BY)

    assert not CohortStage.objects.exists()
    assert list(CohortAdministration.objects.values_list("cohort", flat=True)) == [row.cohort.pk]


# Certification


def certify(row, day="2023-01-01", exception=""):
    return certifying.certify(
        participant=row,
        certified_on=dt.date.fromisoformat(day),
        exception=exception,
        today=TODAY,
        by=BY,
    )


@pytest.fixture
def complete():
    """Somebody who attended both stages, January and February 2022."""
    row = CohortParticipantFactory()
    for _ in range(2):
        StageAttendanceFactory(participant=row)
    return row


def test_who_attended_every_stage_is_certified(complete):
    assert certify(complete)

    complete.refresh_from_db()
    assert (complete.certified_on, complete.is_exception) == (dt.date(2023, 1, 1), False)


def test_who_joined_late_is_certified_without_the_stages_before(complete):
    late = CohortParticipantFactory(
        cohort=complete.cohort, first_stage=complete.cohort.stages.get(position=2), joined_on="2022-02-01"
    )
    late.refresh_from_db()
    with pytest.raises(certifying.StagesMissing, match="Working Group 2"):
        certify(late)
    StageAttendanceFactory(participant=late, stage=late.first_stage)

    assert certify(late)
    assert not late.is_exception


def test_who_missed_a_stage_is_certified_only_as_an_exception_that_names_its_reason(complete):
    CohortStageFactory(cohort=complete.cohort)

    with pytest.raises(certifying.StagesMissing, match="not known to have attended: Working Group 3"):
        certify(complete)
    certify(complete, exception="Taught the session of Working Group 3")

    complete.refresh_from_db()
    assert (complete.is_exception, complete.exception_reason) == (
        True,
        "Taught the session of Working Group 3",
    )


def test_a_reason_without_a_missing_stage_makes_no_exception(complete):
    certify(complete, exception="To be sure")

    assert (complete.is_exception, complete.exception_reason) == (False, "")


def test_nobody_is_certified_before_the_last_stage_is_over_or_tomorrow(complete):
    with pytest.raises(ValidationError, match="over on 28 February 2022"):
        certify(complete, "2022-02-27", exception="In a hurry")
    with pytest.raises(ValidationError, match="still to come"):
        certify(complete, "2024-01-02")
    assert certify(complete, "2022-02-28")


def test_nobody_is_certified_where_there_is_no_stage_even_as_an_exception():
    with pytest.raises(ValidationError, match="nothing to certify"):
        certify(CohortParticipantFactory(), exception="Well known")


def test_nobody_is_certified_while_it_is_not_known_when_the_last_stage_is(complete):
    CohortStageFactory(cohort=complete.cohort, planned_from=None, planned_to=None)

    with pytest.raises(ValidationError, match="is not recorded"):
        certify(complete, exception="Well known")


def test_nobody_is_certified_after_they_left(complete):
    participants.let_leave(participant=complete, left_on=dt.date(2022, 6, 1), reason="Moved", by=BY)

    with pytest.raises(ValidationError, match="certified after they left"):
        certify(complete)


def test_a_certification_is_taken_back_and_the_trail_keeps_it(complete):
    certify(complete)

    certifying.take_back(participant=complete, today=TODAY, by=Actor(None, Door.COMMAND, "The wrong person"))

    complete.refresh_from_db()
    assert complete.certified_on is None
    entry = AuditEntry.objects.filter(content_type__model="cohortparticipant").latest("pk")
    assert entry.changes["certified_on"] == ["2023-01-01", None]
    assert entry.reason == "The wrong person"


def test_who_is_certified_is_not_taken_off(complete):
    certify(complete)

    with pytest.raises(ValidationError, match="take that back first"):
        participants.remove_participant(participant=complete, by=BY)
    certifying.take_back(participant=complete, today=TODAY, by=BY)
    participants.remove_participant(participant=complete, by=BY)
    assert not CohortParticipant.objects.exists()
