"""Plans, what became of their activities, and what events were for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.choices import PlanItemState
from programmes.models import EventPurpose, Instrument, Objective, PlanItem


@transaction.atomic
def save_item(*, item: PlanItem, links: Mapping[str, Sequence[Any]], by: Actor) -> None:
    """Store an activity of a plan with the objectives it serves and the events that delivered it.

    :raises ValidationError: when it is done without an event and nothing says what was done; when an
        objective is of another programme.
    :raises ChangedMeanwhile: when somebody else saved it after it was read.
    """
    if item.state == PlanItemState.DONE and not links["events"] and not item.outcome:
        raise ValidationError({"outcome": _("Say what was done, or which event delivered it.")})
    if any(each.programme_id != item.plan.programme_id for each in links["objectives"]):
        raise ValidationError({"objectives": _("This objective is of another programme.")})
    audit.save(item, by=by)
    for name, others in links.items():
        audit.link(item, name, others, by=by)


@transaction.atomic
def say_purpose(
    *,
    purpose: EventPurpose,
    instruments: Sequence[Instrument],
    objectives: Sequence[Objective],
    by: Actor,
) -> None:
    """Store what an event was for and what came of it, what it promoted, and which objectives it served.

    Objectives of programmes the actor was not offered stay as they are.

    :raises ChangedMeanwhile: when somebody else saved it after it was read.
    """
    audit.save(purpose, by=by)
    audit.link(purpose, "instruments", instruments, by=by)
    editable = Objective.objects.editable_by(by.account) if by.account else Objective.objects.all()
    others = purpose.event.objectives.exclude(pk__in=editable.values("pk"))
    audit.link(purpose.event, "objectives", [*others, *objectives], by=by)
