"""A table on paper: every word fits its column, every column its page, short ones stay whole."""

import datetime as dt

import pytest

from reports.blocks import Cell, Column, Table
from reports.formats import lettering, tables, widths
from reports.quantities import Quantity

LONG = "WCO Regional Workshop on Post-Clearance Audit and Risk Management for Asia and the Pacific "


def table_of(*columns: Column, rows: int = 3, cell: Cell = "word") -> Table:
    return Table("t", columns, ((cell,) * len(columns),) * rows)


@pytest.mark.parametrize("columns", [1, 3, 7, 8, 12, 30])
@pytest.mark.parametrize("cell", ["", "word", LONG, 49_000, None, dt.date(2020, 9, 4), "a" * 300])
def test_columns_never_leave_the_page(columns, cell):
    table = table_of(*(Column(f"Heading {place}") for place in range(columns)), cell=cell)

    for part in tables.laid_out(table):
        room = widths.TURNED_ROOM if part["wide"] else widths.UPRIGHT_ROOM
        assert sum(column["width"] for column in part["columns"]) <= room + 0.1


def test_columns_hold_their_longest_word():
    (part,) = tables.laid_out(table_of(Column("Administrations"), Column("n"), cell=LONG))

    for column in part["columns"]:
        words = [*column["heading"].split(), *LONG.split()]
        longest = max(lettering.width(word, part["size"], bold=False) for word in words)
        assert column["width"] >= longest


def test_long_texts_get_more_room_than_short_ones():
    rows: tuple[tuple[Cell, ...], ...] = ((LONG * 2, "In person, in the capital", 12),) * 5
    table = Table("t", (Column("Event"), Column("Mode"), Column("People", "number")), rows)
    event, mode, _people = (column["width"] for column in next(tables.laid_out(table))["columns"])

    assert event > mode


def test_parts_of_a_wide_table_repeat_the_first_column_and_lose_no_other():
    headings = [f"A rather long heading {place}" for place in range(30)]
    parts = list(tables.laid_out(table_of(*map(Column, headings), cell="Administrations")))

    shown = [[column["heading"] for column in part["columns"]] for part in parts]
    assert len(parts) > 1
    assert all(part[0] == headings[0] for part in shown)
    assert [heading for part in shown for heading in part[1:]] == headings[1:]
    assert parts[1]["title"] == f"t (part 2 of {len(parts)})"


@pytest.mark.parametrize(
    ("rows", "cell", "together"), [(5, "word", True), (200, "word", False), (10, LONG * 9, False)]
)
def test_only_short_tables_are_kept_together(rows, cell, together):
    (part,) = tables.laid_out(table_of(Column("a"), Column("b"), rows=rows, cell=cell))

    assert part["together"] is together


def test_notes_stand_under_the_last_part_only():
    table = Table("t", tuple(Column(f"Heading {n}") for n in range(40)), ((1,) * 40,), ("A note.",))
    *others, last = tables.laid_out(table)

    assert last["notes"] == ["A note."]
    assert all(part["notes"] == [] for part in others)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("short words only", 0),
        ("https://www.example.org/media/newsroom/2020/article.aspx", 7),
        ("a" * 30, 2),
        ("กรมศุลกากรกรมศุลกากรกรมศุลกากร", 0),
        ("e\u0301" * 40, 0),
    ],
)
def test_endless_words_may_be_broken_but_letters_keep_their_marks(text, places):
    broken = widths.breakable(text)

    assert broken.replace(widths.ZERO_WIDTH_SPACE, "") == text
    assert (widths.ZERO_WIDTH_SPACE in broken) is bool(places)


def test_cells_say_what_is_not_recorded_and_what_is_left_out():
    rows: tuple[tuple[Cell, ...], ...] = ((None, Quantity.unknown(), Quantity(9, 9, not_recorded=1), 0),)
    (part,) = tables.laid_out(Table("t", tuple(Column(n, "number") for n in "abcd"), rows))

    assert part["cells"] == [
        ["not recorded", False, ""],
        ["not recorded", False, ""],
        ["9", True, "1 value not recorded"],
        "0",
    ]


@pytest.mark.parametrize("total", [True, False])
def test_a_table_without_end_says_where_its_other_rows_are(total):
    rows = tuple((number,) for number in range(1, 1502))
    (part,) = tables.laid_out(Table("t", (Column("n", "number"),), rows, total_row=total))

    assert part["cells"][:1000] == [f"{number:,}" for number in range(1, 1001)]
    assert part["cells"][1000:] == (["1,501"] if total else [])
    left = 500 if total else 501
    assert part["notes"] == [f"{left} further rows stand in the workbook and in the CSV file of this report."]


@pytest.mark.parametrize(
    ("unit", "words", "shown"),
    [("participations", "Participations by year", ""), ("people", "Participations by year", "people")],
)
def test_a_unit_is_said_once(unit, words, shown):
    assert tables.unsaid(unit, words) == shown


def test_columns_in_which_no_row_says_anything_are_left_out_on_paper():
    columns = (Column("Partner"), Column("Since"), Column("Live", "date"), Column("People", "number"))
    (part,) = tables.laid_out(Table("t", columns, (("WCO", "", "", ""), ("JICA", "", "", ""))))

    assert [column["heading"] for column in part["columns"]] == ["Partner", "Live", "People"]
    assert part["cells"] == ["WCO", "", "", "JICA", "", ""]


@pytest.mark.parametrize(("rows", "is_turned", "parts"), [(4, False, 2), (40, True, 1)])
def test_a_wide_table_turns_the_page_only_where_it_fills_it(rows, is_turned, parts):
    headings = [Column(f"Administration {place}", "number") for place in range(8)]
    shown = list(tables.laid_out(table_of(Column("Event"), *headings, rows=rows, cell="not recorded")))

    assert [part["wide"] for part in shown] == [is_turned] * parts


@pytest.mark.parametrize(
    ("rows", "cell", "held"), [(5, "word", 0), (40, "word", 2), (40, LONG * 6, 0), (40, LONG * 9, 0)]
)
def test_the_first_and_the_last_rows_of_a_long_table_stay_together(rows, cell, held):
    (part,) = tables.laid_out(table_of(Column("a"), rows=rows, cell=cell))

    assert part["held"] == held


def test_a_part_of_a_wide_table_repeats_no_row_of_which_it_says_nothing():
    headings = (Column("Administration"), *(Column(f"Administrations {place}") for place in range(8)))
    rows = (("Fiji", *["High"] * 4, *[""] * 4), ("Samoa", *[""] * 4, *["Low"] * 4))
    first, last = tables.laid_out(Table("t", headings, rows))

    assert first["cells"] == ["Fiji", *["High"] * 4]
    assert last["cells"] == ["Samoa", *["Low"] * 4]
