"""What becomes of the lines of a cohort when people are merged, split, or their name is erased."""

import datetime as dt

import pytest

from members.actions.merging import CannotMerge, merge_people
from members.actions.splitting import split_people
from office.audit import Actor
from office.choices import Door
from reports.actions.anonymising import anonymise_person
from tests.factories.cohorts import CohortParticipantFactory, CohortStageFactory, StageAttendanceFactory
from trainers.models import CohortParticipant, StageAttendance

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 5, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def by(officer):
    return Actor(officer, Door.PAGE)


def stored():
    names = ("pk", "person", "left_reason", "replaces")
    marks = StageAttendance.objects.order_by("pk").values_list("pk", "participant", "stage", "mark")
    return list(CohortParticipant.objects.order_by("pk").values_list(*names)), list(marks)


def test_somebody_entered_twice_in_one_cohort_becomes_one_line_and_a_split_undoes_it(by):
    kept = CohortParticipantFactory()
    about = {"cohort": kept.cohort, "administration": kept.administration}
    lost = CohortParticipantFactory(**about)
    both, alone = CohortStageFactory(cohort=kept.cohort), CohortStageFactory(cohort=kept.cohort)
    StageAttendanceFactory(participant=kept, stage=both, mark="MISSED")
    StageAttendanceFactory(participant=lost, stage=both, mark="ATTENDED")
    StageAttendanceFactory(participant=lost, stage=alone, mark="EXCUSED")
    before = stored()

    merge = merge_people(kept=kept.person, lost=lost.person, by=by)

    assert kept.cohort.participants.get() == kept
    assert list(kept.attendances.order_by("stage").values_list("mark", flat=True)) == ["ATTENDED", "EXCUSED"]
    split_people(merge=merge, now=NOW, by=by)
    assert stored() == before


def test_the_line_of_another_cohort_goes_to_the_person_who_is_kept(by):
    kept, lost = CohortParticipantFactory(), CohortParticipantFactory()

    merge_people(kept=kept.person, lost=lost.person, by=by)

    assert set(CohortParticipant.objects.values_list("person", flat=True)) == {kept.person_id}


def test_two_of_whom_one_took_the_others_place_are_not_one(by):
    gone = CohortParticipantFactory(left_on=dt.date(2022, 2, 1), left_reason="Moved")
    after = CohortParticipantFactory(cohort=gone.cohort, replaces=gone, administration=gone.administration)

    with pytest.raises(CannotMerge):
        merge_people(kept=gone.person, lost=after.person, by=by)


def test_when_a_name_is_erased_the_reasons_go_and_the_progress_stays(by):
    row = CohortParticipantFactory(left_on=dt.date(2022, 2, 1), left_reason="Ill for long")
    StageAttendanceFactory(participant=row)

    anonymise_person(person=row.person, now=NOW, by=by)

    row.refresh_from_db()
    assert (row.left_reason, row.left_on) == ("", dt.date(2022, 2, 1))
    assert row.attendances.get().mark == "ATTENDED"
