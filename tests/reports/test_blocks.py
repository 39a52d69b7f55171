"""Documents come back from their JSON as they were, and cannot be built wrong."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext_lazy

from reports.blocks import (
    Bar,
    BarChart,
    Column,
    ColumnChart,
    Document,
    ImpossibleBlock,
    Narrative,
    Notes,
    Series,
    Table,
    UnreadableDocument,
)
from reports.quantities import Quantity
from tests.reports import samples

ODD_TABLE = Table(
    "Every kind of cell",
    (Column("A"), Column("B", "number"), Column("C", "percent"), Column("D", "date")),
    (
        ("text", 49_000, Decimal("38.40"), dt.date(2020, 3, 1)),
        ("", None, Quantity(50, 99), "March 2020"),
    ),
)


def test_document_comes_back_from_json_as_it_was():
    document = samples.document()

    assert Document.from_json(document.to_json()) == document
    assert Document.from_json(document.canonical_json()) == document


def test_document_keeps_the_type_of_every_cell():
    document = samples.document(ODD_TABLE)

    (_, table), *_ = Document.from_json(json.loads(document.canonical_json())).blocks()

    assert table == ODD_TABLE
    assert [type(cell) for cell in table.rows[0]] == [str, int, Decimal, dt.date]


def test_document_has_the_same_fingerprint_whatever_the_order_of_its_stored_keys():
    document = samples.document()
    stored = json.loads(document.canonical_json())
    shuffled = {key: stored[key] for key in reversed(stored)}

    assert Document.from_json(shuffled).sha256 == document.sha256
    assert len(document.sha256) == 64


def test_document_has_another_fingerprint_when_one_figure_differs():
    one, other = (samples.document(BarChart("x", "", (bar,), "")) for bar in BARS)

    assert one.sha256 != other.sha256


BARS = (Bar("Fiji", Quantity.exactly(0)), Bar("Fiji", Quantity.unknown()))


def test_document_stores_lazy_texts_as_words():
    lazy: Any = gettext_lazy("Data notes")
    document = samples.document(Notes(lazy, (lazy,)))

    (_, notes), *_ = Document.from_json(document.to_json()).blocks()

    assert notes == Notes("Data notes", ("Data notes",))


@pytest.mark.parametrize(
    "stored",
    [
        {},
        "not json",
        "[]",
        {"schema": 2, "document": samples.document().to_json()["document"]},
        {"schema": 1, "document": {"type": "Narrative", "title": "x", "paragraphs": []}},
        {"schema": 1, "document": {"type": "os.system", "command": "true"}},
        {"schema": 1, "document": {"type": "Document", "title": "alone"}},
        {"schema": 1, "document": None},
    ],
)
def test_document_refuses_json_it_did_not_write(stored):
    with pytest.raises(UnreadableDocument):
        Document.from_json(stored)


def test_document_refuses_a_moment_without_time_zone():
    with pytest.raises(ImpossibleBlock, match="time zone"):
        samples.document(extracted_at=dt.datetime(2020, 9, 14))  # noqa: DTZ001 the very mistake


def test_table_refuses_rows_that_do_not_fit():
    with pytest.raises(ImpossibleBlock, match="Row 2"):
        Table("t", (Column("a"), Column("b")), ((1, 2), (1,)))
    with pytest.raises(ImpossibleBlock, match="no columns"):
        Table("t", (), ())
    with pytest.raises(ImpossibleBlock, match="could be a total"):
        Table("t", (Column("a"),), (), total_row=True)


@pytest.mark.parametrize("cell", [True, 0.5, dt.datetime(2020, 1, 1, tzinfo=dt.UTC), b"x", ()])
def test_table_refuses_cells_that_are_no_plain_value(cell):
    with pytest.raises(ImpossibleBlock, match="cannot stand in a cell"):
        Table("t", (Column("a"),), ((cell,),))


def test_column_refuses_an_unknown_kind():
    with pytest.raises(ImpossibleBlock, match="no kind of column"):
        Column("a", "money")


def test_chart_refuses_a_series_of_another_length():
    with pytest.raises(ImpossibleBlock, match="one value per category"):
        ColumnChart("t", "", ("2019", "2020"), (Series("s", (Quantity.exactly(1),)),), "")


def test_charts_give_their_numbers_as_a_table():
    bars = samples.BY_ADMINISTRATION.as_table()
    columns = samples.BY_YEAR.as_table()

    assert bars.rows[0] == ("Viet Nam", Quantity.exactly(50))
    assert bars.columns[0].heading == "Administration"
    assert [column.heading for column in columns.columns] == ["Year", "In person", "Online"]
    assert columns.rows[2] == ("2019", Quantity(120, 160), Quantity.unknown())


def test_document_yields_blocks_in_reading_order():
    titles = [section.title for section, _ in samples.document().blocks()]

    assert titles == ["Summary"] * 2 + ["Participation"] * 3 + ["About these figures"] * 2
    assert isinstance(list(samples.document().blocks())[1][1], Narrative)
