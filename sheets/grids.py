"""Any list somebody sends, as worksheets of text cells: workbook, CSV or pasted rows in one shape."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sheets.archives import Contents, look_into
from sheets.decoding import Decoded, decode, taken
from sheets.delimiters import stated_delimiter
from sheets.formulas import unprefix
from sheets.problems import Problem, UnreadableSheet
from sheets.scanning import UnbalancedQuote, records, without_blank_edges

ROOT = Path(__file__).resolve().parents[1]
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOKS = (b"xl/workbook", b"opendocument.spreadsheet")
_SECONDS = 60  # of processor time for one workbook
_MOST_MERGED = 1_000_000  # rows of merged areas together
_LOOKED_AT = 50  # records, of which a delimiter is told


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of the file and of its parts unzipped, rows that hold something, columns,
    characters of one cell and of a worksheet, and megabytes of memory for taking a workbook apart."""

    size: int = 20_000_000
    unzipped: int = 300_000_000
    rows: int = 120_000
    columns: int = 200
    cell: int = 2_000
    text: int = 60_000_000
    memory: int = 400


LIMITS = Limits()


@dataclass(slots=True)
class Grid:
    """One worksheet: (row number as a spreadsheet counts, cells) of each row that holds something.

    ``filled_down`` are the numbers of rows that got the value of a cell merged over them.
    """

    title: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    characters: int = 0
    filled_down: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Book:
    """What was sent: its visible worksheets that hold something, and what the sender should know.

    ``encoding`` is empty for a workbook and for pasted rows.
    """

    grids: tuple[Grid, ...]
    notes: tuple[Problem, ...] = ()
    encoding: str = ""


def open_file(data: bytes, *, limits: Limits = LIMITS) -> Book:
    """Return the worksheets of a file: XLSX, XLS, ODS, or text with separators.

    :raises UnreadableSheet: when it is too large, damaged, locked, or no list at all.
    """
    contents = refuse_unreadable(data, limits=limits)
    if contents is not None:
        return _workbook(data, limits, contents)
    decoded = _decoded(data, limits)
    grid = _of_text(decoded.text, limits, stated=stated_delimiter(decoded.text))
    return Book((grid,), encoding=decoded.encoding)


def _decoded(data: bytes, limits: Limits) -> Decoded:
    try:
        return decode(data, limit=limits.size)
    except UnreadableSheet as unreadable:
        if "kind" in unreadable.params:  # a CSV file is not all that is taken here
            raise UnreadableSheet("no_list", unreadable.params) from unreadable
        raise


def refuse_unreadable(data: bytes, *, limits: Limits = LIMITS) -> Contents | None:
    """Refuse what can be seen to be no list, keeping nothing of it; return what a workbook holds.

    None is text, or nothing that is known.

    :raises UnreadableSheet: when it is too large, damaged or locked.
    """
    if len(data) > limits.size:
        sizes = {"size": f"{len(data) / 1e6:.1f}", "limit": f"{limits.size / 1e6:.0f}"}
        raise UnreadableSheet(code="too_large", params=sizes)
    if data.startswith(_ZIPPED):
        contents = look_into(data, limit=limits.unzipped)
        return contents if any(name in data for name in _WORKBOOKS) else None
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableSheet(code="locked")
        if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
            return Contents()
    return None


def open_pasted(text: str, *, limits: Limits = LIMITS) -> Book:
    """Return rows pasted from a spreadsheet, or typed with separators, as a worksheet.

    :raises UnreadableSheet: when it is too large, too wide, or empty.
    """
    sent = taken(text, limit=limits.size).text.replace("\r\n", "\n").replace("\r", "\n")
    return Book((_of_text(sent, limits, loose=True),))


def _of_text(
    text: str, limits: Limits, *, stated: tuple[str, int] | None = None, loose: bool = False
) -> Grid:
    plain, skipped = without_blank_edges(text[stated[1] :] if stated else text)
    delimiter = stated[0] if stated else _delimiter_of(plain)
    grid = Grid("")
    scanned = records(plain, delimiter=delimiter, loose=loose and delimiter == "\t", first_line=skipped + 1)
    try:
        for number, record in enumerate(scanned, start=skipped + (2 if stated else 1)):
            if not record.is_blank:
                _keep(grid, number, [unprefix(cell) for cell in record.cells], limits)
    except UnbalancedQuote as broken:
        raise UnreadableSheet(code="unbalanced_quote", params={"line": broken.line}) from broken
    return grid


