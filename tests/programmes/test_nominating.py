"""From nomination to certificate in one row: nominated, ordered, withdrawn, chosen."""

import datetime as dt

import pytest

from members.actions.register import PersonEntry, SeveralMatch
from members.choices import Sex
from members.models import Person
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry, OutboxMail
from programmes.actions.attending import AlreadyOnTheList
from programmes.actions.guarding import PeriodClosed
from programmes.actions.nominating import NotOpen, nominate, nominees_of, put_in_order, withdraw
from programmes.actions.selecting import SeatsExceeded, balance_of, choosable, choose, tell_outcome
from programmes.choices import ParticipationState
from programmes.models import Participation
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
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
TOO_LATE = dt.datetime(2030, 6, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def invitation():
    return InvitationFactory(administration__iso2="FJ", administration__member_name="Fiji")


def entry(invitation, family_name="Tuilagi", **about):
    return PersonEntry(family_name=family_name, organisation=invitation.administration, **about)


def nominated(invitation, *names):
    return [
        nominate(invitation=invitation, person=entry(invitation, name, given_names="Ana"), now=NOW, by=BY)
        for name in names
    ]


# --- Nominating ----------------------------------------------------------------------------------


def test_nominees_stand_in_the_order_they_were_named(invitation):
    rows = nominated(invitation, "Tuilagi", "Kumar")

    assert [(row.rank, row.state) for row in rows] == [(1, "NOMINATED"), (2, "NOMINATED")]
    assert {row.organisation_id for row in rows} == {invitation.administration.pk}


def test_who_is_known_to_the_register_is_not_entered_twice(invitation):
    person = PersonFactory(family_name="Tuilagi", given_names="Ana")
    PostingFactory(person=person, organisation=invitation.administration)

    row = nominate(invitation=invitation, person=entry(invitation, given_names="Ana"), now=NOW, by=BY)

    assert row.person == person
    assert Person.objects.count() == 1


def test_a_name_of_several_people_is_asked_about(invitation):
    for _ in range(2):
        PostingFactory(
            person=PersonFactory(family_name="Tuilagi", given_names=""),
            organisation=invitation.administration,
        )

    with pytest.raises(SeveralMatch):
        nominate(invitation=invitation, person=entry(invitation), now=NOW, by=BY)


def test_nobody_is_nominated_twice(invitation):
    nominated(invitation, "Tuilagi")

    with pytest.raises(AlreadyOnTheList):
        nominated(invitation, "Tuilagi")


def test_who_was_withdrawn_is_nominated_anew_in_the_same_row(invitation):
    row, other = nominated(invitation, "Tuilagi", "Kumar")
    withdraw(participation=row, by=Actor(None, Door.COMMAND, "ill"))

    (again,) = nominated(invitation, "Tuilagi")

    assert again.pk == row.pk
    assert (again.state, again.state_reason, again.rank) == ("NOMINATED", "", 3)
    assert list(nominees_of(invitation)) == [other, again]


def test_after_the_deadline_nobody_is_nominated_or_reordered_but_withdrawn(invitation):
    rows = nominated(invitation, "Tuilagi", "Kumar")

    with pytest.raises(NotOpen):
        nominate(invitation=invitation, person=entry(invitation, "Vunipola"), now=TOO_LATE, by=BY)
    with pytest.raises(NotOpen):
        put_in_order(invitation=invitation, rows=rows[::-1], now=TOO_LATE, by=BY)

    withdraw(participation=rows[0], by=Actor(None, Door.COMMAND, "transferred"))
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].state_reason) == ("DECLINED", "transferred")
    assert not Person.objects.filter(family_name="Vunipola").exists()


@pytest.mark.parametrize("state", ["ATTENDED", "COMPLETED", "NO_SHOW", "DECLINED"])
def test_what_has_happened_is_not_taken_back(invitation, state):
    row = ParticipationFactory(
        event=invitation.call.event, organisation=invitation.administration, rank=1, state=state
    )

    with pytest.raises(NotOpen):
        withdraw(participation=row, by=BY)


def test_nothing_is_nominated_for_a_call_that_was_not_sent():
    invitation = InvitationFactory(call=CallFactory())

    with pytest.raises(NotOpen):
        nominated(invitation, "Tuilagi")


def test_nominees_are_put_in_another_order(invitation):
    first, second, third = nominated(invitation, "Tuilagi", "Kumar", "Vunipola")

    assert put_in_order(invitation=invitation, rows=[third, first, second], now=NOW, by=BY) == 3

    assert list(nominees_of(invitation)) == [third, first, second]


def test_an_order_of_others_than_there_are_is_refused(invitation):
    first, _second = nominated(invitation, "Tuilagi", "Kumar")

    with pytest.raises(ChangedMeanwhile):
        put_in_order(invitation=invitation, rows=[first], now=NOW, by=BY)


def test_who_another_administration_nominated_is_not_told(invitation):
    person = PersonFactory(family_name="Tuilagi", given_names="Ana")
    PostingFactory(person=person, organisation=invitation.administration)
    ParticipationFactory(event=invitation.call.event, person=person, state="NOMINATED", rank=1)

    with pytest.raises(AlreadyOnTheList, match="ask the secretariat"):
        nominated(invitation, "Tuilagi")


def test_a_reason_about_a_person_stands_where_anonymising_can_erase_it(invitation):
    (row,) = nominated(invitation, "Tuilagi")

    withdraw(participation=row, by=Actor(None, Door.COMMAND, "on sick leave"))

    assert not AuditEntry.objects.filter(reason__contains="sick").exists()
    assert not AuditEntry.objects.filter(changes__icontains="sick").exists()
    latest = AuditEntry.objects.latest("pk")
    assert latest.personal_values.get(field="state_reason").new == "on sick leave"


