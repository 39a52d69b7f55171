"""How far somebody came, and why, from their first state at an event to now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from office.models import AuditEntry
from programmes.choices import ParticipationState
from programmes.models import Participation


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a state, as the audit trail keeps it. ``by`` None: an operator or a job."""

    at: dt.datetime
    by: Any
    before: str
    after: str
    reason: str


def steps_of(participation: Participation) -> list[Step]:
    """Return the states of a row, the first first. Its rows of the trail that change none are left out."""
    entries = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Participation),
        object_id=participation.pk,
        changes__has_key="state",
    )
    entries = entries.select_related("actor").prefetch_related("personal_values").order_by("pk")
    return [_step(entry) for entry in entries]


def _step(entry: AuditEntry) -> Step:
    labels = dict(ParticipationState.choices)
    before, after = entry.changes["state"]
    reasons = [each.new for each in entry.personal_values.all() if each.field == "state_reason"]
    return Step(
        at=entry.at,
        by=entry.actor,
        before=str(labels.get(before, "")),
        after=str(labels.get(after, "")),
        reason=" ".join(filter(None, [*reasons, entry.reason])),
    )
