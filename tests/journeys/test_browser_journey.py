"""An officer enters an event, a donor downloads the report: by clicking, in a real browser."""

import time

import pytest
from pypdf import PdfReader
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


def press(browser, words):
    """Press the button in the page that says so."""
    browser.find_element(By.XPATH, f"//main//button[contains(normalize-space(.), '{words}')]").click()


def follow(browser, words):
    browser.find_element(By.XPATH, f"//main//a[contains(normalize-space(.), '{words}')]").click()


def words(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def fill(browser, **values):
    for name, value in values.items():
        field = browser.find_element(By.NAME, name)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        else:
            field.clear()
            field.send_keys(value)


def test_from_an_entered_event_to_a_report_a_donor_downloads(portal, browser):
    sign_in(browser, portal, "officer@example.org")

    browser.get(f"{portal.address}/events/new/")
    fill(
        browser,
        title="National course on passenger targeting",
        kind="Training course",
        programmes="WCO Asia/Pacific Security Project",
        starts_on="2020-02-10",
        ends_on="2020-02-14",
    )
    Select(browser.find_element(By.NAME, "phases")).select_by_index(1)
    Select(browser.find_element(By.NAME, "topics")).select_by_visible_text("Passenger controls (API/PNR)")
    press(browser, "Save")
    assert "National course on passenger targeting" in words(browser)
    event = browser.current_url

    browser.get(f"{event}people/paste/")
    browser.find_element(By.TAG_NAME, "textarea").send_keys(PASTED.replace("\t", ";"))
    press(browser, "Check")
    assert "Vunipola" in words(browser)
    press(browser, "Save")
    assert "Tuilagi" in words(browser)

    browser.get(f"{event}state/")
    fill(browser, state="Held")
    press(browser, "Save")
    assert "Held" in words(browser)

    browser.get(f"{portal.address}/reports/new/")
    fill(browser, programme="APSP")
    Select(browser.find_element(By.NAME, "phase")).select_by_index(2)
    press(browser, "Build it")
    WebDriverWait(browser, 90).until(lambda it: "Release it" in words(it))
    assert "102" in words(browser)  # the published 99 and our three
    browser.find_element(By.NAME, "is_public").click()
    press(browser, "Release it")
    report = browser.current_url

    sign_in(browser, portal, "donor@example.org")
    browser.get(report)
    follow(browser, "PDF")
    text = downloaded_text(browser)
    assert "102" in text
    assert "Vunipola" not in text

    browser.get(event)
    assert "Vunipola" not in words(browser)

    browser.delete_all_cookies()
    browser.get(portal.address)
    assert "APSP-P2-" in words(browser)


def downloaded_text(browser):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        files = list(browser.downloads.glob("*.pdf"))
        if files:
            return "".join(page.extract_text() for page in PdfReader(files[0]).pages)
        time.sleep(0.2)
    pytest.fail("The PDF was not downloaded.")
