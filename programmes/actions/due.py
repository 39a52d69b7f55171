"""When what is due on a day is written about, and to whom: commitments and recommendations alike."""

import datetime as dt

from django.db.models import Q, QuerySet

from members.choices import Role
from members.models import Account
from programmes.models import Assignment

AHEAD = (30, 7)  # days before it is due
LATE = -1  # the day after: it is overdue
STILL_TOLD = dt.timedelta(days=14)  # after that, where nothing could be sent on its day


def days_told(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day on which what is written about today is due."""
    return (today - STILL_TOLD, today + dt.timedelta(days=max(AHEAD)))


def time_before(due_on: dt.date, today: dt.date) -> int:
    """Return of which of the times it is told: the last one that has come."""
    left = (due_on - today).days
    return min((days for days in AHEAD if 0 <= left <= days), default=LATE)


def readers_of(
    programme: int, organisation: int | None, *, today: dt.date, now: dt.datetime
) -> QuerySet[Account]:
    """Return who is told: the focal points of an organisation that is an administration, and the officers."""
    current = Account.objects.get_queryset().current(now)
    works = Assignment.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
    wanted = Q(pk__in=works.filter(programme=programme).values("account"))
    if organisation:
        wanted |= Q(role=Role.FOCAL_POINT, organisation=organisation)
    return current.filter(wanted).order_by("pk")
