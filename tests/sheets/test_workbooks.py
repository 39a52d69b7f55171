import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheets import workbooks
from sheets.columns import Column, WrongCell
from sheets.workbooks import Properties, Sheet, TooManyRows, write_xlsx
from tests.sheets.opening import workbook_of

MOMENT = dt.datetime(2024, 1, 31, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=12)))
COLUMNS = (
    Column("name", "Name"),
    Column("officers", "Officers", "number", decimals=0),
    Column("days", "Days", "number"),
    Column("share", "Share of women", "percent"),
    Column("held_on", "Held on", "date"),
    Column("online", "Online", "flag"),
)
FIJI = {
    "name": "Fiji",
    "officers": 12_000,
    "days": Decimal("2.5"),
    "share": 0.425,
    "held_on": dt.date(2023, 9, 4),
    "online": True,
}
NOTHING = dict.fromkeys(FIJI)


def only_sheet(*rows: dict[str, object], notes: tuple[str, ...] = ()) -> Worksheet:
    return workbook_of(Sheet("Events", COLUMNS, rows, notes)).worksheets[0]


def test_every_kind_is_a_typed_cell() -> None:
    page = only_sheet(FIJI)

    assert [cell.value for cell in page[1]] == [column.heading for column in COLUMNS]
    assert [(cell.value, cell.data_type) for cell in page[2]] == [
        ("Fiji", "s"),
        (12000, "n"),
        (2.5, "n"),
        (0.425, "n"),
        (dt.datetime(2023, 9, 4), "d"),  # noqa: DTZ001  a workbook knows no zones
        (True, "b"),
    ]
    assert [cell.number_format for cell in page[2]][:5] == ["@", "#,##0", "General", "0.0%", "yyyy-mm-dd"]


def test_decimals_make_the_number_format() -> None:
    columns = [
        Column("a", "A", "number", decimals=2),
        Column("b", "B", "percent", decimals=0),
        Column("c", "C", "percent", decimals=2),
    ]
    page = workbook_of(Sheet("x", columns, [{"a": 1, "b": 1, "c": 1}])).worksheets[0]

    assert [cell.number_format for cell in page[2]] == ["#,##0.00", "0%", "0.00%"]


def test_none_is_an_empty_cell_and_zero_is_not() -> None:
    page = only_sheet(NOTHING, NOTHING | {"officers": 0, "online": False})

    assert [cell.value for cell in page[2]] == [None] * 6
    assert [cell.value for cell in page[3]] == [None, 0, None, None, None, False]


def test_a_number_that_a_spreadsheet_would_change_is_a_text() -> None:
    page = only_sheet(NOTHING | {"officers": 12345678901234567, "days": Decimal("0.1234567890123456")})

    assert [page["B2"].value, page["C2"].value] == ["12345678901234567", "0.1234567890123456"]
    assert page["B2"].alignment.horizontal == "right"


def test_a_day_that_a_spreadsheet_would_change_is_a_text() -> None:
    page = only_sheet(NOTHING | {"held_on": dt.date(1900, 2, 28)}, NOTHING | {"held_on": dt.date(1900, 3, 1)})

    assert page["E2"].value == "1900-02-28"
    assert page["E3"].value == dt.datetime(1900, 3, 1)  # noqa: DTZ001  a workbook knows no zones


def test_the_header_is_styled_frozen_and_filtered() -> None:
    page = only_sheet(FIJI, NOTHING)

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F3"
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in page[1])


def test_the_header_is_there_without_rows() -> None:
    page = only_sheet()

    assert [cell.value for cell in page[1]] == [column.heading for column in COLUMNS]
    assert page.max_row == 1
    assert page.auto_filter.ref == "A1:F1"


def test_numbers_stand_on_the_right_with_their_headings() -> None:
    page = only_sheet(FIJI)

    for row in (1, 2):
        assert [cell.alignment.horizontal == "right" for cell in page[row]] == [
            column.is_numeric for column in COLUMNS
        ]


def test_columns_are_as_wide_as_what_they_hold_within_bounds() -> None:
    columns = [Column("a", "A"), Column("b", "B"), Column("c", "A heading of more than twenty letters")]
    rows = [{"a": "x" * 30, "b": "y" * 900, "c": None}]
    page = workbook_of(Sheet("x", columns, rows)).worksheets[0]
    a, b, c = (page.column_dimensions[letter].width for letter in "ABC")

    assert 30 <= a < 34
    assert 50 <= b < 54
    assert 20 <= c < 24
    assert only_sheet(FIJI).column_dimensions["A"].width >= 8


