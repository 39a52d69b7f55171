"""What the portal writes when an accreditation is about to end, to whom, and that it does so once."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Role
from members.models import Account, Posting
from office import outbox
from office.audit import Actor
from programmes.models import Assignment
from trainers.models import LedgerLine
from trainers.models.roster import serving_on

AHEAD = (90, 30, 0)  # days before the last day
STILL_TOLD = dt.timedelta(days=14)  # after the last day, where nothing could be sent on it


@transaction.atomic
def tell_of_expiry(*, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Write of each accreditation that ends in 90 days, in 30, or today; return how many mails are new.

    Of each of the three every reader has one mail about a line, however often this is done. What was
    entered late, or could not be sent on its day, is told as what it has come to: of one time, not of all.
    """
    span = (today - STILL_TOLD, today + dt.timedelta(days=max(AHEAD)))
    # Of the last lines, not of those in force: one whose last day has just passed is told too.
    lines = LedgerLine.objects.last_on(today).filter(valid_to__range=span).told().order_by("valid_to", "pk")
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_write(line, reader, today, by) for line in lines for reader in _readers(line, today, now))


def _write(line: LedgerLine, reader: Account, today: dt.date, by: Actor) -> bool:
    time = time_before(line, today)
    subject, body = _letter(line, today)
    mail = outbox.write(
        key=f"accreditation-ends:{line.pk}:{time}:{reader.pk}",
        to=reader.email,
        subject=subject,
        body=body,
        about=line,
        by=by,
    )
    return mail is not None


def time_before(line: LedgerLine, today: dt.date) -> int:
    """Return of which of the times before its end it is told: the last one that has come."""
    left = (line.valid_to - today).days if line.valid_to else 0
    return min(days for days in AHEAD if left <= days)


def _readers(line: LedgerLine, today: dt.date, now: dt.datetime) -> Iterable[Account]:
    """Return who is told: the focal points of where the person serves, and the officers of the programme.

    Where the scheme is of no programme, or nobody works on it, the administrators of the portal are.
    """
    current = Account.objects.get_queryset().current(now)
    places = Posting.objects.filter(serving_on(today), person=line.person_id).values("organisation")
    focal_points = current.filter(role=Role.FOCAL_POINT, organisation__in=places)
    works = Assignment.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
    officers = current.filter(pk__in=works.filter(programme=line.scheme.programme_id).values("account"))
    office = officers if officers.exists() else current.filter(role=Role.ADMINISTRATOR)
    return current.filter(Q(pk__in=focal_points) | Q(pk__in=office)).order_by("pk")


def _letter(line: LedgerLine, today: dt.date) -> tuple[str, str]:
    """Return subject and text: who, what for, until when, and what can be done."""
    last = line.valid_to or today  # only those with a last day are told of
    words = {"person": line.person, "what": line.accredited_as, "day": date_format(last, "j F Y")}
    if last >= today:
        subject = _("An accreditation ends on %(day)s: %(person)s") % words
        first = _("%(person)s is accredited as %(what)s until %(day)s, that day included.") % words
    else:
        subject = _("An accreditation ended on %(day)s: %(person)s") % words
        first = _("%(person)s was accredited as %(what)s until %(day)s.") % words
    paragraphs = [
        first,
        _("A refresher is entered in the ledger; without one the accreditation has lapsed after that day."),
        _("The ledger of this person:") + f"\n{settings.PORTAL_ADDRESS}{line.get_absolute_url()}",
        *(
            [_("Made up for the demonstration: this person does not exist.")]
            if line.person.is_made_up
            else []
        ),
        _("This mail was sent by the portal; answers to it are not read."),
    ]
    return subject, "\n\n".join(paragraphs) + "\n"
