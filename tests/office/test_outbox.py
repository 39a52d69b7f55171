"""The outbox: a mail is written with its deed, leaves once, and waits where the server is away."""

import datetime as dt
import socket
import socketserver
import threading

import pytest
from django.core import mail as sent
from django.db import transaction

from office import outbox
from office.audit import Actor
from office.choices import Door, MailState
from office.models import OutboxMail
from office.tasks import send_mails
from tests.factories.members import OrganisationFactory
from tests.factories.office import OutboxMailFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)
BY = Actor(None, Door.COMMAND)


class Refusing(socketserver.StreamRequestHandler):
    """A mail server that knows none of the addresses it is asked to write to."""

    def handle(self):
        self._say("220 mail.example.org")
        while line := self.rfile.readline().decode().strip().upper():
            if line.startswith("QUIT"):
                self._say("221 bye")
                return
            self._say(self.server.answer if line.startswith("RCPT") else "250 fine")

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server(settings):
    """Return a function that starts a mail server with one answer to every recipient."""
    started = []

    def start(answer):
        running = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing)
        running.daemon_threads, running.answer = True, answer
        threading.Thread(target=running.serve_forever, daemon=True).start()
        started.append(running)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address

    yield start
    for running in started:
        running.shutdown()
        running.server_close()


@pytest.fixture
def nobody_answers(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def write(key="call:1", **about):
    said = {"to": "focal@example.org", "subject": "A call", "body": "You are invited."} | about
    return outbox.write(key=key, about=OrganisationFactory(), by=BY, **said)


def test_a_mail_leaves_once_as_it_was_written():
    mail = write(subject="A call\nfor  nominations")

    assert outbox.send_due(NOW) == 1
    assert outbox.send_due(NOW) == 0

    (message,) = sent.outbox
    assert (message.to, message.subject, message.body) == (
        ["focal@example.org"],
        "A call for nominations",
        "You are invited.",
    )
    assert str(mail.number) in message.extra_headers["Message-ID"]
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == (MailState.SENT, NOW, 1)


def test_of_one_occasion_there_is_one_mail():
    assert write() is not None
    assert write(subject="Another text") is None

    assert OutboxMail.objects.get().subject == "A call"


def test_a_mail_is_undone_with_its_deed():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()


def test_where_the_server_is_away_a_mail_waits_and_says_so(nobody_answers):
    mail, later = write("first"), write("second")

    assert outbox.send_due(NOW) == 0

    mail.refresh_from_db()
    later.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 1)
    assert "does not answer" in mail.reason
    assert mail.try_at > NOW
    assert later.attempts == 0  # the same server: not asked again at once


def test_a_mail_that_waited_leaves_when_the_server_is_back(settings, nobody_answers):
    mail = write()
    outbox.send_due(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert outbox.send_due(NOW) == 0  # its time has not come
    assert outbox.send_due(NOW + outbox.LONGEST_WAIT) == 1

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (MailState.SENT, "")


def test_however_long_the_server_is_away_no_mail_is_given_up(nobody_answers):
    mail = OutboxMailFactory(attempts=500)

    outbox.send_due(NOW)

    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    assert mail.try_at <= NOW + outbox.LONGEST_WAIT


def test_an_address_that_does_not_exist_fails_at_once_and_the_next_mail_is_tried(server):
    server("550 nobody of that name here")
    first, second = write("first"), write("second")

    outbox.send_due(NOW)

    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.state, second.state} == {MailState.FAILED}
    assert "nobody of that name" in first.reason


def test_a_full_mailbox_is_tried_again_and_given_up_after_many_times(server):
    server("452 mailbox full")
    mail, tired = OutboxMailFactory(), OutboxMailFactory(attempts=outbox.MOST_REFUSALS - 1)

    outbox.send_due(NOW)

    mail.refresh_from_db()
    tired.refresh_from_db()
    assert (mail.state, tired.state) == (MailState.QUEUED, MailState.FAILED)


def test_a_mail_that_failed_can_be_tried_again_and_no_other():
    failed, gone = OutboxMailFactory(state="FAILED", attempts=3), OutboxMailFactory(state="SENT")

    assert outbox.try_again(failed)
    assert not outbox.try_again(gone)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (MailState.QUEUED, 0)


def test_a_mail_another_worker_holds_is_left_to_it():
    mail = OutboxMailFactory(try_at=NOW + dt.timedelta(minutes=1), attempts=1)

    assert outbox.send_due(NOW) == 0
    assert outbox.send_due(NOW + outbox.HELD) == 1  # that worker was killed

    mail.refresh_from_db()
    assert mail.attempts == 2


def test_a_header_in_an_address_is_refused_and_not_sent():
    mail = OutboxMailFactory(to="a@example.org\nBcc: b@example.org")

    outbox.send_due(NOW)

    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
    assert not sent.outbox


def test_the_beat_sends_what_waits():
    OutboxMailFactory()

    send_mails()

    assert len(sent.outbox) == 1
