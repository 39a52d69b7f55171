"""A coordinator of the mechanism and an officer of the project leave their spreadsheets: by clicking."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.journeys.test_browser_journey import fill, press, see, sign_in, tick, words

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]
OFFICER = "officer@example.org"
STATISTICS = "Administration;Year;Customs offices;Declarations\nFiji;2017;;1,234\nSamoa;2016;7;about 900"


def fill_in(browser, fields):
    """Fill fields by the words of their labels; a day as the picker of the browser gives it."""
    for label, value in fields.items():
        found = browser.find_element(By.XPATH, f"//main//label[starts-with(normalize-space(.), '{label}')]")
        field = browser.find_element(By.ID, found.get_attribute("for"))
        if field.get_attribute("type") == "date":
            browser.execute_script("arguments[0].value = arguments[1]", field, value)
        else:
            fill(browser, {label: value})


def enter(browser, portal, word, fields, **more):
    """Enter a record of a kind on its page; return the address of the record."""
    new = f"{portal.address}/{word}/new/"
    browser.get(new + (f"?{more['about']}" if "about" in more else ""))
    fill_in(browser, fields)
    for label in more.get("ticked", ()):
        tick(browser, label)
    press(browser, "Save")
    wait = WebDriverWait(browser, 20)
    wait.until(lambda it: "/new/" not in it.current_url, f"{word}: not saved")
    return browser.current_url


def number_of(address):
    return address.rstrip("/").rsplit("/", 1)[-1]


def asks_why(browser, portal, word, fields, question, reason):
    """Enter what is unusual: it is asked about, and taken with the reason."""
    browser.get(f"{portal.address}/{word}/new/")
    fill_in(browser, fields)
    press(browser, "Save")
    see(browser, question)
    fill_in(browser, {"Note": reason})
    press(browser, "Save")
    WebDriverWait(browser, 20).until(lambda it: "/new/" not in it.current_url)
    return browser.current_url


def test_a_coordinator_enters_a_year_of_the_mechanism_and_has_its_report_built(portal, browser):
    sign_in(browser, portal, OFFICER)
    fellow = {
        "Programme": "ASMP",
        "Sent by the administration": "Fiji",
        "Family name": "Qarase",
        "Given names": "Litia",
        "Host office": "ASMP office",
        "Objectives": "Configure the transit module",
        "First day": "2018-02-05",
        "Last day": "2018-05-18",
        "State": "Completed",
    }
    fellowship = enter(browser, portal, "fellowships", fellow)
    assert "Litia Qarase" in words(browser)
    about = f"fellowship={number_of(fellowship)}"
    enter(browser, portal, "fellowship-weeks", {"Week": "1", "What was done": "Help desk"}, about=about)
    milestone = {"Milestone": "Module live", "Due on": "2018-04-01", "Reached on": "2018-04-03"}
    enter(browser, portal, "fellowship-milestones", milestone, about=about)
    longer = fellow | {"Family name": "Seru", "First day": "2019-02-04", "Last day": "2019-06-14"}
    asks_why(browser, portal, "fellowships", longer, "this is one of 19", "The upgrade came later.")

    activity = {
        "Programme": "ASMP",
        "On what": "Upgrade of the manifest module",
        "Who helped": "ASMP office",
        "Whom": "Samoa",
        "Where": "Apia",
        "First day": "2018-07-02",
        "Last day": "2018-07-06",
    }
    support = enter(browser, portal, "support", activity)
    for side, family, where in (
        ("Managed support", "Naidu", "Fiji"),
        ("Received support", "Leota", "Samoa"),
        ("Received support", "Faleolo", "Samoa"),
    ):
        person = {"Side": side, "Family name": family, "Administration or organisation": where}
        enter(browser, portal, "support-people", person, about=f"activity={number_of(support)}")
    browser.get(support)
    assert "Leota" in words(browser)

    browser.get(f"{portal.address}/statistics/list/")
    fill_in(browser, {"Programme": "ASMP", "Source": "Annual reports"})
    browser.find_element(By.NAME, "rows").send_keys(STATISTICS)
    press(browser, "Save")
    see(browser, "3 new")

    browser.get(f"{portal.address}/reports/new/?kind=support-report&programme=ASMP")
    fill_in(browser, {"Programme": "ASMP"})
    press(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    told = words(browser)
    for part in (
        "Fellowships",
        "Support activities",
        "Upgrade of the manifest module",
        "34",
        "Still in post",
    ):
        assert part in told
    assert "Qarase" not in told
    assert "Leota" not in told


def test_an_officer_enters_the_handover_of_2019_a_system_and_an_operation(portal, browser):
    sign_in(browser, portal, OFFICER)
    consignment = {
        "Programme": "APSP",
        "Phase": "APSP: Phase 1",
        "Administration": "Viet Nam",
        "Item": "Raman spectrometer",
        "Quantity": "7",
    }
    about = f"consignment={number_of(enter(browser, portal, 'equipment', consignment))}"
    browser.get(f"{portal.address}/handovers/new/?{about}")
    fill_in(browser, {"Handed over on": "2019-06-14", "Quantity": "7"})
    press(browser, "Save")
    see(browser, "enter the test first")
    test = {"Tested on": "2019-06-13", "Passed": "7", "Failed": "0"}
    enter(browser, portal, "acceptance-tests", test, about=about)
    handover = {"Handed over on": "2019-06-14", "Quantity": "7"}
    given = enter(browser, portal, "handovers", handover, about=about)
    device = {
        "Serial number": "R-2019-1",
        "Where it is": "Hai Phong",
        "State": "In use",
        "As of": "2019-06-14",
    }
    enter(browser, portal, "devices", device, about=f"handover={number_of(given)}")
    browser.get(given)
    assert "Hai Phong" in words(browser)

    browser.get(f"{portal.address}/operations/new/")
    operation = {
        "Programme": "APSP",
        "Phase": "APSP: Phase 2",
        "Name": "Operation entered by hand",
        "Operation from": "2019-11-04",
        "Operation until": "2019-11-15",
    }
    fill_in(browser, operation)
    press(browser, "Save")
    see(browser, "has administrations that take part")
