"""What is written about recommendations that are due or overdue."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Account
from office import outbox
from office.audit import Actor
from programmes.actions.due import days_told, readers_of, time_before
from programmes.models import Recommendation


@transaction.atomic
def remind_all(*, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Write of each awaited recommendation due in 30 days, in 7, or overdue; return how many mails are new.

    Of each of the three every reader has one mail about a recommendation, however often this is done.
    Who may not answer it is not written to.
    """
    rows = Recommendation.objects.awaited().filter(due_on__range=days_told(today))
    rows = rows.select_related("mission__administration", "mission__programme").newest_first()
    written = 0
    with translation.override(settings.LANGUAGE_CODE):
        for each in rows:
            mission = each.mission
            readers = readers_of(mission.programme_id, mission.administration_id, today=today, now=now)
            written += sum(_write(each, reader, today, by) for reader in readers if _answers(reader, each))
    return written


def _answers(reader: Account, record: Recommendation) -> bool:
    return Recommendation.objects.answerable_by(reader).filter(pk=record.pk).exists()


def _write(record: Recommendation, reader: Account, today: dt.date, by: Actor) -> bool:
    due_on = record.due_on or today  # only those with a day are told of
    subject, body = _letter(record, due_on, today)
    mail = outbox.write(
        key=f"recommendation:{record.pk}:{due_on}:{time_before(due_on, today)}:{reader.pk}",
        to=reader.email,
        subject=subject,
        body=body,
        about=record,
        by=by,
    )
    return mail is not None


def _letter(record: Recommendation, due_on: dt.date, today: dt.date) -> tuple[str, str]:
    words = {
        "mission": record.mission.title,
        "administration": record.mission.administration,
        "day": date_format(due_on, "j F Y"),
    }
    if due_on < today:
        subject = _("Overdue since %(day)s: a recommendation to %(administration)s") % words
    else:
        subject = _("Due on %(day)s: a recommendation to %(administration)s") % words
    asked = _("It is not answered yet. Answer it, and say what came of it, here:")
    paragraphs = [
        _("%(mission)s recommended to %(administration)s, to be done by %(day)s:") % words,
        record.text,
        (_("What came of it is entered here:") if record.answer else asked)
        + f"\n{settings.PORTAL_ADDRESS}{record.get_absolute_url()}",
        _("This mail was sent by the portal; answers to it are not read."),
    ]
    return subject, "\n\n".join(paragraphs) + "\n"
