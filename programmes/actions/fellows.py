"""Fellowships and support activities: the people of the register they are about, and what cannot be."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.actions.register import PersonEntry, enter_people
from members.models import Person
from office import audit
from office.audit import Actor
from programmes.choices import WORKED, FellowshipState
from programmes.models import Fellowship, FellowshipMilestone, FellowshipWeek, SupportPerson


@transaction.atomic
def save_fellowship(*, record: Fellowship, today: dt.date, by: Actor) -> None:
    """Store a fellowship; of a new one the fellow is ``record.who``, put into the register if need be.

    :raises ValidationError: where state and days contradict each other, the fellow has another one on the
        same days, or the log or a milestone would lie outside.
    :raises members.actions.register.SeveralMatch: when somebody has to say who the fellow is.
    """
    enter_who(record, by)
    if record.state in WORKED and record.ends_on > today:
        raise ValidationError({"state": _("Its last day is still to come.")})
    if record.state == FellowshipState.UNDER_WAY and record.starts_on > today:
        raise ValidationError({"state": _("Its first day is still to come.")})
    if record.state == FellowshipState.ENDED_EARLY and not record.note:
        raise ValidationError({"note": _("Say why it ended early.")})
    list(Person.everyone.select_for_update(of=("self",)).filter(pk=record.person_id))
    others = Fellowship.objects.filter(person=record.person_id).exclude(pk=record.pk)
    others = others.exclude(state=FellowshipState.CANCELLED)
    if record.state != FellowshipState.CANCELLED and others.filter(
        starts_on__lte=record.ends_on, ends_on__gte=record.starts_on
    ):
        raise ValidationError({"starts_on": _("This officer has another fellowship on the same days.")})
    if record.pk:
        _refuse_outside(record)
    audit.save(record, by=by)


@transaction.atomic
def remove_fellowship(*, record: Fellowship, by: Actor) -> None:
    """Remove a fellowship that was entered by mistake.

    :raises ValidationError: while weeks or milestones of it are entered.
    """
    if record.weeks_logged.exists() or record.milestones.exists():
        raise ValidationError(_("Something is entered for it: remove that first."))
    audit.remove(record, by=by)


@transaction.atomic
def save_week(*, record: FellowshipWeek, today: dt.date, by: Actor) -> None:
    """Store what was done in one week.

    :raises ValidationError: when the fellowship has no such week, or it is still to come.
    """
    fellowship = _locked(record.fellowship_id)
    if record.number > fellowship.weeks:
        message = _("The fellowship has %(weeks)d weeks.") % {"weeks": fellowship.weeks}
        raise ValidationError({"number": message})
    if record.starts_on > today:
        raise ValidationError({"number": _("This week is still to come.")})
    audit.save(record, by=by)


@transaction.atomic
def save_milestone(*, record: FellowshipMilestone, today: dt.date, by: Actor) -> None:
    """Store what a fellow is to reach, or has.

    :raises ValidationError: when it is due outside of the fellowship, reached before it, or in time to come.
    """
    fellowship = _locked(record.fellowship_id)
    if not fellowship.starts_on <= record.due_on <= fellowship.ends_on:
        raise ValidationError({"due_on": _("This day is outside of the fellowship.")})
    if record.reached_on is not None and record.reached_on > today:
        raise ValidationError({"reached_on": _("This day is still to come.")})
    if record.reached_on is not None and record.reached_on < fellowship.starts_on:
        raise ValidationError({"reached_on": _("This day is before the fellowship.")})
    audit.save(record, by=by)


@transaction.atomic
def save_support_person(*, record: SupportPerson, today: dt.date, by: Actor) -> None:
    """Store somebody of a support activity; of a new row the person is ``record.who``.

    :raises ValidationError: when the person is entered in the role already.
    :raises members.actions.register.SeveralMatch: when somebody has to say who it is.
    """
    enter_who(record, by)
    audit.save(record, by=by)


@transaction.atomic
def remove_support(*, record: Any, by: Actor) -> None:
    """Remove a support activity that was entered by mistake.

    :raises ValidationError: while people are entered in it.
    """
    if record.people.exists():
        raise ValidationError(_("Something is entered for it: remove that first."))
    audit.remove(record, by=by)


def enter_who(record: Any, by: Actor) -> None:
    """Give a new record the person of the register whom its form describes, put into it if need be."""
    who: PersonEntry | None = getattr(record, "who", None)
    if record.pk is None and who is not None:
        record.person = enter_people(entries=[who], by=by)[0]


def _locked(pk: int) -> Fellowship:
    return Fellowship.objects.select_for_update(of=("self",)).get(pk=pk)


def _refuse_outside(record: Fellowship) -> None:
    if record.weeks_logged.filter(number__gt=record.weeks).exists():
        raise ValidationError({"ends_on": _("Its log has weeks after this day.")})
    due = record.milestones.exclude(due_on__range=(record.starts_on, record.ends_on))
    if due.exists():
        raise ValidationError({"ends_on": _("A milestone is due outside of these days.")})
