import csv
import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from sheets.reading import Limits, read_table
from sheets.writing import Column, WrongCell, unprefix, write_csv

COLUMNS = (
    Column("name", "Name"),
    Column("officers", "Officers", "number"),
    Column("share", "Share of women", "percent"),
    Column("held_on", "Held on", "date"),
    Column("online", "Online", "flag"),
)


def row(**values: object) -> dict[str, object]:
    return {column.key: None for column in COLUMNS} | values


def written(*rows: dict[str, object], columns: tuple[Column, ...] = COLUMNS) -> str:
    data = b"".join(write_csv(rows, columns))
    assert data.startswith(b"\xef\xbb\xbf")
    return data[3:].decode()


def test_the_header_is_there_without_rows() -> None:
    assert written() == '"Name","Officers","Share of women","Held on","Online"\r\n'


def test_every_kind_is_written_in_its_way() -> None:
    full = row(name='Fiji, "the"', officers=-5, share=0.425, held_on=dt.date(2023, 9, 4), online=False)

    assert written(full).splitlines()[1] == '"Fiji, ""the""",-5,0.425,2023-09-04,false'
    assert written(row(officers=Decimal("1E+3"), online=True)).splitlines()[1] == ",1000,,,true"


def test_none_is_an_empty_cell_and_zero_is_not() -> None:
    assert written(row(), row(officers=0)).splitlines()[1:] == [",,,,", ",0,,,"]


def test_only_texts_get_the_formula_prefix() -> None:
    line = written(row(name="-5", officers=-5)).splitlines()[1]

    assert line == '"\'-5",-5,,,'


def test_a_heading_that_would_run_gets_the_prefix() -> None:
    assert written(columns=(Column("x", "=1+1"),)) == '"\'=1+1"\r\n'


def test_keys_no_column_asks_for_are_left_out() -> None:
    assert "secret" not in written(row(name="Fiji", passport="secret"))


def test_a_row_without_a_key_is_refused() -> None:
    with pytest.raises(KeyError, match="online"):
        b"".join(write_csv([{column.key: None for column in COLUMNS[:-1]}], COLUMNS))


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(WrongCell, match="officers"):
        written(row(officers="ten"))


def test_columns_are_looked_at_before_the_first_piece_is_asked_for() -> None:
    with pytest.raises(ValueError, match="share the key"):
        write_csv([], [Column("a", "A"), Column("a", "B")])


def test_every_text_comes_back_exactly() -> None:
    letters = "='\"a,;\t\r\n ＋5"
    texts = ["".join(each) for length in range(4) for each in product(letters, repeat=length)]
    columns = (Column("id", "id", "number"), Column("text", "text"))
    data = b"".join(write_csv(({"id": number, "text": text} for number, text in enumerate(texts)), columns))

    table = read_table(data, headings=["id", "text"], limits=Limits(rows=len(texts)))

    assert table.problems == ()
    assert [each.values["text"] for each in table.rows] == texts
    with io.StringIO(data.decode("utf-8-sig"), newline="") as file:
        assert [unprefix(text) for _, text in csv.reader(file)][1:] == texts


def test_no_separator_a_spreadsheet_might_choose_begins_a_formula() -> None:
    # LibreOffice cuts at comma, semicolon and tab unless told otherwise; quotes hold a cell together.
    (_, cells) = csv.reader(io.StringIO(written(row(name="a;=1+1\t=2,=3")).replace(";", ",")))

    assert not any(cell.startswith("=") for cell in cells)


def test_a_long_table_is_written_in_pieces_and_never_held_whole() -> None:
    def rows() -> Iterator[dict[str, object]]:
        for number in range(20_000):
            yield row(name="x" * 200, officers=number)

    tracemalloc.start()
    sizes = [len(piece) for piece in write_csv(rows(), COLUMNS)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sum(sizes) > 4_000_000
    assert max(sizes) < 70_000
    assert peak < 1_000_000


def test_a_table_that_ends_with_a_full_piece_has_no_empty_one() -> None:
    assert all(write_csv([row(name="x" * 64_000)], COLUMNS))
