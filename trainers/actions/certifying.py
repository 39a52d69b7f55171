"""Certifying a participant: when the stages are complete, or as an exception with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from trainers.actions.locking import lock
from trainers.models import CohortParticipant, ProgressLine, progress_of


class StagesMissing(Exception):
    """Somebody would be certified who is not known to have attended every stage they were expected at."""


@transaction.atomic
def certify(
    *, participant: CohortParticipant, certified_on: dt.date, exception: str, today: dt.date, by: Actor
) -> bool:
    """Certify a participant on a day; return whether anything was different.

    :param exception: why, although stages are missing; "" where none is. Kept only where one is missing.
    :raises StagesMissing: naming the stages, where no reason is given.
    :raises ValidationError: before the last stage is over, in the future, or where there is no stage.
    """
    lock(participant.cohort)
    (line,) = progress_of(participant.cohort, [participant]).lines
    _refuse_day(line, certified_on, today)
    if line.missing and not exception:
        raise StagesMissing(_what_is_missing(line))
    participant.certified_on = certified_on
    participant.is_exception = bool(line.missing)
    participant.exception_reason = exception if line.missing else ""
    return audit.save(participant, by=by)


@transaction.atomic
def take_back(*, participant: CohortParticipant, by: Actor) -> bool:
    """Take a certification back that was entered by mistake; the trail keeps it, and why."""
    lock(participant.cohort)
    participant.certified_on = None
    participant.is_exception = False
    participant.exception_reason = ""
    return audit.save(participant, by=by)


def _refuse_day(line: ProgressLine, day: dt.date, today: dt.date) -> None:
    if not line.expected:
        raise ValidationError(_("There is no stage they were expected at: there is nothing to certify."))
    if day > today:
        raise ValidationError({"certified_on": _("That day is still to come.")})
    last = line.cells[-1].stage
    if last.last_day is None:
        raise ValidationError(
            {"certified_on": _("When “%(stage)s” is held is not recorded: enter it first.") % {"stage": last}}
        )
    if day < last.last_day:
        raise ValidationError(
            {
                "certified_on": _("“%(stage)s” is over on %(day)s: nobody is certified before.")
                % {"stage": last, "day": date_format(last.last_day, "j F Y")}
            }
        )


def _what_is_missing(line: ProgressLine) -> str:
    stages = "; ".join(str(stage) for stage in line.missing)
    return _(
        "%(name)s is not known to have attended: %(stages)s. Record it, or give the reason of an exception."
    ) % {"name": line.participant.person, "stages": stages}
