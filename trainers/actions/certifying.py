"""Certifying a participant: when the stages are complete, or as an exception with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from trainers.actions.certified import keep_ledger
from trainers.actions.locking import lock
from trainers.models import Cohort, CohortParticipant, ProgressLine, progress_of


class StagesMissing(Exception):
    """Somebody would be certified who is not known to have attended every stage they were expected at."""


@transaction.atomic
def certify(
    *, participant: CohortParticipant, certified_on: dt.date, exception: str, today: dt.date, by: Actor
) -> bool:
    """Certify a participant on a day; return whether anything was different.

    :param exception: why, although stages are missing; "" where none is. Kept only where one is missing.
    :raises StagesMissing: naming the stages, where no reason is given.
    :raises ValidationError: before the last stage is over, in the future, where there is no stage, or where
        the ledger wants steps before.
    """
    lock(participant.cohort)
    before = _certified_until_now(participant)
    (line,) = progress_of(participant.cohort, [participant]).lines
    _refuse_day(line, certified_on, today)
    if line.missing and not exception:
        raise StagesMissing(_what_is_missing(line))
    participant.certified_on = certified_on
    participant.is_exception = bool(line.missing)
    participant.exception_reason = exception if line.missing else ""
    changed = audit.save(participant, by=by)
    keep_ledger(participant=participant, before=before, today=today, by=by)
    return changed


@transaction.atomic
def certify_everybody(
    *, cohort: Cohort, certified_on: dt.date, today: dt.date, by: Actor
) -> list[CohortParticipant]:
    """Certify on a day all who are in the cohort and complete, all or none; return them.

    :raises ValidationError: as ``certify``, or where nobody is left to certify.
    """
    lock(cohort)
    complete = [line.participant for line in waiting(cohort) if line.expected and not line.missing]
    if not complete:
        raise ValidationError(_("Nobody is left whose stages are complete and who is not certified."))
    for each in complete:
        certify(participant=each, certified_on=certified_on, exception="", today=today, by=by)
    return complete


def waiting(cohort: Cohort) -> tuple[ProgressLine, ...]:
    """Return how those stand to the stages who are in the cohort and not certified, in order."""
    rows = cohort.participants.filter(left_on__isnull=True, certified_on__isnull=True)
    people = rows.select_related("person", "administration", "first_stage", "cohort__scheme").in_order()
    return progress_of(cohort, people).lines


@transaction.atomic
def take_back(*, participant: CohortParticipant, today: dt.date, by: Actor) -> bool:
    """Take a certification back that was entered by mistake; the trail and the ledger keep it, and why.

    :raises ValidationError: where something in the ledger builds on it.
    """
    lock(participant.cohort)
    before = _certified_until_now(participant)
    participant.certified_on = None
    participant.is_exception = False
    participant.exception_reason = ""
    changed = audit.save(participant, by=by)
    keep_ledger(participant=participant, before=before, today=today, by=by)
    return changed


def _certified_until_now(participant: CohortParticipant) -> dt.date | None:
    stored = CohortParticipant.objects.filter(pk=participant.pk).values_list("certified_on", flat=True)
    return stored.first()


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