def _delimiter_of(text: str) -> str:
    """Return the separator that makes the most rows of the same, largest width; a tab settles it."""

    def agreement(delimiter: str) -> tuple[int, int]:
        found = islice(records(text, delimiter=delimiter, loose=True), _LOOKED_AT)
        widths = [len(record.cells) for record in found if not record.is_blank]
        wide = [width for width in widths if width > 1]
        usual = max(wide, key=wide.count, default=1)
        return (wide.count(usual), usual)

    first_lines = "\n".join(text.splitlines()[:_LOOKED_AT])
    return "\t" if "\t" in first_lines else max((",", ";"), key=agreement)


def _keep(grid: Grid, number: int, cells: list[str], limits: Limits) -> None:
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        return
    if len(cells) > limits.columns:
        raise UnreadableSheet(code="too_wide", params={"columns": len(cells), "limit": limits.columns})
    if len(grid.rows) > limits.rows:
        raise UnreadableSheet(code="too_many_rows_here", params={"limit": limits.rows})
    grid.characters += sum(map(len, cells))
    if grid.characters > limits.text:
        raise UnreadableSheet(code="too_much_text", params={"limit": limits.text // 1_000_000})
    grid.rows.append((number, [cell if len(cell) <= limits.cell else cell[: limits.cell] for cell in cells]))


def _workbook(data: bytes, limits: Limits, contents: Contents) -> Book:
    grids: list[Grid] = []
    hidden: list[str] = []
    merged: list[list[int]] = []
    for line in _apart(data, limits):
        if isinstance(line, list):
            _keep(grids[-1], line[0], line[1], limits)
        elif "wrong" in line:
            raise _refusal(line, limits)
        else:
            if grids:
                _fill_merged(grids[-1], merged)
            grids.append(Grid(line["sheet"]))
            merged = line["merged"]
            if line["hidden"]:
                hidden.append(line["sheet"])
    if grids:
        _fill_merged(grids[-1], merged)
    notes = [Problem("hidden_sheet", {"sheet": title}) for title in hidden]
    seen = {"formulas": contents.has_formulas, "links": contents.has_links, "macros": contents.has_macros}
    notes += [Problem(f"has_{name}") for name, is_there in seen.items() if is_there]
    filled = tuple(grid for grid in grids if grid.rows)
    if not filled:
        raise UnreadableSheet(code="empty")
    return Book(filled, tuple(notes))


def _refusal(line: dict[str, Any], limits: Limits) -> UnreadableSheet:
    if line["wrong"] == "too_wide":
        return UnreadableSheet("too_wide", {"columns": line["columns"], "limit": limits.columns})
    if line["wrong"] == "too_many_rows":
        return UnreadableSheet("too_many_rows_here", {"limit": limits.rows})
    return UnreadableSheet(line["wrong"])


def _apart(data: bytes, limits: Limits) -> Iterator[Any]:
    """Yield the lines of ``sheets.workbook_cells``, run in a process of its own."""
    sizes = (limits.rows + 1, limits.columns, limits.rows, limits.memory, _SECONDS)
    command = [sys.executable, "-m", "sheets.workbook_cells", *map(str, sizes)]
    with subprocess.Popen(  # noqa: S603 - our own program, with numbers of our own
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None  # noqa: S101 - both were asked for
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            raise UnreadableSheet(code="damaged_file") from None
        try:
            yield from _parsed(process.stdout)
        finally:
            process.kill()
    if process.returncode > 0 or process.returncode in {-6, -11}:  # it aborted: memory it was not given
        raise UnreadableSheet(code="spread_out")


def _parsed(lines: Iterable[bytes]) -> Iterator[Any]:
    for line in lines:
        if not line.endswith(b"\n"):  # it was ended in the middle
            raise UnreadableSheet(code="spread_out")
        yield json.loads(line)


def _fill_merged(grid: Grid, merged: Iterable[list[int]]) -> None:
    """Give each row below a cell merged downwards its value: that is what merging says.

    :raises UnreadableSheet: when areas lie over one another more often than any program merges them.
    """
    rows = dict(grid.rows)
    last = max(rows, default=0)
    down = [area for area in merged if area[2] > area[0]]
    if sum(max(min(bottom + 1, last) - top - 1, 0) for top, _left, bottom, _right in down) > _MOST_MERGED:
        raise UnreadableSheet("spread_out")
    for top, left, bottom, _ in down:
        cells = rows.get(top + 1, [])
        value = cells[left] if left < len(cells) else ""
        for number in range(top + 2, min(bottom + 1, last) + 1):
            below = rows.get(number)
            if value and below is not None:
                below += [""] * (left + 1 - len(below))
                below[left] = value
                grid.filled_down.add(number)
