"""Twenty-one people of six administrations, through five Working Groups to certification and their cascade.

As coordinator, trainer and focal point: by clicking, in a real browser.
"""

import re
import urllib.request
from io import BytesIO

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.journeys.test_browser_journey import fill, press, release, see, sign_in, tick, words

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

COHORT = "Journey: HS classification and customs valuation"
TOPICS = ("HS classification", "Customs valuation")
DAYS = (
    ("2022-01-17", "2022-01-21"),
    ("2022-05-16", "2022-05-20"),
    ("2022-10-10", "2022-10-14"),
    ("2023-03-13", "2023-03-17"),
    ("2023-09-04", "2023-09-08"),
)
MONTHS = ("2022-02", "2022-08", "2022-12", "2023-06")  # of the work between them
GROUP = ("Fiji", "Papua New Guinea", "Samoa", "Timor-Leste", "Tonga", "Vanuatu")
GIVEN = ("Epeli", "Filimoni", "Hinemoa", "Isoa", "Kalolaine", "Makereta", "Penaia")
FAMILY = ("Korovatu", "Leiataua", "Sesega")
PEOPLE = [(FAMILY[n % 3], GIVEN[n // 3], GROUP[n % 6]) for n in range(21)]
LEAVES, MISSES_ONE, TEACHES, TEACHES_TOO = PEOPLE[0], PEOPLE[5], PEOPLE[6], PEOPLE[12]
NEWCOMER = ("Waqaniu", "Salote", "Fiji")


def sheet(people, *more):
    rows = ["\t".join([family, given, country, "Officer"]) for family, given, country in people]
    return "\n".join(["Surname\tFirst names\tCountry\tDesignation", *rows, *more])


def days(browser, **values):
    """Fill fields of days and months, as their pickers do."""
    for name, value in values.items():
        field = browser.find_element(By.NAME, name)
        browser.execute_script("arguments[0].value = arguments[1]", field, value)


def look_at(browser, address, text):
    browser.get(address)
    area = browser.find_element(By.TAG_NAME, "textarea")
    browser.execute_script("arguments[0].value = arguments[1]", area, text)
    press(browser, "Look at the list")
    see(browser, "Nothing has been saved yet")


def save_list(browser, address, text, said):
    look_at(browser, address, text)
    browser.find_element(By.NAME, "save").click()
    see(browser, said)


def line_of(browser, person):
    """Return the line of somebody in the progress grid."""
    family, given, _country = person
    path = f"//main//tbody/tr[th[contains(., '{given} {family}')]]"
    return browser.find_element(By.XPATH, path)


def follow_of(browser, person, words_of_link):
    line_of(browser, person).find_element(By.PARTIAL_LINK_TEXT, words_of_link).click()


def enter_working_group(browser, portal, number):
    browser.get(f"{portal.address}/events/new/")
    first, last = DAYS[number - 1]
    title = f"Journey MTP Working Group {number}"
    fill(browser, {"Title": title, "Kind": "Working Group activity", "First day": first, "Last day": last})
    for label in ("WCO/JICA MTP", "WCO/JICA MTP: Phase 2", "Master Trainer Programme"):
        tick(browser, label)
    browser.find_element(By.XPATH, "//summary[contains(., 'open the list')]").click()
    for topic in TOPICS:
        tick(browser, topic)
    press(browser, "Save")
    WebDriverWait(browser, 15).until(lambda it: "/new/" not in it.current_url, "the event was not saved")
    event = browser.current_url
    browser.get(f"{event}state/")
    tick(browser, "Held")
    press(browser, "Save")
    see(browser, "Held")
    return event, title


def enter_cohort(browser, portal, titles):
    browser.get(f"{portal.address}/cohorts/new/")
    fill(browser, {"Programme": "WCO/JICA MTP", "Title": COHORT, "Certifies as": "Master Trainer"})
    days(browser, starts_on="2022-01-10")
    browser.find_element(By.XPATH, "//summary[contains(., 'open the list')]").click()
    for topic in TOPICS:
        tick(browser, topic)
    press(browser, "Save")
    WebDriverWait(browser, 15).until(lambda it: "/new/" not in it.current_url, "the cohort was not saved")
    cohort = browser.current_url
    for name in GROUP:
        browser.get(f"{cohort}group/")
        fill(browser, {"Administration": name})
        press(browser, "Save")
        see(browser, "Make the stages")
    press(browser, "Make the stages")
    see(browser, "9 stages made")
    changes = browser.find_elements(
        By.XPATH, "//section[@aria-labelledby='stages']//a[starts-with(., 'Change')]"
    )
    for place, address in enumerate([each.get_attribute("href") for each in changes]):
        browser.get(address)
        if place % 2 == 0:
            held_as = Select(browser.find_element(By.NAME, "event"))
            title = titles[place // 2]
            held_as.select_by_visible_text(next(each.text for each in held_as.options if title in each.text))
        else:
            days(browser, planned_from=MONTHS[place // 2], planned_to=MONTHS[place // 2])
        press(browser, "Save")
        see(browser, "Saved.")
    return cohort


def join(browser, cohort):
    """Paste the list: with its mistakes first, each of which is told with its cell."""
    mistakes = ("Korovatu\tEpeli\tFiji\tOfficer", "Te\tKiri\tKiribati\tOfficer")
    look_at(browser, f"{cohort}participants/list/", sheet(PEOPLE, *mistakes))
    assert "Row 23, Surname (A23) The same person as in row 2." in words(browser)
    assert "Row 24, Country (C24) Kiribati is not in the group of the cohort." in words(browser)
    save_list(browser, f"{cohort}participants/list/", sheet(PEOPLE), "21 people added to the list")


def hold(browser, events):
    for number, event in enumerate(events, start=1):
        came = PEOPLE if number < 4 else [*PEOPLE[1:], NEWCOMER]
        came = [each for each in came if number != 3 or each != MISSES_ONE]
        save_list(browser, f"{event}people/paste/", sheet(came), f"{len(came)} people added to the list")


def replace_who_leaves(browser, cohort):
    browser.get(cohort)
    follow_of(browser, LEAVES, "Leaves")
    days(browser, left_on="2021-01-01")
    fill(browser, {"Reason": "Left the service"})
    press(browser, "Save")
    see(browser, "Nobody leaves before they join.")
    days(browser, left_on="2022-12-15")
    press(browser, "Save")
    see(browser, "Saved.")
    attend(browser, 7)
    press(browser, "Let everybody of that list")
    see(browser, "1 person joined the cohort")
    follow_of(browser, NEWCOMER, "Change")
    Select(browser.find_element(By.NAME, "replaces")).select_by_index(1)
    press(browser, "Save")
    see(browser, "Saved.")
    for stage in (2, 4, 6, 8):
        attend(browser, stage)
        press(browser, "Save, and of those left open say")
        see(browser, "answers changed")


def attend(browser, stage):
    rows = "//section[@aria-labelledby='stages']//a[starts-with(., 'Attendance')]"
    browser.find_elements(By.XPATH, rows)[stage - 1].click()
    see(browser, "ATTENDANCE")


def certify(browser, cohort):
    browser.get(cohort)
    follow_of(browser, MISSES_ONE, "Certify")
    days(browser, certified_on="2023-09-08")
    press(browser, "Certify")
    see(browser, "is not known to have attended: Working Group 3")
    fill(browser, {"Reason of an exception": "Handed in the missing work"})
    press(browser, "Certify")
    see(browser, "is certified")
    browser.get(f"{cohort}certify/")
    days(browser, certified_on="2023-09-08")
    press(browser, "Certify them")
    see(browser, "20 people are certified")


def certificate_of(browser, person):
    """Fetch the certificate of somebody as their browser would; return the code on it."""
    line_of(browser, person).find_element(By.XPATH, ".//a[contains(@href, '/people/')]").click()
    browser.get(f"{browser.current_url}accreditations/")
    link = browser.find_element(By.XPATH, "//main//a[contains(@href, 'certificate.pdf')]")
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in browser.get_cookies())
    asked = urllib.request.Request(link.get_attribute("href"), headers={"Cookie": cookies})
    with urllib.request.urlopen(asked) as answer:
        page = PdfReader(BytesIO(answer.read())).pages[0]
    return re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page.extract_text())[0]


def report_training(browser, portal, **said):
    browser.get(f"{portal.address}/cascade/trainings/new/")
    for name, value in said.items():
        field = browser.find_element(By.NAME, name)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        else:
            browser.execute_script("arguments[0].value = arguments[1]", field, value)
    press(browser, "Save")


def cascade(browser, portal):
    family, given, _country = TEACHES
    training = {
        "trainer_name": f"{given} {family}",
        "organisation_name": "Fiji",
        "programme": "WCO/JICA MTP",
        "topic": TOPICS[1],
        "starts_on": "2024-05-06",
        "customs": "20",
        "other_agency": "2",
        "private": "3",
        "women": "26",
    }
    report_training(browser, portal, **training)
    see(browser, "There cannot be more women than people.")
    report_training(browser, portal, **training | {"women": "9", "starts_on": "2099-01-01"})
    see(browser, "A training is reported when it has taken place.")
    report_training(browser, portal, **training | {"women": "9", "topic": "Rules of origin"})
    see(browser, "Say here why the training is reported all the same.")
    report_training(browser, portal, **training | {"women": "9"})
    see(browser, "C: declared")
    sign_in(browser, portal, "fiji@example.org")
    family, given, _country = TEACHES_TOO
    report_training(browser, portal, **training | {"trainer_name": f"{given} {family}", "women": "9"})
    see(browser, "Another report has the same topic and administration in the same days.")
    sign_in(browser, portal, "trainer@example.org")
    own = {name: training[name] for name in ("organisation_name", "programme", "topic")}
    report_training(browser, portal, **own, starts_on="2024-07-02", customs="9", note="Not in the ledger yet")
    see(browser, "C: declared")


def draw_a_sample(browser, portal):
    browser.get(f"{portal.address}/cascade/samples/draw/")
    fill(browser, {"Programme": "WCO/JICA MTP", "How many": "2"})
    press(browser, "Draw")
    see(browser, "Drawn.")
    sample = browser.current_url
    browser.find_element(
        By.XPATH, f"//main//a[starts-with(@href, '{sample.removeprefix(portal.address)}')]"
    ).click()
    fill(browser, {"Outcome": "Confirmed", "How it was checked": "Asked the head of training"})
    press(browser, "Save")
    see(browser, "Saved.")


def test_a_cohort_goes_through_five_working_groups_to_its_certificates_and_its_cascade(portal, browser):
    sign_in(browser, portal, "officer@example.org")
    events = [enter_working_group(browser, portal, number) for number in range(1, 6)]
    cohort = enter_cohort(browser, portal, [title for _event, title in events])
    join(browser, cohort)
    hold(browser, [event for event, _title in events])
    replace_who_leaves(browser, cohort)
    certify(browser, cohort)
    code = certificate_of(browser, TEACHES)
    cascade(browser, portal)
    sign_in(browser, portal, "officer@example.org")
    draw_a_sample(browser, portal)

    browser.get(f"{portal.address}/reports/new/?programme=MTP&kind=progress-report")
    fill(browser, {"Cohort": COHORT})
    press(browser, "Build it")
    see(browser, "Submit it", seconds=120)
    for said in ("Cohort members", "Who may teach", "Cascade training", "By strand of work"):
        see(browser, said)
    assert "Leiataua" not in words(browser)
    release(browser, portal, is_public=False)

    browser.delete_all_cookies()
    browser.get(f"{portal.address}/check/{code}/")
    see(browser, "The certificate holds")
    assert " ".join(reversed(TEACHES[:2])) in words(browser)
    assert TEACHES[2] not in words(browser)