def test_texts_of_many_columns_are_narrower_so_that_the_sheet_is_legible_on_paper() -> None:
    columns = [Column(key, key) for key in "abcde"]
    page = workbook_of(Sheet("x", columns, [dict.fromkeys("abcde", "word " * 20)])).worksheets[0]

    assert 34 <= page.column_dimensions["A"].width < 38  # one entry for columns that are alike
    assert page.row_dimensions[2].height >= 15 * 4


def test_the_page_is_landscape_one_page_wide_with_the_header_repeated() -> None:
    page = only_sheet(FIJI)

    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in {None, 1}  # one page is what nothing means
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$1"


def test_the_title_stands_above_every_printed_page() -> None:
    page = workbook_of(Sheet("A & B: all", COLUMNS, [])).worksheets[0]

    assert page.title == "A & B all"
    assert page.HeaderFooter.oddHeader.left.text == "A && B: all"
    assert page.oddFooter.right.text == "&P / &N"


def test_a_very_long_title_is_no_problem() -> None:
    assert workbook_of(Sheet("&" * 400, COLUMNS, [])).sheetnames == ["&" * 31]


def test_notes_stand_under_the_table_over_its_whole_width() -> None:
    page = only_sheet(FIJI, notes=("Officers: people who took part. " * 20, "Second\nnote"))

    assert page["A3"].value is None
    assert page["A4"].value.startswith("Officers")
    assert page["A5"].value == "Second\nnote"
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A4:F4", "A5:F5"}
    assert page.row_dimensions[4].height > page.row_dimensions[5].height == 30
    assert page.auto_filter.ref == "A1:F2"


def test_notes_under_a_single_column_are_not_merged() -> None:
    page = workbook_of(Sheet("x", [Column("a", "A")], [], ["A note"])).worksheets[0]

    assert page["A3"].value == "A note"
    assert not page.merged_cells.ranges


def test_several_sheets_have_names_of_their_own() -> None:
    book = workbook_of(Sheet("Events", COLUMNS, [FIJI]), Sheet("events", COLUMNS, []))

    assert book.sheetnames == ["Events", "events (2)"]
    assert book.worksheets[0]["A2"].value == "Fiji"


def test_the_file_says_what_it_is_and_when_it_was_made() -> None:
    properties = Properties("Figures\x07 2023", "Programme office", "Secretariat", MOMENT)
    described = workbook_of(Sheet("x", COLUMNS, []), properties=properties).properties

    assert described.title == "Figures 2023"
    assert described.creator == "Programme office"
    assert described.created == dt.datetime(2024, 1, 30, 21)  # noqa: DTZ001  written in UTC


def test_the_same_table_makes_the_same_file() -> None:
    def made() -> bytes:
        file = io.BytesIO()
        sheet = Sheet("Events", COLUMNS, [FIJI], ["A note"])
        write_xlsx([sheet], file, properties=Properties(created=MOMENT, company="Secretariat"))
        return file.getvalue()

    assert made() == made()


def test_rows_are_read_one_by_one_and_counted_over_all_sheets() -> None:
    def rows() -> Iterator[dict[str, object]]:
        for _ in range(300):
            yield FIJI

    two = [Sheet("a", COLUMNS, rows()), Sheet("b", COLUMNS, rows())]
    assert write_xlsx(two, io.BytesIO()).rows == 600


def test_a_value_of_another_kind_is_refused_and_nothing_is_written() -> None:
    file = io.BytesIO()

    with pytest.raises(WrongCell, match="officers"):
        write_xlsx([Sheet("x", COLUMNS, [FIJI, FIJI | {"officers": "ten"}])], file)
    assert file.getvalue() == b""


def test_more_rows_than_excel_opens_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_ROWS", 3)

    assert write_xlsx([Sheet("x", COLUMNS, [FIJI, FIJI])], io.BytesIO()).rows == 2
    for sheet in (Sheet("x", COLUMNS, [FIJI] * 3), Sheet("x", COLUMNS, [FIJI], ["note"])):
        with pytest.raises(TooManyRows, match="'x' has more than 3 rows"):
            write_xlsx([sheet], io.BytesIO())


def test_a_workbook_without_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a sheet"):
        write_xlsx([], io.BytesIO())


def test_columns_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="share the heading"):
        write_xlsx([Sheet("x", [Column("a", "A"), Column("b", "A")], [])], io.BytesIO())


def test_a_row_is_as_high_as_its_longest_text_wrapped() -> None:
    columns = (Column("short", "Short"), Column("long", "Long"))
    rows = [{"short": "one line", "long": "word " * 40}, {"short": "one line", "long": "short"}]

    heights = workbook_of(Sheet("Heights", columns, rows)).active.row_dimensions
    assert heights[2].height >= 4 * 15
    assert heights[3].height is None
