"""People of a cohort to look around with, made up, on somebody's own machine only."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.models import Person, Posting
from office import audit
from office.audit import Actor
from office.choices import Door
from trainers.actions import certifying, participants, stages
from trainers.actions.stages import Mark
from trainers.choices import StageMark
from trainers.intake.reference import read_demonstration
from trainers.models import Cohort, CohortParticipant, CohortStage, progress_of

COHORT = "Pacific Islands: HS classification and customs valuation"
CERTIFIED_ON = dt.date(2024, 2, 9)
EXCEPTION = "Made up: the missing work was handed in later"
BY = Actor(None, Door.COMMAND)


class Command(BaseCommand):
    help = "Make the made-up participants of a published cohort. Only where the portal runs its own database."

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("Made-up people are made only where the portal runs its own database.")
        cohort = Cohort.objects.filter(title=COHORT).first()
        if cohort is None or cohort.participants.exists():
            return
        with transaction.atomic():
            _fill(cohort)
        self.stdout.write(f"{cohort.participants.count()} made-up participants: {cohort}")


def _fill(cohort: Cohort) -> None:
    lines = read_demonstration()
    stage_at = {stage.position: stage for stage in cohort.stages.select_related("event").in_order()}
    rows: dict[str, CohortParticipant] = {}
    for line in lines:
        rows[_name(line)] = _join(cohort, line, stage_at, rows)
    for stage in stage_at.values():
        marks = [
            Mark(each.participant, _mark(lines[place], stage), "")
            for place, each in enumerate(progress_of(cohort, rows.values()).lines)
            if each.at(stage).is_expected
        ]
        stages.record_attendance(stage=stage, marks=marks, today=CERTIFIED_ON, by=BY)
    for each in progress_of(cohort, rows.values()).lines:
        if each.participant.left_on is None:
            certifying.certify(
                participant=each.participant,
                certified_on=CERTIFIED_ON,
                exception=EXCEPTION if each.missing else "",
                today=CERTIFIED_ON,
                by=BY,
            )


def _name(line: Mapping[str, Any]) -> str:
    return f"{line['given_names']} {line['family_name']}"


def _join(
    cohort: Cohort,
    line: Mapping[str, Any],
    stage_at: Mapping[int, CohortStage],
    rows: Mapping[str, CohortParticipant],
) -> CohortParticipant:
    first = stage_at[line["first_stage"]]
    row = CohortParticipant(
        cohort=cohort,
        person=_person(line),
        administration=line["iso2"],
        joined_on=first.first_day or cohort.starts_on,
        first_stage=first if first.position > 1 else None,
        replaces=rows.get(line["replaces"]),
    )
    participants.add_participants(participants=[row], by=BY)
    if line["left_on"] is not None:
        participants.let_leave(participant=row, left_on=line["left_on"], reason=line["left_reason"], by=BY)
    return row


def _person(line: Mapping[str, Any]) -> Person:
    """Return the made-up person of that name; the demonstration's trainer signs in as one of them."""
    names = {"family_name": line["family_name"], "given_names": line["given_names"], "is_made_up": True}
    person = Person.objects.filter(**names).first()
    if person is None:
        person = Person(**names)
        audit.save(person, by=BY)
    if not person.postings.exists():
        audit.save(Posting(person=person, organisation=line["iso2"].organisation_ptr), by=BY)
    return person


def _mark(line: Mapping[str, Any], stage: CohortStage) -> str:
    if stage.position == line["excused_at"]:
        return StageMark.EXCUSED
    return StageMark.MISSED if stage.position == line["missed_at"] else StageMark.ATTENDED
