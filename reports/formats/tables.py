"""A table as it is set on paper: its words, the width of each column, and where a wide one is cut."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.blocks import Cell, Column, Table
from reports.formats import lettering
from reports.quantities import Quantity, shown_number

UPRIGHT_ROOM, TURNED_ROOM = 470.0, 717.0
"""Points between the margins of an A4 page, upright and turned."""

MOST_UPRIGHT = 9
MOST_ROWS = 1000
COMFORT = 0.86
PADDING = 10.5
SLACK = 1.04
WIDEST_WORD = 118.0
LONG_TOKEN = re.compile(r"[!-~]{23,}")
PIECE = 14
"""Letters of a word too long for a column between two places where it may be broken."""
KEPT_TOGETHER, MOST_TOGETHER = 190.0, 12
"""Points, and rows, up to which a table is moved to the next page and not broken."""

TALL_CELL = 700
"""Letters above which a row may be broken across pages."""

ZERO_WIDTH_SPACE = "\u200b"


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
class Sheet:
    """The room a table is set in, in points, and the size of its letters."""

    room: float
    size: float
    turned: bool


UPRIGHT = (Sheet(UPRIGHT_ROOM, 8.4, turned=False), Sheet(UPRIGHT_ROOM, 7.6, turned=False))
TURNED = (Sheet(TURNED_ROOM, 7.6, turned=True), Sheet(TURNED_ROOM, 6.9, turned=True))


def laid_out(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the table as the template sets it: once, or in parts if it is too wide for a page."""
    table = _bounded(table)
    sheet = _sheet(table)
    parts = list(_parts(table, sheet))
    for number, part in enumerate(parts, start=1):
        yield {
            "kind": "table",
            "title": part_title(part.title, number, len(parts)),
            "size": sheet.size,
            "wide": sheet.turned,
            "total": part.total_row,
            "tall": any(_is_tall(cell) for row in part.rows for cell in row),
            "together": _height(part, sheet) <= KEPT_TOGETHER,
            "columns": _columns(part, sheet),
            "cells": [
                _set(cell, column)
                for row in part.rows
                for cell, column in zip(row, part.columns, strict=True)
            ],
            "rows": len(part.rows),
            "notes": list(table.notes) if number == len(parts) else [],
        }


def _bounded(table: Table) -> Table:
    """Return the table with no more rows than a reader turns pages for, and a note on the rest."""
    if len(table.rows) <= MOST_ROWS:
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


def _sheet(table: Table) -> Sheet:
    """Return the first sheet that the table is comfortable on, or the one that holds most."""
    sheets = TURNED if len(table.columns) > MOST_UPRIGHT else UPRIGHT + TURNED
    return next((sheet for sheet in sheets if _is_comfortable(table, sheet)), TURNED[-1])


def _is_comfortable(table: Table, sheet: Sheet) -> bool:
    """Test if each cell fits on a line, or long texts have some room to run on."""
    places = range(len(table.columns))
    if sum(_whole(table, place, sheet) for place in places) <= sheet.room:
        return True
    return sum(_least(table, place, sheet) for place in places) <= COMFORT * sheet.room


def _height(table: Table, sheet: Sheet) -> float:
    """Return about how high the rows are, in points: enough to know a short table from a long."""
    if len(table.rows) > MOST_TOGETHER:
        return math.inf
    widths = [width - PADDING for width in _widths(table, sheet)]
    total = 0.0
    for row in table.rows:
        lines = (
            sum(math.ceil(lettering.width(line, sheet.size) / width) for line in words.split("\n"))
            for words, width in zip(map(shown, row), widths, strict=True)
        )
        total += max(lines) * 1.35 * sheet.size + 8
    return total


def _columns(table: Table, sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "heading": breakable(column.heading),
            "unit": column.unit,
            "right": column.is_number,
            "width": width,
        }
        for column, width in zip(table.columns, _widths(table, sheet), strict=True)
    ]


def _is_tall(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > TALL_CELL


def _set(cell: Cell, column: Column) -> str | list[Any]:
    """Return plain words, or [words, whether a value is recorded, remark] where it matters."""
    words = breakable(_printed(cell, column))
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


def _parts(table: Table, sheet: Sheet) -> Iterator[Table]:
    """Yield tables of as many columns as fit, each beginning with the first column again."""
    needs = [_least(table, place, sheet) for place in range(len(table.columns))]
    parts = len(_cuts(needs, sheet.room, most=len(needs)))
    even = math.ceil((len(needs) - 1) / parts)
    for start, end in _cuts(needs, sheet.room, most=even):
        places = (0, *range(start, end))
        yield replace(
            table,
            columns=tuple(table.columns[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        )


def _cuts(needs: list[float], room: float, *, most: int) -> list[tuple[int, int]]:
    """Return runs of columns after the first that fit the room beside it, ``most`` in each."""
    cuts, start, taken = [], 1, needs[0]
    for place in range(1, len(needs)):
        if place > start and (taken + needs[place] > room or place - start >= most):
            cuts.append((start, place))
            start, taken = place, needs[0]
        taken += needs[place]
    return [*cuts, (start, len(needs))]


def _lengths(table: Table, place: int, sheet: Sheet, *, words: bool) -> Iterator[float]:
    """Yield how wide the texts of a column are, whole or word by word; headings are bold."""
    column = table.columns[place]
    cells = (_printed(row[place], column) for row in table.rows)
    for number, text in enumerate((column.heading, column.unit, *cells)):
        for part in re.split(f"[ \n{ZERO_WIDTH_SPACE}]", breakable(text)) if words else (text,):
            yield lettering.width(part, sheet.size, bold=number == 0)


def _least(table: Table, place: int, sheet: Sheet) -> float:
    """Return the width that cuts no word of the column."""
    longest = max(_lengths(table, place, sheet, words=True))
    return min(longest * SLACK, WIDEST_WORD) + PADDING


def _whole(table: Table, place: int, sheet: Sheet) -> float:
    """Return the width that would set every cell of the column on one line."""
    return max(_lengths(table, place, sheet, words=False)) * SLACK + PADDING


def _widths(table: Table, sheet: Sheet) -> list[float]:
    """Return the width of each column in points.

    The room is filled, except by a small table, which stays narrow enough for the eye to follow.
    """
    room, places = sheet.room, range(len(table.columns))
    least = [_least(table, place, sheet) for place in places]
    whole = [max(_whole(table, place, sheet), least[place]) for place in places]
    if sum(least) >= room:
        return [each * room / sum(least) for each in least]
    if sum(whole) <= room:
        spare = min(room - sum(whole), 0.5 * sum(whole))
        return [each + spare * each / sum(whole) for each in whole]
    text = [sum(_lengths(table, place, sheet, words=False)) for place in places]
    return _balanced(least, whole, text, room)


def _balanced(least: list[float], whole: list[float], text: list[float], room: float) -> list[float]:
    """Return widths between the bounds that fill the room with as few lines as can be.

    Lines are text through width, so a column deserves the root of its text: the sum is lowest there.
    """

    def widths(scale: float) -> list[float]:
        fair = [scale * math.sqrt(each) for each in text]
        return [min(max(each, low), high) for each, low, high in zip(fair, least, whole, strict=True)]

    low, high = 0.0, room
    for _step in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) < room else (low, middle)
    return widths(low)


def unsaid(unit: str, words: str) -> str:
    """Return the unit, nothing where the words beside it say it already."""
    return "" if unit.lower() in words.lower() else unit
