"""Attendance, calls and mails in the same moment: nothing is recorded, sent or selected twice."""

import datetime as dt

import pytest
from django.core import mail as sent

from members.actions.register import PersonEntry
from office import outbox
from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from programmes.actions.inviting import remind_all, send_call
from programmes.actions.nominating import nominate
from programmes.actions.selecting import choose
from programmes.actions.ticking import Mark, record_attendance
from programmes.models import Attendance, Call, Invitation, Participation
from tests.factories.members import AccountFactory
from tests.factories.office import OutboxMailFactory
from tests.factories.programmes import (
    CallFactory,
    InvitationFactory,
    ParticipationFactory,
    SessionFactory,
)
from tests.programmes.test_at_once import AT_ONCE, at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor(None, Door.COMMAND)
NOW = dt.datetime(2030, 5, 28, tzinfo=dt.UTC)


def test_an_answer_ticked_by_several_at_once_is_recorded_once():
    session = SessionFactory()
    row = ParticipationFactory(event=session.event)
    mark = Mark(row, session, present=True, seen=None)

    outcomes = at_once(lambda: record_attendance(event=session.event, marks=[mark], by=BY))

    assert kinds(outcomes) == ["done"] * AT_ONCE
    assert Attendance.objects.count() == 1


def test_a_call_sent_and_reminded_of_by_several_at_once_is_written_once_each():
    invitation = InvitationFactory(call=CallFactory())
    AccountFactory(focal_point=True, organisation=invitation.administration)

    sending = at_once(lambda: send_call(call=Call.objects.get(), now=NOW, by=BY))
    assert kinds(sending).count("done") == 1
    assert OutboxMail.objects.count() == 1

    assert kinds(at_once(lambda: remind_all(now=NOW, by=BY))) == ["done"] * AT_ONCE
    assert OutboxMail.objects.count() == 2


def test_mails_sent_by_several_workers_at_once_leave_once_each():
    OutboxMailFactory.create_batch(5)

    at_once(lambda: outbox.send_due(NOW))

    assert len(sent.outbox) == 5


def test_somebody_nominated_twice_at_once_is_one_nominee():
    invitation = InvitationFactory()
    person = PersonEntry(family_name="Tuilagi", given_names="Ana", organisation=invitation.administration)

    def do():
        nominate(invitation=Invitation.objects.get(), person=person, now=NOW, by=BY)

    assert kinds(at_once(do)) == ["AlreadyOnTheList"] * (AT_ONCE - 1) + ["done"]
    assert Participation.objects.count() == 1


def test_the_last_seat_is_given_once_without_a_reason():
    call = CallFactory(sent=True, seats=1)
    rows = [ParticipationFactory(event=call.event, state="NOMINATED", rank=1).pk for _ in range(AT_ONCE)]

    def do():
        row = Participation.objects.get(pk=rows.pop())
        row.state = "SELECTED"
        choose(call=Call.objects.get(), changed=[row], by=BY)

    assert kinds(at_once(do)) == ["SeatsExceeded"] * (AT_ONCE - 1) + ["done"]
    assert Participation.objects.filter(state="SELECTED").count() == 1
