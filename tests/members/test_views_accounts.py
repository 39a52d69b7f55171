"""The pages about accounts, as each role meets them."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.choices import PERMISSIONS, AccountState, Role
from members.models import Account
from members.roles import WORDS
from members.tasks import forget_sessions
from office.models import AuditEntry, OutboxMail, ReadEntry
from programmes.models import Assignment
from tests.factories.members import AccountFactory, PersonFactory
from tests.factories.programmes import AssignmentFactory, ProgrammeFactory
from tests.signing_in.conftest import PASSWORD, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("attempts_counted_apart")]
NEW = {"name": "Somebody New", "email": "New@Example.org", "role": "AUDITOR"}
DEEDS = ["account-invite-again", "account-end", "account-restore", "account-sign-out", "account-factor-take"]


def page(name, *about):
    return reverse(f"members:{name}", args=about)


def version_of(account):
    return {"version": Account.objects.get(pk=account.pk).version}


@pytest.fixture
def enter(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


def test_an_administrator_invites_somebody_by_a_form(enter, administrator):
    answer = enter(administrator).post(page("account-invite"), NEW)

    made = Account.objects.get(email="new@example.org")
    assert answer.url == made.get_absolute_url()
    assert made.created_by == administrator
    assert OutboxMail.objects.get().to == "new@example.org"


def test_an_email_has_one_account(enter, administrator, officer):
    answer = enter(administrator).post(page("account-invite"), NEW | {"email": officer.email.upper()})

    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("role", ["OFFICER", "ADMINISTRATOR", "DONOR", "AUDITOR"])
def test_a_focal_point_that_sends_another_role_gets_its_own(enter, focal_point, role):
    sent = NEW | {"role": role, "organisation": "1", "last_day": "2999-01-01"}
    refused = enter(focal_point).post(page("account-invite"), sent)
    soon = (focal_point.created_at).date().isoformat()
    enter(focal_point).post(page("account-invite"), sent | {"last_day": soon})

    assert "within a year" in refused.content.decode()
    made = Account.objects.get(email="new@example.org")
    assert (made.role, made.organisation_id) == (Role.FOCAL_POINT, focal_point.organisation_id)
    assert made.ends_at is not None


@pytest.mark.parametrize("reader", ["officer", "donor", "auditor", "master_trainer"])
def test_who_may_not_invite_comes_to_no_form_and_does_no_deed(enter, reader, administrator):
    client = enter(AccountFactory(**{reader: True}))

    assert client.post(page("account-invite"), NEW).status_code == 403
    assert client.post(page("account-edit", administrator.pk), {"role": "OFFICER"}).status_code == 403
    for deed in DEEDS:
        assert client.post(page(deed, administrator.pk)).status_code == 403
    assert not Account.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("reader", ["administrator", "officer", "focal_point", "donor", "auditor"])
def test_nobody_makes_themselves_more_by_a_form(enter, reader):
    account = AccountFactory(**{reader: True})
    client = enter(account)

    sent = {"name": "x", "role": "ADMINISTRATOR", "is_active": "on", **version_of(account)}
    answers = [client.post(page("account-edit", account.pk), sent)]
    answers += [client.post(page("account-own"), sent), client.post(page("account-page", account.pk), sent)]
    answers += [client.post(f"/accounts/{account.pk}/programmes/", {"programmes": [1]})]

    assert {answer.status_code for answer in answers} <= {403, 405}
    assert Account.objects.get(pk=account.pk).role == account.role


@pytest.mark.parametrize("reader", ["administrator", "officer", "focal_point"])
def test_the_api_has_no_door_to_accounts(enter, reader):
    account = AccountFactory(**{reader: True})
    client = enter(account)

    for address in ("accounts/", f"accounts/{account.pk}/", "account/", "users/", "tokens/"):
        for method in (client.get, client.post, client.patch, client.put):
            assert method(f"/api/v1/{address}").status_code == 404


def test_an_administrator_changes_a_role_and_sees_it_in_words(enter, administrator, officer):
    sent = {"name": officer.name, "role": "AUDITOR", **version_of(officer)}

    enter(administrator).post(page("account-edit", officer.pk), sent)

    shown = enter(administrator).get(page("account-page", officer.pk)).content.decode()
    assert "Auditor" in shown
    for permission in PERMISSIONS[Role.AUDITOR]:
        assert str(WORDS[permission]) in shown


def test_two_who_change_an_account_at_once_do_not_undo_each_other(enter, administrator, officer):
    stale = version_of(officer)
    client = enter(administrator)
    client.post(page("account-edit", officer.pk), {"name": "First", "role": "OFFICER", **stale})

    answer = client.post(page("account-edit", officer.pk), {"name": "Second", "role": "OFFICER", **stale})

    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert Account.objects.get(pk=officer.pk).name == "First"


def test_a_change_without_the_version_it_rests_on_is_refused(enter, administrator, officer):
    enter(administrator).post(page("account-edit", officer.pk), {"name": "Blind", "role": "OFFICER"})

    assert Account.objects.get(pk=officer.pk).name == officer.name


def test_the_list_shows_each_reader_their_own_part(enter, administrator, focal_point, donor, auditor):
    colleague = AccountFactory(focal_point=True, organisation=focal_point.organisation, name="A Colleague")
    donor.organisation = focal_point.organisation
    donor.save()

    def seen(reader):
        return {account.pk for account in enter(reader).get(page("account-list")).context["page"]}

    everybody = set(Account.objects.get_queryset().values_list("pk", flat=True))
    assert seen(administrator) == seen(auditor) == everybody
    assert seen(focal_point) == {focal_point.pk, colleague.pk}
    assert seen(donor) == {donor.pk}
    assert enter(donor).get(page("account-page", focal_point.pk)).status_code == 404


def test_a_look_at_accounts_is_logged(enter, auditor, officer):
    enter(auditor).get(page("account-list"))
    enter(auditor).get(page("account-page", officer.pk))

    assert list(ReadEntry.objects.values_list("what", "people").order_by("pk")) == [
        ("accounts", 2),
        (f"account {officer.pk}", 1),
    ]


@pytest.mark.parametrize(
    ("question", "names"),
    [("role=OFFICER", {"Ola"}), ("state=ENDED", {"Gone"}), ("state=INVITED", {"Ola"}), ("q=ola", {"Ola"})],
)
def test_the_list_is_filtered(enter, administrator, question, names):
    with_password(administrator)
    AccountFactory(officer=True, name="Ola")
    AccountFactory(auditor=True, name="Gone", is_active=False)

    answer = enter(administrator).get(f"{page('account-list')}?{question}")

    assert {account.name for account in answer.context["page"]} == names


@pytest.mark.parametrize("state", AccountState)
def test_the_list_of_a_state_holds_the_accounts_whose_page_tells_it(enter, administrator, state):
    soon = timezone.now() + dt.timedelta(days=9)
    ended = [{"is_active": False}, {"ends_at": timezone.now() - dt.timedelta(days=1)}]
    for about in ({}, {"ends_at": soon}, *ended):
        AccountFactory(auditor=True, **about)
        with_password(AccountFactory(auditor=True, **about))

    shown = enter(administrator).get(page("account-list"), {"state": state}).context["page"]

    known = {account.pk for account in Account.objects.get_queryset() if account.state == state}
    assert {account.pk for account in shown} == known != set()


def test_a_filter_there_is_not_is_refused(enter, administrator):
    assert enter(administrator).get(f"{page('account-list')}?password=x").status_code == 400


def test_the_list_asks_as_often_for_many_accounts_as_for_one(enter, administrator, django_assert_num_queries):
    client = enter(administrator)
    for more in (1, 3):
        AccountFactory.create_batch(more, focal_point=True)
        with django_assert_num_queries(5):  # session, account, how many, the page, the log of reading
            client.get(page("account-list"))


def test_programmes_are_given_and_taken(enter, administrator):
    first, second = ProgrammeFactory(), ProgrammeFactory()
    officer = AssignmentFactory(programme=first).account
    where = reverse("programmes:account-programmes", args=[officer.pk])
    client = enter(administrator)

    assert client.get(where).status_code == 200
    client.post(where, {"programmes": [second.pk]})

    assert list(Assignment.objects.values_list("programme", flat=True)) == [second.pk]


def test_a_role_that_works_on_no_programme_is_given_none(enter, administrator, donor):
    where = reverse("programmes:account-programmes", args=[donor.pk])

    answer = enter(administrator).post(where, {"programmes": [ProgrammeFactory().pk]})

    assert "works on no programme" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_master_trainer_is_a_person_of_the_register(enter, administrator):
    person = PersonFactory()

    unknown = enter(administrator).post(page("account-invite"), NEW | {"role": "MASTER_TRAINER", "person": 0})
    enter(administrator).post(page("account-invite"), NEW | {"role": "MASTER_TRAINER", "person": person.pk})

    assert "Nobody in the register has this number" in unknown.content.decode()
    assert Account.objects.get(email="new@example.org").person == person


def test_everybody_sees_the_table_of_roles_and_what_their_own_account_may(enter, donor):
    client = enter(donor)

    table = client.get(page("role-table")).content.decode()
    own = client.get(page("account-own")).content.decode()

    assert all(str(words) in table for words in WORDS.values())
    assert donor.email in own
    assert str(WORDS[list(WORDS)[0]]) not in own


def test_sessions_are_listed_and_ended_one_by_one(client, officer):
    with_password(officer)
    elsewhere = Client(HTTP_USER_AGENT="Elsewhere/1.0")
    for each in (client, elsewhere):
        each.post(reverse("login"), {"username": officer.email, "password": PASSWORD})

    shown = client.get(page("session-list")).content.decode()
    row = UserSession.objects.get(user_agent="Elsewhere/1.0")
    client.post(page("session-end", row.pk))

    line = AuditEntry.objects.get(verb="PLACE_ENDED")
    assert (line.object_id, line.actor) == (officer.pk, officer)

    assert "Elsewhere/1.0" in shown
    assert elsewhere.get(page("account-own")).status_code == 302
    assert client.get(page("account-own")).status_code == 200


def test_all_other_sessions_are_ended_at_once(client, officer):
    with_password(officer)
    elsewhere = Client()
    for each in (client, elsewhere):
        each.post(reverse("login"), {"username": officer.email, "password": PASSWORD})

    client.post(page("session-end-others"))

    assert elsewhere.get(page("account-own")).status_code == 302
    assert client.get(page("account-own")).status_code == 200
    assert [line[1] for line in client.get(page("session-list")).context["lines"]] == [True]


def test_a_session_of_somebody_else_is_not_there(client, officer, donor):
    with_password(donor)
    Client().post(reverse("login"), {"username": donor.email, "password": PASSWORD})
    client.force_login(officer)

    assert client.post(page("session-end", UserSession.objects.get().pk)).status_code == 404
    assert UserSession.objects.count() == 1


def test_sign_ins_that_are_over_are_forgotten_with_where_they_came_from(client, officer, time_machine):
    with_password(officer)
    client.post(reverse("login"), {"username": officer.email, "password": PASSWORD})
    forget_sessions()
    assert UserSession.objects.count() == 1

    time_machine.move_to(UserSession.objects.get().created_at + dt.timedelta(hours=13))
    forget_sessions()

    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_no_role_is_given_by_mistake(enter, administrator):
    form = enter(administrator).get(page("account-invite")).context["form"]

    assert form["role"].value() in {"", None}
    assert form.fields["role"].choices[0][0] == ""


def test_an_account_is_ended_with_a_reason_that_is_asked_for(enter, administrator, officer):
    client = enter(administrator)
    assert 'name="reason"' in client.get(page("account-page", officer.pk)).content.decode()

    for reason in ("", "   ", "x" * 301, "a\x00b"):
        client.post(page("account-end", officer.pk), {"reason": reason})
        assert Account.objects.get(pk=officer.pk).is_active, reason
    answer = client.post(page("account-end", officer.pk), {"reason": "Left the service."}, follow=True)

    assert "The account has ended" in answer.content.decode()
    assert AuditEntry.objects.filter(object_id=officer.pk, reason="Left the service.").exists()


def test_the_page_of_an_account_whose_last_day_is_over_says_what_to_do(enter, administrator, officer):
    Account.objects.filter(pk=officer.pk).update(
        is_active=False, ends_at=timezone.now() - dt.timedelta(days=1)
    )
    client = enter(administrator)

    shown = client.get(page("account-page", officer.pk)).content.decode()
    refused = client.post(page("account-restore", officer.pk), follow=True).content.decode()

    assert "Its last day is over" in shown
    assert "Let it sign in again" not in shown
    assert "give it a later last day" in refused
