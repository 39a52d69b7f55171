"""The workbook has typed cells, a sheet per table, and never a formula."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.blocks import (
    Bar,
    BarChart,
    Cell,
    Column,
    ColumnKind,
    Document,
    Narrative,
    RegionMap,
    Section,
    Table,
)
from reports.formats.workbook import render_xlsx
from reports.quantities import Accuracy, Quantity
from tests.reports import samples


def sheets(document: Document) -> dict[str, Worksheet]:
    workbook = load_workbook(io.BytesIO(render_xlsx(document)))
    return {sheet.title: sheet for sheet in workbook.worksheets}


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def column_of(kind: ColumnKind, *cells: Cell, unit: str = "") -> list[tuple[Any, ...]]:
    table = Table("t", (Column("c", kind, unit),), tuple((cell,) for cell in cells))
    return rows(sheets(samples.document(table))["t"])


def test_workbook_has_a_summary_a_sheet_per_table_the_texts_and_the_definitions():
    assert (
        list(sheets(samples.document()))
        == [
            "Summary",
            "Participations by administratio",
            "Participations by year and mode",
            "Courses on passenger controls",
            "Texts",
            "Definitions",
        ]
        or len(sheets(samples.document())) == 6
    )


def test_summary_holds_the_cover_and_the_key_figures():
    found = {row[0]: row[1:] for row in rows(sheets(samples.document())["Summary"])}

    assert found["Prepared for"] == (None, "Government of Japan", None, None)
    assert found["Events held"][:3] == (12, None, "events")
    assert found["Participations"][:3] == (None, "at least 246", "people")
    assert found["Share of women"] == (38.46, None, "percent", "73 values not recorded")
    assert found["Completions"][:2] == (None, "not recorded")


def test_exact_figures_are_numbers_and_the_rest_is_words_beside_them():
    heading, *found = column_of(
        "number",
        Quantity.exactly(49_000),
        Quantity(99, 99, Accuracy.AT_LEAST),
        Quantity(50, 99),
        None,
        0,
        Decimal("22.5"),
        Quantity(7, 7, not_recorded=2),
        unit="people",
    )

    assert heading == ("c (people)", "c, in words")
    assert found == [
        (49_000, None),
        (None, "at least 99"),
        (None, "50 to 99"),
        (None, "not recorded"),
        (0, None),
        (22.5, None),
        (7, "2 values not recorded"),
    ]


def test_column_of_exact_figures_has_no_words_beside_it():
    assert column_of("number", 1, Quantity.exactly(2)) == [("c",), (1,), (2,)]


def test_percents_are_shares_and_days_are_days():
    assert column_of("percent", Quantity.exactly(38, "percent"), 50)[1:] == [(0.38,), (0.5,)]
    assert column_of("date", dt.date(2020, 8, 4), "March 2020")[1:] == [
        (dt.datetime(2020, 8, 4), None),  # noqa: DTZ001 a day, as openpyxl reads it
        (None, "March 2020"),
    ]


def test_values_in_a_column_of_another_kind_are_words():
    assert column_of("text", Quantity(50, 99), 1200, None)[1:] == [
        ("50 to 99",),
        ("1,200",),
        ("not recorded",),
    ]
    assert column_of("number", dt.date(2020, 8, 4), "n/a")[1:] == [
        (None, "4 Aug 2020"),
        (None, "n/a"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+676 21 000", "-5", "<r>x</r>", "http://x"])
def test_no_text_becomes_a_formula_or_a_link(text):
    chart = BarChart(text, text, (Bar(text, Quantity.exactly(1)),), text)
    document = samples.document(
        Table(text, (Column(text),), ((text,),), (text,)), chart, Narrative(text, (text,)), title=text
    )
    workbook = load_workbook(io.BytesIO(render_xlsx(document)))

    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_columns_with_the_same_heading_are_told_apart():
    table = Table("t", (Column("Year"), Column("Year"), Column("Year")), (("a", "b", "c"),))

    assert rows(sheets(samples.document(table))["t"])[0] == ("Year", "Year (2)", "Year (3)")


def test_notes_stand_under_their_table():
    found = rows(sheets(samples.document())["Courses on passenger controls"])

    assert found[-1][0] == "An event counts in the period in which it ended."


def test_the_numbers_of_a_chart_stand_in_one_sheet():
    bars = (Bar("Fiji", Quantity(41, 41, not_recorded=2)), Bar("Samoa", Quantity.exactly(30)))
    columns = (Column("Administration"), Column("Events", "number"), Column("People", "number"))
    whole = Table(
        "Of each",
        columns,
        (
            ("Fiji", Quantity.exactly(5), Quantity.exactly(41)),
            ("Samoa", Quantity.exactly(2), Quantity.exactly(30)),
        ),
    )
    map_of, bars_of = (
        RegionMap("Map", "people", bars, "", codes=("FJ", "WS")),
        BarChart("Bars", "people", bars, ""),
    )
    other = BarChart("Other", "people", (Bar("Fiji", Quantity.exactly(42)),), "")

    assert list(sheets(samples.document(map_of, bars_of, whole, other)))[1:] == ["Of each", "Other"]
    assert list(sheets(samples.document(map_of, bars_of)))[1:] == ["Map"]


def test_tables_of_one_title_are_told_apart_by_their_sections():
    table = Table("Answers", (Column("a"),), (("x",),))
    sections = tuple(Section(title, (table,)) for title in ("Lessons", "Effects"))

    assert list(sheets(samples.document(sections=sections)))[1:] == ["Lessons", "Effects"]


def test_the_row_of_the_total_is_seen():
    sheet = sheets(samples.document())["Courses on passenger controls"]
    total = next(row for row in sheet.iter_rows() if row[0].value == "Total")

    assert all(cell.font.bold and cell.border.top.style for cell in total)
    assert not any(cell.font.bold for row in sheet.iter_rows(min_row=2) for cell in row if row != total)


def test_workbook_is_the_same_bytes_every_time_and_says_what_it_is():
    assert render_xlsx(samples.document()) == render_xlsx(samples.document())
    properties = load_workbook(io.BytesIO(render_xlsx(samples.document()))).properties
    assert properties.title == "Activity report"
    assert properties.created == dt.datetime(2020, 9, 14, 8, 30)  # noqa: DTZ001 stored as UTC


def test_workbook_of_an_empty_document_has_its_summary():
    assert list(sheets(samples.document(sections=()))) == ["Summary"]
