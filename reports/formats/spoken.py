"""A document as JSON for other programs: values as numbers, and beside each the words for it."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import translation

from reports.blocks import (
    BarChart,
    Block,
    Cell,
    Column,
    ColumnChart,
    Definitions,
    Document,
    KeyFigures,
    Narrative,
    Notes,
    Table,
)
from reports.formats import tables
from reports.formats.legal import legal_document
from reports.quantities import Quantity

SCHEMA = Path(__file__).parent / "schemas" / "report.schema.json"
"""The shape of the file, as JSON Schema; ``VERSION`` rises when a reader of the old shape would stumble."""

VERSION = 1
Plain = dict[str, Any]


def render_json(document: Document) -> bytes:
    """Return the document as UTF-8 JSON; what is not recorded is null and says so in words, never 0."""
    with translation.override(document.language):
        clean = legal_document(document)
        plain = {
            "version": VERSION,
            "title": clean.title,
            "subtitle": clean.subtitle,
            "programme": clean.programme,
            "phase": clean.phase,
            "period": clean.period,
            "prepared_for": clean.audience,
            "prepared_by": clean.prepared_by,
            "language": clean.language,
            "figures_as_of": clean.extracted_at.isoformat(),
            "reference": clean.reference,
            "state": clean.state,
            "sha256": document.sha256,
            "sections": [
                {
                    "title": section.title,
                    "intro": section.intro,
                    "blocks": [_block(each) for each in section.blocks],
                }
                for section in clean.sections
            ],
        }
    return json.dumps(plain, ensure_ascii=False).encode()  # indented it would take ten times as long


def _block(block: Block) -> Plain:
    match block:
        case Table():
            return {"kind": "table", **_table(block)}
        case BarChart() | ColumnChart():
            return {"kind": "chart", "description": block.description, **_table(block.as_table())}
        case KeyFigures():
            figures = [
                {"label": each.label, "unit": each.unit, "note": each.note, **_quantity(each.quantity)}
                for each in block.figures
            ]
            return {"kind": "key_figures", "title": block.title, "figures": figures}
        case Narrative():
            return {"kind": "narrative", "title": block.title, "paragraphs": list(block.paragraphs)}
        case Notes():
            return {"kind": "notes", "title": block.title, "items": list(block.items)}
        case Definitions():
            entries = [
                {
                    "name": each.name,
                    "unit": each.unit,
                    "definition": each.definition,
                    "source": each.source,
                }
                for each in block.entries
            ]
            return {"kind": "definitions", "title": block.title, "entries": entries}


def _table(table: Table) -> Plain:
    return {
        "title": table.title,
        "columns": [
            {"heading": each.heading, "kind": each.kind, "unit": each.unit} for each in table.columns
        ],
        "rows": [
            [_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
        "last_row_is_total": table.total_row,
        "notes": list(table.notes),
    }


def _cell(cell: Cell, column: Column) -> Plain:
    match cell:
        case Quantity():
            return _quantity(cell)
        case int() | Decimal():
            return {"value": _number(cell), "words": tables.shown(cell, column)}
        case dt.date():
            return {"value": cell.isoformat(), "words": tables.shown(cell, column)}
        case None:
            return {"value": None, "words": tables.shown(None)}
        case _:
            return {"value": cell, "words": cell}


def _quantity(quantity: Quantity) -> Plain:
    """Return the one number where it is exactly that; else null, with its bounds."""
    plain: Plain = {
        "value": _number(quantity.low) if quantity.is_exact else None,
        "words": quantity.shown(),
        "low": _number(quantity.low),
        "high": None if quantity.is_open else _number(quantity.high),
        "accuracy": quantity.accuracy.value if quantity.is_recorded else None,
        "values_not_recorded": quantity.not_recorded,
        "is_withheld": quantity.is_withheld,
    }
    return plain


def _number(value: int | Decimal | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
