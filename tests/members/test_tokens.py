"""API tokens: they end, are for something, are told once, and are worth no more than their account."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from members.actions import tokens
from members.choices import TokenScope
from members.models import Account, ApiToken
from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry
from tests.factories.members import AccountFactory, ApiTokenFactory

pytestmark = pytest.mark.django_db
RECORDS, FIGURES, EDITIONS = "api:event-list", "api:figure-list", "api:edition-list"
QUESTION = {"indicator": "participations"}


def made(account, scopes=tuple(TokenScope.values), days=30):
    lasts = dt.timedelta(days=days)
    by = Actor(account, Door.PAGE)
    return tokens.make_token(account=account, name="a dashboard", scopes=scopes, lasts=lasts, by=by)


def program(key):
    """Return a client that brings the token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


def test_a_program_with_a_token_reads_what_its_account_may(officer):
    _token, key = made(officer)

    assert program(key).get(reverse(RECORDS)).status_code == 200


def test_the_key_is_in_no_row_of_the_database(officer):
    token, key = made(officer)

    kept = ApiToken.objects.values().get()
    trail = list(AuditEntry.objects.values())
    assert key not in f"{kept} {trail}"
    assert token.digest not in f"{trail}"
    assert AuditEntry.objects.filter(verb=Verb.CREATED, object_id=token.pk).exists()


@pytest.mark.parametrize(
    ("scope", "open_to_it"),
    [(TokenScope.FIGURES, {FIGURES, EDITIONS}), (TokenScope.RECORDS, {RECORDS}), (TokenScope.WRITE, set())],
)
def test_a_token_reads_only_what_it_is_for(officer, scope, open_to_it):
    client = program(made(officer, [scope])[1])

    answers = {
        name: client.get(reverse(name), QUESTION if name == FIGURES else {})
        for name in (RECORDS, FIGURES, EDITIONS)
    }

    assert {name for name, answer in answers.items() if answer.status_code == 200} == open_to_it
    assert {answer.status_code for name, answer in answers.items() if name not in open_to_it} <= {403}


@pytest.mark.parametrize(("scopes", "status"), [(["FIGURES", "RECORDS"], 403), (["WRITE"], 400)])
def test_a_token_writes_only_where_it_is_for_that(officer, scopes, status):
    client = program(made(officer, scopes)[1])

    assert client.post(reverse(EDITIONS), {}).status_code == status


def test_a_token_for_writing_does_not_let_an_account_write_that_may_not(donor):
    client = program(made(donor)[1])

    assert client.post(reverse(EDITIONS), {}).status_code == 403


def test_a_token_ends_by_itself(officer, time_machine):
    _token, key = made(officer, days=30)
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))

    assert program(key).get(reverse(RECORDS)).status_code == 401


@pytest.mark.parametrize(
    "ended", [{"is_active": False}, {"ends_at": timezone.now() - dt.timedelta(minutes=1)}]
)
def test_a_token_of_an_account_that_has_ended_is_worth_nothing(ended):
    ApiTokenFactory(account=AccountFactory(officer=True), key="known")
    assert program("known").get(reverse(RECORDS)).status_code == 200

    Account.objects.get_queryset().update(**ended)

    assert program("known").get(reverse(RECORDS)).status_code == 401


@pytest.mark.parametrize("key", ["", "guess", "capacity_", "k\x00y", "é", "a" * 10_000])
def test_a_token_nobody_made_is_worth_nothing(officer, key):
    made(officer)

    assert program(key).get(reverse(RECORDS)).status_code in {401, 403}


def test_the_digest_of_a_token_is_no_token(officer):
    token, _key = made(officer)

    assert program(token.digest).get(reverse(RECORDS)).status_code == 401


def test_it_is_noted_when_a_token_was_used_and_not_each_time(officer):
    token, key = made(officer)
    client = program(key)
    client.get(reverse(RECORDS))
    first = ApiToken.objects.get().last_used_at

    client.get(reverse(RECORDS))

    assert first is not None
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first


def test_a_token_for_longer_than_a_year_or_for_nothing_is_not_made(officer):
    with pytest.raises(ValidationError, match="a year at most"):
        made(officer, days=400)
    with pytest.raises(ValidationError, match="cannot be blank"):
        made(officer, [])


def test_on_the_page_a_key_is_told_once(client, officer):
    client.force_login(officer)
    page = reverse("members:token-list")

    answer = client.post(page, {"name": "A dashboard", "scopes": ["FIGURES"], "days": 90})
    key = answer.context["key"]

    assert key in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert key not in client.get(page).content.decode()
    assert program(key).get(reverse(FIGURES), QUESTION).status_code == 200


@pytest.mark.parametrize("wrong", [{"scopes": ["ALL"]}, {"days": 4000}, {"name": ""}, {"scopes": []}])
def test_on_the_page_a_wish_that_cannot_be_is_refused(client, officer, wrong):
    client.force_login(officer)

    client.post(reverse("members:token-list"), {"name": "x", "scopes": ["FIGURES"], "days": 90} | wrong)

    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_and_by_nobody_else(client, officer, administrator):
    token, key = made(officer)
    revoke = reverse("members:token-revoke", args=[token.pk])
    client.force_login(administrator)
    assert client.post(revoke).status_code == 404
    assert token.name not in client.get(reverse("members:token-list")).content.decode()

    client.force_login(officer)
    client.post(revoke)

    assert program(key).get(reverse(RECORDS)).status_code == 401


def test_the_command_prints_a_key_and_revokes_older_ones_when_asked(officer, capsys):
    _old, old_key = made(officer)

    call_command("api_token", officer.email.upper(), renew=True, days=7, scope=["RECORDS"])

    key = capsys.readouterr().out.strip()
    assert program(key).get(reverse(RECORDS)).status_code == 200
    assert program(old_key).get(reverse(RECORDS)).status_code == 401


@pytest.mark.parametrize(("email", "days"), [("nobody@example.org", 7), (None, 0), (None, 366)])
def test_the_command_refuses_who_is_not_there_and_what_lasts_too_long(officer, email, days):
    with pytest.raises(CommandError):
        call_command("api_token", email or officer.email, days=days)
