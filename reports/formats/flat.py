"""What the workbook and the CSV file share: the tables of a document, and one value in a cell."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.blocks import BarChart, Cell, Column, ColumnChart, Document, Section, Table
from reports.formats import layout, tables
from reports.quantities import Quantity

Typed = int | Decimal | dt.date
Amount = tuple[Typed | None, Typed | None, str]

FIGURE = Column("", "number")
"""The column a key figure would stand in."""


@dataclass(frozen=True, slots=True)
class Said:
    """One cell for a machine: a number or day where it is exactly that, else the words for it."""

    value: Typed | None = None
    words: str = ""


def said(cell: Cell, column: Column) -> Said:
    """Return what a cell says. "Not recorded" is words without a value, and never a zero."""
    match cell:
        case Quantity():
            return _said_quantity(cell)
        case None:
            return Said(words=tables.shown(None))
        case int() | Decimal() | dt.date():
            return Said(value=cell)
        case _:
            return Said(words=tables.shown(cell, column))


def _said_quantity(quantity: Quantity) -> Said:
    if not quantity.is_exact:
        return Said(words="; ".join(filter(None, (quantity.shown(), quantity.remark()))))
    return Said(value=quantity.low, words=quantity.remark())


def unlike(name: str, others: set[str]) -> str:
    """Return the name, with a number where another has it already."""
    new, number = name, 1
    while new in others:
        number += 1
        new = f"{name} ({number})"
    return new


def tables_of(document: Document) -> Iterator[tuple[Section, Table]]:
    """Yield every table with its section, and each chart whose numbers stand in none beside it."""
    for section in document.sections:
        said = _said_in([block for block in section.blocks if isinstance(block, Table)])
        for block in section.blocks:
            match block:
                case Table():
                    yield section, block
                case BarChart() | ColumnChart():
                    table = block.as_table()
                    if not _said_in([table]) <= said:
                        yield section, table
                        said |= _said_in([table])


def _said_in(tables: Iterable[Table]) -> set[tuple[Cell, Amount]]:
    """Return what the rows of the tables are called, each with a number that stands in it."""
    return {
        (row[0], (cell.low, cell.high, cell.accuracy))
        for table in tables
        for row in table.rows
        for cell in row[1:]
        if isinstance(cell, Quantity)
    }


def cover_facts(document: Document) -> list[tuple[str, str]]:
    """Return what stands on the cover, as (label, words); nothing for what is empty."""
    facts = [
        (_("Title"), document.title),
        (_("Subtitle"), document.subtitle),
        (_("Programme"), document.programme),
        (_("Phase"), document.phase),
        (_("Period"), document.period),
        (_("Prepared for"), document.audience),
        (_("Prepared by"), document.prepared_by),
        (_("Figures as of"), layout.shown_moment(document.extracted_at)),
        (_("Reference"), document.reference),
        (_("State"), document.state),
        (_("Language"), document.language),
        (_("Fingerprint of this edition (SHA-256)"), document.sha256),
    ]
    return [(label, words) for label, words in facts if words]
