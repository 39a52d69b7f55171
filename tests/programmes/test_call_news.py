"""What those asked to nominate are told later: another deadline, and that there is no event."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from programmes.actions.entering import EventLinks, change_state, save_event
from programmes.actions.inviting import remind_all, save_call, send_call
from programmes.choices import EventState
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import CallFactory, InvitationFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
NOW = dt.datetime(2030, 5, 10, 12, tzinfo=dt.UTC)
D = dt.date


@pytest.fixture
def fiji():
    fiji = AdministrationFactory(iso2="FJ", member_name="Fiji", time_zone="Pacific/Fiji")
    AccountFactory(focal_point=True, organisation=fiji, email="focal@fiji.example.org")
    return fiji


@pytest.fixture
def call(fiji):
    """A call to Fiji that was sent, until 31 May; the event begins on 1 July."""
    call = CallFactory(sent=True, event__title="Risk management")
    InvitationFactory(call=call, administration=fiji)
    return call


def told():
    return list(OutboxMail.objects.oldest_first().values_list("subject", flat=True))


def moved(call, day, fiji, now=NOW):
    call.deadline_on = day
    save_call(call=call, invited={fiji: None}, now=now, by=BY)


def test_whoever_was_asked_is_told_of_another_deadline_once(call, fiji):
    moved(call, D(2030, 6, 7), fiji)
    moved(call, D(2030, 6, 7), fiji)

    assert told() == ["New deadline 7 June 2030: Risk management"]
    assert "until the end of 7 June 2030" in OutboxMail.objects.get().body


def test_a_deadline_moved_there_and_back_is_told_each_time(call, fiji):
    moved(call, D(2030, 6, 7), fiji)
    moved(call, D(2030, 5, 31), fiji)
    moved(call, D(2030, 6, 7), fiji)

    assert len(told()) == 3


def test_of_a_draft_or_of_what_is_over_nobody_is_told(fiji):
    draft = CallFactory()
    InvitationFactory(call=draft, administration=fiji)
    moved(draft, D(2030, 6, 7), fiji)
    over = CallFactory(sent=True)
    InvitationFactory(call=over, administration=fiji)
    moved(over, D(2030, 5, 1), fiji)

    assert told() == []


def test_who_is_asked_together_with_the_new_deadline_gets_the_call_alone(call, fiji):
    tonga = AdministrationFactory()
    AccountFactory(focal_point=True, organisation=tonga, email="focal@tonga.example.org")
    call.deadline_on = D(2030, 6, 7)

    save_call(call=call, invited={fiji: None, tonga: None}, now=NOW, by=BY)

    (mail,) = OutboxMail.objects.filter(to="focal@tonga.example.org")
    assert mail.subject == "Call for nominations: Risk management"


def test_a_new_deadline_brings_its_own_reminder(call, fiji):
    assert remind_all(now=dt.datetime(2030, 5, 26, tzinfo=dt.UTC), by=BY) == 1
    moved(call, D(2030, 6, 20), fiji)

    assert remind_all(now=dt.datetime(2030, 5, 27, tzinfo=dt.UTC), by=BY) == 0
    assert remind_all(now=dt.datetime(2030, 6, 15, tzinfo=dt.UTC), by=BY) == 1
    assert remind_all(now=dt.datetime(2030, 6, 16, tzinfo=dt.UTC), by=BY) == 0


@pytest.mark.parametrize("state", ["CANCELLED", "POSTPONED"])
def test_whoever_was_asked_is_told_that_the_event_is_called_off_and_why(call, state):
    change_state(event=call.event, state=EventState(state), today=D(2030, 5, 10), reason="A storm.", by=BY)

    mail = OutboxMail.objects.get()
    assert mail.subject == f"Risk management: {state.lower()}"
    assert "A storm." in mail.body


def test_so_it_is_where_the_whole_event_is_saved(call):
    event = call.event
    event.state, event.state_reason = EventState.CANCELLED, "No money."
    save_event(event=event, links=EventLinks(), by=BY)
    event.state_reason = "No money this year."
    save_event(event=event, links=EventLinks(), by=BY)

    assert told() == ["Risk management: cancelled"]


def test_of_an_event_whose_call_was_not_sent_nobody_is_told(fiji):
    draft = CallFactory()
    InvitationFactory(call=draft, administration=fiji)

    change_state(
        event=draft.event, state=EventState.CANCELLED, today=D(2030, 5, 10), reason="A storm.", by=BY
    )

    assert told() == []


@pytest.mark.parametrize(("day", "is_refused"), [(D(2030, 6, 30), False), (D(2030, 7, 1), True)])
def test_nominations_close_before_the_event_begins(call, fiji, day, is_refused):
    if is_refused:
        with pytest.raises(ValidationError, match="begins on 1 July 2030"):
            moved(call, day, fiji)
    else:
        moved(call, day, fiji)


def test_where_only_the_month_of_the_event_is_known_any_deadline_goes(fiji):
    call = CallFactory(event__starts_on=D(2030, 5, 1), event__starts_precision="MONTH")
    InvitationFactory(call=call, administration=fiji)

    moved(call, D(2030, 5, 20), fiji)

    call.refresh_from_db()
    assert call.deadline_on == D(2030, 5, 20)
    assert send_call(call=call, now=NOW, by=BY) == 1
