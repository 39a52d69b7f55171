"""Changing what is said of people who are on an event's list already."""

from collections.abc import Sequence

from django.db import transaction

from office.audit import Actor
from programmes.actions.attending import change_participation, refuse_second_count
from programmes.choices import TOOK_PART, EventRole
from programmes.models import Event, Participation


@transaction.atomic
def change_people(*, event: Event, participations: Sequence[Participation], by: Actor) -> int:
    """Store changed rows of the event's list, all or none; return how many were different.

    :raises programmes.actions.attending.ImpossibleCount: when they come to count as participants where
        a number stands on the event's parent or parts.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises django.core.exceptions.ValidationError: when somebody is on the list in the role already.
    :raises office.audit.ChangedMeanwhile: when somebody else changed a row first.
    """
    if any(each.role == EventRole.PARTICIPANT and each.state in TOOK_PART for each in participations):
        refuse_second_count(event)
    return sum(change_participation(participation=each, by=by) for each in participations)
