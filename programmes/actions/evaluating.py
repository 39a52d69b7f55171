"""Reactions at the end of an event, and scores before and after it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.guarding import refuse_if_closed
from programmes.models import Evaluation, Participation, Reaction

MOST = 2000  # forms of one event: more is no room of people

Scores = tuple[Decimal | None, Decimal | None]  # before and after; None: not taken


@transaction.atomic
def save_evaluation(*, record: Evaluation, today: dt.date, by: Actor) -> None:
    """Store how an event is evaluated.

    :raises ValidationError: when the event changes after reactions came, or somebody's score is higher than
        the highest.
    """
    if record.pk:
        stored = Evaluation.objects.select_for_update(of=("self",)).get(pk=record.pk)
        if stored.event_id != record.event_id and stored.reactions.exists():
            raise ValidationError({"event": _("Reactions came already: they stay with their event.")})
    if record.highest_score is not None:
        _refuse_scores_above(record)
    audit.save(record, by=by)


def _refuse_scores_above(record: Evaluation) -> None:
    rows = record.event.participations.all()
    above = [
        *rows.filter(pre_score__gt=record.highest_score),
        *rows.filter(post_score__gt=record.highest_score),
    ]
    if above:
        raise ValidationError({"highest_score": _("Somebody has a higher score than this.")})


@transaction.atomic
def remove_evaluation(*, record: Evaluation, by: Actor) -> None:
    """Remove an evaluation nobody answered.

    :raises ValidationError: when reactions came.
    """
    if record.reactions.exists():
        raise ValidationError(_("Reactions came already: it stays."))
    audit.remove(record, by=by)


@transaction.atomic
def react(*, evaluation: Evaluation, key: uuid.UUID, answers: Mapping[str, Any], now: dt.datetime) -> bool:
    """Take one form; return whether it is new: one that is sent twice is taken once.

    It leaves no line in the trail: who filled it in, and when, is to be known to nobody.

    :raises ValidationError: when forms are no longer taken.
    """
    if not evaluation.is_open_at(now):
        raise ValidationError(_("Forms are no longer taken."))
    if evaluation.reactions.count() >= MOST:
        raise ValidationError(_("More forms came than people can have been there."))
    made = Reaction(key=key, evaluation=evaluation, **answers)
    if Reaction.objects.filter(key=key).exists():
        return False
    made.full_clean(exclude=["evaluation"])
    Reaction.objects.bulk_create([made], ignore_conflicts=True)
    return True


@transaction.atomic
def save_scores(*, evaluation: Evaluation, scores: Mapping[Participation, Scores], by: Actor) -> int:
    """Store scores before and after of people on the list; return how many rows are different.

    :raises ValidationError: when a score is higher than the test gives, or there is no test.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else changed a row first.
    """
    refuse_if_closed(evaluation.event)
    most = evaluation.highest_score
    if most is None:
        raise ValidationError(_("Say first what the test gives at most."))
    changed = 0
    for row, (before, after) in scores.items():
        if any(score is not None and not 0 <= score <= most for score in (before, after)):
            words = {"who": row.person, "most": f"{most.normalize():f}"}
            raise ValidationError(_("%(who)s: a score is from 0 to %(most)s.") % words)
        row.pre_score, row.post_score = before, after
        changed += audit.save(row, by=by)
    return changed
