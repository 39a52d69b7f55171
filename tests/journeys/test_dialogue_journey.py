"""The Dialogue of 2012 and what became of it: from a need to an event, and from a promise to its review."""

import pytest
from selenium.webdriver.common.by import By

from tests.journeys.test_browser_journey import follow, release, see, sign_in, tick, words
from tests.journeys.test_office_year_journey import save
from tests.journeys.test_support_journey import enter, fill_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]
OFFICER = "officer@example.org"
PROGRAMME = "Regional Dialogue 2012"
DIALOGUE = "WCO Asia Pacific Regional Dialogue on Partnership for Customs Modernization"
PREPARATION = "Customs-only preparatory workshop for the 2012 Regional Dialogue"
NEXT = "Dialogue that looks back, entered by hand"
TOPIC = "Detector dogs"


def line_of(browser, portal, text):
    """Return the line of the matrix of needs and offers that begins with the text."""
    browser.get(f"{portal.address}/needs/matrix/?programme=DIALOGUE")
    rows = browser.find_elements(By.CSS_SELECTOR, "main tbody tr")
    return next(row.text for row in rows if row.text.startswith(text))


def look_at_what_was(browser, portal):
    """See of the published Dialogue who was there, what was said, and what was promised."""
    browser.get(f"{portal.address}/programmes/DIALOGUE/")
    follow(browser, DIALOGUE)
    told = words(browser)
    for partner in ("World Bank", "ADB", "IMF", "JICA", "USAID", "UNEP", "UNESCAP"):
        assert partner in told
    assert "Its ideas and programs" in told
    assert "Meet again in the future to review the progress." in told
    browser.get(f"{portal.address}/programmes/DIALOGUE/")
    follow(browser, PREPARATION)
    assert "Sub-regional priorities for capacity building were exchanged" in words(browser)


def join(browser, portal):
    """Enter Fiji as one of those of the Dialogue: then its focal point reads of it."""
    browser.get(f"{portal.address}/programmes/DIALOGUE/")
    follow(browser, "Its members, and entering one")
    follow(browser, "Enter a member")
    fill_in(
        browser, {"Programme": PROGRAMME, "Administration": "Fiji", "Joined": "2012", "Source": "Its letter"}
    )
    save(browser)


def need_of(browser, portal, administration, **about):
    """Enter what an administration asked for at the preparatory workshop."""
    asked = {"Programme": PROGRAMME, "Administration": administration, "Topic": TOPIC, "Priority": "High"}
    enter(
        browser, portal, "needs", asked | {"Said on": "2012-05-30", "Source": "Notes of the session"} | about
    )


def own_need(browser, portal):
    """Enter one as the focal point of Fiji does."""
    sign_in(browser, portal, "fiji@example.org")
    browser.get(f"{portal.address}/needs/")
    follow(browser, "Enter a need")
    fill_in(browser, {"Programme": PROGRAMME, "Topic": "Natural disaster relief", "Priority": "High"})
    save(browser)
    assert "Fiji" in words(browser)


def offer(browser, portal):
    offered = {"Programme": PROGRAMME, "Partner": "World Bank", "Topic": TOPIC, "Source": "Its letter"}
    enter(browser, portal, "offers", offered)


def promise(browser, portal):
    """Enter what was promised; one that is due before it was made is refused."""
    browser.get(f"{portal.address}/commitments/new/")
    promised = {
        "Programme": PROGRAMME,
        "Owner": "Samoa",
        "What was promised": "Hold a national discussion on dogs",
        "Followed up": "Nationally",
        "Made on": "2012-06-01",
        "Due on": "2012-05-01",
        "Source": "Minutes",
    }
    fill_in(browser, promised)
    save(browser)
    see(browser, "A commitment cannot be due before it was made.")
    fill_in(browser, {"Due on": "2012-12-31"})
    save(browser)
    assert "overdue" in words(browser)
    return browser.current_url


def deliver(browser, portal):
    """Enter the course that was asked for, with how many came from Samoa."""
    browser.get(f"{portal.address}/events/new/?programme=DIALOGUE")
    days = {"First day": "2013-03-04", "Last day": "2013-03-08"}
    fill_in(browser, {"Title": "Course on dogs, entered by hand", "Kind": "Training course", **days})
    browser.find_element(By.XPATH, "//summary[contains(., 'open the list')]").click()
    tick(browser, TOPIC)
    save(browser)
    event = browser.current_url
    browser.get(f"{event}headcounts/")
    fill_in(browser, {"Line 1: Administration": "Samoa", "Line 1: People": "6"})
    save(browser)
    browser.get(f"{event}state/")
    tick(browser, "Held")
    save(browser)


def review(browser, portal, commitment):
    """Hold the next Dialogue and write down what it found of the promise."""
    browser.get(f"{portal.address}/events/new/?programme=DIALOGUE")
    days = {"First day": "2014-06-02", "Last day": "2014-06-03"}
    fill_in(browser, {"Title": NEXT, "Kind": "Dialogue", **days})
    save(browser)
    browser.get(f"{browser.current_url}state/")
    tick(browser, "Held")
    save(browser)
    browser.get(commitment)
    follow(browser, "Enter a review")
    found = {
        "Reviewed at": NEXT,
        "Reviewed on": "2014-06-03",
        "State": "Done",
        "What came of it": "Held in Apia",
    }
    fill_in(browser, found)
    save(browser)
    browser.get(commitment)
    see(browser, "Held in Apia")
    assert "overdue" not in words(browser)


def test_from_a_need_at_the_dialogue_to_its_delivery_and_to_the_review_of_what_was_promised(portal, browser):
    sign_in(browser, portal, OFFICER)
    look_at_what_was(browser, portal)
    join(browser, portal)
    need_of(browser, portal, "Samoa")
    assert "Unmet: nobody offers it" in line_of(browser, portal, TOPIC)
    offer(browser, portal)
    assert "Offered, and nobody who asked was reached yet World Bank 1 0 1" in line_of(browser, portal, TOPIC)
    commitment = promise(browser, portal)
    deliver(browser, portal)
    assert "Everybody who asked was reached World Bank 1 1 0" in line_of(browser, portal, TOPIC)
    assert "High · events: 1" in line_of(browser, portal, "Samoa")
    review(browser, portal, commitment)
    own_need(browser, portal)

    sign_in(browser, portal, OFFICER)
    browser.get(f"{portal.address}/reports/new/?kind=dialogue-report&programme=DIALOGUE")
    save(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    release(browser, portal, is_public=False)
    told = words(browser)
    for part in (
        PREPARATION,
        "World Bank",
        TOPIC,
        "Natural disaster relief",
        "Held in Apia",
        "not reviewed yet",
    ):
        assert part in told
