"""Rows pasted from a spreadsheet, or typed with separators."""

import pytest

from sheets.grids import Limits, open_pasted
from sheets.problems import UnreadableSheet


def paste(text: str, *, limits: Limits | None = None) -> list[tuple[int, list[str]]]:
    return open_pasted(text, limits=limits or Limits()).grids[0].rows


def values(text: str) -> list[list[str]]:
    return [cells for _number, cells in paste(text)]


def refused(text: str, *, limits: Limits | None = None) -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as caught:
        paste(text, limits=limits)
    return caught.value


def test_a_multi_line_cell_of_a_spreadsheet_is_one_cell() -> None:
    assert paste('Seru\t"Tui\r\n""Junior"""\tFJ\t\r\nTaufa\tSione\tTO\t') == [
        (1, ["Seru", 'Tui\n"Junior"', "FJ"]),
        (2, ["Taufa", "Sione", "TO"]),
    ]


def test_quotes_that_excel_leaves_alone_are_letters() -> None:
    assert values('"Big" Seru\tTui\tFJ\t\n"Seru\tT"ui\tTO\t') == [
        ['"Big" Seru', "Tui", "FJ"],
        ['"Seru', 'T"ui', "TO"],
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Seru, T.\tFJ\ta@example.org", ["Seru, T.", "FJ", "a@example.org"]),
        ("Seru;Tui;FJ", ["Seru", "Tui", "FJ"]),
        ("Tui, Seru;FJ;a@example.org", ["Tui, Seru", "FJ", "a@example.org"]),
        ("Tui,FJ,a@example.org", ["Tui", "FJ", "a@example.org"]),
        ('"Tui;x";FJ;x', ["Tui;x", "FJ", "x"]),
        ("Tui", ["Tui"]),
    ],
)
def test_pasted_rows_tell_their_separator(text: str, row: list[str]) -> None:
    assert values(text) == [row]


def test_an_unbalanced_quote_between_semicolons_is_refused_with_its_line() -> None:
    broken = refused('Seru;Tui;FJ;\nTaufa;"Sione;TO;\n')

    assert (broken.code, broken.params) == ("unbalanced_quote", {"line": 2})


def test_blank_rows_are_skipped_and_counted() -> None:
    assert [number for number, _cells in paste("\n\t\t\nSeru\tTui\tFJ\n\nTaufa\tSione\tTO")] == [3, 5]


def test_limits_hold_for_pasted_rows() -> None:
    assert refused("Seru\nTaufa\nTan\n", limits=Limits(rows=1)).code == "too_many_rows_here"
    assert refused("Seru", limits=Limits(size=3)).code == "too_large"
    assert refused("Seru\tTui", limits=Limits(text=3)).code == "too_much_text"


def test_our_own_prefix_comes_off_pasted_cells() -> None:
    assert values("'+Seru\t'Ofa\tFJ\t''=x") == [["+Seru", "'Ofa", "FJ", "'=x"]]


@pytest.mark.parametrize("text", ["", " \r\n\t\t", ";;;\n;;"])
def test_nothing_pasted_is_refused(text: str) -> None:
    assert refused(text).code == "empty"
