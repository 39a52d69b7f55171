"""Choosing a password by a link out of a mail, and changing it."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from members.actions import account_letters, accounts, signing
from office import outbox
from office.audit import Actor
from office.choices import Door, MailState, Verb
from office.models import AuditEntry, OutboxMail
from tests.factories.members import AccountFactory
from tests.signing_in.conftest import PASSWORD, with_password

pytestmark = pytest.mark.django_db
NEW = "another-very-quiet-lagoon"


def ask_for_a_link(client, email):
    """Ask for a link as a visitor does; return the path it leads to, or nothing."""
    client.post(reverse("account_reset_password"), {"email": email})
    mail = OutboxMail.objects.latest_first().first()
    return link_in(mail) if mail else None


def link_in(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.whole).group(1)


def choose(client, path, password=NEW):
    """Open the link and choose a password; return the last answer."""
    form = client.get(path, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else path
    return client.post(where, {"password1": password, "password2": password}, follow=True)


def test_a_link_lets_who_has_the_mail_choose_a_password(client, account, enter):
    answer = choose(client, ask_for_a_link(client, account.email))

    assert "Your password is chosen" in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert AuditEntry.objects.filter(verb=Verb.PASSWORD_SET, object_id=account.pk).count() == 1


def test_a_link_works_once(client, account):
    path = ask_for_a_link(client, account.email)
    choose(client, path)

    answer = choose(client, path, "a-third-very-quiet-lagoon")

    assert "This link no longer works" in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(NEW)


def test_a_link_is_void_once_another_way_chose_the_password(client, account):
    path = ask_for_a_link(client, account.email)
    signing.set_password(account=account, password=PASSWORD + "!", by=Actor(None, Door.COMMAND))

    assert "This link no longer works" in choose(client, path).content.decode()


def test_who_is_invited_again_chooses_by_the_new_link_alone(client, administrator):
    invited = AccountFactory(auditor=True)
    invited.set_unusable_password()
    invited.save()
    links = []
    for _each in range(2):
        accounts.invite_again(account=invited, by=Actor(administrator, Door.PAGE))
        links.append(link_in(OutboxMail.objects.latest_first().first()))

    assert "This link no longer works" in choose(client, links[0]).content.decode()
    assert "Your password is chosen" in choose(client, links[1]).content.decode()


def test_a_link_is_void_after_three_days(client, account, time_machine):
    path = ask_for_a_link(client, account.email)
    time_machine.move_to(timezone.now() + dt.timedelta(days=3, minutes=1))

    assert "This link no longer works" in choose(client, path).content.decode()


def test_a_link_of_one_account_does_not_open_another(client, account):
    other = with_password(AccountFactory(auditor=True))
    mine = ask_for_a_link(client, account.email)
    number = account_letters.user_pk_to_url_str
    forged = mine.replace(f"/{number(account)}-", f"/{number(other)}-")

    assert forged != mine
    assert "This link no longer works" in choose(client, forged).content.decode()


def test_a_link_of_an_account_that_has_ended_chooses_nothing(client, account):
    path = ask_for_a_link(client, account.email)
    account.is_active = False
    account.save()

    assert "This link no longer works" in choose(client, path).content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
def test_a_link_is_sent_to_nobody_else_and_the_answer_does_not_tell(client, account, email):
    AccountFactory(auditor=True, email="gone@example.org", is_active=False)

    unknown = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    known = client.post(reverse("account_reset_password"), {"email": account.email}, follow=True)

    assert unknown.content == known.content
    assert [mail.to for mail in OutboxMail.objects.all()] == [account.email]


def test_the_address_of_a_link_is_the_portals_whatever_host_was_asked(client, account, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": account.email}, HTTP_HOST="evil.example")

    assert "evil.example" not in OutboxMail.objects.get().whole


def test_nobody_of_the_office_reads_a_link_in_the_outbox(client, account, officer):
    path = ask_for_a_link(client, account.email)
    client.force_login(officer)

    page = client.get(reverse("reports:mail-page", args=[OutboxMail.objects.get().pk])).content.decode()

    assert account.email in page
    assert path not in page
    assert path.split("/")[-2] not in page


def test_a_link_is_forgotten_once_its_mail_is_sent(client, account, mailoutbox):
    path = ask_for_a_link(client, account.email)

    outbox.send_due(OutboxMail.objects.get().written_at)

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.secret) == (MailState.SENT, "")
    assert path in mailoutbox[0].body


def test_links_are_not_sent_without_end(client, account):
    for _each in range(8):
        client.post(reverse("account_reset_password"), {"email": account.email})

    assert OutboxMail.objects.count() == 5


@pytest.mark.parametrize("weak", ["short", "password123", "9182736450192", "account"])
def test_a_weak_password_is_refused(client, account, weak):
    answer = choose(client, ask_for_a_link(client, account.email), weak)

    assert "That did not work" in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_who_changes_the_password_is_told_and_signed_out_elsewhere(client, account, client_elsewhere):
    client.force_login(account)
    client_elsewhere.force_login(account)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert client.get(reverse("reports:home")).status_code == 200
    assert client_elsewhere.get(reverse("reports:home")).url.startswith(reverse("login"))
    assert "The password of your account was changed." in OutboxMail.objects.get().body


def test_a_password_is_not_changed_by_who_does_not_know_it(client, account):
    client.force_login(account)

    client.post(
        reverse("account_change_password"), {"oldpassword": "guess", "password1": NEW, "password2": NEW}
    )

    account.refresh_from_db()
    assert account.check_password(PASSWORD)
