"""Calls and the choice at the officer's browser."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from office.models import OutboxMail, ReadEntry
from programmes.models import Call, Participation
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    CallFactory,
    EventFactory,
    FundingFactory,
    InvitationFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
EDITING = ("call-edit", "event-selection")
NEXT_YEAR = f"{timezone.now().year + 1}-05-31"


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def event():
    return EventFactory(
        programmes=[ProgrammeFactory()],
        planned=True,
        title="Risk management workshop",
        starts_on=dt.date(2030, 7, 1),
        ends_on=dt.date(2030, 7, 5),
    )


@pytest.fixture
def signed_in(client, assigned, event):
    client.force_login(assigned(event.programmes.get()))
    return client


def nominee(call, name, **about):
    invitation = call.invitations.first() or InvitationFactory(call=call)
    about = {"organisation": invitation.administration, "state": "NOMINATED", "rank": 1} | about
    return ParticipationFactory(event=call.event, person__family_name=name, **about)


def chosen(*rows, **states):
    sent = {}
    for row, state in zip(rows, states.values(), strict=True):
        sent |= {f"state-{row.pk}-{row.version}": state, f"reason-{row.pk}-{row.version}": ""}
    return sent


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*EDITING, "event-call"])
@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer"])
def test_a_call_is_prepared_and_chosen_from_by_its_officers_only(client, event, page, role):
    InvitationFactory(call__event=event, call__sent=True)
    client.force_login(AccountFactory(**{role: True}))

    assert client.get(to(page, event.pk)).status_code in {403, 404}


@pytest.mark.parametrize("page", EDITING)
def test_an_officer_of_another_programme_reads_the_call_and_changes_nothing(client, officer, event, page):
    CallFactory(event=event, sent=True)
    client.force_login(officer)

    assert client.get(to(page, event.pk)).status_code == 403
    answer = client.get(to("event-call", event.pk))
    assert answer.status_code == 200
    assert to("call-edit", event.pk) not in text_of(answer)


@pytest.mark.parametrize("role", ["donor", "master_trainer"])
def test_calls_are_nothing_to_donors_and_trainers(client, role):
    call = CallFactory(sent=True, event__phases=[])
    account = AccountFactory(**{role: True})
    if role == "donor":
        call.event.phases.add(FundingFactory(donor=account.organisation).phase)
    else:
        ParticipationFactory(event=call.event, person=account.person)
    client.force_login(account)

    assert call.event.title not in text_of(client.get(to("call-list")))
    api = APIClient()
    api.force_authenticate(account)
    assert api.get(reverse("api:event-detail", args=[call.event.pk])).json()["call"] is None


# --- The call ------------------------------------------------------------------------------------


def test_a_call_is_prepared_for_the_members_of_the_programme_and_sent(signed_in, event):
    fiji = AdministrationFactory(member_name="Fiji")
    MembershipFactory(programme=event.programmes.get(), administration=fiji)
    AccountFactory(focal_point=True, organisation=fiji)
    form = signed_in.get(to("call-edit", event.pk)).context["form"]
    assert form.initial["administrations"] == [fiji.pk]

    signed_in.post(
        to("call-edit", event.pk),
        {
            "version": 1,
            "deadline_on": NEXT_YEAR,
            "seats_each": 2,
            "remind_days": 7,
            "administrations": [fiji.pk],
        },
    )
    assert not OutboxMail.objects.exists()

    page = signed_in.post(to("call-send", event.pk), {"version": Call.objects.get().version}, follow=True)
    assert "1 mail stands in the outbox." in text_of(page)
    assert OutboxMail.objects.count() == 1


def test_a_call_that_changed_after_it_was_looked_at_is_not_sent(signed_in, event):
    call = CallFactory(event=event, version=2)
    InvitationFactory(call=call)

    page = signed_in.post(to("call-send", event.pk), {"version": 1}, follow=True)

    assert "Somebody else changed this meanwhile" in text_of(page)
    assert Call.objects.get().sent_at is None


def test_who_cannot_be_written_to_is_named(signed_in, event):
    InvitationFactory(call__event=event, call__sent=True, administration__member_name="Tonga")

    assert "Nobody can be written to" in text_of(signed_in.get(to("event-call", event.pk)))


def test_one_administration_is_given_other_seats(signed_in, event):
    invitation = InvitationFactory(call__event=event, call__sent=True)

    signed_in.post(to("invitation-seats", event.pk, invitation.pk), {"version": 1, "seats": 4})

    invitation.refresh_from_db()
    assert invitation.seats == 4
    assert signed_in.get(to("invitation-seats", event.pk, InvitationFactory().pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_call_list_query_count_does_not_grow(signed_in, django_assert_num_queries, rows):
    for _row in range(rows):
        InvitationFactory()

    with django_assert_num_queries(6):
        signed_in.get(to("call-list"))


def test_the_list_is_asked_by_state_and_refuses_what_it_does_not_know(signed_in, event):
    CallFactory(event=event)
    CallFactory(event__title="Valuation course", sent=True)

    draft = text_of(signed_in.get(to("call-list"), {"state": "draft"}))
    assert "Risk management workshop" in draft
    assert "Valuation course" not in draft
    over = text_of(signed_in.get(to("call-list"), {"state": "over"}))
    assert "Valuation course" not in over
    assert signed_in.get(to("call-list"), {"state": "x"}).status_code == 400


def test_the_call_and_the_sessions_stand_inside_the_event_of_the_api(event):
    invitation = InvitationFactory(call__event=event, call__sent=True, call__seats=20)
    SessionFactory(event=event, title="Opening", begins="09:00", ends="10:30")
    nominee(invitation.call, "Tuilagi")
    account = AccountFactory(focal_point=True, organisation=invitation.administration)
    api = APIClient()
    api.force_authenticate(account)

    answer = api.get(reverse("api:event-detail", args=[event.pk]))

    assert answer.json()["call"]["seats"] == 20
    assert [(each["title"], each["length"]) for each in answer.json()["sessions"]] == [("Opening", "1.50")]
    assert "Tuilagi" not in answer.content.decode()


# --- The choice ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_selection_query_count_does_not_grow(signed_in, event, django_assert_num_queries, rows):
    call = CallFactory(event=event, sent=True)
    InvitationFactory(call=call)
    for row in range(rows):
        nominee(call, f"Name{row}", organisation=AdministrationFactory())

    with django_assert_num_queries(10):
        signed_in.get(to("event-selection", event.pk))


def test_a_choice_is_counted_without_being_saved_and_saved_when_said(signed_in, event):
    call = CallFactory(event=event, sent=True, seats=1)
    first, second = nominee(call, "Tuilagi"), nominee(call, "Kumar", rank=2)
    sent = chosen(first, second, first="SELECTED", second="RESERVE")

    page = signed_in.post(to("event-selection", event.pk), sent | {"count": ""})
    assert page.context["balance"].total.selected == 1
    assert set(Participation.objects.values_list("state", flat=True)) == {"NOMINATED"}

    signed_in.post(to("event-selection", event.pk), sent)
    assert [row.state for row in Participation.objects.by_rank()] == ["SELECTED", "RESERVE"]
    assert ReadEntry.objects.filter(what__contains="nominees").exists()


def test_more_than_the_seats_are_told_and_allowed_with_a_reason(signed_in, event):
    call = CallFactory(event=event, sent=True, seats=1)
    rows = nominee(call, "Tuilagi"), nominee(call, "Kumar", rank=2)
    sent = chosen(*rows, first="SELECTED", second="SELECTED")

    page = text_of(signed_in.post(to("event-selection", event.pk), sent))
    assert "All together: 2 selected, 1 seat." in page
    assert set(Participation.objects.values_list("state", flat=True)) == {"NOMINATED"}

    signed_in.post(to("event-selection", event.pk), sent | {"reason_for_more": "the host pays"})
    assert set(Participation.objects.values_list("state", flat=True)) == {"SELECTED"}


def test_a_choice_over_a_row_that_changed_meanwhile_is_refused(signed_in, event):
    call = CallFactory(event=event, sent=True)
    row = nominee(call, "Tuilagi")
    sent = chosen(row, first="SELECTED")
    Participation.objects.update(version=2, state="DECLINED")

    page = text_of(signed_in.post(to("event-selection", event.pk), sent))

    assert "The list has changed meanwhile" in page
    assert Participation.objects.get().state == "DECLINED"


def test_who_took_part_is_shown_and_no_longer_chosen(signed_in, event):
    call = CallFactory(event=event, sent=True)
    row = nominee(call, "Tuilagi", state="ATTENDED")

    page = signed_in.post(to("event-selection", event.pk), chosen(row, first="DECLINED"), follow=True)

    assert "Tuilagi" in text_of(page)
    assert Participation.objects.get().state == "ATTENDED"


def test_the_outcome_is_written_to_the_administrations(signed_in, event):
    call = CallFactory(event=event, sent=True)
    row = nominee(call, "Tuilagi")
    AccountFactory(focal_point=True, organisation=call.invitations.get().administration)

    signed_in.post(to("call-outcome", event.pk))

    assert str(row.person) in OutboxMail.objects.get().body


def test_a_long_list_of_nominees_is_chosen_from_page_by_page_and_counted_whole(signed_in, event, monkeypatch):
    monkeypatch.setattr("programmes.views.calls.CHOSEN_AT_ONCE", 2)
    call = CallFactory(event=event, sent=True, seats=2)
    rows = [nominee(call, name, rank=rank) for rank, name in enumerate(("Abe", "Baro", "Cama"), start=1)]
    address = to("event-selection", event.pk)

    first, second = (text_of(signed_in.get(f"{address}?page={page}")) for page in (1, 2))
    answer = signed_in.post(f"{address}?page=2", chosen(rows[2], third="SELECTED"))

    assert [name in first for name in ("Abe", "Baro", "Cama")] == [True, True, False]
    assert [name in second for name in ("Abe", "Baro", "Cama")] == [False, False, True]
    assert answer.url == f"{address}?page=2"
    states = dict(event.participations.values_list("person__family_name", "state"))
    assert states == {"Abe": "NOMINATED", "Baro": "NOMINATED", "Cama": "SELECTED"}


def test_seats_are_counted_over_all_pages(signed_in, event, monkeypatch):
    monkeypatch.setattr("programmes.views.calls.CHOSEN_AT_ONCE", 1)
    call = CallFactory(event=event, sent=True, seats=1)
    nominee(call, "Abe", state="SELECTED")
    second = nominee(call, "Baro", rank=2)

    answer = signed_in.post(f"{to('event-selection', event.pk)}?page=2", chosen(second, state="SELECTED"))

    assert "All together: 2 selected, 1 seat." in text_of(answer)


def test_an_event_called_off_on_its_page_is_told(signed_in, event):
    invitation = InvitationFactory(call__event=event, call__sent=True)
    AccountFactory(focal_point=True, organisation=invitation.administration, email="focal@example.org")

    signed_in.post(
        to("event-state", event.pk),
        {"state": "CANCELLED", "reason": "A storm.", "version": event.version},
    )

    assert OutboxMail.objects.get().to == "focal@example.org"
