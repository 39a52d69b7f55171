"""Who is in a cohort: entered, taken over from the list of an event, gone."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.actions.register import wait_for_turn
from members.models import Person
from office import audit
from office.audit import Actor
from programmes.choices import EventRole
from programmes.models import Event, Participation
from trainers.actions.locking import lock
from trainers.models import CohortParticipant, CohortStage


@transaction.atomic
def add_participants(*, participants: Sequence[CohortParticipant], by: Actor) -> list[CohortParticipant]:
    """Store new participants, all or none. Who was merged into another meanwhile is the other.

    :raises ValidationError: when somebody is in the cohort already, or their administration is not.
    """
    for cohort in {each.cohort for each in participants}:
        lock(cohort)
    wait_for_turn()
    for each in participants:
        each.person = Person.everyone.get(pk=each.person_id).survivor
        audit.save(each, by=by)
    return list(participants)


@transaction.atomic
def take_over(*, stage: CohortStage, by: Actor) -> tuple[list[CohortParticipant], int]:
    """Enter who took part in the stage's event, or a part of it, and is not in the cohort yet.

    Returns them, and how many were left out because their administration is not in the group.

    :raises ValidationError: where the stage has no event.
    """
    lock(stage.cohort)
    if stage.event is None:
        raise ValidationError(_("The stage has no event: there is no list to take people from."))
    events = [stage.event, *Event.objects.filter(parent=stage.event)]
    rows = Participation.objects.filter(event__in=events, role=EventRole.PARTICIPANT).took_part()
    known = set(stage.cohort.participants.values_list("person_id", flat=True))
    group = {each.administration_id: each for each in stage.cohort.administrations.all()}
    first = stage.cohort.stages.in_order().first()
    new, outside = [], set()
    for row in rows.select_related("person").order_by("pk"):
        if row.person_id in known:
            continue
        member = group.get(row.organisation_id)
        if member is None:
            outside.add(row.person_id)
            continue
        known.add(row.person_id)
        days = [stage.cohort.starts_on, stage.event.starts_on, member.since_on]
        participant = CohortParticipant(
            cohort=stage.cohort,
            person=row.person,
            administration=member.administration,
            joined_on=max(day for day in days if day is not None),
            first_stage=None if stage == first else stage,
        )
        new.append(participant)
    return add_participants(participants=new, by=by), len(outside - known)


@transaction.atomic
def change_participant(*, participant: CohortParticipant, by: Actor) -> bool:
    """Store what was changed of a participant; return whether anything was different.

    :raises ValidationError: when it contradicts the cohort, or the place taken.
    """
    lock(participant.cohort)
    return audit.save(participant, by=by)


@transaction.atomic
def let_leave(*, participant: CohortParticipant, left_on: dt.date | None, reason: str, by: Actor) -> bool:
    """Store the last day of a participant in the cohort and why they left; None: they are in it again.

    :raises ValidationError: without a reason, or where somebody has taken their place.
    """
    lock(participant.cohort)
    if left_on is not None and not reason:
        raise ValidationError({"reason": _("Say why they left.")})
    if left_on is None and reason:
        raise ValidationError({"left_on": _("Give the last day, or leave out the reason.")})
    if left_on is None and CohortParticipant.objects.filter(replaces=participant.pk).exists():
        raise ValidationError({"left_on": _("Somebody has taken their place: they cannot be in it again.")})
    participant.left_on = left_on
    participant.left_reason = reason if left_on is not None else ""
    return audit.save(participant, by=by)


@transaction.atomic
def remove_participant(*, participant: CohortParticipant, by: Actor) -> None:
    """Take somebody off who was entered by mistake; who left stays, with the reason.

    :raises ValidationError: where they were certified, or somebody took their place.
    """
    lock(participant.cohort)
    if participant.certified_on is not None:
        raise ValidationError(_("They were certified: take that back first."))
    if CohortParticipant.objects.filter(replaces=participant.pk).exists():
        raise ValidationError(_("Somebody has taken their place: they stay, as who left."))
    for row in participant.attendances.order_by("pk"):
        audit.remove(row, by=by)
    audit.remove(participant, by=by)
