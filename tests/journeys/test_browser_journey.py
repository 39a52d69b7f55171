"""An officer enters an event, a donor downloads the report: by clicking, in a real browser."""

import time

import pytest
from pypdf import PdfReader
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PASTED = """Family name\tGiven names\tSex\tAdministration\tPosition
Vunipola\tMere\tF\tFiji\tInspector
Tuilagi\tSione\tM\tSamoa\tOfficer
Kila\tRuth\tF\tPapua New Guinea\tAnalyst
"""


def sign_in(browser, portal, email):
    browser.delete_all_cookies()
    browser.get(f"{portal.address}/account/sign-in/")
    browser.find_element(By.NAME, "username").send_keys(email)
    browser.find_element(By.NAME, "password").send_keys(PASSWORD)
    press(browser, "Sign in")
    WebDriverWait(browser, 15).until(lambda it: "sign-in" not in it.current_url)


def press(browser, words):
    """Press the button in the page that says so."""
    browser.find_element(By.XPATH, f"//main//button[contains(normalize-space(.), '{words}')]").click()


def follow(browser, words):
    browser.find_element(By.XPATH, f"//main//a[contains(normalize-space(.), '{words}')]").click()


def words(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def see(browser, text, seconds=15):
    """Wait until the page shows the text; the page may be on its way, or change as it is read.

    A node that is gone is told by the driver as a stale one, or as an error of its inspector.
    """
    wait = WebDriverWait(browser, seconds, ignored_exceptions=[WebDriverException])
    wait.until(lambda it: text in words(it), f"{text!r} is not on {browser.current_url}")


def fill(browser, fields):
    """Fill fields found by the words of their labels, as a person finds them."""
    for label, value in fields.items():
        found = browser.find_element(By.XPATH, f"//main//label[starts-with(normalize-space(.), '{label}')]")
        field = browser.find_element(By.ID, found.get_attribute("for"))
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        else:
            field.clear()
            field.send_keys(value)


def tick(browser, label):
    """Tick the box with exactly this label."""
    browser.find_element(By.XPATH, f"//main//label[normalize-space(.)='{label}']").click()


def enter_event(browser, portal, title):
    """Enter an event of APSP phase 2 and mark it as held; return its address.

    The title is one no other journey has: the portal asks about an event that is there already.
    """
    browser.get(f"{portal.address}/events/new/")
    fill(
        browser,
        {
            "Title": title,
            "Kind": "Training course",
            "First day": "2020-02-10",
            "Last day": "2020-02-14",
        },
    )
    tick(browser, "APSP")
    tick(browser, "APSP: Phase 2")
    browser.find_element(By.XPATH, "//summary[contains(., 'open the list')]").click()
    tick(browser, "Passenger controls")
    press(browser, "Save")
    WebDriverWait(browser, 15).until(lambda it: "/new/" not in it.current_url, "the event was not saved")
    event = browser.current_url
    browser.get(f"{event}state/")
    tick(browser, "Held")
    press(browser, "Save")
    see(browser, "Held")
    return event


def paste_people(browser, event):
    browser.get(f"{event}people/paste/")
    browser.find_element(By.TAG_NAME, "textarea").send_keys(PASTED.replace("\t", ";"))
    press(browser, "Look at the list")
    see(browser, "Nothing has been saved yet")
    browser.find_element(By.NAME, "save").click()
    see(browser, "Tuilagi")


def build_and_release(browser, portal):
    """Have the report of APSP phase 2 built, and release it to everybody; return its address.

    The officer submits it, and the administrator releases it.
    """
    browser.get(f"{portal.address}/reports/new/")
    fill(browser, {"Programme": "APSP", "Phase": "APSP: Phase 2"})
    press(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    see(browser, "102")  # the published 99 and our three
    return release(browser, portal, is_public=True)


def release(browser, portal, *, is_public):
    """Submit the report one looks at and have it released by the administrator; return its address."""
    press(browser, "Submit it")
    see(browser, "is submitted")
    report = browser.current_url
    sign_in(browser, portal, "admin@example.org")
    browser.get(report)
    if is_public:
        browser.find_element(By.NAME, "is_public").click()
    press(browser, "Release it")
    see(browser, "is released")
    return report


def test_from_an_entered_event_to_a_report_a_donor_downloads(portal, browser):
    sign_in(browser, portal, "officer@example.org")
    event = enter_event(browser, portal, "National course on passenger targeting")
    paste_people(browser, event)
    report = build_and_release(browser, portal)

    sign_in(browser, portal, "donor@example.org")
    browser.get(report)
    follow(browser, "PDF")
    text = downloaded_text(browser)
    assert "102" in text
    assert "Vunipola" not in text
    browser.get(event)
    see(browser, "National course on passenger targeting")
    assert "Vunipola" not in words(browser)

    browser.delete_all_cookies()
    browser.get(portal.address)
    see(browser, "APSP-P2-")


def downloaded_text(browser):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        files = list(browser.downloads.glob("*.pdf"))
        if files:
            return "".join(page.extract_text() for page in PdfReader(files[0]).pages)
        time.sleep(0.2)
    pytest.fail("The PDF was not downloaded.")
