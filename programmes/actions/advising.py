"""Missions with whom and what they were about; recommendations, and what administrations answer."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.fellows import enter_who
from programmes.choices import CommitmentState
from programmes.choices.missions import Answer
from programmes.models import Mission, MissionExpert, Recommendation


@transaction.atomic
def save_mission(*, record: Mission, today: dt.date, by: Actor) -> None:
    """Store a mission with ``record.chosen``: bodies, topics and instruments.

    :raises ValidationError: when the event it was entered as is of another programme.
    """
    event = record.event
    if event is not None and not event.programmes.filter(pk=record.programme_id).exists():
        raise ValidationError({"event": _("This event is not of the programme.")})
    audit.save(record, by=by)
    for name, others in (record.chosen or {}).items():
        audit.link(record, name, others, by=by)


@transaction.atomic
def remove_mission(*, record: Mission, by: Actor) -> None:
    """Remove a mission.

    :raises ValidationError: when it recommended something, somebody is entered for it, or a document is.
    """
    if record.recommendations.exists():
        raise ValidationError(_("Recommendations are entered for it: remove those first."))
    if record.people.exists() or record.files.exists():
        raise ValidationError(_("Something is entered for it: remove that first."))
    audit.remove(record, by=by)


@transaction.atomic
def save_expert(*, record: MissionExpert, today: dt.date, by: Actor) -> None:
    """Store somebody who went on a mission; of a new row the person is ``record.who``.

    :raises ValidationError: when the person is entered for the mission already.
    :raises members.actions.register.SeveralMatch: when somebody has to say who it is.
    """
    enter_who(record, by)
    audit.save(record, by=by)


@transaction.atomic
def save_recommendation(*, record: Recommendation, today: dt.date, by: Actor) -> None:
    """Store a recommendation.

    :raises ValidationError: when it is answered, or closed, before its mission began or on a day to come.
    """
    for name in ("answered_on", "state_on"):
        day = getattr(record, name)
        if day is not None and day > today:
            raise ValidationError({name: _("This day is still to come.")})
        if day is not None and day < record.mission.starts_on:
            raise ValidationError({name: _("This is before the mission began.")})
    audit.save(record, by=by)


@transaction.atomic
def answer(
    *, record: Recommendation, answer: Answer, words: str, state: CommitmentState, outcome: str,
    today: dt.date, by: Actor,
) -> None:  # fmt: skip
    """Write down what the administration answers, and what came of the recommendation so far.

    :raises ValidationError: when something is not accepted without a word, or closed without its outcome.
    """
    if record.answer != answer:
        record.answered_on = today
    if (record.state, record.outcome) != (state, outcome):
        record.state_on = today
    record.answer, record.answer_text = answer, words
    record.state, record.outcome = state, outcome
    audit.save(record, by=by)
