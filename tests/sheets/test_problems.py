import pytest

from sheets.problems import MESSAGES, Address, Problem, UnreadableSheet, column_letters


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (11, "L"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_has_the_letters_a_spreadsheet_gives_it(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_an_address_says_where_a_cell_stands() -> None:
    address = Address(row=12, line=15, column=11, heading="participants")

    assert str(address) == "row 12, column 'participants'"
    assert address.a1 == "L12"


def test_an_address_without_a_heading_gives_the_letters() -> None:
    assert str(Address(row=2, line=2, column=2)) == "row 2, column C"


def test_an_address_may_be_a_whole_row() -> None:
    address = Address(row=7, line=9)

    assert str(address) == "row 7"
    assert address.a1 == "7:7"


def test_a_problem_says_what_and_where() -> None:
    problem = Problem("cell_too_long", {"length": 9, "limit": 5}, Address(3, 4, 1, "note"))

    assert problem.message == "The cell has 9 characters; at most 5 are read."
    assert str(problem) == f"row 3, column 'note': {problem.message}"


def test_a_problem_of_the_whole_sheet_has_no_place() -> None:
    assert str(Problem("missing_heading", {"heading": "iso2"})) == "The heading 'iso2' is missing."


def test_a_refusal_has_a_code_params_and_an_english_text() -> None:
    refusal = UnreadableSheet(code="too_large", params={"size": "12.0", "limit": "5.0"})

    assert refusal.code == "too_large"
    assert refusal.params == {"size": "12.0", "limit": "5.0"}
    assert str(refusal) == "It has 12.0 MB; at most 5.0 MB are read."


def test_a_refusal_without_params_is_a_plain_sentence() -> None:
    assert str(UnreadableSheet(code="empty")) == MESSAGES["empty"]
