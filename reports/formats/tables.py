"""A table as it is set on paper: its words, its columns, and where it may be broken."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.blocks import Cell, Column, Table
from reports.formats import widths
from reports.quantities import Quantity, shown_number

MOST_ROWS = 1000

KEPT_TOGETHER, MOST_TOGETHER = 130.0, 12
"""Points, and rows, up to which a table is moved to the next page and not broken."""

HELD, HIGHEST_HELD = 2, 110.0
"""Rows at the beginning and at the end of a longer one that stay on one page, and how high they may be."""

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
    """Return the cell in words; a date, or a number and its percent sign, is not broken over two lines."""
    words = shown(cell, column)
    if isinstance(cell, dt.date):
        return words.replace(" ", "\xa0")
    return words.replace(" %", "\xa0%") if isinstance(cell, int | Decimal | Quantity) else words


def remark(cell: Cell) -> str:
    """Return what stands small under the value: the rows that a quantity leaves out."""
    return cell.remark() if isinstance(cell, Quantity) else ""


def is_recorded(cell: Cell) -> bool:
    return cell.is_recorded if isinstance(cell, Quantity) else cell is not None


def laid_out(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the table as the template sets it: once, or in parts if it is too wide for a page."""
    table = _without_empty(bounded(table))
    needs = [_needs(table, place) for place in range(len(table.columns))]
    sheet = widths.sheet_for(needs, rows=len(table.rows))
    cuts = widths.cuts(needs, sheet)
    for number, (start, end) in enumerate(cuts, start=1):
        places = (0, *range(start, end))
        part = _columns_of(table, places) if len(cuts) == 1 else _saying(_columns_of(table, places))
        taken = [needs[place] for place in places]
        yield {
            "kind": "table",
            "title": part_title(part.title, number, len(cuts)),
            "size": sheet.size,
            "inset": (sheet.padding - 1.5) / 2,
            "wide": sheet.turned,
            "total": part.total_row,
            **_breaking(part, widths.heights(taken, sheet)),
            "columns": _columns(part, widths.widths(taken, sheet)),
            "cells": [
                _set(cell, column)
                for row in part.rows
                for cell, column in zip(row, part.columns, strict=True)
            ],
            "rows": len(part.rows),
            "notes": list(table.notes) if number == len(cuts) else [],
        }


def _without_empty(table: Table) -> Table:
    """Return the table without columns of texts in which no row says anything: paper is no form."""
    places = tuple(
        place
        for place, column in enumerate(table.columns)
        if place == 0 or column.kind != "text" or any(row[place] != "" for row in table.rows)
    )
    return _columns_of(table, places) if table.rows and len(places) < len(table.columns) else table


def _saying(part: Table) -> Table:
    """Return a part of a table without the rows of which it says nothing; another part does."""
    rows = part.rows[:-1] if part.total_row else part.rows
    kept = tuple(row for row in rows if any(cell != "" for cell in row[1:]))
    return replace(part, rows=kept + part.rows[len(rows) :])


def _columns_of(table: Table, places: Sequence[int]) -> Table:
    """Return the table with the columns at these places."""
    if len(places) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        evidence=(),
    )


def _needs(table: Table, place: int) -> widths.Needs:
    column, cells = table.columns[place], [row[place] for row in table.rows]
    texts = ["\n".join(filter(None, (_printed(each, column), remark(each)))) for each in cells]
    return widths.needs_of(column.heading, column.unit, texts)


def _breaking(table: Table, heights: Sequence[float]) -> dict[str, Any]:
    """Return where a table may be broken over pages: nowhere, or never after its first and before its last.

    ``held`` is how many rows at its beginning and its end stay on one page, 0 where they may be broken.
    """
    is_tall = any(_is_tall(cell) for row in table.rows for cell in row)
    is_short = len(table.rows) <= MOST_TOGETHER and sum(heights) <= KEPT_TOGETHER
    is_seen = len(heights) == len(table.rows)
    end = list(heights[-HELD:]) if is_seen else [max(heights, default=0.0)] * HELD
    fits = max(sum(heights[:HELD]), sum(end)) <= HIGHEST_HELD
    held = HELD if fits and len(table.rows) >= 2 * HELD + 1 and not is_tall and not is_short else 0
    return {"tall": is_tall, "together": is_short, "held": held}


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


def _columns(table: Table, wide: Sequence[float]) -> list[dict[str, Any]]:
    return [
        {
            "heading": widths.breakable(column.heading),
            "unit": column.unit,
            "right": column.is_number,
            "width": width,
        }
        for column, width in zip(table.columns, wide, strict=True)
    ]


def _is_tall(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > TALL_CELL


def _set(cell: Cell, column: Column) -> str | list[Any]:
    """Return plain words, or [words, whether a value is recorded, remark] where it matters."""
    words = widths.breakable(_printed(cell, column))
    if is_recorded(cell) and not remark(cell):
        return words
    return [words, is_recorded(cell), remark(cell)]


def unsaid(unit: str, words: str) -> str:
    """Return the unit, nothing where the words beside it say it already."""
    return "" if unit.lower() in words.lower() else unit
