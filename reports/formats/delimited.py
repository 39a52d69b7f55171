"""A document as one CSV file: a line per cell of a table, per key figure, per text."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from reports.blocks import (
    BarChart,
    Block,
    ColumnChart,
    Definitions,
    Document,
    KeyFigures,
    Narrative,
    Notes,
    Table,
)
from reports.formats import flat
from reports.quantities import Quantity
from sheets.writing import Column, write_csv

COLUMNS = (
    Column("section", "section"),
    Column("table", "table"),
    Column("row", "row", "number"),
    Column("column", "column"),
    Column("value", "value", "number"),
    Column("text", "text"),
    Column("unit", "unit"),
    Column("note", "note"),
)
"""The header is the same in every file and language, so that programs can rely on it."""

Line = dict[str, Any]

HALF = re.compile("[\ud800-\udfff]")


def render_csv(document: Document) -> bytes:
    """Return the document as UTF-8 CSV without losing anything.

    ``value`` holds a number that is exactly that; all else stands as words in ``text``, with the
    bounds of a range in ``note``. A day is its ISO date, also in ``text``. ``row`` counts from 1
    in each table; what belongs to a whole table has none. Two tables never share a name.
    """
    with translation.override(document.language):
        return b"".join(write_csv(map(_legal, _lines(document)), COLUMNS))


def _lines(document: Document) -> Iterator[Line]:
    for number, (label, words) in enumerate(flat.cover_facts(document), start=1):
        yield _line("", "document", number, label, text=words)
    for section in document.sections:
        if section.intro:
            yield _line(section.title, "", None, "intro", text=section.intro)
        names: set[str] = set()
        for block in section.blocks:
            name = flat.unlike(block.title, names)
            names.add(name)
            for line in _block_lines(name, block):
                yield {**line, "section": section.title}


def _legal(line: Line) -> Line:
    """Return the line with a sign for halves of a character, which UTF-8 cannot hold."""
    return {
        key: HALF.sub("\ufffd", value) if isinstance(value, str) else value for key, value in line.items()
    }


def _line(section: str, table: str, row: int | None, column: str, **more: Any) -> Line:
    place = {"section": section, "table": table, "row": row, "column": column}
    return {"value": None, "text": None, "unit": None, "note": None, **place, **more}


def _block_lines(name: str, block: Block) -> Iterator[Line]:
    match block:
        case Table():
            yield from _table_lines(name, block)
        case BarChart() | ColumnChart():
            yield from _table_lines(name, block.as_table())
            if block.description:
                yield _line("", name, None, "description", text=block.description)
        case KeyFigures():
            yield from _figure_lines(name, block)
        case Narrative():
            yield from _text_lines(name, "paragraph", block.paragraphs)
        case Notes():
            yield from _text_lines(name, "note", block.items)
        case Definitions():
            yield from _definition_lines(name, block)


def _table_lines(name: str, table: Table) -> Iterator[Line]:
    for number, row in enumerate(table.rows, start=1):
        is_total = table.total_row and number == len(table.rows)
        for cell, column in zip(row, table.columns, strict=True):
            yield _line(
                "",
                name,
                number,
                column.heading,
                **_value(flat.said(cell, column)),
                unit=column.unit or ("percent" if column.kind == "percent" else None),
                note=_joined("total" if is_total else "", _bounds(cell)),
            )
    for note in table.notes:
        yield _line("", name, None, "note", text=note)


def _figure_lines(name: str, block: KeyFigures) -> Iterator[Line]:
    for number, each in enumerate(block.figures, start=1):
        yield _line(
            "",
            name,
            number,
            each.label,
            **_value(flat.said(each.quantity, flat.FIGURE)),
            unit=each.unit,
            note=_joined(each.note, _bounds(each.quantity)),
        )


def _definition_lines(name: str, block: Definitions) -> Iterator[Line]:
    for number, each in enumerate(block.entries, start=1):
        parts = {"name": each.name, "definition": each.definition, "source": each.source}
        for column, words in parts.items():
            unit = each.unit if column == "definition" else None
            if words:
                yield _line("", name, number, column, text=words, unit=unit)


def _text_lines(name: str, column: str, texts: tuple[str, ...]) -> Iterator[Line]:
    for number, text in enumerate(texts, start=1):
        yield _line("", name, number, column, text=text)


def _joined(*words: str) -> str | None:
    return "; ".join(word for word in words if word) or None


def _value(said: flat.Said) -> Line:
    match said.value:
        case None:
            return {"text": said.words or None}
        case dt.date():
            return {"text": said.value.isoformat()}
    return {"value": said.value}


def _bounds(cell: object) -> str:
    """Return what the value leaves out: the bounds of a range as digits, the rows without one."""
    if not isinstance(cell, Quantity):
        return ""
    accuracy = cell.accuracy.value.lower().replace("_", " ")
    parts: dict[str, object] = {"not recorded": cell.not_recorded or None}
    if cell.is_recorded and not cell.is_exact:
        parts |= {"low": cell.low, "high": cell.high, "accuracy": accuracy}
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)
