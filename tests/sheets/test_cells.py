from decimal import Decimal

import pytest

from sheets.cells import (
    CUT,
    LONGEST,
    display_width,
    keeps_its_digits,
    legal,
    lines_needed,
    sheet_names,
    shortened,
)


def test_a_text_loses_what_xml_cannot_hold_and_says_how_much() -> None:
    assert legal("a\x00b\x1fc\uffff\ud800\u202e") == ("abc\u202e", 4)


def test_line_breaks_become_those_of_a_spreadsheet() -> None:
    assert legal("a\r\nb\rc\nd\te") == ("a\nb\nc\nd\te", 0)


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    assert shortened("x" * LONGEST) == "x" * LONGEST
    assert shortened("x" * (LONGEST + 1)) == "x" * (LONGEST - len(CUT)) + CUT


def test_signs_outside_the_first_plane_count_twice_and_are_never_halved() -> None:
    short = shortened("x" + "😀" * LONGEST)

    assert short.endswith("😀" + CUT)
    assert LONGEST - 1 <= len(short.encode("utf-16-le")) // 2 <= LONGEST


@pytest.mark.parametrize(
    "number", [0, -5, 10**15, 10**300, 123456789012345, 0.1 + 0.2, Decimal("0.10"), Decimal("1E+30")]
)
def test_a_number_of_few_digits_keeps_them(number: int | float | Decimal) -> None:
    assert keeps_its_digits(number)


@pytest.mark.parametrize("number", [1234567890123456, Decimal("1.234567890123456"), 10**400])
def test_a_number_of_many_digits_would_lose_them(number: int | Decimal) -> None:
    assert not keeps_its_digits(number)


def test_sheet_names_are_plain() -> None:
    assert sheet_names(["Events [2023]: all/any?", "'quoted'", "a\nb\x07", "", "???", "x" * 40]) == [
        "Events 2023 all any",
        "quoted",
        "a b",
        "Sheet",
        "Sheet (2)",
        "x" * 31,
    ]


def test_sheet_names_differ_by_more_than_case() -> None:
    assert sheet_names(["Events", "EVENTS", "events", "Events (2)"]) == [
        "Events",
        "EVENTS (2)",
        "events (3)",
        "Events (2) (2)",
    ]


def test_long_sheet_names_make_room_for_their_number() -> None:
    assert sheet_names(["x" * 40, "x" * 40])[1] == "x" * 27 + " (2)"


def test_a_sheet_name_never_ends_in_half_a_sign_or_an_apostrophe() -> None:
    assert sheet_names(["x" * 30 + "😀", "y" * 30 + "'s"]) == ["x" * 30, "y" * 30]


def test_the_name_excel_keeps_for_itself_is_not_taken() -> None:
    assert sheet_names(["History"]) == ["History (2)"]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("Fiji", 4), ("a\nlonger\nb", 6), ("王小明", 6), ("Se\u0301ru", 4), ("é", 1)]
)
def test_width_is_that_of_the_longest_line(text: str, width: int) -> None:
    assert display_width(text) == width


def test_lines_are_counted_as_they_wrap() -> None:
    assert lines_needed("x" * 21 + "\n\ny", width=10) == 5
