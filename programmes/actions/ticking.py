"""Taking attendance: the sessions of an event, and who was at which of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.attending import change_participation
from programmes.actions.guarding import refuse_if_closed
from programmes.choices import Precision
from programmes.models import Attendance, Event, Participation, Session

MOST_SESSIONS = 40  # of one event


class MarkedMeanwhile(Exception):
    """Somebody else recorded another answer for the same people at the same sessions; ``marks`` say which."""

    def __init__(self, marks: Sequence["Mark"]) -> None:
        self.marks = tuple(marks)
        super().__init__(", ".join(f"{mark.participation.person}: {mark.session}" for mark in marks))


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody was at a session; ``seen`` is what was recorded when the list was looked at.

    None: not recorded, which is not absence.
    """

    participation: Participation
    session: Session
    present: bool | None
    seen: bool | None

    @property
    def key(self) -> tuple[int, int]:
        return (self.participation.pk, self.session.pk)


@transaction.atomic
def save_session(*, session: Session, by: Actor) -> bool:
    """Store a session; return whether anything was different.

    :raises ValidationError: when a rule of the session is broken, or the event has too many.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else saved it first.
    """
    refuse_if_closed(session.event)
    if session.pk is None and session.event.sessions.count() >= MOST_SESSIONS:
        raise ValidationError(_("An event has at most %(most)d sessions.") % {"most": MOST_SESSIONS})
    return audit.save(session, by=by)


@transaction.atomic
def remove_session(*, session: Session, by: Actor) -> None:
    """Remove a session, and the attendance recorded at it.

    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(session.event)
    for attendance in session.attendances.all():
        audit.remove(attendance, by=by)
    audit.remove(session, by=by)


@transaction.atomic
def plan_days(*, event: Event, by: Actor) -> list[Session]:
    """Make a session of each day of the event, where it has no sessions yet.

    :raises ValidationError: when it has some, when its days are not known, or are too many.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    if event.sessions.exists():
        raise ValidationError(_("It has sessions already."))
    if {event.starts_precision, event.ends_precision} != {Precision.DAY}:
        raise ValidationError(
            _("The days of the event are not known exactly: enter its sessions one by one.")
        )
    assert event.starts_on is not None  # noqa: S101 - a constraint holds it to the precision
    assert event.ends_on is not None  # noqa: S101
    days = (event.ends_on - event.starts_on).days + 1
    if days > MOST_SESSIONS:
        raise ValidationError(_("An event has at most %(most)d sessions.") % {"most": MOST_SESSIONS})
    made = []
    for number in range(1, days + 1):
        day = event.starts_on + dt.timedelta(days=number - 1)
        words = {"number": number, "day": date_format(day, "j F")}
        session = Session(
            event=event, title=_("Day %(number)d, %(day)s") % words, held_on=day, position=number
        )
        audit.save(session, by=by)
        made.append(session)
    return made


@transaction.atomic
def record_attendance(*, event: Event, marks: Sequence[Mark], by: Actor) -> int:
    """Store what differs from what was seen, all or none; return how many answers changed.

    Two who tick different people, or different sessions, do not stand in each other's way.

    :raises MarkedMeanwhile: where somebody else recorded another answer to the same question.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    stored = {
        (row.participation_id, row.session_id): row for row in Attendance.objects.filter(session__event=event)
    }
    given = [mark for mark in marks if mark.present != mark.seen]
    told = {key: row.was_present for key, row in stored.items()}
    against = [mark for mark in given if told.get(mark.key) not in {mark.seen, mark.present}]
    if against:
        raise MarkedMeanwhile(against)
    changed = [mark for mark in given if told.get(mark.key) != mark.present]
    new = []
    for mark in changed:
        row = stored.get(mark.key)
        if row is None:
            new.append(_row(mark))
        elif mark.present is None:
            audit.remove(row, by=by)
        else:
            row.was_present = mark.present
            audit.save(row, by=by)
    audit.add_many(Attendance, new, by=by)
    return len(changed)


def _row(mark: Mark) -> Attendance:
    return Attendance(participation=mark.participation, session=mark.session, was_present=bool(mark.present))


@transaction.atomic
def record_sheet(*, event: Event, marks: Sequence[Mark], scored: Sequence[Participation], by: Actor) -> int:
    """Store the answers and the scores of a sheet, all or none; return how many changed.

    :raises MarkedMeanwhile: where somebody else recorded another answer to the same question.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else changed a scored row first.
    """
    changed = record_attendance(event=event, marks=marks, by=by)
    return changed + sum(change_participation(participation=row, by=by) for row in scored)
