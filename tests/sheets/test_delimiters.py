import pytest

from sheets.delimiters import delimiter_of, stated_delimiter
from sheets.headings import exactly

WANTED = exactly(["iso2", "officers, women", "note"], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_heading_line_tells_the_delimiter(delimiter: str) -> None:
    text = delimiter.join(["iso2", '"officers, women"', "note"]) + "\nFJ,;\t,;\t,;\t"

    assert delimiter_of(text, wanted=WANTED) == delimiter


def test_commas_inside_headings_do_not_count() -> None:
    assert delimiter_of("iso2;officers, women;a, b, c, d\n", wanted=WANTED) == ";"


def test_without_a_known_heading_the_one_that_cuts_most_is_taken() -> None:
    assert delimiter_of("x;y;z, u\n", wanted=WANTED) == ";"


def test_one_heading_alone_is_read_with_commas() -> None:
    assert delimiter_of("iso2\nFJ\n", wanted=WANTED) == ","


def test_quotes_hold_a_heading_together_and_an_open_one_does_not_mislead() -> None:
    assert delimiter_of('"iso2";note', wanted=WANTED) == ";"
    assert delimiter_of('iso2,"note,x\ny;z;u;v', wanted=WANTED) == ","


def test_a_text_without_anything_is_read_with_commas() -> None:
    assert delimiter_of("\n\n", wanted=WANTED) == ","


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("sep=;\r\na", (";", 7)),
        ('"SEP=\t"\na', ("\t", 8)),
        ("sep=,", (",", 5)),
        ("sep=x\na", None),
        ("a\nsep=;\n", None),
    ],
)
def test_a_first_line_for_excel_states_the_delimiter(text: str, stated: tuple[str, int] | None) -> None:
    assert stated_delimiter(text) == stated
