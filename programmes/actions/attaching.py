"""Documents attached to a record: kept as they came, and taken off again."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.guarding import refuse_if_kept_closed
from programmes.models import Mission, MissionFile, Questionnaire, QuestionnaireFile

MOST_FILES = 10


@transaction.atomic
def attach_to_mission(*, mission: Mission, name: str, content: bytes, by: Actor) -> MissionFile:
    """Attach a document to a mission.

    :raises ValidationError: when it is attached already, or there are ten.
    :raises programmes.actions.guarding.PeriodClosed: when the mission lies in a closed period.
    """
    locked = Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    refuse_if_kept_closed(locked)
    _refuse_many(locked.files.count())
    row = MissionFile(mission=locked)
    row.take(name, content)
    audit.save(row, by=by)
    return row


@transaction.atomic
def take_off_mission(*, row: MissionFile, by: Actor) -> None:
    """Take a document off a mission; the reason stays in the trail.

    :raises programmes.actions.guarding.PeriodClosed: when the mission lies in a closed period.
    """
    refuse_if_kept_closed(row.mission)
    audit.remove(row, by=by)


@transaction.atomic
def attach_to_questionnaire(
    *, questionnaire: Questionnaire, name: str, content: bytes, now: dt.datetime, by: Actor
) -> QuestionnaireFile:
    """Attach a document to answers that are not sent yet.

    :raises ValidationError: when it is answered or closed, attached already, or there are ten.
    """
    locked = _open(questionnaire, now)
    _refuse_many(locked.files.count())
    row = QuestionnaireFile(questionnaire=locked)
    row.take(name, content)
    audit.save(row, by=by)
    return row


@transaction.atomic
def take_off_questionnaire(*, row: QuestionnaireFile, now: dt.datetime, by: Actor) -> None:
    """Take a document off answers that are not sent yet.

    :raises ValidationError: when it is answered or closed.
    """
    _open(row.questionnaire, now)
    audit.remove(row, by=by)


def _open(questionnaire: Questionnaire, now: dt.datetime) -> Questionnaire:
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related("survey", "administration")
    locked = rows.get(pk=questionnaire.pk)
    if locked.answered_at is not None or not locked.is_open_at(now):
        raise ValidationError(_("It is answered or closed: its documents no longer change."))
    return locked


def _refuse_many(number: int) -> None:
    if number >= MOST_FILES:
        raise ValidationError(_("At most %(most)d documents are attached.") % {"most": MOST_FILES})
