"""Calls: whom they are addressed to, what is written to whom, and who is reminded, once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import OutboxMail
from programmes.actions.entering import remove_event
from programmes.actions.guarding import PeriodClosed
from programmes.actions.inviting import remind_all, save_call, send_call
from programmes.models import Call
from programmes.tasks import remind_of_calls
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    CallFactory,
    ClosedPeriodFactory,
    EventFactory,
    InvitationFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
NOW = dt.datetime(2030, 5, 10, 12, tzinfo=dt.UTC)
A_WEEK_BEFORE = dt.datetime(2030, 5, 24, 12, tzinfo=dt.UTC)


@pytest.fixture
def fiji():
    """An administration with one focal point who can sign in and one who no longer may."""
    fiji = AdministrationFactory(iso2="FJ", member_name="Fiji", time_zone="Pacific/Fiji")
    AccountFactory(focal_point=True, organisation=fiji, email="focal@fiji.example.org")
    AccountFactory(focal_point=True, organisation=fiji, email="gone@fiji.example.org", is_active=False)
    AccountFactory(donor=True, organisation=fiji, email="donor@fiji.example.org")
    return fiji


def draft(*administrations, **about):
    call = CallFactory(**about)
    for administration in administrations:
        InvitationFactory(call=call, administration=administration)
    return call


def test_a_call_is_written_to_the_focal_points_of_whom_it_is_addressed_to(fiji):
    tonga = AdministrationFactory()
    AccountFactory(focal_point=True, organisation=tonga, email="focal@tonga.example.org")
    call = draft(
        fiji, seats_each=2, eligibility="Two years in risk management.", event__title="Risk\nmanagement"
    )

    assert send_call(call=call, now=NOW, by=BY) == 1

    mail = OutboxMail.objects.get()
    assert mail.to == "focal@fiji.example.org"
    assert mail.subject == "Call for nominations: Risk management"
    assert "Fiji is invited to nominate officers" in mail.body
    assert "31 May 2030" in mail.body
    assert "Seats of your administration: 2" in mail.body
    assert "Two years in risk management." in mail.body
    assert f"/nominations/{call.invitations.get().pk}/" in mail.body
    assert mail.about == call.event


def test_a_call_is_sent_once(fiji):
    call = draft(fiji)
    seen_by_another = Call.objects.get(pk=call.pk)
    send_call(call=call, now=NOW, by=BY)

    with pytest.raises(ValidationError, match="sent already"):
        send_call(call=call, now=NOW, by=BY)
    with pytest.raises(ChangedMeanwhile):
        send_call(call=seen_by_another, now=NOW, by=BY)

    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ({"deadline_on": dt.date(2030, 5, 9)}, "deadline is over"),
        ({"event__state": "CANCELLED", "event__state_reason": "a storm"}, "no longer planned"),
    ],
)
def test_a_call_that_cannot_be_answered_is_not_sent(fiji, about, text):
    with pytest.raises(ValidationError, match=text):
        send_call(call=draft(fiji, **about), now=NOW, by=BY)

    assert not OutboxMail.objects.exists()


def test_a_call_to_nobody_is_not_sent():
    with pytest.raises(ValidationError, match="no administration"):
        send_call(call=draft(), now=NOW, by=BY)


def test_who_is_added_to_a_sent_call_is_written_to_and_the_others_are_not_again(fiji):
    call = draft(fiji)
    send_call(call=call, now=NOW, by=BY)
    tonga = AdministrationFactory()
    AccountFactory(focal_point=True, organisation=tonga, email="focal@tonga.example.org")

    save_call(call=call, invited={fiji: None, tonga: 3}, now=NOW, by=BY)

    assert list(OutboxMail.objects.oldest_first().values_list("to", flat=True)) == [
        "focal@fiji.example.org",
        "focal@tonga.example.org",
    ]
    assert call.invitations.get(administration=tonga).seats_given == 3


def test_who_has_nominated_stays_invited(fiji):
    call = draft(fiji, sent=True)
    ParticipationFactory(event=call.event, organisation=fiji, state="NOMINATED", rank=1)

    with pytest.raises(ValidationError, match="Fiji has nominated already"):
        save_call(call=call, invited={}, now=NOW, by=BY)

    assert call.invitations.exists()


def test_a_call_saved_without_a_difference_changes_nothing(fiji):
    call = draft(fiji)

    assert not save_call(call=call, invited={fiji: None}, now=NOW, by=BY)


def test_an_administration_that_named_nobody_is_reminded_once(fiji):
    draft(fiji, sent=True)

    assert remind_all(now=A_WEEK_BEFORE - dt.timedelta(days=1), by=BY) == 0
    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 1
    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 0
    assert remind_all(now=A_WEEK_BEFORE + dt.timedelta(days=3), by=BY) == 0

    mail = OutboxMail.objects.get()
    assert mail.to == "focal@fiji.example.org"
    assert "nominated nobody yet" in mail.body


@pytest.mark.parametrize(
    "about",
    [
        {"sent_at": None},
        {"remind_days": 0},
        {"event__state": "POSTPONED", "event__state_reason": "a storm"},
        {"deadline_on": dt.date(2030, 5, 23)},
    ],
)
def test_nobody_is_reminded_of_what_is_not_open(fiji, about):
    draft(fiji, **({"sent": True} | about))

    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 0


def test_who_has_nominated_is_not_reminded(fiji):
    call = draft(fiji, sent=True)
    ParticipationFactory(event=call.event, organisation=fiji, state="NOMINATED", rank=1)

    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 0


def test_who_has_no_account_yet_is_reminded_when_there_is_one():
    tonga = AdministrationFactory()
    draft(tonga, sent=True)
    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 0

    AccountFactory(focal_point=True, organisation=tonga)
    assert remind_all(now=A_WEEK_BEFORE, by=BY) == 1


def test_the_beat_reminds(fiji):
    today = dt.datetime.now(dt.UTC).date()
    draft(fiji, sent=True, deadline_on=today + dt.timedelta(days=3))

    remind_of_calls()

    assert OutboxMail.objects.count() == 1


def test_the_last_day_is_the_administrations_own(fiji):
    invitation = InvitationFactory(administration=fiji)  # until 31 May, twelve hours before UTC
    elsewhere = InvitationFactory(
        call=invitation.call
    )  # nobody knows where: until the day is over everywhere

    before, after = (
        dt.datetime(2030, 5, 31, 11, 59, tzinfo=dt.UTC),
        dt.datetime(2030, 5, 31, 12, tzinfo=dt.UTC),
    )
    everywhere = dt.datetime(2030, 6, 1, 12, tzinfo=dt.UTC)

    assert (invitation.is_open_at(before), invitation.is_open_at(after)) == (True, False)
    assert elsewhere.is_open_at(everywhere - dt.timedelta(minutes=1))
    assert not elsewhere.is_open_at(everywhere)


def test_a_call_in_a_closed_period_stays_as_it_is(fiji):
    event = EventFactory(programmes=[ProgrammeFactory()], planned=True)
    call = draft(fiji, event=event)
    ClosedPeriodFactory(programme=event.programmes.get())

    with pytest.raises(PeriodClosed):
        send_call(call=call, now=NOW, by=BY)
    with pytest.raises(PeriodClosed):
        save_call(call=call, invited={}, now=NOW, by=BY)


def test_an_event_others_were_asked_to_nominate_for_is_cancelled_not_removed(fiji):
    call = draft(fiji, sent=True)

    with pytest.raises(ValidationError, match="cancel the event"):
        remove_event(event=call.event, by=BY)

    unsent = draft(fiji)
    remove_event(event=unsent.event, by=BY)
    assert not Call.objects.filter(pk=unsent.pk).exists()
