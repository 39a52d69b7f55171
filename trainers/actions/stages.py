"""Entering the stages of a cohort, and who came to those without a list of their own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor, ChangedMeanwhile
from trainers.actions.locking import lock
from trainers.choices import StageKind, StageMark, Standing
from trainers.models import Cohort, CohortParticipant, CohortStage, StageAttendance, progress_of

WORKING_GROUPS = 5


@transaction.atomic
def save_stage(*, stage: CohortStage, by: Actor) -> bool:
    """Store a stage; return whether anything was different.

    :raises ValidationError: when its place in the order, or its event, is another's.
    """
    lock(stage.cohort)
    return audit.save(stage, by=by)


@transaction.atomic
def remove_stage(*, stage: CohortStage, by: Actor) -> None:
    """Remove a stage nothing rests on.

    :raises ValidationError: where attendance is recorded at it, or somebody joined with it.
    """
    lock(stage.cohort)
    if stage.attendances.exists() or stage.joining.exists():
        raise ValidationError(
            _("Attendance is recorded at this stage, or somebody joined with it: it is not removed.")
        )
    audit.remove(stage, by=by)


@transaction.atomic
def plan_stages(*, cohort: Cohort, by: Actor) -> list[CohortStage]:
    """Make five Working Groups and the work between them, without months.

    :raises ValidationError: where there are stages already.
    """
    lock(cohort)
    if cohort.stages.exists():
        raise ValidationError(_("The cohort has stages already: add what is missing one by one."))
    made = []
    for number in range(1, WORKING_GROUPS + 1):
        names = {"number": number, "next": number + 1}
        made.append((StageKind.WORKING_GROUP, _("Working Group %(number)s") % names))
        if number < WORKING_GROUPS:
            between = _("Intersessional work between Working Groups %(number)s and %(next)s") % names
            made.append((StageKind.INTERSESSIONAL, between))
    stages = [
        CohortStage(cohort=cohort, position=place, kind=kind, title=title)
        for place, (kind, title) in enumerate(made, start=1)
    ]
    for stage in stages:
        audit.save(stage, by=by)
    return stages


@dataclass(frozen=True, slots=True)
class Mark:
    """What is recorded of a participant from now on, and what was when it was looked at; "": nothing."""

    participant: CohortParticipant
    mark: str
    seen: str


@transaction.atomic
def record_attendance(*, stage: CohortStage, marks: Sequence[Mark], today: dt.date, by: Actor) -> int:
    """Store who attended a stage, was excused or missed it; return how many answers differ.

    :raises ValidationError: before the stage begins, or of somebody who is not expected at it, or of
        whom the list of the stage's event says it.
    :raises office.audit.ChangedMeanwhile: when somebody else recorded something else meanwhile.
    """
    lock(stage.cohort)
    if stage.first_day is not None and stage.first_day > today:
        raise ValidationError(_("The stage has not begun: attendance is recorded when it has."))
    people = [each.participant for each in marks]
    _refuse_unexpected(stage, [each.participant for each in marks if each.mark != each.seen], people)
    stored = {row.participant_id: row for row in stage.attendances.filter(participant__in=people)}
    changed = 0
    for each in marks:
        row = stored.get(each.participant.pk)
        is_now = row.mark if row is not None else ""
        if each.mark in {each.seen, is_now}:
            continue
        if is_now != each.seen:
            raise ChangedMeanwhile
        _record(stage, each, row, by)
        changed += 1
    return changed


def _record(stage: CohortStage, each: Mark, row: StageAttendance | None, by: Actor) -> None:
    if not each.mark:
        if row is not None:
            audit.remove(row, by=by)
        return
    row = row or StageAttendance(stage=stage, participant=each.participant)
    row.mark = StageMark(each.mark)
    audit.save(row, by=by)


def _refuse_unexpected(
    stage: CohortStage, changed: Sequence[CohortParticipant], people: Sequence[CohortParticipant]
) -> None:
    keys = {each.pk for each in changed}
    for line in progress_of(stage.cohort, people).lines:
        cell = line.at(stage)
        if line.participant.pk in keys and not cell.is_expected:
            raise ValidationError(
                _("%(name)s is not expected at this stage.") % {"name": line.participant.person}
            )
        if line.participant.pk in keys and cell.is_listed and cell.standing == Standing.ATTENDED:
            raise ValidationError(
                _("%(name)s is on the list of the event: change it there.")
                % {"name": line.participant.person}
            )
