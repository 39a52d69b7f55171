import pytest

from sheets.problems import UnreadableSheet
from sheets.reading import Limits, Table, read_pasted

SYNONYMS = {
    "family_name": ["family name", "surname", "last name"],
    "given_names": ["given names", "first name"],
    "country": ["country", "administration"],
    "mail": ["e-mail", "email address"],
    "remark": [],
}
ORDER = ("family_name", "given_names", "country", "mail")


def paste(text: str, *, limits: Limits | None = None) -> Table:
    return read_pasted(
        text,
        synonyms=SYNONYMS,
        order=ORDER,
        required=["family_name", "country"],
        limits=limits or Limits(),
    )


def values(table: Table) -> list[list[str]]:
    return [[row.values[key] for key in ORDER] for row in table.rows]


def test_rows_from_excel_with_headings_are_read_in_any_order() -> None:
    table = paste("E-MAIL\tAdministration\tSURNAME\tFirst  name\r\na@example.org\tFJ\tSeru\tTui\r\n")

    assert table.problems == ()
    assert table.has_heading_line
    assert values(table) == [["Seru", "Tui", "FJ", "a@example.org"]]
    assert str(table.rows[0].cell("family_name")) == "row 2, column 'SURNAME'"
    assert table.rows[0].cell("family_name").a1 == "C2"


def test_rows_without_headings_are_read_in_the_declared_order() -> None:
    table = paste("Seru\tTui\tFJ\ta@example.org\nTaufa\tʻOfa\tTO\n")

    assert not table.has_heading_line
    assert table.headings == ORDER
    assert values(table) == [["Seru", "Tui", "FJ", "a@example.org"], ["Taufa", "ʻOfa", "TO", ""]]
    assert str(table.rows[1].cell("family_name")) == "row 2, column 'family name'"
    assert table.rows[0].values["remark"] == ""


def test_a_column_without_synonyms_is_called_by_its_key() -> None:
    table = read_pasted("x\ty", synonyms=SYNONYMS, order=["remark", "mail"])

    assert str(table.rows[0].cell("remark")) == "row 1, column 'remark'"


def test_a_multi_line_cell_of_a_spreadsheet_is_one_cell() -> None:
    table = paste('Seru\t"Tui\r\n""Junior"""\tFJ\t\r\nTaufa\tSione\tTO\t')

    assert values(table) == [["Seru", 'Tui\n"Junior"', "FJ", ""], ["Taufa", "Sione", "TO", ""]]
    assert (table.rows[1].number, table.rows[1].line) == (2, 3)


def test_quotes_that_excel_leaves_alone_are_letters() -> None:
    assert values(paste('"Big" Seru\tTui\tFJ\t\n"Seru\tT"ui\tTO\t')) == [
        ['"Big" Seru', "Tui", "FJ", ""],
        ['"Seru', 'T"ui', "TO", ""],
    ]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_rows_typed_with_semicolons_or_commas_are_read(delimiter: str) -> None:
    rows = [["Seru", "Tui", "FJ", "a@example.org"], ["Taufa", "Sione", "TO", ""]]

    assert values(paste("\n".join(delimiter.join(row) for row in rows))) == rows


def test_an_unbalanced_quote_between_semicolons_is_a_problem_with_its_line() -> None:
    table = paste('Seru;Tui;FJ;\nTaufa;"Sione;TO;\n')

    assert [problem.params["line"] for problem in table.problems] == [2]
    assert values(table) == [["Seru", "Tui", "FJ", ""]]


def test_an_unbalanced_quote_in_the_first_row_leaves_nothing() -> None:
    table = paste('Seru;"Tui;FJ;\n')

    assert [problem.code for problem in table.problems] == ["unbalanced_quote"]
    assert table.rows == ()


def test_columns_nobody_asked_for_are_ignored_and_named() -> None:
    table = paste("No.\tSurname\tCountry\t\tDiet\n1\tSeru\tFJ\tx\tnone\n")

    assert table.problems == ()
    assert [str(place) for place in table.ignored] == [
        "row 1, column 'No.'",
        "row 1, column D",
        "row 1, column 'Diet'",
    ]
    assert values(table) == [["Seru", "", "FJ", ""]]


def test_a_required_heading_that_is_missing_is_a_problem() -> None:
    table = paste("Surname\tFirst name\nSeru\tTui\n")

    assert [str(problem) for problem in table.problems] == ["The heading 'country' is missing."]
    assert table.rows == ()


def test_two_headings_for_one_column_are_a_problem() -> None:
    table = paste("Surname\tLast name\tCountry\nSeru\tTui\tFJ\n")

    assert [problem.code for problem in table.problems] == ["duplicate_heading"]
    assert table.problems[0].params == {"heading": "family_name", "columns": "A, B"}
    assert table.rows == ()


@pytest.mark.parametrize(
    ("first_row", "is_heading"),
    [
        ("Surname", True),
        ("Family_Name\tx", True),
        ("Surname\ta\tb\tCountry\tc\td\te", True),
        ("Seru\tSurname\tFJ\t", False),
        ("Seru\tTui\tFJ\tx", False),
    ],
)
def test_a_first_row_is_headings_when_enough_of_it_is(first_row: str, *, is_heading: bool) -> None:
    assert paste(first_row).has_heading_line is is_heading


def test_more_cells_than_columns_are_a_problem() -> None:
    table = paste("Seru\tTui\tFJ\tx\ty\nTaufa\tSione\tTO\n")

    assert [str(problem) for problem in table.problems] == [
        "row 1: The row has 5 cells; there are only 4 columns."
    ]
    assert values(table) == [["Taufa", "Sione", "TO", ""]]


def test_blank_rows_are_skipped_and_counted() -> None:
    table = paste("\n\t\t\nSeru\tTui\tFJ\n\nTaufa\tSione\tTO")

    assert [row.number for row in table.rows] == [3, 5]


def test_limits_hold_for_pasted_rows() -> None:
    table = paste("Seru\tTui\tFJ\nTaufa\tSi\tTO\n", limits=Limits(rows=1, cell=4))

    assert [problem.code for problem in table.problems] == ["too_many_rows"]
    with pytest.raises(UnreadableSheet):
        paste("Seru", limits=Limits(size=3))


def test_our_own_prefix_comes_off_pasted_cells() -> None:
    assert values(paste("'+Seru\t'Ofa\tFJ\t''=x")) == [["+Seru", "'Ofa", "FJ", "'=x"]]


@pytest.mark.parametrize("text", ["", " \r\n\t\t", ";;;\n;;"])
def test_nothing_pasted_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSheet) as caught:
        paste(text)

    assert caught.value.code == "empty"


def test_a_word_for_two_columns_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'name' stands for 'one' and for 'two'"):
        read_pasted("x", synonyms={"one": ["Name"], "two": ["name"]}, order=["one", "two"])


def test_an_order_without_a_required_column_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="The order lacks country"):
        read_pasted("x", synonyms=SYNONYMS, order=["family_name"], required=["country"])
