"""An officer is invited, chooses a password, sets up a second factor, and is let in with both."""

import email
import re
import time
from email import policy
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests.journeys.test_browser_journey import fill, press, see, sign_in
from tests.signing_in.conftest import code_of

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]
CHOSEN = "a-long-and-quiet-lagoon"


def link_sent_to(portal, address, seconds=90):
    """Wait for the mail of the worker, which is written into a file here; return the link in it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for path in (Path(portal.environment["VAR_DIR"]) / "mail").glob("*.log"):
            mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            text = mail.get_content()
            if mail["To"] == address and (found := re.search(r"https?://\S+/password/new/\S+", text)):
                return found.group()
        time.sleep(0.3)
    pytest.fail(f"No mail to {address}.")


def enter(browser, portal, address, password):
    browser.delete_all_cookies()
    browser.get(f"{portal.address}/account/sign-in/")
    browser.find_element(By.NAME, "username").send_keys(address)
    browser.find_element(By.NAME, "password").send_keys(password)
    press(browser, "Sign in")


def invite(browser, portal, address):
    sign_in(browser, portal, "admin@example.org")
    browser.get(f"{portal.address}/accounts/invite/")
    fill(browser, {"Name": "Ala Officer", "E-mail": address, "Role": "Programme officer"})
    press(browser, "Invite")
    see(browser, "is on its way")


def choose_password(browser, link):
    """Choose a password by the link; a second time it leads nowhere."""
    here = link.replace("http://localhost", "http://127.0.0.1")
    browser.delete_all_cookies()
    browser.get(here)
    fill(browser, {"New password": CHOSEN, "New password, once more": CHOSEN})
    press(browser, "Choose it")
    see(browser, "Your password is chosen")
    browser.get(here)
    see(browser, "This link no longer works")


def set_up_second_factor(browser):
    """Set up an app; return one of the recovery codes."""
    browser.find_element(By.CSS_SELECTOR, "main summary").click()
    secret = browser.find_element(By.CSS_SELECTOR, "code.key").text
    if time.time() % 30 > 20:  # a code that will be another one before it is sent
        time.sleep(11)
    fill(browser, {"Code that the app shows": code_of(secret)})
    press(browser, "Set it up")
    see(browser, "Recovery codes")
    return browser.find_element(By.CSS_SELECTOR, ".codes code").text


def test_from_an_invitation_to_a_sign_in_with_password_and_code(portal, browser):
    address = "ala@example.org"
    invite(browser, portal, address)
    choose_password(browser, link_sent_to(portal, address))

    enter(browser, portal, address, CHOSEN)
    see(browser, "Set up your second factor")
    browser.get(f"{portal.address}/people/")
    see(browser, "Set up your second factor")
    recovery = set_up_second_factor(browser)

    enter(browser, portal, address, CHOSEN)
    see(browser, "asks for a second proof")
    fill(browser, {"Code": recovery})
    press(browser, "Sign in")
    browser.get(f"{portal.address}/people/")
    see(browser, "People")


def test_an_administrator_ends_an_account_while_it_is_in_use(portal, browser):
    made = portal.manage("api_token", "donor@example.org").strip()
    assert made.startswith("capacity_")
    sign_in(browser, portal, "donor@example.org")
    donor = browser.get_cookies()
    sign_in(browser, portal, "admin@example.org")
    browser.get(f"{portal.address}/accounts/?q=donor")
    browser.find_element(By.CSS_SELECTOR, "main tbody a").click()
    press(browser, "Sign out everywhere")
    see(browser, "is signed out everywhere")

    browser.delete_all_cookies()
    for cookie in donor:
        browser.add_cookie(cookie)
    browser.get(f"{portal.address}/funded/")
    see(browser, "Sign in")
