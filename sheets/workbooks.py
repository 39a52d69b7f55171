"""Workbooks (.xlsx) with typed cells, written row by row without keeping them in memory."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sheets.cells import (
    display_width,
    keeps_its_digits,
    legal,
    lines_needed,
    sheet_names,
    shortened,
)
from sheets.columns import Column, Value, check_columns, digits, shown, typed

MAX_ROWS = 1_048_576  # of a worksheet, heading line and notes included
FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheets disagree about the day

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF2", "bottom": 1}
_TOTAL = {"bold": True, "top": 1}
_NOTE = {"text_wrap": True, "valign": "top", "font_color": "#404040"}
_NARROWEST, _WIDEST, _WIDEST_HEADING = 8, 50, 20  # in digits
_WIDEST_OF_MANY, _MANY = 34, 5  # where so many columns hold texts, so that the sheet is legible on paper
_UNFILLED = 5  # digits of a widest column that stay empty, as lines break between words
_INDENT = 2  # digits
_LINE_HEIGHT, _HIGHEST = 15, 409  # in points
_A4 = 9
_LONGEST_HEADER = 120  # characters; Excel takes 255, and each & counts twice


class TooManyRows(ValueError):
    """A worksheet cannot hold that many rows."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself. ``created`` is an aware moment; now, when it is None."""

    title: str = ""
    author: str = ""
    company: str = ""
    created: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: a table, read once from its first row to its last, and notes under it.

    ``has_total``: its last row is the total of the others, and is written so that it is seen.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, object]]
    notes: Sequence[str] = ()
    has_total: bool = False


@dataclass(slots=True)
class Written:
    """What became of a workbook.

    ``rows`` of its tables, characters ``removed`` because a workbook cannot hold them, and texts
    ``cut`` because they were too long for a cell.
    """

    rows: int = 0
    removed: int = 0
    cut: int = 0


def write_xlsx(sheets: Iterable[Sheet], file: BinaryIO, *, properties: Properties | None = None) -> Written:
    """Write a workbook with these worksheets to the file, and return what became of it.

    A text is always a text, never a formula or a link. None is an empty cell. A number of more than
    15 digits is written as text, and so is a day before March 1900, because a spreadsheet would
    change them. Nothing is written to the file unless all goes well.

    :raises ValueError: when there is no sheet, or columns share a key or a heading.
    :raises WrongCell: when a value does not belong in its column.
    :raises KeyError: when a row lacks the key of a column.
    :raises TooManyRows: when a worksheet would be longer than Excel can open.
    """
    sheets = list(sheets)
    if not sheets:
        raise ValueError("A workbook needs a sheet.")
    for sheet in sheets:
        check_columns(sheet.columns)
    written = Written()
    with TemporaryDirectory() as folder:
        path = Path(folder, "workbook.xlsx")
        with Workbook(str(path), {**_OPTIONS, "tmpdir": folder}) as workbook:
            workbook.set_properties(_described(properties or Properties()))
            names = sheet_names(str(sheet.title) for sheet in sheets)
            for sheet, name in zip(sheets, names, strict=True):
                _Page(workbook, workbook.add_worksheet(name), sheet, written).write()
        with path.open("rb") as finished:
            shutil.copyfileobj(finished, file)
    return written


def _described(properties: Properties) -> dict[str, object]:
    described: dict[str, object] = {
        name: legal(str(getattr(properties, name)))[0] for name in ("title", "author", "company")
    }
    if properties.created:
        described["created"] = properties.created.astimezone(dt.UTC)
    return described


def _style(column: Column) -> dict[str, Any]:
    if column.is_numeric:
        return {"num_format": _number_format(column), "align": "right", "valign": "top"}
    if column.kind == "date":
        return {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}
    if column.kind == "flag":
        return {"align": "center", "valign": "top"}
    # "@" keeps a telephone number a text when somebody edits the cell; a number beside it keeps its distance.
    return {"num_format": "@", "text_wrap": True, "valign": "top", "align": "left", "indent": 1}


def _number_format(column: Column) -> str:
    if column.kind == "percent":
        decimals = 1 if column.decimals is None else column.decimals
        return f"0{'.' * bool(decimals)}{'0' * decimals}%"
    if column.decimals is None:
        return "General"
    return f"#,##0{'.' * bool(column.decimals)}{'0' * column.decimals}"


def _with_last(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[Mapping[str, object], bool]]:
    """Yield each row, and whether it is the last, one row behind."""
    before: Mapping[str, object] | None = None
    for row in rows:
        if before is not None:
            yield before, False
        before = row
    if before is not None:
        yield before, True


