"""The mail server out of one address, and the portal's own address."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from capacity.mail import BY_SMTP, INTO_FILES, MailServer, mail_server, portal_address


def test_without_a_server_mails_go_into_files():
    assert mail_server("").backend == INTO_FILES


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp+starttls://portal:p%40ss@mail.example.org",
            MailServer(BY_SMTP, "mail.example.org", 587, "portal", "p@ss", use_tls=True),
        ),
        ("smtps://mail.example.org:4650", MailServer(BY_SMTP, "mail.example.org", 4650, use_ssl=True)),
        ("smtp://localhost", MailServer(BY_SMTP, "localhost", 25)),
    ],
)
def test_a_server_is_named_in_one_line(url, server):
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail:x", "smtp://mail/path"]
)
def test_what_names_no_server_is_a_reason_not_to_start(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_server(url)


@pytest.mark.parametrize(
    ("given", "embedded", "address"),
    [
        ("https://portal.example.org/", False, "https://portal.example.org"),
        ("", False, "https://portal.example.com"),
        ("", True, "http://localhost:8017"),
    ],
)
def test_links_in_mails_lead_to_the_portal(given, embedded, address):
    hosts = [".portal.example.com"]

    assert portal_address(given, hosts, embedded=embedded, port="8017") == address


def test_an_address_without_its_kind_is_refused():
    with pytest.raises(ImproperlyConfigured, match="PORTAL_ADDRESS"):
        portal_address("portal.example.org", [], embedded=False, port="8000")
