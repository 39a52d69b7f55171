import time
from itertools import product

import pytest

from sheets.problems import Address, UnreadableSheet
from sheets.reading import Limits, Table, read_table

HEADINGS = ("iso2", "participants", "women")


def read(text: str, *, limits: Limits | None = None) -> Table:
    return read_table(text, headings=HEADINGS, optional=["note"], limits=limits or Limits())


def codes(table: Table) -> list[str]:
    return [problem.code for problem in table.problems]


def test_rows_are_given_by_heading_in_any_order_of_columns() -> None:
    table = read("women,Note,ISO2, participants \n3,late,FJ,10\n,,TO,7\n")

    assert table.problems == ()
    assert table.headings == ("women", "note", "iso2", "participants")
    assert [row.values for row in table.rows] == [
        {"iso2": "FJ", "participants": "10", "women": "3", "note": "late"},
        {"iso2": "TO", "participants": "7", "women": "", "note": ""},
    ]


def test_a_row_knows_where_its_cells_stand() -> None:
    table = read('iso2,participants,women,note\n\nFJ,1,1,"two\nlines"\n,,,\nTO,2,0,\n')

    fiji, tonga = table.rows
    assert (fiji.number, fiji.line) == (3, 3)
    assert (tonga.number, tonga.line) == (5, 6)
    assert str(tonga.cell("participants")) == "row 5, column 'participants'"
    assert tonga.cell("participants").a1 == "B5"


def test_a_cell_is_named_as_the_sheet_names_it() -> None:
    (row,) = read("ISO2,Participants,women\nFJ,1,0").rows

    assert str(row.cell("participants")) == "row 2, column 'Participants'"


def test_a_cell_of_an_absent_column_is_empty_and_has_a_row() -> None:
    (row,) = read("iso2,participants,women\nFJ,1,0").rows

    assert row.values["note"] == ""
    assert row.cell("note") == Address(2, 2, None, "note")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_bytes_are_decoded_and_cut_by_their_delimiter(delimiter: str) -> None:
    text = delimiter.join(["iso2", "participants", "women"]) + "\r\n" + delimiter.join(["FJ", "10", "3"])
    table = read_table(text.encode("utf-16"), headings=HEADINGS)

    assert table.rows[0].values == {"iso2": "FJ", "participants": "10", "women": "3"}
    assert table.encoding == "UTF-16"
    assert table.delimiter == delimiter


def test_a_line_for_excel_is_no_row() -> None:
    table = read("sep=;\niso2;participants;women\nFJ;10;3")

    (row,) = table.rows
    assert (row.number, row.line) == (2, 3)
    assert row.values["participants"] == "10"


def test_text_has_no_encoding() -> None:
    assert read("iso2,participants,women\n").encoding == ""


def test_a_table_may_have_no_rows() -> None:
    table = read("iso2,participants,women\n")

    assert table.rows == table.problems == ()


def test_missing_headings_are_problems_and_nothing_is_guessed() -> None:
    table = read("iso2,note\nFJ,late\n")

    assert [str(problem) for problem in table.problems] == [
        "The heading 'participants' is missing.",
        "The heading 'women' is missing.",
    ]
    assert table.rows == ()


def test_an_unknown_heading_is_a_problem_and_the_rows_are_still_given() -> None:
    table = read("iso2,participants,men,women\nFJ,10,7,3\n")

    assert [str(problem) for problem in table.problems] == [
        "row 1, column 'men': The heading 'men' is not known here."
    ]
    assert table.rows[0].values["women"] == "3"


def test_a_column_without_a_heading_is_a_problem() -> None:
    table = read("iso2,participants,,women\nFJ,10,7,3\n")

    assert [str(problem) for problem in table.problems] == ["row 1, column C: The column has no heading."]


def test_a_long_unknown_heading_is_repeated_in_part() -> None:
    table = read(f"iso2,participants,women,{'x' * 500}\n")

    assert table.problems[0].params["heading"] == "x" * 60


def test_a_heading_that_stands_twice_is_a_problem_and_nothing_is_guessed() -> None:
    table = read("iso2,women,participants,Women\nFJ,1,2,3\n")

    assert [str(problem) for problem in table.problems] == [
        "row 1, column 'women': The heading 'women' stands twice: in columns B, D."
    ]
    assert table.problems[0].address == Address(1, 1, 3, "women")
    assert table.rows == ()


def test_a_row_with_too_few_cells_is_a_problem() -> None:
    table = read("iso2,participants,women\nFJ,10\nTO,7,1\n")

    assert [str(problem) for problem in table.problems] == [
        "row 2: The row has 2 cells; there are 3 columns."
    ]
    assert [row.values["iso2"] for row in table.rows] == ["TO"]


def test_a_row_may_lack_optional_cells_at_its_end() -> None:
    # Excel leaves out separators where the last columns are empty over many rows.
    table = read("iso2,participants,women,note\nFJ,10,3\n")

    assert table.problems == ()
    assert table.rows[0].values["note"] == ""


def test_a_row_with_too_many_cells_is_a_problem() -> None:
    table = read("iso2,participants,women\nFJ,1,000,3\n")

    assert [str(problem) for problem in table.problems] == [
        "row 2: The row has 4 cells; there are only 3 columns."
    ]
    assert table.rows == ()


def test_empty_cells_beyond_the_headings_do_not_matter() -> None:
    table = read("iso2,participants,women,,\nFJ,10,3,,,,\n")

    assert table.problems == ()
    assert len(table.rows) == 1


