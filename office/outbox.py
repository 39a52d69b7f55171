"""The one way to send a mail: written in the caller's transaction, sent when it is committed."""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from office.audit import Actor
from office.choices import MailState
from office.models import OutboxMail

log = logging.getLogger(__name__)

HELD = dt.timedelta(minutes=5)  # a worker has this long to send one mail
LONGEST_WAIT = dt.timedelta(minutes=30)  # between two attempts
MOST_REFUSALS = 20  # of one mail by a server that answers; a server that is away is waited for
MOST_AT_ONCE = 200


def write(
    *, key: str, to: str, subject: str, body: str, about: models.Model, by: Actor, secret: str = ""
) -> OutboxMail | None:
    """Put a mail into the outbox, in the transaction of what it tells of; None where it was written before.

    :param key: names the occasion and the reader: of one key there is one mail, ever.
    :param secret: stands where the text has SECRET_MARK, in the mail that is sent and nowhere else.
    """
    with transaction.atomic():
        mail = OutboxMail(key=key, to=to, subject=" ".join(subject.split())[:300], body=body, about=about)
        mail.secret = secret
        mail.written_by = by.author
        made = OutboxMail.objects.bulk_create([mail], ignore_conflicts=True)
        return OutboxMail.objects.filter(key=key, number=made[0].number).first()


def send_due(now: dt.datetime) -> int:
    """Send the mails that wait, each held by one worker; return how many left.

    Run twice, or by two workers, no mail leaves twice: only one that a worker was killed over, between
    handing it on and writing that down, is sent again, under the same Message-ID.
    """
    ids = OutboxMail.objects.due(now).oldest_first().values_list("pk", flat=True)[:MOST_AT_ONCE]
    sent = 0
    for pk in list(ids):
        mail = _take(pk, now)
        if mail is None:
            continue
        try:
            _send(mail)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            _refused(mail, error, now)
            if _is_away(error):
                break  # the others wait for the same server
        else:
            sent += _if_held(mail, state=MailState.SENT, sent_at=now, try_at=None, reason="", secret="")
    return sent


def try_again(mail: OutboxMail) -> bool:
    """Queue a mail that failed once more; return whether it had failed."""
    failed = OutboxMail.objects.filter(pk=mail.pk, state=MailState.FAILED)
    return bool(failed.update(state=MailState.QUEUED, attempts=0, try_at=None))


def _take(pk: int, now: dt.datetime) -> OutboxMail | None:
    """Hold a mail for this worker; None where another one does, or it has left."""
    held_to = now + HELD
    free = OutboxMail.objects.due(now).filter(pk=pk)
    if not free.update(try_at=held_to, attempts=F("attempts") + 1):
        return None
    return OutboxMail.objects.get(pk=pk)


def _send(mail: OutboxMail) -> None:
    message = EmailMessage(
        mail.subject,
        mail.whole,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers=mail.told(),
        connection=get_connection(),
    )
    message.send()


def _refused(mail: OutboxMail, error: Exception, now: dt.datetime) -> None:
    """Say on the row why it did not leave, and whether it is tried again."""
    log.warning("Mail %s did not leave: %s", mail.pk, error)
    final = _is_final(error) or (not _is_away(error) and mail.attempts >= MOST_REFUSALS)
    wait = min(dt.timedelta(seconds=30) * 2 ** min(mail.attempts, 10), LONGEST_WAIT)
    reason = f"{type(error).__name__}: {error}"
    if _is_away(error):
        reason = _("The mail server does not answer (%(reason)s).") % {"reason": reason}
    _if_held(
        mail,
        state=MailState.FAILED if final else MailState.QUEUED,
        try_at=None if final else now + wait,
        reason=reason[:500],
    )


def _if_held(mail: OutboxMail, **values: object) -> int:
    """Write down what became of it, unless another worker took it over meanwhile."""
    held = OutboxMail.objects.filter(pk=mail.pk, state=MailState.QUEUED, try_at=mail.try_at)
    return held.update(**values)


def _is_away(error: Exception) -> bool:
    """Test if the server could not be talked to at all, or not as whom we are."""
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPAuthenticationError):
        return True
    if isinstance(error, smtplib.SMTPConnectError):
        return True
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def _is_final(error: Exception) -> bool:
    """Test if the server, or the address itself, will never take this mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        return False
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
