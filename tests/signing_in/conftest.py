"""An account with a password, the codes of its app, and attempts counted from nothing."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from tests.factories.members import AccountFactory

PASSWORD = "a-long-and-quiet-lagoon"


@pytest.fixture(autouse=True)
def _no_attempts_yet(attempts_counted_apart):
    """Tests here sign in often."""


@pytest.fixture
def enter(client):
    """Return a function that signs in on the page, and returns the answer."""

    def post(email, password=PASSWORD, **about):
        return client.post(reverse("login"), {"username": email, "password": password}, **about)

    return post


@pytest.fixture
def account(db):
    return with_password(AccountFactory(auditor=True))


def with_password(account):
    """Give an account the password of these tests."""
    account.set_password(PASSWORD)
    account.save()
    return account


def code_of(secret, ahead=0):
    """Return what an app with this secret shows; ``ahead`` of 1 is the code that comes next."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def client_elsewhere():
    """The same person at another machine."""
    return Client()
