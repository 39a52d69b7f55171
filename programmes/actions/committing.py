"""Commitments: looked at by a later meeting, and their owners reminded."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Account
from office import audit, outbox
from office.audit import Actor
from programmes.actions.due import days_told, readers_of, time_before
from programmes.models import Commitment, CommitmentReview


@transaction.atomic
def review(*, record: CommitmentReview, today: dt.date, by: Actor) -> None:
    """Store what a meeting found; the last review by its day says how far the commitment is.

    :raises ValidationError: when it is before the commitment was made, or one of the day is there.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=record.commitment_id)
    if record.reviewed_on < commitment.made_on:
        raise ValidationError({"reviewed_on": _("It cannot be reviewed before it was made.")})
    later = commitment.reviews.filter(reviewed_on__gt=record.reviewed_on).exists()
    audit.save(record, by=by)
    if not later:
        commitment.state, commitment.outcome = record.state, record.outcome
        audit.save(commitment, by=by)


@transaction.atomic
def remind_all(*, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Write of each open commitment due in 30 days, in 7, or overdue; return how many mails are new.

    Of each of the three every reader has one mail about a commitment, however often this is done.
    """
    due = Commitment.objects.still_open().filter(due_on__range=days_told(today), is_made_up=False)
    due = due.select_related("owner", "programme", "event").newest_first()
    with translation.override(settings.LANGUAGE_CODE):
        return sum(
            _write(each, reader, today, by)
            for each in due
            for reader in readers_of(each.programme_id, each.owner_id, today=today, now=now)
        )


def _write(commitment: Commitment, reader: Account, today: dt.date, by: Actor) -> bool:
    due_on = commitment.due_on or today  # only those with a day are told of
    subject, body = _letter(commitment, due_on, today)
    mail = outbox.write(
        key=f"commitment:{commitment.pk}:{due_on}:{time_before(due_on, today)}:{reader.pk}",
        to=reader.email,
        subject=subject,
        body=body,
        about=commitment,
        by=by,
    )
    return mail is not None


def _letter(commitment: Commitment, due_on: dt.date, today: dt.date) -> tuple[str, str]:
    words = {
        "who": commitment.who,
        "day": date_format(due_on, "j F Y"),
        "programme": commitment.programme,
    }
    if due_on < today:
        subject = _("Overdue since %(day)s: a commitment of %(who)s") % words
    else:
        subject = _("Due on %(day)s: a commitment of %(who)s") % words
    paragraphs = [
        _("%(who)s undertook, in %(programme)s, until %(day)s:") % words,
        commitment.text,
        _("What came of it is entered here:") + f"\n{settings.PORTAL_ADDRESS}{commitment.get_absolute_url()}",
        _("This mail was sent by the portal; answers to it are not read."),
    ]
    return subject, "\n\n".join(paragraphs) + "\n"
