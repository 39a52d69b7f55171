"""The year 2017/18 of the regional office, with its published workshop: planned, held, asked about, told."""

import datetime as dt
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from tests.journeys.test_browser_journey import (
    downloaded_text,
    follow,
    press,
    release,
    see,
    sign_in,
    tick,
    words,
)
from tests.journeys.test_support_journey import fill_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]
OFFICER = "officer@example.org"
WORKSHOP = "WCO Sub-Regional Workshop for Oceania Members on Combating Counterfeiting and Piracy"
HELD = "Accreditation workshop, entered by hand"
PILLAR = "P1 Implementation of WCO conventions, instruments and tools"
CAME = """Family name;Given names;Sex;Administration;Position
Radrodro;Ana;F;Fiji;Inspector
Leavasa;Tavita;M;Samoa;Officer"""


@pytest.fixture
def officer(portal, browser):
    """The officer works on the regional office for as long as the year takes, and not after it."""
    works_on_the_office(browser, portal)
    sign_in(browser, portal, OFFICER)
    yield browser
    works_on_the_office(browser, portal)


def works_on_the_office(browser, portal):
    sign_in(browser, portal, "admin@example.org")
    browser.get(f"{portal.address}/accounts/")
    follow(browser, "Demonstration officer")
    follow(browser, "Programmes")
    tick(browser, "ROCB A/P")
    save(browser)


def save(browser, button="Save"):
    """Press the button and wait for the next page."""
    page = browser.find_element(By.TAG_NAME, "html")
    press(browser, button)
    WebDriverWait(browser, 20).until(staleness_of(page))


def plan(browser, portal):
    """Enter both plans, the activities of the year one after the other; return where the annual one is."""
    three_years = {
        "First day": "2018-01-01",
        "Last day": "2020-12-31",
        "Title": "Strategic Action Plan 2018–2020",
    }
    one_year = {"First day": "2017-07-01", "Last day": "2018-06-30", "Title": "Annual Work Plan 2017/18"}
    for kind, about in (("Strategic Action Plan", three_years), ("Annual Work Plan", one_year)):
        browser.get(f"{portal.address}/programmes/ROCB/")
        follow(browser, "Its plans")
        follow(browser, "Enter a plan")
        fill_in(browser, {"Kind": kind, **about})
        save(browser)
        see(browser, about["Title"])
        address = browser.current_url
        follow(browser, "Plan an activity")
        if kind == "Strategic Action Plan":
            fill_in(browser, {"Activity": "Experts of the region for the region", "Pillar": PILLAR})
            save(browser)
    for title, quarter, sponsor in (
        ("Workshop on counterfeiting for Oceania", "Quarter 2", "CCF/China"),
        ("Accreditation of experts", "Quarter 3", "CCF/Japan"),
        ("Meeting of the Heads of Training Centres", "Quarter 1", "CCF/Korea"),
    ):
        fill_in(browser, {"Activity": title, "Pillar": PILLAR, "Quarter": quarter, "Sponsor": sponsor})
        save(browser, "Save, and plan another")
    return address


def hold(browser, portal):
    """Enter a workshop of the year with who came to it, what it was for, and that it was held."""
    browser.get(f"{portal.address}/events/new/?programme=ROCB")
    days = {"First day": "2018-02-05", "Last day": "2018-02-09"}
    fill_in(browser, {"Title": HELD, "Kind": "Accreditation workshop", "City": "Nadi", **days})
    save(browser)
    event = browser.current_url
    browser.get(f"{event}state/")
    tick(browser, "Held")
    save(browser)
    browser.get(f"{event}people/paste/")
    browser.find_element(By.TAG_NAME, "textarea").send_keys(CAME)
    save(browser, "Look at the list")
    page = browser.find_element(By.TAG_NAME, "html")
    browser.find_element(By.NAME, "save").click()
    WebDriverWait(browser, 20).until(staleness_of(page))
    browser.get(f"{event}purpose/")
    fill_in(browser, {"Outcome": "Two officers were put forward."})
    tick(browser, PILLAR)
    save(browser)
    see(browser, "Two officers were put forward.")


def deliver(browser, address):
    """Say what became of each activity: two done by their events, one moved, which is asked why."""
    for title, event in (("Workshop on counterfeiting", WORKSHOP), ("Accreditation of experts", HELD)):
        browser.get(address)
        follow(browser, title)
        fill_in(browser, {"State": "Done"})
        tick(browser, event)
        save(browser)
    browser.get(address)
    follow(browser, "Meeting of the Heads")
    fill_in(browser, {"State": "Moved"})
    save(browser)
    see(browser, "Say why it was moved or dropped.")
    fill_in(browser, {"Why it was moved": "The host asked for March."})
    save(browser)
    see(browser, "Moved: The host asked for March.")
    assert "2 of 3" in words(browser)


