"""A document as a workbook: a summary, a sheet per table and chart, the texts, the definitions."""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from reports.blocks import Cell, Column, Definitions, Document, KeyFigure, KeyFigures, Narrative, Notes, Table
from reports.formats import flat, tables
from sheets import writing

HUNDRED = Decimal(100)


def render_xlsx(document: Document) -> bytes:
    """Return the document as an Excel workbook in its own language, with typed cells.

    A column of numbers holds numbers only; where a figure is "at least 99" or not recorded, its
    cell is empty and a column of words beside it says so. Nothing in it is ever a formula.
    """
    file = io.BytesIO()
    properties = writing.Properties(
        title=document.title, author=document.prepared_by, created=document.extracted_at
    )
    with translation.override(document.language):
        writing.write_xlsx(sheets_of(document), file, properties=properties)
    return file.getvalue()


def sheets_of(document: Document) -> Iterator[writing.Sheet]:
    """Yield the summary, each table and chart, the texts and the definitions as typed rows."""
    yield _summary(document)
    found = list(flat.tables_of(document))
    places = defaultdict(set)
    for section, table in found:
        places[table.title].add(section.title)
    for section, table in found:
        is_known_by_title = table.title and len(places[table.title]) == 1
        yield _table(table, title=table.title if is_known_by_title else section.title or table.title)
    yield from _texts(document)
    yield from _definitions(document)


def _summary(document: Document) -> writing.Sheet:
    rows = [_summary_row(label, words=words) for label, words in flat.cover_facts(document)]
    for section, block in document.blocks():
        if isinstance(block, KeyFigures):
            rows += [_summary_row(None), _summary_row(block.title or section.title)]
            rows += [_figure_row(each) for each in block.figures]
    columns = (
        writing.Column("name", _("Figure")),
        writing.Column("value", _("Value"), "number"),
        writing.Column("words", _("In words")),
        writing.Column("unit", _("Unit")),
        writing.Column("note", _("Note")),
    )
    return writing.Sheet(_("Summary"), columns, rows)


def _figure_row(figure: KeyFigure) -> dict[str, Any]:
    quantity = figure.quantity
    return _summary_row(
        figure.label,
        value=quantity.low if quantity.is_exact else None,
        words=None if quantity.is_exact else quantity.shown(),
        unit=figure.unit or None,
        note=figure.remark or None,
    )


def _summary_row(name: str | None, **more: Any) -> dict[str, Any]:
    return {"name": name, "value": None, "words": None, "unit": None, "note": None, **more}


def _table(table: Table, *, title: str) -> writing.Sheet:
    columns: list[writing.Column] = []
    rows: list[dict[str, object]] = [{} for _row in table.rows]
    headings: set[str] = set()
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        for written, values in _columns(column, cells, key=f"c{place}"):
            heading = flat.unlike(written.heading, headings)
            headings.add(heading)
            columns.append(writing.Column(written.key, heading, written.kind, written.decimals))
            for row, value in zip(rows, values, strict=True):
                row[written.key] = value
    return writing.Sheet(title, columns, rows, table.notes, has_total=table.total_row)


def _columns(column: Column, cells: list[Cell], *, key: str) -> Iterator[tuple[writing.Column, list[object]]]:
    """Yield the column with its values, and a column of words where some have no plain value."""
    heading = f"{column.heading} ({column.unit})" if column.unit else column.heading
    if column.kind == "text":
        words = [tables.shown(cell, column) for cell in cells]
        yield writing.Column(key, heading), list(words)
        return
    said = [_fitting(flat.said(cell, column), column) for cell in cells]
    whole = all(isinstance(each.value, int | None) for each in said)
    decimals = 0 if column.kind == "number" and whole else None
    yield writing.Column(key, heading, column.kind, decimals), [each.value for each in said]
    if any(each.words for each in said):
        beside = _("%(heading)s, in words") % {"heading": column.heading}
        yield writing.Column(f"{key}w", beside), [each.words or None for each in said]


def _fitting(said: flat.Said, column: Column) -> flat.Said:
    """Return the value as its column holds it: a percent as a share, a day only among days."""
    match said.value:
        case None:
            return said
        case int() | Decimal() if column.kind == "percent":
            return flat.Said(Decimal(said.value) / HUNDRED, said.words)
        case int() | Decimal() if column.kind == "number":
            return said
        case dt.date() if column.kind == "date":
            return said
    return flat.Said(words=tables.shown(said.value))


def _texts(document: Document) -> Iterator[writing.Sheet]:
    """Yield one sheet with all running text and notes, if there is any."""
    rows = [
        {"section": section.title, "title": "", "text": section.intro}
        for section in document.sections
        if section.intro
    ]
    for section, block in document.blocks():
        if isinstance(block, Narrative | Notes):
            texts = block.paragraphs if isinstance(block, Narrative) else block.items
            rows += [{"section": section.title, "title": block.title, "text": text} for text in texts]
    columns = (
        writing.Column("section", _("Section")),
        writing.Column("title", _("Title")),
        writing.Column("text", _("Text")),
    )
    if rows:
        yield writing.Sheet(_("Texts"), columns, rows)


def _definitions(document: Document) -> Iterator[writing.Sheet]:
    """Yield one sheet with what the figures count, if the document says so."""
    rows = [
        {
            "name": entry.name,
            "unit": entry.unit,
            "definition": entry.definition,
            "source": entry.source,
        }
        for _section, block in document.blocks()
        if isinstance(block, Definitions)
        for entry in block.entries
    ]
    columns = (
        writing.Column("name", _("Figure")),
        writing.Column("unit", _("Unit")),
        writing.Column("definition", _("Definition")),
        writing.Column("source", _("Source")),
    )
    if rows:
        yield writing.Sheet(_("Definitions"), columns, rows)
