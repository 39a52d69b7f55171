"""Fifty rows copied from a messy sheet, the workbook filled in offline, and all of it undone: by clicking."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.journeys.test_browser_journey import enter_event, follow, press, see, sign_in, words
from tests.programmes.lists.test_round_trip import resaved

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

COUNTRIES = (
    "Fiji",
    "Samoa",
    "PNG",
    "Papua New Guinea",
    "Viet Nam",
    "Vietnam",
    "Hong Kong",
    "Kingdom of Tonga",
)
GIVEN = ("Mere", "Sione", "Ruth", "Tevita", "Ana", "Jone", "Lupe", "Ravi", "Dara", "Kenji")
FAMILY = ("VUNIPOLA", "TUILAGI", "KILA", "NAIDU", "SOK")
MESSY = "\n".join(
    [
        "Regional workshop on targeting: list of participants\t\t\t\t",
        "Suva, 10–14 February 2020\t\t\t\t",
        "\t\t\t\t",
        "No.\tParticipant\tDesignation\tCountry / Economy\tE-mail address",
        *(
            f"{n}\t{('Ms', 'Mr.')[n % 2]} {GIVEN[n % 10]} {FAMILY[n // 10]}\tOfficer\t"
            f"{COUNTRIES[n % 8]}\tp{n}@customs.example"
            for n in range(50)
        ),
        "\tTotal: 50 participants\t\t\t",
    ]
)


def look_at(browser, event, text):
    browser.get(f"{event}people/paste/")
    area = browser.find_element(By.TAG_NAME, "textarea")
    browser.execute_script("arguments[0].value = arguments[1]", area, text)  # as pasting does: tabs and all
    press(browser, "Look at the list")
    see(browser, "Nothing has been saved yet")


def answer(browser, label, value):
    found = browser.find_element(By.XPATH, f"//main//label[contains(normalize-space(.), '{label}')]")
    browser.find_element(By.ID, found.get_attribute("for")).send_keys(value)


def downloaded(browser):
    wait = WebDriverWait(browser, 30)
    return wait.until(lambda it: next(iter(it.downloads.glob("*.xlsx")), None), "no workbook came")


def test_a_messy_list_is_in_its_workbook_comes_back_unchanged_and_all_of_it_is_undone(
    portal, browser, tmp_path
):
    sign_in(browser, portal, "officer@example.org")
    event = enter_event(browser, portal, "Regional workshop on targeting")

    look_at(browser, event, MESSY)
    answer(browser, "“Kingdom of Tonga”", "Tonga")
    browser.find_element(By.XPATH, "//main//input[@type='checkbox']").click()  # titles tell the sex
    press(browser, "Take the answers")
    see(browser, "50 new on the list")
    look = browser.current_url
    browser.find_element(By.NAME, "save").click()
    see(browser, "50 people added to the list")

    browser.get(f"{event}people/paste/")
    follow(browser, "Download the list to fill in")
    workbook = tmp_path / "from-libreoffice.xlsx"
    workbook.write_bytes(resaved(downloaded(browser).read_bytes(), tmp_path))
    browser.find_element(By.XPATH, "//main//input[@type='file']").send_keys(str(workbook))
    press(browser, "Look at the list")
    see(browser, "nothing would change", seconds=30)
    assert "50 as it is" in words(browser)

    browser.get(look)
    press(browser, "Undo the whole list")
    see(browser, "Undone")
    browser.get(f"{event}people/")
    assert "TUILAGI" not in words(browser)
