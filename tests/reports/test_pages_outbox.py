"""The page of the outbox: for the secretariat, with what became of each mail."""

import pytest
from django.urls import reverse

from office.models import OutboxMail, ReadEntry
from tests.factories.members import AccountFactory
from tests.factories.office import OutboxMailFactory
from tests.factories.programmes import EventFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def to(page, *args):
    return reverse(f"reports:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer"])
def test_the_outbox_is_the_secretariats(client, role):
    mail = OutboxMailFactory()
    client.force_login(AccountFactory(**{role: True}))

    assert client.get(to("mail-list")).status_code == 403
    assert client.get(to("mail-page", mail.pk)).status_code == 403
    assert client.post(to("mail-retry", mail.pk)).status_code == 403


def test_an_auditor_reads_and_sends_nothing_again(client, auditor):
    mail = OutboxMailFactory(state="FAILED", reason="550 nobody of that name")
    client.force_login(auditor)

    assert "550 nobody of that name" in text_of(client.get(to("mail-page", mail.pk)))
    assert client.post(to("mail-retry", mail.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_outbox_query_count_does_not_grow(client, officer, django_assert_num_queries, rows):
    OutboxMailFactory.create_batch(rows)
    client.force_login(officer)

    with django_assert_num_queries(4):
        client.get(to("mail-list"))


def test_a_failed_mail_is_found_read_and_tried_again(client, assigned):
    OutboxMailFactory(to="there@example.org")
    programme = ProgrammeFactory()
    about = {"subject": EventFactory(programmes=[programme]), "body": "You are <b>invited</b>."}
    failed = OutboxMailFactory(state="FAILED", to="gone@example.org", **about)
    client.force_login(assigned(programme))

    found = text_of(client.get(to("mail-list"), {"state": "FAILED", "q": "gone"}))
    assert to("mail-page", failed.pk) in found
    assert "there@example.org" not in found
    page = text_of(client.get(to("mail-page", failed.pk)))
    assert "You are &lt;b&gt;invited" in page
    assert ReadEntry.objects.get().what == f"mail {failed.pk}"

    client.post(to("mail-retry", failed.pk))
    assert OutboxMail.objects.get(pk=failed.pk).state == "QUEUED"


def test_a_mail_of_another_programme_or_of_an_account_is_read_and_not_sent_again(client, assigned, donor):
    client.force_login(assigned(ProgrammeFactory()))
    for about in (EventFactory(programmes=[ProgrammeFactory()]), donor):
        mail = OutboxMailFactory(subject=about, state="FAILED")

        assert to("mail-retry", mail.pk) not in text_of(client.get(to("mail-page", mail.pk)))
        assert client.post(to("mail-retry", mail.pk)).status_code == 403
        assert OutboxMail.objects.get(pk=mail.pk).state == "FAILED"


def test_an_administrator_sends_again_what_told_somebody_of_their_account(client, administrator, donor):
    mail = OutboxMailFactory(subject=donor, state="FAILED")
    client.force_login(administrator)

    client.post(to("mail-retry", mail.pk))

    assert OutboxMail.objects.get().state == "QUEUED"


def test_only_a_mail_that_failed_is_tried_again(client, administrator):
    mail = OutboxMailFactory(state="SENT")
    client.force_login(administrator)

    client.post(to("mail-retry", mail.pk))

    assert OutboxMail.objects.get().state == "SENT"


def test_where_no_server_is_named_the_page_says_that_mails_reach_nobody(client, officer, settings):
    client.force_login(officer)
    settings.EMAIL_HOST = ""
    assert "reach nobody" in text_of(client.get(to("mail-list")))

    settings.EMAIL_HOST = "mail.example.org"
    assert "reach nobody" not in text_of(client.get(to("mail-list")))


def test_a_filter_there_is_not_is_refused(client, officer):
    client.force_login(officer)

    assert client.get(to("mail-list"), {"state": "LOST"}).status_code == 400