def test_nothing_is_nominated_in_a_closed_period():
    event = EventFactory(programmes=[ProgrammeFactory()], planned=True)
    invitation = InvitationFactory(call__event=event, call__sent=True)
    (row,) = nominated(invitation, "Tuilagi")
    ClosedPeriodFactory(programme=event.programmes.get())

    with pytest.raises(PeriodClosed):
        nominated(invitation, "Kumar")
    with pytest.raises(PeriodClosed):
        withdraw(participation=row, by=BY)
    with pytest.raises(PeriodClosed):
        put_in_order(invitation=invitation, rows=[row], now=NOW, by=BY)
    with pytest.raises(PeriodClosed):
        choose(call=invitation.call, changed=[row], by=BY)


# --- Choosing ------------------------------------------------------------------------------------


def with_state(row, state, reason=""):
    row.state, row.state_reason = state, reason
    return row


def test_a_row_goes_from_nomination_to_selection_and_keeps_its_rank(invitation):
    first, second = nominated(invitation, "Tuilagi", "Kumar")

    changed = [with_state(first, "SELECTED"), with_state(second, "RESERVE", "one seat only")]
    assert choose(call=invitation.call, changed=changed, by=BY) == 2

    rows = Participation.objects.by_rank()
    assert [(row.pk, row.state, row.state_reason, row.rank) for row in rows] == [
        (first.pk, "SELECTED", "", 1),
        (second.pk, "RESERVE", "one seat only", 2),
    ]


@pytest.mark.parametrize("limit", [{"seats": 1}, {"seats_each": 1}])
def test_more_than_there_are_seats_are_selected_with_a_reason_only(limit):
    invitation = InvitationFactory(call=CallFactory(sent=True, **limit))
    rows = [with_state(row, "SELECTED") for row in nominated(invitation, "Tuilagi", "Kumar")]

    with pytest.raises(SeatsExceeded, match="2 selected, 1 seat"):
        choose(call=invitation.call, changed=rows, by=BY)
    assert set(Participation.objects.values_list("state", flat=True)) == {"NOMINATED"}

    choose(call=invitation.call, changed=rows, reason_for_more="the host pays for one", by=BY)
    assert set(Participation.objects.values_list("state", flat=True)) == {"SELECTED"}
    assert AuditEntry.objects.filter(reason="the host pays for one").count() == 2


def test_who_took_part_holds_a_seat_and_who_only_moves_down_needs_no_reason():
    invitation = InvitationFactory(call=CallFactory(sent=True, seats=1))
    event = invitation.call.event
    ParticipationFactory(event=event, state="ATTENDED", rank=1)
    row = ParticipationFactory(event=event, state="SELECTED", rank=1)
    ParticipationFactory(event=event, state="SELECTED", rank=2)

    assert choose(call=invitation.call, changed=[with_state(row, "RESERVE")], by=BY) == 1


def test_seats_of_its_own_go_before_those_of_the_call():
    call = CallFactory(sent=True, seats_each=1)
    invitation = InvitationFactory(call=call, seats=2)
    rows = [with_state(row, "SELECTED") for row in nominated(invitation, "Tuilagi", "Kumar")]

    assert choose(call=call, changed=rows, by=BY) == 2


def test_the_balance_shows_what_is_chosen_before_it_is_saved():
    call = CallFactory(sent=True, seats=3, seats_each=1)
    fiji = InvitationFactory(call=call, administration__member_name="Fiji").administration
    tonga = InvitationFactory(call=call, administration__member_name="Tonga", seats=2).administration
    for organisation, sex in ((fiji, Sex.WOMAN), (fiji, Sex.MAN), (tonga, Sex.WOMAN)):
        ParticipationFactory(
            event=call.event, organisation=organisation, person__sex=sex, state="NOMINATED", rank=1
        )
    rows = choosable(call.event)
    for row in rows[:2]:
        row.state = ParticipationState.SELECTED

    balance = balance_of(call, rows)

    assert [(line.label, line.nominated, line.selected, line.seats) for line in balance.lines] == [
        ("Fiji", 2, 2, 1),
        ("Tonga", 1, 0, 2),
        ("All together", 3, 2, 3),
    ]
    assert [(line.label, line.nominated, line.selected) for line in balance.sexes] == [
        ("Woman", 2, 1),
        ("Man", 1, 1),
    ]
    assert balance.exceeded() == ["Fiji: 2 selected, 1 seat."]


def test_each_administration_is_told_of_its_own_nominees_and_again_only_when_they_changed(invitation):
    other = InvitationFactory(call=invitation.call)
    for each, address in ((invitation, "fiji@example.org"), (other, "other@example.org")):
        AccountFactory(focal_point=True, organisation=each.administration, email=address)
    (row,) = nominated(invitation, "Tuilagi")
    nominated(other, "Kumar")

    assert tell_outcome(call=invitation.call, by=BY) == 2
    assert tell_outcome(call=invitation.call, by=BY) == 0

    choose(call=invitation.call, changed=[with_state(row, "SELECTED", "knows the host")], by=BY)
    assert tell_outcome(call=invitation.call, by=BY) == 1

    third = OutboxMail.objects.latest("pk")
    assert third.to == "fiji@example.org"
    assert "- Ana Tuilagi: Selected" in third.body
    assert "Kumar" not in third.body
    assert "knows the host" not in third.body
