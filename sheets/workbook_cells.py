"""The cells of a workbook as lines of JSON: a program of its own, run beside the portal.

A broken or hostile file can make a reader of workbooks ask for any amount of memory, or end the whole
process. Here it ends this one, which holds nothing, within the memory it was given.

    python -m sheets.workbook_cells ROWS COLUMNS CELLS MEGABYTES SECONDS < workbook

Lines: {"sheet": name, "hidden": bool, "merged": [[row, column, last row, last column], …]}, then one
[row number from 1, [cell, …]] for each row that holds something, and {"wrong": code} instead of more.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

_MIDNIGHT = dt.time()


def main() -> None:
    rows, columns, cells, megabytes, seconds = map(int, sys.argv[1:6])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout
    try:
        for line in lines(sys.stdin.buffer.read(), rows=rows, columns=columns, cells=cells):
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":"), check_circular=False))
            out.write("\n")
    except PasswordError:
        out.write('{"wrong":"locked"}\n')
    except MemoryError:
        out.write('{"wrong":"spread_out"}\n')
    except (CalamineError, ValueError, OSError, ZeroDivisionError, OverflowError):
        out.write('{"wrong":"damaged_file"}\n')
    out.flush()


def lines(data: bytes, *, rows: int, columns: int, cells: int) -> Iterator[Any]:
    """Yield what ``main`` writes."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for about in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(about.name)
        hidden = about.visible != SheetVisibleEnum.Visible
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []][:cells]
        yield {"sheet": about.name, "hidden": hidden, "merged": merged}
        if not hidden:
            yield from _rows(sheet, rows=rows, columns=columns)


def _rows(sheet: CalamineSheet, *, rows: int, columns: int) -> Iterator[Any]:
    _, left = sheet.start or (0, 0)
    if left + sheet.width > columns:
        yield {"wrong": "too_wide", "columns": left + sheet.width}
        return
    before = [""] * left
    filled = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if not any(cell != "" for cell in row):
            continue
        filled += 1
        if filled > rows:
            yield {"wrong": "too_many_rows"}
            return
        yield [number, [*before, *(cell if isinstance(cell, str) else written(cell) for cell in row)]]


def written(cell: Any) -> str:
    """Return a typed cell as somebody would type it: 12.0 as 12, a day as 2024-04-03."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    main()
