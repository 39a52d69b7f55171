"""A table as it is set on paper: its words, and what becomes of a wide or a long one."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.blocks import Cell, Column, Table
from reports.formats import lettering, widths
from reports.formats.widths import PADDING, ZERO_WIDTH_SPACE, Extent, Sheet
from reports.quantities import Quantity, shown_number

MOST_ROWS = 1000
LONG_TOKEN = re.compile(r"[!-~]{23,}")
PIECE = 14
"""Letters of a word too long for a column between two places where it may be broken."""
KEPT_TOGETHER, MOST_TOGETHER = 190.0, 12
"""Points, and rows, up to which a table is moved to the next page and not broken."""

TALL_CELL = 700
"""Letters above which a row may be broken across pages."""


def shown(cell: Cell, column: Column | None = None) -> str:
    """Return the cell in words of the active language; None is "not recorded", never zero."""
    match cell:
        case None:
            return _("not recorded")
        case int() | Decimal() if column and column.kind == "percent":
            return _("%(number)s %%") % {"number": shown_number(cell)}
        case int() | Decimal():
            return shown_number(cell)
        case dt.date():
            return str(date_format(cell, pgettext("how Django writes a day in a table", "j M Y")))
        case _:
            return str(cell)


def _printed(cell: Cell, column: Column) -> str:
    """Return the cell in words; a date is not broken over two lines."""
    words = shown(cell, column)
    return words.replace(" ", "\xa0") if isinstance(cell, dt.date) else words


def remark(cell: Cell) -> str:
    """Return what stands small under the value: the rows that a quantity leaves out."""
    return cell.remark() if isinstance(cell, Quantity) else ""


def is_recorded(cell: Cell) -> bool:
    return cell.is_recorded if isinstance(cell, Quantity) else cell is not None


@dataclass(frozen=True, slots=True)
class Strip:
    """One column of a table: its cells in words with places to break, as the template sets them."""

    column: Column
    heading: str
    texts: tuple[str, ...]
    cells: tuple[str | list[Any], ...]
    is_tall: bool
    extent: Extent


def laid_out(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the table as the template sets it: once, or in parts if it is too wide for a page."""
    table = bounded(table)
    strips = [
        _strip(column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns)
    ]
    extents = [each.extent for each in strips]
    sheet = widths.sheet_for(extents)
    parts = widths.parts_of(extents, sheet)
    for number, places in enumerate(parts, start=1):
        part = [strips[place] for place in places]
        room = widths.widths_of([each.extent for each in part], sheet)
        yield {
            "kind": "table",
            "title": part_title(table.title, number, len(parts)),
            "size": sheet.size,
            "wide": sheet.turned,
            "total": table.total_row,
            "tall": any(each.is_tall for each in part),
            "together": _height(part, room, sheet) <= KEPT_TOGETHER,
            "columns": [_column(each, width) for each, width in zip(part, room, strict=True)],
            "cells": [cell for row in zip(*(each.cells for each in part), strict=True) for cell in row],
            "rows": len(table.rows),
            "notes": list(table.notes) if number == len(parts) else [],
        }


def _strip(column: Column, cells: Sequence[Cell]) -> Strip:
    heading = breakable(column.heading)
    texts = tuple(breakable(_printed(cell, column)) for cell in cells)
    return Strip(
        column=column,
        heading=heading,
        texts=texts,
        cells=tuple(_set(cell, text) for cell, text in zip(cells, texts, strict=True)),
        is_tall=any(isinstance(cell, str) and len(cell) > TALL_CELL for cell in cells),
        extent=widths.extent_of(column, heading, texts),
    )


def _column(strip: Strip, width: float) -> dict[str, Any]:
    column = strip.column
    return {"heading": strip.heading, "unit": column.unit, "right": column.is_number, "width": width}


def bounded(table: Table) -> Table:
    """Return the table with no more rows than a reader turns pages for, and a note on the rest."""
    if len(table.rows) <= MOST_ROWS + table.total_row:
        return table
    last = table.rows[-1:] if table.total_row else ()
    left = len(table.rows) - MOST_ROWS - len(last)
    note = ngettext(
        "%(count)s further row stands in the workbook and in the CSV file of this report.",
        "%(count)s further rows stand in the workbook and in the CSV file of this report.",
        left,
    ) % {"count": shown_number(left)}
    return replace(table, rows=table.rows[:MOST_ROWS] + last, notes=(*table.notes, note))


def part_title(title: str, number: int, parts: int) -> str:
    """Return the title, with the number of the part where there are several."""
    if parts == 1:
        return title
    words = {"title": title, "number": number, "parts": parts}
    return _("%(title)s (part %(number)s of %(parts)s)") % words


def _height(part: Sequence[Strip], room: Sequence[float], sheet: Sheet) -> float:
    """Return about how high the rows are, in points: enough to know a short table from a long."""
    if len(part[0].texts) > MOST_TOGETHER:
        return math.inf
    total = 0.0
    for row in zip(*(each.texts for each in part), strict=True):
        lines = (
            sum(
                math.ceil(lettering.width(line, sheet.size) / (width - PADDING)) for line in words.split("\n")
            )
            for words, width in zip(row, room, strict=True)
        )
        total += max(lines) * 1.35 * sheet.size + 8
    return total


def _set(cell: Cell, words: str) -> str | list[Any]:
    """Return plain words, or [words, whether a value is recorded, remark] where it matters."""
    if is_recorded(cell) and not remark(cell):
        return words
    return [words, is_recorded(cell), remark(cell)]


def breakable(text: str) -> str:
    """Return the text with places to break in addresses and endless words; letters keep their marks.

    Scripts that write without spaces are left alone: Typst knows where their words end.
    """
    return LONG_TOKEN.sub(lambda found: _with_breaks(found[0]), text)


def _with_breaks(token: str) -> str:
    after_signs = re.sub(r"(?<=[/_.\-@?&=;,])(?=\w)", ZERO_WIDTH_SPACE, token)
    return ZERO_WIDTH_SPACE.join(
        piece[start : start + PIECE]
        for piece in after_signs.split(ZERO_WIDTH_SPACE)
        for start in range(0, len(piece), PIECE)
    )


def unsaid(unit: str, words: str) -> str:
    """Return the unit, nothing where the words beside it say it already."""
    return "" if unit.lower() in words.lower() else unit
