"""A focal point, a donor and an outsider open the same addresses, in three browsers at once."""

import pytest
from selenium.webdriver.common.by import By

from tests.journeys.conftest import new_browser
from tests.journeys.test_browser_journey import (
    enter_event,
    fill,
    paste_people,
    press,
    release,
    see,
    sign_in,
    words,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

TITLE = "Course on passenger names records, seen by three"
NAMES = ("Vunipola", "Tuilagi", "Kila")


@pytest.fixture
def three(portal):
    """Three browsers beside one another: of the focal point of Fiji, of a donor, and of nobody."""
    made = []
    try:
        for email in ("fiji@example.org", "donor@example.org", ""):
            made.append(browser := new_browser())
            if email:
                sign_in(browser, portal, email)
        yield made
    finally:
        for each in made:
            each.leave()


def released_report(browser, portal, phase, *, is_public):
    """Have a report of a phase of APSP built by the officer, and released; return its address."""
    sign_in(browser, portal, "officer@example.org")
    browser.get(f"{portal.address}/reports/new/")
    fill(browser, {"Programme": "APSP", "Phase": phase})
    press(browser, "Build it")
    see(browser, "Submit it", seconds=90)
    return release(browser, portal, is_public=is_public)


def what(browser, address):
    """Return what a reader finds at an address: in one word where it is not for them."""
    browser.get(address)
    if "sign-in" in browser.current_url:
        return "sign in"
    refusals = {"You may not do this": "not allowed", "There is nothing at this address": "not there"}
    return refusals.get(browser.find_element(By.TAG_NAME, "h1").text, words(browser))


def test_three_readers_see_what_the_table_of_roles_says(portal, browser, three):
    sign_in(browser, portal, "officer@example.org")
    event = enter_event(browser, portal, TITLE)
    paste_people(browser, event)
    report = released_report(browser, portal, "APSP: Phase 1", is_public=False)
    public = released_report(browser, portal, "APSP: Phase 2", is_public=True)

    def seen(address):
        return [what(each, address) for each in three]

    of_what_is_delivered(seen, event)
    of_figures_and_reports(seen, portal, report, public)
    # Administration: for none of the three.
    for page in ("/periods/", "/trail/", "/agreements/new/", "/accounts/1/programmes/"):
        assert seen(f"{portal.address}{page}") == ["not allowed", "not allowed", "sign in"], page
    assert seen(f"{event}edit/") == ["not allowed", "not allowed", "sign in"]


def of_what_is_delivered(seen, event):
    """The event to those it concerns; people by name to those they belong to alone."""
    of_focal, of_donor, of_nobody = seen(event)
    assert TITLE in of_focal
    assert TITLE in of_donor
    assert of_nobody == "sign in"
    of_focal, of_donor, of_nobody = seen(f"{event}people/")
    assert "Vunipola" in of_focal
    assert not [name for name in ("Tuilagi", "Kila") if name in of_focal]
    assert not [name for name in NAMES if name in of_donor]
    assert of_nobody == "sign in"


def of_figures_and_reports(seen, portal, report, public):
    """The region to the focal point, what it pays for to the donor, public reports to everybody."""
    of_focal, *others = seen(f"{portal.address}/region/")
    assert "Participations" in of_focal
    assert others == ["not allowed", "sign in"]
    of_focal, of_donor, of_nobody = seen(f"{portal.address}/evidence/?indicator=participations")
    assert "The rows counted" in of_focal
    assert "The rows counted" in of_donor
    assert not [name for name in ("Tuilagi", "Kila") if name in of_focal]
    assert not [name for name in NAMES if name in of_donor]
    assert of_nobody == "sign in"
    of_focal, of_donor, of_nobody = seen(report)
    assert "Key figures" in of_donor  # of a phase it pays for
    assert of_focal == of_nobody == "not there"  # of a programme its administration has not joined
    for found in seen(public):
        assert "Key figures" in found
        assert not [name for name in NAMES if name in found]
