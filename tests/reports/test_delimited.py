"""The CSV file holds everything once, numbers as numbers, and runs nothing."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from reports.blocks import Cell, Column, ColumnKind, Document, KeyFigure, KeyFigures, Narrative, Table
from reports.formats.delimited import render_csv
from reports.quantities import Accuracy, Quantity
from sheets.writing import unprefix
from tests.reports import samples

HEADER = ["section", "table", "row", "column", "value", "text", "unit", "note"]


def lines(document: Document) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(document).decode("utf-8-sig"))))


def cells(*values: Cell, kind: ColumnKind = "number") -> list[dict[str, str]]:
    table = Table("t", (Column("c", kind),), tuple((value,) for value in values))
    return [line for line in lines(samples.document(table)) if line["table"] == "t"]


@pytest.mark.parametrize("document", [samples.document(), samples.document(sections=())])
def test_header_is_always_the_same(document):
    (header, *_) = csv.reader(io.StringIO(render_csv(document).decode("utf-8-sig")))

    assert header == HEADER


def test_header_is_the_same_in_every_language():
    french = render_csv(samples.document(language="fr"))

    assert french.decode("utf-8-sig").startswith('"section","table","row"')


def test_every_cell_of_every_table_is_a_line():
    courses = [each for each in lines(samples.document()) if each["table"] == samples.EVENTS.title]

    assert sum(each["row"] != "" for each in courses) == 5 * 6
    assert [each["value"] for each in courses if each["column"] == "Participations"] == [
        "21",
        "10",
        "50",
        "18",
        "99",
    ]
    assert courses[-1]["text"] == "An event counts in the period in which it ended."


@pytest.mark.parametrize(
    ("value", "number", "text", "note"),
    [
        (Quantity.exactly(49_000), "49000", "", ""),
        (0, "0", "", ""),
        (-5, "-5", "", ""),
        (Decimal("38.460"), "38.460", "", ""),
        (None, "", "not recorded", ""),
        ("", "", "", ""),
        (Quantity.unknown(), "", "not recorded", ""),
        (Quantity(50, 99), "", "50 to 99", "low 50, high 99, accuracy exact"),
        (
            Quantity(99, 99, Accuracy.AT_LEAST),
            "",
            "at least 99",
            "low 99, high 99, accuracy at least",
        ),
        (Quantity(9, 9, not_recorded=2), "9", "", "not recorded 2"),
        (dt.date(2020, 8, 4), "", "2020-08-04", ""),
        ("+676 21 000", "", "+676 21 000", ""),
        ("=HYPERLINK(1)", "", "=HYPERLINK(1)", ""),
        ("'quoted", "", "'quoted", ""),
        ("line\nbreak; \"quoted\", 'too'", "", "line\nbreak; \"quoted\", 'too'", ""),
    ],
)
def test_values_come_back_as_they_were(value, number, text, note):
    (line,) = cells(value)

    assert (line["value"], unprefix(line["text"]), line["note"]) == (number, text, note)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_run_as_a_formula(formula):
    (line,) = cells(formula)

    assert line["text"].startswith("'")


def test_key_figures_keep_their_unit_and_note():
    figures = {line["column"]: line for line in lines(samples.document()) if line["table"] == "Key figures"}

    assert figures["Events held"]["value"] == "12"
    assert figures["Share of women"]["unit"] == "percent"
    assert figures["Completions"]["text"] == "not recorded"


def test_tables_of_one_name_are_told_apart():
    figures = KeyFigures("", (KeyFigure("Events", Quantity.exactly(1), ""),))
    same = samples.document(figures, figures, Narrative("", ("text",)))

    assert [line["table"] for line in lines(same)[-3:]] == ["", " (2)", " (3)"]


def test_percent_columns_say_their_unit():
    (line,) = cells(Quantity.exactly(38, "percent"), kind="percent")

    assert (line["value"], line["unit"]) == ("38", "percent")


def test_texts_and_definitions_are_kept():
    every = lines(samples.document())
    texts = {line["text"] for line in every}

    assert set(samples.WHAT_WAS_DONE.paragraphs + samples.DATA_NOTES.items) <= texts
    for entry in samples.DEFINITIONS.entries:
        assert entry.definition in texts
    assert samples.document().sha256 in texts
