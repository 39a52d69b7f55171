"""Tables into files: CSV as a stream, and workbooks. The header never depends on the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from sheets.columns import Column, Number, WrongCell, check_columns, digits, typed
from sheets.formulas import prefix, unprefix
from sheets.workbooks import Properties, Sheet, Written, write_xlsx

__all__ = [
    "Column",
    "Properties",
    "Sheet",
    "WrongCell",
    "Written",
    "unprefix",
    "write_csv",
    "write_xlsx",
]

_CHUNK = 64_000  # characters gathered before they are handed on
_MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the computer


def write_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[Column]) -> Iterator[bytes]:
    """Return the table as CSV in pieces: UTF-8 with a mark, commas, CR LF.

    None is an empty cell; keys of a row that no column asks for are left out. Every text is quoted,
    so that a separator or quotation mark in it begins no new cell, and gets our prefix when a
    spreadsheet would run it as a formula: ``sheets.reading`` and ``unprefix`` give it back as it
    was. Numbers, dates and flags are written bare: -5 stays a number.

    :raises ValueError: at once, when two columns share a key or a heading.
    :raises WrongCell: on the way, when a value does not belong in its column.
    :raises KeyError: on the way, when a row lacks the key of a column.
    """
    check_columns(columns)
    return _chunks(_lines(rows, columns))


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    gathered = _MARK
    for line in lines:
        gathered += line
        if len(gathered) > _CHUNK:
            yield gathered.encode()
            gathered = ""
    if gathered:
        yield gathered.encode()


def _lines(rows: Iterable[Mapping[str, object]], columns: Sequence[Column]) -> Iterator[str]:
    yield ",".join(_quoted(str(column.heading)) for column in columns) + "\r\n"
    for row in rows:
        yield ",".join([_cell(column, row[column.key]) for column in columns]) + "\r\n"


def _cell(column: Column, value: object) -> str:
    if value is None:
        return ""
    if column.kind == "text":
        return _quoted(str(value))
    fitting = typed(column, value)
    match fitting:
        case bool():
            return "true" if fitting else "false"
        case int():
            return str(fitting)
        case dt.date():
            return fitting.isoformat()
        case _:
            return digits(cast(Number, fitting))


@lru_cache(maxsize=4096)  # most texts of a long table are said again and again
def _quoted(text: str) -> str:
    return '"' + prefix(text).replace('"', '""') + '"'
