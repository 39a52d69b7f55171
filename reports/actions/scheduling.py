"""Drafts that are made by themselves when a period has ended: exactly one of each, and released by nobody."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from office.choices import Door
from office.models import Job
from reports.actions.editions import Request, ask_for_edition
from reports.choices import OUT, EditionState, Subject
from reports.documents.kinds import kind_of
from reports.models import Edition, Schedule
from reports.periods import Period


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a schedule of which nothing is released yet; ``why_not`` says why there is no draft."""

    schedule: Schedule
    period: Period
    due_on: dt.date
    edition: Edition | None
    why_not: str

    def is_overdue(self, today: dt.date) -> bool:
        return self.due_on < today


@transaction.atomic
def keep_schedule(*, record: Schedule, today: dt.date, by: Actor) -> None:
    """Store a schedule.

    :raises ValidationError: when its report could not be had, of a first period over a year ago, or with
        an owner who may not build it.
    """
    if record._state.adding and record.first_on < today - dt.timedelta(days=366):
        words = _("At most a year ago: reports of earlier periods are asked for one by one.")
        raise ValidationError({"first_on": words})
    request_of(record, Period.of_months(record.first_on, 12, first_month=1))
    audit.save(record, by=by)
    if not Schedule.objects.editable_by(record.owner).filter(pk=record.pk).exists():
        raise ValidationError({"owner": _("This account may not build reports of it.")})


def draft_due(*, today: dt.date) -> list[Job]:
    """Ask for every draft that is due and not there; return the jobs to wake.

    Run twice, or by two workers at once, there is one draft of each period: the row of its schedule is
    locked, and the database holds one edition of each.
    """
    ids = Schedule.objects.in_force(today).order_by("pk").values_list("pk", flat=True)
    return [job for pk in list(ids) for job in _draft(pk, today)]


@transaction.atomic
def _draft(pk: int, today: dt.date) -> list[Job]:
    schedule = Schedule.objects.select_for_update(of=("self",)).get(pk=pk)
    jobs = []
    for period in _lacking(schedule, schedule.to_draft(today)):
        try:
            request = request_of(schedule, period)
        except ValidationError:
            continue  # told where what is due is shown, with the reason
        by = Actor(schedule.owner, Door.JOB)
        jobs.append(ask_for_edition(request=request, by=by, schedule=schedule)[1])
    return jobs


def _lacking(schedule: Schedule, periods: list[Period]) -> list[Period]:
    made = set(schedule.editions.values_list("starts_on", "ends_on"))
    return [each for each in periods if (each.start, each.end) not in made]


def request_of(schedule: Schedule, period: Period) -> Request:
    """Return what is asked for of one period.

    :raises ValidationError: when its kind is no longer made, or cannot be had of it.
    """
    kind = kind_of(schedule.kind)
    if Subject.PERIOD not in kind.asks:
        raise ValidationError({"kind": _("Not made of periods: %(kind)s.") % {"kind": kind.title}})
    return Request(
        kind=kind,
        programme=schedule.programme,
        phase=schedule.phase,
        donor=schedule.donor,
        period=period,
        language=schedule.language,
    )


def due_for(account: Any, today: dt.date) -> list[Due]:
    """Return of what the account works on every period that has ended and is not released, oldest first."""
    schedules = Schedule.objects.editable_by(account).in_force(today)
    linked = schedules.select_related("programme", "phase__programme", "donor", "owner").in_order()
    found = [
        each for schedule in linked.prefetch_related(_light_editions()) for each in _due(schedule, today)
    ]
    return sorted(found, key=lambda each: (each.due_on, each.schedule.pk))


def _light_editions() -> "Prefetch[Any]":
    return Prefetch("editions", queryset=Edition.objects.defer("document", "chapters"))


def _due(schedule: Schedule, today: dt.date) -> list[Due]:
    editions = {(each.starts_on, each.ends_on): each for each in schedule.editions.all()}
    due = []
    for period in schedule.to_draft(today):
        edition = editions.get((period.start, period.end))
        if edition is None or not _is_released(edition):
            is_there = edition is not None and edition.state != EditionState.BUILDING
            why_not = "" if is_there else _why_not(schedule, period)
            due.append(Due(schedule, period, schedule.due_on(period), edition, why_not))
    return due


def _is_released(edition: Edition) -> bool:
    """Test if it, or another edition of the same report, is released."""
    return edition.state in OUT or Edition.objects.same_report_as(edition).filter(state__in=OUT).exists()


def _why_not(schedule: Schedule, period: Period) -> str:
    try:
        request_of(schedule, period)
    except ValidationError as error:
        return " ".join(error.messages)
    if not Schedule.objects.editable_by(schedule.owner).filter(pk=schedule.pk).exists():
        words = _("%(owner)s, with whose rights it is drafted, may no longer build it: choose somebody else.")
        return words % {"owner": schedule.owner.name}
    return ""