def test_an_unbalanced_quote_is_a_problem_with_its_line_and_keeps_the_rows_before() -> None:
    table = read('iso2,participants,women\nFJ,10,3\nTO,"7,1\nWS,1,1\n')

    assert [str(problem.address) for problem in table.problems] == ["row 3"]
    assert table.problems[0].message.startswith("The quotation mark opened in line 3 is not closed")
    assert [row.values["iso2"] for row in table.rows] == ["FJ"]


def test_an_unbalanced_quote_in_the_heading_line_leaves_nothing() -> None:
    table = read('iso2,"participants,women\nFJ,10,3\n')

    assert codes(table) == ["unbalanced_quote"]
    assert (table.headings, table.rows) == ((), ())
    assert not table.has_heading_line


def test_rows_over_the_limit_are_a_problem_and_are_not_read() -> None:
    limits = Limits(rows=2)

    at_limit = read("\niso2,participants,women\nFJ,1,1\nTO,1,1\n\n,,\n", limits=limits)
    over = read("iso2,participants,women\nFJ,1,1\nTO,1,1\nWS,1,1\n,too,many,cells\n", limits=limits)

    assert at_limit.problems == ()
    assert codes(over) == ["too_many_rows"]
    assert str(over.problems[0]) == "row 4: There are more than 2 rows; the rest was not read."
    assert len(over.rows) == len(at_limit.rows) == 2


def test_blank_rows_between_count_towards_the_limit_and_those_around_do_not() -> None:
    between = read("iso2,participants,women\nFJ,1,1\n\n\n\nTO,1,1\n", limits=Limits(rows=3))
    around = read("\n" * 9 + "iso2,participants,women\nFJ,1,1\n" + ",,,\n" * 9, limits=Limits(rows=1))

    assert codes(between) == ["too_many_rows"]
    assert around.problems == ()
    assert (around.rows[0].number, around.rows[0].line) == (11, 11)


def test_a_sheet_with_too_many_columns_is_refused() -> None:
    with pytest.raises(UnreadableSheet) as caught:
        read("iso2,participants,women,a,b,,,\n", limits=Limits(columns=4))

    assert str(caught.value) == "It has 5 columns; at most 4 are read."


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000 + "x",
        "x" + "\n" * 1_000_000 + "x",
        "'" * 1_000_000 + "x",
        '"",\n' * 250_000 + "x",
        '"a' * 500_000,
    ],
    ids=["blank above", "blank between", "one long heading", "blank quoted", "quotes"],
)
def test_a_strange_sheet_is_answered_soon(text: str) -> None:
    started = time.process_time()
    table = read(text)

    assert table.rows == ()
    assert table.problems
    assert time.process_time() - started < 2


def test_a_cell_over_the_limit_is_a_problem_with_its_place() -> None:
    table = read("iso2,participants,women,x\nFJ,1,123456,1234567\nTO,12345,1,\n", limits=Limits(cell=5))

    assert [str(problem) for problem in table.problems[1:]] == [
        "row 2, column 'women': The cell has 6 characters; at most 5 are read.",
        "row 2, column D: The cell has 7 characters; at most 5 are read.",
    ]
    assert [row.values["iso2"] for row in table.rows] == ["TO"]


def test_every_problem_is_reported_at_once_from_the_top() -> None:
    table = read('iso2,participants,men\nFJ\n1,2,3,4\n"x\n')

    assert codes(table) == [
        "missing_heading",
        "unknown_heading",
        "too_few_cells",
        "too_many_cells",
        "unbalanced_quote",
    ]


@pytest.mark.parametrize("source", ["", " \n\n", ",,,\n;;\n", b"\xef\xbb\xbf", "sep=;\n", '"",""\n'])
def test_a_sheet_without_anything_is_refused(source: str | bytes) -> None:
    with pytest.raises(UnreadableSheet) as caught:
        read_table(source, headings=HEADINGS)

    assert caught.value.code == "empty"


@pytest.mark.parametrize("source", ["iso2,participants,women\n", b"iso2,participants,women\n"])
def test_a_sheet_over_the_limit_is_refused(source: str | bytes) -> None:
    with pytest.raises(UnreadableSheet) as caught:
        read_table(source, headings=HEADINGS, limits=Limits(size=10))

    assert caught.value.code == "too_large"


def test_our_own_prefix_comes_off_headings_and_cells() -> None:
    table = read_table(
        "\"'+1 phone\",'name,note\n'+676 23,'Ofa,\"''=x\"", headings=["+1 phone", "'name", "note"]
    )

    assert table.rows[0].values == {"+1 phone": "+676 23", "'name": "'Ofa", "note": "'=x"}


def test_cells_are_given_as_they_were_written() -> None:
    (row,) = read('iso2,participants,women,note\n FJ ,1,0," two\r\nlines "').rows

    assert row.values["iso2"] == " FJ "
    assert row.values["note"] == " two\r\nlines "


def test_headings_that_cannot_be_told_apart_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'women' stands for 'women' and for 'Women'"):
        read_table("a", headings=["women"], optional=["Women"])


def test_whatever_stands_under_good_headings_is_rows_or_problems() -> None:
    pieces = ['"', ",", "\n", "a", "\x00", "'", "=", "\r", ";", "\t"]
    for text in map("".join, product(pieces, repeat=4)):
        table = read(f"iso2,participants,women\n{text}")

        assert table.delimiter == ","
        assert table.rows or table.problems or not text.strip('",;\r\n\t'), text
