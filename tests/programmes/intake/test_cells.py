"""Dates, numbers and lists as people write them, and what is said when they cannot be read."""

import datetime as dt

import pytest

from programmes.actions.entries import Day, Stated
from programmes.choices import Accuracy, Precision
from programmes.intake import cells
from programmes.intake.cells import BadCell

KNOWN = {"FJ", "TO", "WS"}


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020-07-15", (2020, 7, 15), (2020, 7, 15), Precision.DAY),
        ("2020-02", (2020, 2, 1), (2020, 2, 29), Precision.MONTH),
        ("2020", (2020, 1, 1), (2020, 12, 31), Precision.YEAR),
    ],
)
def test_dates_are_the_first_and_the_last_day_of_what_is_known(text, first, last, precision):
    assert cells.first_day(text) == Day(dt.date(*first), precision)
    assert cells.last_day(text) == Day(dt.date(*last), precision)


def test_an_empty_date_is_not_recorded():
    assert cells.first_day("") == Day(None, Precision.NONE)


@pytest.mark.parametrize(
    "text", ["2023-13-01", "2023-02-30", "2023-13", "2023-00", "0000", "0001-01-01", "2023-1-5", "May"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadCell) as refused:
        cells.first_day(text)

    assert str(refused.value) == f"'{text}' is not a date (write YYYY-MM-DD or YYYY-MM)."


def test_a_date_with_two_readings_is_refused_with_both():
    with pytest.raises(BadCell) as refused:
        cells.first_day("03/04/2024")

    assert str(refused.value) == (
        "'03/04/2024' can be 3 April 2024 or 4 March 2024 (write 2024-04-03 or 2024-03-04)."
    )


@pytest.mark.parametrize("text", ["13/04/2024", "04/13/2024", "13.04.2024", "13-4-2024"])
def test_a_date_with_one_reading_is_refused_with_how_to_write_it(text):
    with pytest.raises(BadCell, match=r"\(write 2024-04-13\)"):
        cells.last_day(text)


@pytest.mark.parametrize("text", ["40/50/2024", "03/04/24"])
def test_a_date_without_a_reading_is_no_date(text):
    with pytest.raises(BadCell, match="is not a date"):
        cells.last_day(text)


@pytest.mark.parametrize(
    ("text", "number", "accuracy"),
    [
        ("42", 42, Accuracy.EXACT),
        ("0", 0, Accuracy.EXACT),
        ("forty", 40, Accuracy.EXACT),
        ("about 40", 40, Accuracy.ABOUT),
        ("About forty", 40, Accuracy.ABOUT),
        ("around twenty-five", 25, Accuracy.ABOUT),
        ("almost ninety nine", 99, Accuracy.ABOUT),
        ("approximately 20", 20, Accuracy.ABOUT),
        ("nearly 70", 70, Accuracy.ABOUT),
        ("some 15", 15, Accuracy.ABOUT),
        ("~ 60", 60, Accuracy.ABOUT),
        ("~60", 60, Accuracy.ABOUT),
        ("more than 90", 90, Accuracy.AT_LEAST),
        ("over 50", 50, Accuracy.AT_LEAST),
        ("at least 3", 3, Accuracy.AT_LEAST),
        ("≥ 90", 90, Accuracy.AT_LEAST),
        (">=90", 90, Accuracy.AT_LEAST),
        ("20+", 20, Accuracy.AT_LEAST),
    ],
)
def test_a_number_keeps_how_it_was_given(text, number, accuracy):
    assert cells.number(text) == Stated(number, accuracy)


@pytest.mark.parametrize(
    "text",
    ["-3", "12.5", "12.0", "1,234", "1 234", "40-50", "60%", "22nd", "many", "about", "20 people"]
    + ["up to 30", "about 20+", "about40", "٢٠", "=1+1", "twentyish", "hundred"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadCell, match="is not a number"):
        cells.number(text)


def test_a_number_no_event_holds_is_refused():
    with pytest.raises(BadCell, match="more than any event holds"):
        cells.number("99999999999")


def test_an_empty_number_is_not_recorded_and_not_zero():
    assert cells.number("") is None
    assert cells.whole_number("") is None


def test_a_whole_number_takes_digits_only():
    assert cells.whole_number("61") == 61
    with pytest.raises(BadCell, match="'about 20' is not a whole number"):
        cells.whole_number("about 20")


def test_names_are_split_by_semicolons_and_nothing_else():
    assert cells.names(" WCO ;; OCO / PACER Plus; ", longest=200) == ("WCO", "OCO / PACER Plus")


@pytest.mark.parametrize(("text", "why"), [("x" * 201, "more than 200"), ("WCO; –", "'–' is not a")])
def test_what_cannot_be_a_name_is_refused(text, why):
    with pytest.raises(BadCell, match=why):
        cells.names(text, longest=200)


def test_countries_are_codes_each_once():
    assert cells.countries("FJ; to ;WS", KNOWN) == ("FJ", "TO", "WS")
    assert cells.country("fj", KNOWN) == "FJ"
    assert cells.country("", KNOWN) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [("FJ;XX;YY", "no country 'XX', 'YY'"), ("FJ;TO;fj", "FJ is there twice"), ("FJ,TO", "'FJ,TO'")],
)
def test_countries_that_nobody_knows_or_that_stand_twice_are_refused(text, why):
    with pytest.raises(BadCell, match=why):
        cells.countries(text, KNOWN)


def test_a_nonsense_country_is_refused():
    with pytest.raises(BadCell, match="There is no country 'Atlantis'"):
        cells.country("Atlantis", KNOWN)


def test_a_word_of_a_list_is_found_whatever_its_case_and_hyphens():
    words = {"working-group": 1, "": 0}

    assert cells.one_of("Working Group", words) == 1
    assert cells.one_of("", words) == 0


def test_an_unknown_word_is_refused_with_the_words_there_are():
    with pytest.raises(BadCell, match="'party' is not one of: workshop, seminar."):
        cells.one_of("party", {"workshop": 1, "seminar": 2})
    with pytest.raises(BadCell, match="empty; write one of: workshop."):
        cells.one_of("", {"workshop": 1})


def test_a_long_cell_is_cut_in_the_message():
    with pytest.raises(BadCell) as refused:
        cells.first_day("x" * 100)

    assert "x" * 60 + "…" in str(refused.value)
    assert "x" * 61 not in str(refused.value)
