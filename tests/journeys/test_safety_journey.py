"""What only a real browser and a real server can tell: scripts, styles, and bodies without end."""

import contextlib
import http.client
import time
from urllib.parse import urlsplit

import pytest

from tests.journeys.test_browser_journey import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]
OF_EVERYBODY = ["/", "/account/sign-in/", "/account/password/forgotten/", "/nowhere/"]
OF_AN_OFFICER = [
    "/home/",
    "/region/",
    "/programmes/",
    "/programmes/APSP/",
    "/events/",
    "/events/new/",
    "/administrations/",
    "/administrations/FJ/",
    "/people/",
    "/nominations/",
    "/reports/",
    "/reports/new/",
    "/search/?q=fiji",
    "/region/matrix/",
    "/outbox/",
    "/periods/",
    "/account/",
    "/account/password/",
    "/account/second-factor/",
]


def refusals(browser):
    """Return what the browser refused to load or run on the page it shows."""
    return [each["message"] for each in browser.get_log("browser") if "Content Security" in each["message"]]


def test_no_page_has_a_script_or_style_that_the_policy_refuses(portal, browser):
    refused = {}
    for page in OF_EVERYBODY:
        browser.get(portal.address + page)
        refused[page] = refusals(browser)
    sign_in(browser, portal, "officer@example.org")
    for page in OF_AN_OFFICER:
        browser.get(portal.address + page)
        refused[page] = refusals(browser)
    browser.get(f"{portal.address}/account/second-factor/app/")

    assert {page: found for page, found in refused.items() if found} == {}
    assert browser.find_element("css selector", ".qr svg").size["width"] > 150


def test_the_policy_is_kept_by_the_browser(portal, browser):
    browser.get(f"{portal.address}/account/sign-in/")

    browser.execute_script(
        "const it = document.createElement('script'); it.textContent = 'document.title = \"run\"';"
        "document.body.append(it)"
    )

    assert browser.title != "run"
    assert refusals(browser)


def test_a_gigabyte_is_refused_before_it_is_sent(portal):
    address = urlsplit(portal.address)
    began = time.monotonic()
    for path in ("/account/sign-in/", "/api/v1/editions/"):
        line = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
        line.putrequest("POST", path)
        line.putheader("Content-Length", str(2**30))
        line.putheader("Content-Type", "multipart/form-data; boundary=x")
        line.endheaders(b"--x\r\n" + b"a" * 10_000)
        assert line.getresponse().status == 413
        line.close()

    assert time.monotonic() - began < 10


def test_a_body_of_no_stated_length_does_not_hold_the_portal(portal):
    address = urlsplit(portal.address)
    line = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    line.putrequest("POST", "/account/sign-in/")
    line.putheader("Transfer-Encoding", "chunked")
    line.endheaders()
    with contextlib.suppress(OSError):  # it is answered and closed meanwhile
        for _each in range(50):
            line.send(b"186a0\r\n" + b"a" * 100_000 + b"\r\n")
        line.send(b"0\r\n\r\n")
    line.close()

    again = http.client.HTTPConnection(address.hostname, address.port, timeout=5)
    again.request("GET", "/account/sign-in/")
    assert again.getresponse().status == 200
    again.close()
