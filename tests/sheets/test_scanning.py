import csv
import io
from itertools import product

import pytest

from sheets.scanning import Record, UnbalancedQuote, records, without_blank_edges


def cells(text: str, *, delimiter: str = ",", loose: bool = False) -> list[tuple[str, ...]]:
    return [record.cells for record in records(text, delimiter=delimiter, loose=loose)]


def test_a_quoted_cell_may_hold_the_delimiter_quotes_and_line_breaks() -> None:
    assert cells('a,"b,""c""\r\nd",\n') == [("a", 'b,"c"\r\nd', "")]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_ends_a_record(line_break: str) -> None:
    found = list(records(line_break.join(["a", '"b', 'c"', "", "d"]), delimiter=","))

    assert found == [
        Record(1, ("a",)),
        Record(2, (f"b{line_break}c",)),
        Record(4, ("",)),
        Record(5, ("d",)),
    ]


def test_line_separators_of_unicode_end_no_record() -> None:
    assert cells("a\u2028b\x85c\x0bd") == [("a\u2028b\x85c\x0bd",)]


def test_a_quote_inside_a_cell_is_a_letter() -> None:
    assert cells('Hotel "Grand",5"') == [('Hotel "Grand"', '5"')]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a\nb,"c\nd,e\nf', 2),
        ('a\nb,"c"d\ne', 2),
        ('a\nb,"c""\n', 2),
        ('a\nb,"c" ,d', 2),
        ('a\nb,"c\nd","e\n', 3),
    ],
)
def test_an_unbalanced_quote_is_reported_where_it_was_opened(text: str, line: int) -> None:
    with pytest.raises(UnbalancedQuote) as caught:
        cells(text)

    assert caught.value.line == line


def test_records_before_an_unbalanced_quote_are_given() -> None:
    found = records('a\n"b', delimiter=",")

    assert next(found).cells == ("a",)
    with pytest.raises(UnbalancedQuote):
        next(found)


def test_loose_reading_takes_a_quote_that_encloses_no_cell_as_a_letter() -> None:
    assert cells('"Big" Tui\t"two\nlines"\t"\n"x\ty', delimiter="\t", loose=True) == [
        ('"Big" Tui', "two\nlines", '"'),
        ('"x', "y"),
    ]


def test_a_first_line_may_have_another_number() -> None:
    assert [record.line for record in records("a\nb", delimiter=",", first_line=2)] == [2, 3]


def test_a_record_of_spaces_is_blank() -> None:
    assert Record(1, ("", " \u00a0", "\t")).is_blank
    assert not Record(1, ("", "0")).is_blank


@pytest.mark.parametrize(
    ("text", "rest", "skipped"),
    [
        ("\r\n,,\r\n ;a,\r\nb,,\r\n,,\r\n", " ;a,\r\nb,,", 2),
        ("a", "a", 0),
        ("\t\ta\t\t", "\t\ta\t\t", 0),
        ("\r\ra\r", "a", 2),
        ("", "", 0),
        ("\n\n", "", 2),
    ],
)
def test_blank_lines_at_the_edges_go_and_cells_stay(text: str, rest: str, skipped: int) -> None:
    assert without_blank_edges(text) == (rest, skipped)


def test_whatever_the_csv_module_writes_is_read_as_it_was() -> None:
    words = ["", "a", '"', ",", "\n", "\r\n", 'x"y', " "]
    for row in product(words, repeat=3):
        file = io.StringIO()
        csv.writer(file).writerow(row)

        assert cells(file.getvalue()) == [row]


def test_a_megabyte_of_quotes_is_read_in_no_time() -> None:
    assert len(cells('"a ""b"" c",' * 100_000)[0]) == 100_001
