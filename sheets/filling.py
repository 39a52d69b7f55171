"""Workbooks to be filled in elsewhere, and sheets given back with remarks: plain text in every cell."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sheets.cells import legal, shortened

LISTS = "Lists"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF2", "bottom": 1}
_TEXT = {"num_format": "@", "valign": "top"}
_REMARK = {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#9C1C1C"}


@dataclass(frozen=True, slots=True)
class Blank:
    """One column to be filled in: its key in a row, its heading, its width in digits.

    ``choices`` become a drop-down; other words are taken too, so that nobody is locked out.
    """

    key: str
    heading: str
    width: int = 20
    choices: Sequence[str] = ()
    is_hidden: bool = False


def write_form(
    file: BinaryIO,
    *,
    title: str,
    columns: Sequence[Blank],
    rows: Iterable[Mapping[str, str]],
    spare: int,
    instructions: Sequence[str],
    instructions_title: str,
) -> None:
    """Write a workbook: a sheet to fill in with what is known, one that explains it, and hidden lists.

    ``spare`` empty rows have the drop-downs too. Nothing in it is a formula or a link.
    """

    def fill(workbook: Workbook) -> None:
        text, heading = workbook.add_format(_TEXT), workbook.add_format(_HEADING)
        sheet = workbook.add_worksheet(title)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, text, {"hidden": column.is_hidden})
            _put(sheet, 0, place, column.heading, heading)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                _put(sheet, last, place, row.get(column.key, ""), text)
        sheet.freeze_panes(1, 0)
        help_sheet = workbook.add_worksheet(instructions_title)
        help_sheet.set_column(0, 0, 90, workbook.add_format({"text_wrap": True, "valign": "top"}))
        for number, line in enumerate(instructions):
            _put(help_sheet, number, 0, line)
        _write_lists(workbook, sheet, columns, last=last + spare)

    _write(file, fill)


def _write_lists(workbook: Workbook, sheet: Worksheet, columns: Sequence[Blank], *, last: int) -> None:
    lists = workbook.add_worksheet(LISTS)
    chosen = [(place, column) for place, column in enumerate(columns) if column.choices]
    for number in range(max((len(column.choices) for _, column in chosen), default=0)):
        for at, (_, column) in enumerate(chosen):
            if number < len(column.choices):
                _put(lists, number, at, column.choices[number])
    lists.hide()
    for at, (place, column) in enumerate(chosen):
        letters = xl_col_to_name(at, col_abs=True)
        source = f"={LISTS}!{letters}$1:{letters}${len(column.choices)}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, place, last, place, rule)


def write_remarks(
    file: BinaryIO,
    *,
    title: str,
    rows: Sequence[tuple[int, Sequence[str]]],
    heading_row: int,
    heading: str,
    remarks: Mapping[int, str],
) -> None:
    """Write a sheet as it was sent, each row where it stood, with remarks beside the rows.

    :param remarks: what is said of a row, by its number; ``heading`` is what their column is called.
    """

    def fill(workbook: Workbook) -> None:
        text, remark = workbook.add_format(_TEXT), workbook.add_format(_REMARK)
        sheet = workbook.add_worksheet(_title(title))
        beside = max((len(cells) for _, cells in rows), default=0)
        sheet.set_column(0, max(beside - 1, 0), 18, text)
        sheet.set_column(beside, beside, 60, remark)
        for number, cells in rows:
            for place, cell in enumerate(cells):
                if cell:
                    _put(sheet, number - 1, place, cell, text)
            if number == heading_row:
                _put(sheet, number - 1, beside, heading, workbook.add_format(_HEADING))
            elif said := remarks.get(number):
                _put(sheet, number - 1, beside, said, remark)

    _write(file, fill)


def _title(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip() or "Sheet1"


def _put(sheet: Worksheet, row: int, column: int, text: str, style: Any = None) -> None:
    plain = shortened(legal(text)[0])
    if plain.startswith("<r>") and plain.endswith("</r>"):  # mark-up of XlsxWriter's own, else
        plain = f" {plain}"
    if plain:
        sheet.write_string(row, column, plain, style)
    elif style is not None:
        sheet.write_blank(row, column, None, style)


def _write(file: BinaryIO, fill: Callable[[Workbook], None]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "workbook.xlsx")
        with Workbook(str(path), {**_OPTIONS, "tmpdir": folder}) as workbook:
            fill(workbook)
        with path.open("rb") as finished:
            shutil.copyfileobj(finished, file)
