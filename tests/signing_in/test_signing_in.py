"""Signing in, and what keeps others from doing it."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from tests.factories.members import AccountFactory
from tests.signing_in.conftest import PASSWORD, with_password

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in_whatever_the_case_of_the_email(client, enter, account):
    answer = enter(account.email.upper())

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper()])
def test_a_wrong_password_signs_nobody_in(client, enter, account, password):
    assert enter(account.email, password).status_code == 200
    assert not is_signed_in(client)


def test_an_unknown_email_is_answered_as_a_wrong_password_is(enter, account):
    unknown = enter("nobody@example.org", "wrong").content.decode()
    wrong = enter(account.email, "wrong").content.decode()

    told = "The e-mail address or the password is not right."
    assert told in unknown
    assert told in wrong


def test_after_five_wrong_passwords_the_right_one_does_not_sign_in(client, enter, account):
    for number in range(5):
        enter(account.email, f"guess {number}", REMOTE_ADDR=f"192.0.2.{number}")

    answer = enter(account.email, REMOTE_ADDR="192.0.2.200")

    assert "That was tried too often" in answer.content.decode()
    assert not is_signed_in(client)


def test_one_machine_that_tries_many_accounts_is_stopped(client, enter, account):
    for number in range(10):
        enter(f"somebody{number}@example.org", "guess")

    assert "That was tried too often" in enter(account.email).content.decode()
    assert not is_signed_in(client)
    assert enter(account.email, REMOTE_ADDR="192.0.2.77").status_code == 302


def test_a_client_cannot_say_where_it_comes_from_where_no_proxy_is_trusted(enter, account):
    for number in range(10):
        enter(f"somebody{number}@example.org", "guess", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    answer = enter(account.email, HTTP_X_FORWARDED_FOR="198.51.100.200")

    assert "That was tried too often" in answer.content.decode()


def test_without_the_counter_of_attempts_nobody_signs_in(client, enter, account, settings):
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}

    answer = enter(account.email)

    assert answer.status_code == 503
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "what", [{"is_active": False}, {"ends_at": timezone.now() - dt.timedelta(seconds=1)}]
)
def test_an_account_that_has_ended_is_not_signed_in(client, enter, what):
    account = with_password(AccountFactory(auditor=True, **what))

    assert enter(account.email).url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_an_acting_focal_point_is_nobody_when_the_last_day_is_over(client, enter, time_machine):
    ends = timezone.now() + dt.timedelta(hours=2)
    account = with_password(AccountFactory(focal_point=True, ends_at=ends))
    enter(account.email)
    assert client.get(reverse("reports:region")).status_code == 200

    time_machine.move_to(ends + dt.timedelta(seconds=1))

    assert client.get(reverse("reports:region")).url.startswith(reverse("login"))


def test_a_session_somebody_planted_is_not_the_one_that_is_signed_in(client, enter, account):
    client.get(reverse("account_reset_password"))
    client.session.save()
    planted = "planted0123456789planted01234567"
    client.cookies["sessionid"] = planted

    enter(account.email)

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_and_out_leads_to_no_other_house(client, account, next_page):
    where = f"{reverse('login')}?next={next_page}"
    entered = client.post(where, {"username": account.email, "password": PASSWORD, "next": next_page})
    left = client.post(reverse("logout"), {"next": next_page})

    assert entered.url == reverse("reports:home")
    assert left.url == reverse("reports:front")


def test_signing_in_leads_to_the_page_that_was_asked_for(client, account):
    asked = client.get(reverse("reports:edition-list"))

    answer = client.post(asked.url, {"username": account.email, "password": PASSWORD})

    assert answer.url == reverse("reports:edition-list")


def test_signing_out_is_not_done_by_following_a_link(client, account):
    client.force_login(account)

    assert client.get(reverse("logout")).status_code == 405
    assert is_signed_in(client)


def test_there_is_no_page_to_sign_up(client):
    for address in ("signup", "sign-up", "register"):
        assert client.get(f"/account/{address}/").status_code == 404


def test_the_sign_in_page_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("login")).status_code == 200


ODD = [
    "\x00",
    "a\x00b@example.org",
    "ä" * 300 + "@example.org",
    "a" * 100_000,
    "'; DROP TABLE",
    "👩‍✈️@example.org",
    "[…]",
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_nothing_one_can_type_makes_signing_in_fail(client, odd):
    assert client.post(reverse("login"), {"username": odd, "password": odd, "next": odd}).status_code == 200
    assert client.post(reverse("account_reset_password"), {"email": odd}).status_code in {200, 302}
    assert client.post(reverse("mfa_authenticate"), {"code": odd}).status_code == 302


@pytest.mark.parametrize(
    "link", ["1-2", "z" * 60 + "-abc", "0-set-password", "1-%00", "%F0%9F%98%80-a", "1-a/b"]
)
def test_no_link_one_can_make_up_makes_it_fail(client, account, link):
    answer = client.get(f"/account/password/new/{link}/", follow=True)

    assert answer.status_code in {200, 404}


@pytest.mark.parametrize("said", ["garbage", "", "1.2.3.4, garbage", "::1%eth0", "1.2.3.4:80", "<script>"])
def test_what_a_proxy_says_of_the_client_makes_it_not_fail(client, account, settings, said):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    data = {"username": account.email, "password": PASSWORD}

    assert client.post(reverse("login"), data, HTTP_X_FORWARDED_FOR=said).status_code in {302, 403}
