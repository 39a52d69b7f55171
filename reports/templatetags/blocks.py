"""Blocks in a web page: ``{% block_html block %}``."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.blocks import (
    MOST_ROWS_ON_A_PAGE,
    BarChart,
    Block,
    Cell,
    Column,
    ColumnChart,
    Definitions,
    KeyFigure,
    KeyFigures,
    Narrative,
    Notes,
    RegionMap,
    Table,
)
from reports.formats import tables
from reports.formats.svg import chart_svg
from reports.quantities import Quantity

register = template.Library()

TEMPLATES: dict[type, str] = {
    KeyFigures: "reports/blocks/key_figures.html",
    Table: "reports/blocks/table.html",
    BarChart: "reports/blocks/chart.html",
    RegionMap: "reports/blocks/chart.html",
    ColumnChart: "reports/blocks/chart.html",
    Narrative: "reports/blocks/narrative.html",
    Definitions: "reports/blocks/definitions.html",
    Notes: "reports/blocks/notes.html",
}

LONG_VALUE = 9
MANY_COLUMNS = 7
WORDY_COLUMNS = 3
STACK = " stack"
SHADED, TURNED = " matrix shaded", " turned"  # long headings of narrow columns are read from below
SHADES = 5
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in words, the heading it stands under, how it looks, and where it leads; empty: nowhere.

    ``said``: what is read aloud where the words are only a sign. ``shade``: 1 (least) to 5 of a shaded
    table; 0 is white.
    """

    words: str
    heading: str
    remark: str
    is_number: bool
    is_recorded: bool
    address: str
    said: str = ""
    shade: int = 0


@register.simple_tag
def block_html(block: Block, *, linked: bool = True, is_whole: bool = False) -> SafeString:
    """Return a block of a document as HTML; its headings are of the third level.

    ``linked``: whether the reader may follow a figure to its evidence, which nobody may without login.
    ``is_whole``: a table is as long as in print, and not as on a page that has to be loaded.
    """
    # What is made later is wrapped, and tells what it is by this name alone.
    return render_to_string(TEMPLATES[block.__class__], _context(block, linked=linked, is_whole=is_whole))


def _context(block: Block, *, linked: bool, is_whole: bool) -> dict[str, Any]:
    match block:
        case KeyFigures():
            figures = [
                (each, _look(each), _page(each.evidence_url) if linked else "") for each in block.figures
            ]
            return {"block": block, "figures": figures}
        case Table():
            layout = _layout(block)
            table = _bounded(block, most=tables.MOST_ROWS if is_whole else MOST_ROWS_ON_A_PAGE)
            more = len(block.rows) - len(table.rows)
            return {
                "block": block,
                "rows": list(_rows(table, linked=linked)),
                "layout": layout,
                "is_stacked": layout == STACK,
                "more": more,
                "whole_url": _page(block.whole_url) if linked and more else "",
            }
        case BarChart() | ColumnChart():
            table = block.as_table()
            svg = mark_safe(chart_svg(block))  # noqa: S308 every text in it is escaped
            unit = tables.unsaid(block.unit, block.title)
            return {
                "block": block,
                "svg": svg,
                "table": table,
                "rows": list(_rows(table, linked=linked)),
                "unit": unit,
            }
        case Definitions():
            entries = [(each, tables.unsaid(each.unit, each.name)) for each in block.entries]
            return {"block": block, "entries": entries}
        case _:
            return {"block": block}


def _look(figure: KeyFigure) -> str:
    if not figure.quantity.is_recorded:
        return " not-recorded"
    return " words" if len(figure.quantity.shown()) >= LONG_VALUE else ""


def _page(address: str) -> str:
    """Return the address where it is one of a page; nothing else is ever linked."""
    return address if address.startswith(("/", "https://")) else ""


def _bounded(table: Table, *, most: int) -> Table:
    """Return the table with no more rows than there is room for, and its total."""
    if len(table.rows) <= most + table.total_row:
        return table
    last = slice(len(table.rows) - table.total_row, None)
    return replace(
        table,
        rows=table.rows[:most] + table.rows[last],
        evidence=table.evidence[:most] + table.evidence[last],
    )


def _rows(table: Table, *, linked: bool) -> Iterator[tuple[bool, list[ShownCell]]]:
    """Yield each row as (whether it is the total, its cells)."""
    nowhere = ("",) * len(table.columns)
    most = _most(table)
    for number, row in enumerate(table.rows):
        is_total = table.total_row and number == len(table.rows) - 1
        addresses = table.evidence[number] if linked and table.evidence else nowhere
        cells = zip(row, table.columns, addresses, strict=True)
        shown = [_shown(cell, column, address) for cell, column, address in cells]
        if table.is_shaded:
            shown = [
                each if each.is_recorded else replace(each, words=UNKNOWN, said=each.words) for each in shown
            ]
        if most and not is_total:  # the last column is a total as well
            shown[1:-1] = [
                replace(each, shade=_shade(cell, most))
                for each, cell in zip(shown[1:-1], row[1:-1], strict=True)
            ]
        yield is_total, shown


def _as_sign(cell: ShownCell) -> ShownCell:
    """Return a cell fit for a narrow column: what is not recorded as a sign."""
    return cell if cell.is_recorded else replace(cell, words=UNKNOWN, said=cell.words)


def _most(table: Table) -> float:
    """Return the largest number a shaded table holds between its headings and totals; 0: no shades."""
    if not table.is_shaded:
        return 0
    return max((_size(cell) for row in table.rows[:-1] for cell in row[1:-1]), default=0)


def _size(cell: Cell) -> float:
    return float(cell.low or 0) if isinstance(cell, Quantity) else 0


def _shade(cell: Cell, most: float) -> int:
    """Return how dark the ground is: by the root, so that small numbers differ too."""
    return math.ceil(SHADES * math.sqrt(_size(cell) / most))


def _shown(cell: Cell, column: Column, address: str) -> ShownCell:
    return ShownCell(
        words=tables.shown(cell, column),
        heading=column.heading,
        remark=tables.remark(cell),
        is_number=column.is_number,
        is_recorded=tables.is_recorded(cell),
        address=_page(address),
    )


def _layout(table: Table) -> str:
    """Return the class that suits the table: a matrix of numbers, or a list that may be stacked."""
    if table.is_shaded:
        longest = max(len(column.heading) for column in table.columns[1:])
        return SHADED + (TURNED if longest > LONG_VALUE else "")
    if sum(not column.is_number for column in table.columns) >= WORDY_COLUMNS:
        return STACK
    return " matrix" if len(table.columns) > MANY_COLUMNS else ""
