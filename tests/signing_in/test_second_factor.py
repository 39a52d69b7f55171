"""The second factor: who needs one, how it is set up, what it keeps out."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from rest_framework.test import APIClient

from members.access import needs_second_factor
from members.actions import signing
from members.choices import Role
from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry, OutboxMail
from tests.factories.members import AccountFactory, ApiTokenFactory
from tests.signing_in.conftest import PASSWORD, code_of, with_password

pytestmark = pytest.mark.django_db
SET_UP = "mfa_activate_totp"


@pytest.fixture(autouse=True)
def _asked_for(settings, time_machine):
    """It is asked for here; and a code that a test reads is still the one when it is sent."""
    settings.SECOND_FACTOR_REQUIRED = True
    time_machine.move_to("2026-05-04T08:00:00+00:00")


@pytest.fixture
def officer(db):
    return with_password(AccountFactory(officer=True))


@pytest.fixture
def secret(client, enter, officer, django_capture_on_commit_callbacks):
    """The secret of an officer who has signed in and set up an app."""
    enter(officer.email)
    shown = client.get(reverse(SET_UP)).content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', shown).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(SET_UP), {"code": code_of(secret)})
    return secret


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_officers_and_administrators_come_no_further_without_one(client, enter, role):
    account = with_password(AccountFactory(role=role))
    enter(account.email)

    for page in ("reports:home", "members:person-list", "reports:front", "reports:edition-list"):
        assert client.get(reverse(page)).url == reverse(SET_UP)
    assert client.post(reverse("programmes:event-new"), {"title": "x"}).url == reverse(SET_UP)
    assert client.post(reverse("logout")).url == reverse("reports:front")


def test_who_becomes_an_officer_while_signed_in_sets_one_up_first(client, enter):
    account = with_password(AccountFactory(auditor=True))
    enter(account.email)
    assert client.get(reverse("reports:programme-list")).status_code == 200

    account.role = Role.OFFICER
    account.save()

    assert client.get(reverse("reports:programme-list")).url == reverse(SET_UP)


def test_the_api_is_no_way_around_it(officer):
    client = APIClient()
    client.force_login(officer)

    answer = client.get(reverse("api:event-list"))

    assert answer.status_code == 403
    assert answer.json() == {"detail": "Set up your second factor first."}


def test_a_token_of_before_is_no_way_around_it(client, enter, django_capture_on_commit_callbacks):
    account = with_password(AccountFactory(auditor=True))
    ApiTokenFactory(account=account, key="known")
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION="Token known")
    assert program.get(reverse("api:event-list")).status_code == 200

    account.role = Role.OFFICER
    account.save()
    refused = program.get(reverse("api:event-list"))
    enter(account.email)
    shown = client.get(reverse(SET_UP)).content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', shown).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(SET_UP), {"code": code_of(secret)})

    assert (refused.status_code, refused.json()) == (403, {"detail": "Set up your second factor first."})
    assert program.get(reverse("api:event-list")).status_code == 200


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DONOR, Role.AUDITOR, Role.MASTER_TRAINER])
def test_others_may_do_without(role, settings):
    traits = {role.lower(): True}

    assert not needs_second_factor(AccountFactory(**traits))


@pytest.mark.parametrize(
    ("is_demonstration", "own_machine", "needs"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, True)],
)
def test_only_a_demonstration_account_on_somebodys_own_machine_is_spared(
    settings, is_demonstration, own_machine, needs
):
    settings.SECOND_FACTOR_SPARES_DEMONSTRATION = own_machine

    account = AccountFactory(administrator=True, is_demonstration=is_demonstration)

    assert needs_second_factor(account) is needs


def test_it_is_set_up_with_a_picture_that_needs_no_script_or_style(client, enter, officer):
    enter(officer.email)

    page = client.get(reverse(SET_UP)).content.decode()

    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "style=" not in page
    assert "data:" not in page


def test_once_set_up_the_pages_are_open_and_the_account_is_told(client, secret, officer):
    assert client.get(reverse("reports:programme-list")).status_code == 200
    assert "signs in with a code" in OutboxMail.objects.get().body
    assert AuditEntry.objects.filter(verb=Verb.FACTOR_SET, object_id=officer.pk).count() == 1


def test_a_wrong_code_sets_nothing_up(client, enter, officer):
    enter(officer.email)
    client.get(reverse(SET_UP))

    client.post(reverse(SET_UP), {"code": "000000"})

    assert not Authenticator.objects.exists()


def test_the_password_alone_signs_nobody_in(client, enter, secret, officer):
    client.post(reverse("logout"))

    answer = enter(officer.email)

    assert answer.url == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get(reverse("reports:programme-list")).url.startswith(reverse("login"))


def test_password_and_code_sign_in_without_asking_the_database_again(
    client, enter, secret, officer, django_assert_max_num_queries
):
    client.post(reverse("logout"))
    enter(officer.email)

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, ahead=0)})

    assert answer.url == reverse("reports:home")
    with django_assert_max_num_queries(2):  # the session and the account
        assert client.get(reverse("members:role-table")).status_code == 200


def test_a_code_works_once(client, enter, secret, officer):
    client.post(reverse("logout"))
    enter(officer.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("logout"))
    enter(officer.email)

    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert not signed_in(client)


def test_codes_are_not_guessed(client, enter, secret, officer):
    client.post(reverse("logout"))
    enter(officer.email)
    for number in range(6):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "That was tried too often" in answer.content.decode()
    assert not signed_in(client)


def test_a_recovery_code_signs_in_once(client, enter, secret, officer):
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"<code>(\d{8})</code>", shown)[0]

    for works in (True, False):
        client.post(reverse("logout"))
        enter(officer.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client) is works


def test_recovery_codes_are_shown_and_taken_home_as_a_file(client, secret):
    assert client.get(reverse("mfa_index")).status_code == 200
    file = client.get(reverse("mfa_download_recovery_codes"))

    assert file["Content-Disposition"].startswith("attachment")
    assert len(file.content.split()) == 10
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_who_needs_one_cannot_put_it_away(client, secret):
    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(type="totp").exists()
    assert "cannot be put away" in client.get(reverse("mfa_deactivate_totp")).content.decode()


def test_a_new_password_by_link_does_not_put_it_away(client, enter, secret, officer):
    client.post(reverse("logout"))
    signing.set_password(account=officer, password="another-quiet-lagoon", by=Actor(None, Door.PAGE))

    assert enter(officer.email, "another-quiet-lagoon").url == reverse("mfa_authenticate")


def test_secrets_are_not_readable_in_the_database(secret):
    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in kept


def test_another_key_of_the_portal_makes_old_secrets_worthless(client, enter, secret, officer, settings):
    client.post(reverse("logout"))
    settings.SECRET_KEY = "another key that is quite as long as the one that was before it"
    enter(officer.email)

    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert not signed_in(client)


def test_a_lost_one_is_taken_away_and_the_account_signed_out(client, secret, officer, administrator):
    signing.take_second_factor(account=officer, by=Actor(administrator, Door.PAGE))

    assert not Authenticator.objects.exists()
    assert client.get(reverse("reports:home")).url.startswith(reverse("login"))


def test_who_was_signed_in_long_ago_is_asked_again_before_it_is_changed(client, enter, officer, time_machine):
    time_machine.move_to("2026-05-04T08:00:00+00:00")
    enter(officer.email)
    time_machine.move_to("2026-05-04T09:00:00+00:00")

    asked = client.get(reverse(SET_UP))
    wrong = client.post(asked.url, {"password": "guess"})
    right = client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert wrong.status_code == 200
    assert right.url == reverse(SET_UP)
