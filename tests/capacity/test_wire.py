"""What a browser is told about every answer of the portal."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.members import AccountFactory
from tests.factories.office import UploadFactory
from tests.factories.programmes import EventFactory
from tests.factories.reports import EditionFileFactory

pytestmark = pytest.mark.django_db


def directives(answer):
    """Return the policy as a mapping of its directives."""
    parts = [each.split() for each in answer["Content-Security-Policy"].split("; ")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(
    "path", ["/", "/account/sign-in/", "/nowhere/", "/api/v1/schema/", "/api/v1/events/"]
)
def test_every_answer_says_what_a_page_may_load_and_do(client, path):
    answer = client.get(path)

    policy = directives(answer)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_source_is_anybodys_and_nothing_in_a_page_itself_runs():
    sources = [each for listed in settings.SECURE_CSP.values() for each in listed]

    assert set(sources) == {"'self'", "'none'"}


def test_a_released_file_is_a_download_and_nothing_a_browser_opens(client):
    file = EditionFileFactory(edition__released=True, edition__is_public=True)
    answer = client.get(reverse("reports:edition-file", args=[file.edition.key, file.format]))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_was_sent_in_comes_back_as_a_download_only(client):
    event = EventFactory()
    upload = UploadFactory(
        subject=event, is_pasted=True, content=b"Family name\tCountry\n<script>alert(1)</script>\tFJ\n"
    )
    client.force_login(AccountFactory(administrator=True))

    answer = client.get(reverse("programmes:list-remarks", args=[upload.pk]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"<script>" not in answer.content


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80@localhost"])
def test_another_host_than_the_portals_is_not_answered(client, host):
    assert client.get("/account/sign-in/", HTTP_HOST=host).status_code == 400


def test_a_form_from_another_house_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(AccountFactory(administrator=True))

    for page in ("programmes:event-new", "account_change_password", "logout"):
        assert client.post(reverse(page), {}, HTTP_ORIGIN="https://evil.example").status_code == 403


def test_nobody_is_signed_in_by_a_form_from_another_house(db):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("login"))

    answer = client.post(reverse("login"), {"username": "a@example.org", "password": "x"})

    assert answer.status_code == 403


def test_cookies_are_out_of_reach_of_scripts_and_other_houses(client):
    client.force_login(AccountFactory(administrator=True))
    client.get(reverse("programmes:event-new"))

    assert settings.SESSION_COOKIE_HTTPONLY
    assert client.cookies["csrftoken"]["httponly"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"