def build(browser, address, name):
    """Have a report of the plan built; its days stand in the form already."""
    browser.get(address)
    follow(browser, name)
    save(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    return words(browser)


def ask(browser, portal):
    """Send the follow-up survey of the year; return where its answers are."""
    browser.get(f"{portal.address}/surveys/new/")
    today = dt.datetime.now(tz=dt.UTC).date()
    days = {"Answers are taken from": today, "Answers are taken until": today + dt.timedelta(days=20)}
    fill_in(
        browser, {"Programme": "ROCB A/P", "Year": "2017", **{name: f"{day}" for name, day in days.items()}}
    )
    save(browser)
    follow(browser, "Send it")
    see(browser, "Nobody to write to")  # Samoa has no focal point here
    save(browser, "Send")
    return browser.current_url


def answer(browser, portal):
    """Answer as the focal point of Fiji does, from where it begins; a second time is too late."""
    sign_in(browser, portal, "fiji@example.org")
    see(browser, "Questionnaire to answer")
    follow(browser, WORKSHOP)
    questionnaire = browser.current_url
    for question in ("ACTIONS", "LESSONS", "EFFECTS", "EFFICIENCY", "PROJECTS"):
        browser.find_element(By.CSS_SELECTOR, f"input[name={question}][value=YES]").click()
        browser.find_element(By.NAME, f"{question}_text").send_keys(f"In Fiji: {question.lower()}")
    save(browser, "Send")
    see(browser, "your answers are sent")
    browser.get(questionnaire)
    assert not browser.find_elements(By.NAME, "send")


def publish(browser, portal, answers):
    """Agree what is published of the answer, and conclude; return the Good Practice Report."""
    sign_in(browser, portal, OFFICER)
    browser.get(answers)
    see(browser, "not reminded")  # who has not answered
    follow(browser, "All questionnaires")
    browser.find_element(By.XPATH, f"//main//tr[contains(., 'Fiji')]//a[contains(., '{WORKSHOP}')]").click()
    follow(browser, "Agree what is published")
    browser.find_element(By.CSS_SELECTOR, "input[name=agreed][value=PROJECTS]").click()
    save(browser)
    browser.get(answers.replace("answers/", "change/"))
    fill_in(browser, {"Conclusion": "One project is more than none."})
    save(browser)
    browser.get(answers)
    follow(browser, "Good Practice Report")
    save(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    return words(browser)


def downloaded(browser, ending):
    """Wait for a file of this ending and return what is in it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in browser.downloads.glob(f"*.{ending}"):
            return path.read_bytes()
        time.sleep(0.2)
    pytest.fail(f"The {ending} file was not downloaded.")


def test_a_year_of_the_office_from_its_plan_to_its_annual_report(portal, officer):
    annual_plan = plan(officer, portal)
    officer.get(annual_plan)
    see(officer, "Put it on the plan")  # the published workshop, which no activity names yet
    hold(officer, portal)
    deliver(officer, annual_plan)

    told = build(officer, annual_plan, "Quarterly report, quarter 2")
    assert WORKSHOP in told
    assert HELD not in told

    answers = ask(officer, portal)
    answer(officer, portal)
    practice = publish(officer, portal, answers)
    assert "In Fiji: projects" in practice
    assert "In Fiji: actions" not in practice
    assert "One project is more than none." in practice

    told = build(officer, annual_plan, "Annual report")
    paragraph = (
        f"{WORKSHOP}. 4–8 December 2017, Suva, Fiji. Organised by WCO, Fiji Revenue and Customs Service"
    )
    assert paragraph in told
    assert "1 was regional or sub-regional, and 1 was an accreditation workshop" in told
    assert "Other activities" not in told
    assert "Two officers were put forward." in told
    assert "Strategic Action Plan 2018–2020" in told
    report = release(officer, portal, is_public=False)
    officer.get(report)
    for name in ("PDF", "Word", "Excel"):
        follow(officer, name)
    text = " ".join(downloaded_text(officer).split())
    assert "The host asked for March." in text
    assert "15 participants from 5 administrations" in text
    assert "Radrodro" not in text
    assert WORKSHOP in ZipFile(BytesIO(downloaded(officer, "docx"))).read("word/document.xml").decode()
    assert len(load_workbook(BytesIO(downloaded(officer, "xlsx")), read_only=True).sheetnames) > 5