class _Page:
    """One worksheet while it is written."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, sheet: Sheet, written: Written) -> None:
        self.worksheet = worksheet
        self.sheet = sheet
        self.written = written
        self.row = -1
        texts = sum(column.kind == "text" for column in sheet.columns)
        self.widest = _WIDEST if texts < _MANY else _WIDEST_OF_MANY
        self.styles = [workbook.add_format(_style(column)) for column in sheet.columns]
        self.totals = [workbook.add_format(_style(column) | _TOTAL) for column in sheet.columns]
        self.heading = workbook.add_format({**_HEADING, "align": "left", "indent": 1})
        self.heading_right = workbook.add_format({**_HEADING, "align": "right"})
        self.note = workbook.add_format(_NOTE)
        headings = (display_width(str(column.heading)) for column in sheet.columns)
        self.widths = [min(width + 2, _WIDEST_HEADING) for width in headings]

    def write(self) -> None:
        self._write_headings()
        for values, is_last in _with_last(self.sheet.rows):
            if is_last and self.sheet.has_total:
                self.styles = self.totals
            self._next_row()
            row = [typed(column, values[column.key]) for column in self.sheet.columns]
            texts = [value for value in row if isinstance(value, str)]
            wrapped = [each for each in texts if "\n" in each or self._is_wrapped(each)]
            self._make_room(wrapped, width=self.widest - _UNFILLED)
            for place, (column, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
                self._write_cell(place, value)
                self._see_width(place, column, value)
            self.written.rows += 1
        last = self.row
        self._set_widths()
        self._set_up(last)
        self._write_notes()

    def _is_wrapped(self, text: str) -> bool:
        """Test if no column is wide enough for the text on one line."""
        return display_width(text) > self.widest - _INDENT

    def _next_row(self) -> None:
        self.row += 1
        if self.row >= MAX_ROWS:
            raise TooManyRows(f"{self.sheet.title!r} has more than {MAX_ROWS} rows.")

    def _make_room(self, texts: Iterable[str], *, width: int) -> None:
        """Make the row as high as its longest text, wrapped: not every program does so by itself.

        A text narrower than the widest column never wraps, so its own column need not be known yet.
        """
        lines = max((lines_needed(text, width=width) for text in texts), default=1)
        if lines > 1:
            self.worksheet.set_row(self.row, min(_LINE_HEIGHT * lines, _HIGHEST))

    def _write_headings(self) -> None:
        self._next_row()
        headings = [str(column.heading) for column in self.sheet.columns]
        self._make_room(headings, width=_WIDEST_HEADING - 2)
        for place, column in enumerate(self.sheet.columns):
            style = self.heading_right if column.is_numeric else self.heading
            self._write_text(place, str(column.heading), style)

    def _write_cell(self, place: int, value: Value | None) -> None:
        style = self.styles[place]
        match value:
            case None:
                self.worksheet.write_blank(self.row, place, None, style)
            case str():
                self._write_text(place, value, style)
            case bool():
                self.worksheet.write_boolean(self.row, place, value, style)
            case dt.date() if value >= FIRST_DAY:
                self.worksheet.write_datetime(self.row, place, value, style)
            case dt.date():
                self._write_text(place, value.isoformat(), style)
            case _ if keeps_its_digits(value):
                self.worksheet.write_number(self.row, place, value, style)
            case _:
                self._write_text(place, digits(value), style)

    def _see_width(self, place: int, column: Column, value: Value | None) -> None:
        if value is not None:
            width = display_width(shown(column, value))
            self.widths[place] = max(self.widths[place], width + _INDENT * (not column.is_numeric))

    def _write_text(self, place: int, text: str, style: Format) -> None:
        plain, removed = legal(text)
        short = shortened(plain)
        self.written.removed += removed
        self.written.cut += short != plain
        if short.startswith("<r>") and short.endswith("</r>"):
            # XlsxWriter takes such a text for mark-up of its own and would put it into the file
            # unescaped, formulas and all. In parts it is escaped.
            parts = (short[:1], short[1:2], short[2:])
            self.worksheet.write_rich_string(self.row, place, *parts, style)
        else:
            self.worksheet.write_string(self.row, place, short, style)

    def _write_notes(self) -> None:
        if self.sheet.notes:
            self._next_row()
        width, last = sum(self.widths), len(self.sheet.columns) - 1
        for note in self.sheet.notes:
            self._next_row()
            self._make_room([str(note)], width=width)
            if last:
                self.worksheet.merge_range(self.row, 0, self.row, last, "", self.note)
            self._write_text(0, str(note), self.note)

    def _set_widths(self) -> None:
        for place, width in enumerate(self.widths):
            self.widths[place] = min(max(width, _NARROWEST), self.widest) + 1
            self.worksheet.set_column(place, place, self.widths[place])

    def _set_up(self, last: int) -> None:
        """Prepare the sheet for reading and for paper: ``last`` is the last row of the table."""
        right = len(self.sheet.columns) - 1
        self.worksheet.freeze_panes(1, 0)
        self.worksheet.autofilter(0, 0, last, right)
        self.worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        self.worksheet.set_landscape()
        self.worksheet.set_paper(_A4)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.repeat_rows(0)
        title = legal(str(self.sheet.title))[0].replace("\n", " ")[:_LONGEST_HEADER]
        self.worksheet.set_header("&L" + title.replace("&", "&&"))
        self.worksheet.set_footer("&R&P / &N")
