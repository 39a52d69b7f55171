"""What can be wrong with a sheet: one code, one English sentence, and the place where it stands.

The sentences are plain English, because this floor knows no languages. A floor above translates
``MESSAGES[code]`` and fills in ``params`` itself; ``str()`` gives the English text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MESSAGES: dict[str, str] = {
    # The file cannot be read at all.
    "empty": "There is nothing in it.",
    "too_large": "It has %(size)s MB; at most %(limit)s MB are read.",
    "workbook": "This is %(kind)s, not a CSV file. Open it and save the table as CSV (UTF-8).",
    "not_text": "This is %(kind)s, not a CSV file.",
    "no_list": "This is %(kind)s, not a spreadsheet. Send an Excel or OpenDocument file (.xlsx, .xls, .ods), "
    "or text with separators (.csv).",
    "damaged": "Line %(line)s holds bytes that are not %(encoding)s, although the rest is.",
    "unknown_encoding": "The letters cannot be recognised. Save the table again as CSV (UTF-8).",
    "damaged_file": "The file is damaged: it ends too early, or parts of it cannot be read. "
    "Open it in a spreadsheet program and save it again.",
    "locked": "The file is protected by a password. Save it without one, and send it again.",
    "unzips_too_large": "Unpacked it has more than %(limit)s MB, far more than a list of people needs.",
    "spread_out": "It takes more memory than a list needs: cells stand far away from the table, or the "
    "file is damaged. Copy the table into a new workbook.",
    "too_much_text": "It holds more than %(limit)s million characters, far more than a list of people needs.",
    "too_many_rows_here": "There are more than %(limit)s rows. Send the list in parts.",
    # What is told beside a workbook that can be read.
    "hidden_sheet": "The worksheet '%(sheet)s' is hidden and was not read.",
    "has_formulas": "It holds formulas; the values they showed when it was saved are read.",
    "has_links": "It holds links to other files; they are not followed.",
    "has_macros": "It holds macros; they are not run.",
    "too_wide": "It has %(columns)s columns; at most %(limit)s are read.",
    # The heading line.
    "missing_heading": "The heading '%(heading)s' is missing.",
    "unknown_heading": "The heading '%(heading)s' is not known here.",
    "nameless_column": "The column has no heading.",
    "duplicate_heading": "The heading '%(heading)s' stands twice: in columns %(columns)s.",
    # The rows.
    "too_few_cells": "The row has %(cells)s cells; there are %(columns)s columns.",
    "too_many_cells": "The row has %(cells)s cells; there are only %(columns)s columns.",
    "cell_too_long": "The cell has %(length)s characters; at most %(limit)s are read.",
    "unbalanced_quote": "The quotation mark opened in line %(line)s is not closed as it should be; "
    "nothing from there on was read.",
    "too_many_rows": "There are more than %(limit)s rows; the rest was not read.",
}


def column_letters(column: int) -> str:
    """Return how a spreadsheet names the column, counted from 0: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    while column >= 0:
        column, place = divmod(column, 26)
        letters = chr(ord("A") + place) + letters
        column -= 1
    return letters


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cell or a whole row stands.

    ``row`` is the row as a spreadsheet numbers it, from 1, blank rows counted; ``line`` is the line
    of the text file, which is further down once a cell above holds a line break. ``column`` is
    counted from 0, and None for the whole row or for a column that is not in the sheet.
    """

    row: int
    line: int
    column: int | None = None
    heading: str = ""

    def __str__(self) -> str:
        if self.heading:
            return f"row {self.row}, column '{self.heading}'"
        if self.column is not None:
            return f"row {self.row}, column {column_letters(self.column)}"
        return f"row {self.row}"

    @property
    def a1(self) -> str:
        """The address as a spreadsheet writes it: "L12", or "12:12" for the whole row."""
        if self.column is None:
            return f"{self.row}:{self.row}"
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct in a sheet. ``address`` is None when it is about the whole sheet."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    address: Address | None = None

    @property
    def message(self) -> str:
        """The English sentence, without the place."""
        return MESSAGES[self.code] % self.params

    def __str__(self) -> str:
        return f"{self.address}: {self.message}" if self.address else self.message


class UnreadableSheet(Exception):
    """The sheet cannot be read at all, so there are no rows to point into."""

    def __init__(self, code: str, params: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.params = dict(params or {})
        super().__init__(MESSAGES[code] % self.params)
