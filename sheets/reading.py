"""Tables out of text: a CSV file by its headings.

Its rows know where they stand, and every problem comes at once. Cells come as they were
written, without our own formula prefix: make them tidy with ``sheets.text.clean``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets.decoding import Decoded, decode, taken
from sheets.delimiters import delimiter_of, stated_delimiter
from sheets.formulas import unprefix
from sheets.headings import (
    Layout,
    Wanted,
    exactly,
    understand,
    unknown,
    without_empty_end,
)
from sheets.problems import Address, Problem, UnreadableSheet
from sheets.scanning import Record, UnbalancedQuote, records, without_blank_edges


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read.

    ``size`` of the text in bytes; ``rows`` under the heading line, blank ones between them counted;
    ``columns`` of the heading line; ``cell`` in characters.
    """

    size: int = 5_000_000
    rows: int = 5_000
    columns: int = 200
    cell: int = 5_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with its number in a spreadsheet and its line in the file, both from 1.

    ``values`` has every heading that may be there; "" where the cell is empty or the column absent.
    """

    number: int
    line: int
    values: Mapping[str, str]
    layout: Layout

    def cell(self, heading: str) -> Address:
        """Return where the cell under the heading stands."""
        column = self.layout.positions.get(heading)
        return Address(self.number, self.line, column, self.layout.titles.get(heading, heading))


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet says: its rows, and the problems found while reading it.

    ``rows`` leaves out each row that has a problem of its own, and is empty when the heading line
    cannot be relied on. ``headings`` are the columns found, in their order; ``encoding`` is
    empty when text was given.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    delimiter: str
    encoding: str = ""
    has_heading_line: bool = True


def read_table(
    source: str | bytes,
    *,
    headings: Sequence[str],
    optional: Sequence[str] = (),
    limits: Limits = LIMITS,
) -> Table:
    """Return the table of a CSV file, whose columns may stand in any order.

    ``headings`` must be there, ``optional`` may; case and spaces do not matter in them. A row may
    lack cells at its end only under optional headings: Excel leaves out empty cells there.

    :raises UnreadableSheet: when it is no text, too large, too wide, or empty.
    """
    wanted = exactly(headings, optional)
    decoded = _decoded(source, limits)
    delimiter, start = stated_delimiter(decoded.text) or ("", 0)
    text, skipped = without_blank_edges(decoded.text[start:])
    delimiter = delimiter or delimiter_of(text, wanted=wanted)
    scanned = records(text, delimiter=delimiter, first_line=skipped + (2 if start else 1))
    problems: list[Problem] = []
    lines = _numbered(scanned, skipped, limits, problems)

    first = _first(lines, limits)
    if first is None:
        return _without_headings(problems, delimiter, decoded.encoding)
    found = understand(first[1], row=first[0], wanted=wanted)
    problems += [*found.problems, *map(unknown, found.strangers)]
    rows = _rows(lines, found.layout, wanted, limits, problems)
    return Table(
        headings=tuple(found.layout.positions),
        rows=rows if found.can_be_read else (),
        problems=tuple(problems),
        delimiter=delimiter,
        encoding=decoded.encoding,
    )


def _decoded(source: str | bytes, limits: Limits) -> Decoded:
    if isinstance(source, bytes):
        return decode(source, limit=limits.size)
    return taken(source, limit=limits.size)


def _without_headings(problems: list[Problem], delimiter: str, encoding: str = "") -> Table:
    if not problems:
        raise UnreadableSheet(code="empty")
    return Table((), (), tuple(problems), delimiter, encoding, has_heading_line=False)


def _numbered(
    scanned: Iterator[Record], skipped: int, limits: Limits, problems: list[Problem]
) -> Iterator[tuple[int, Record]]:
    """Yield the records that hold something, with their row number; ``skipped`` rows are above.

    A quotation mark left open ends them, and so does the limit: either goes to ``problems``.
    """
    number = skipped
    try:
        for number, record in enumerate(scanned, start=skipped + 1):
            if number > skipped + 1 + limits.rows:  # one is the heading line
                problems.append(_too_many_rows(number, record, limits))
                return
            if not record.is_blank:
                yield number, record
    except UnbalancedQuote as broken:
        place = Address(number + 1, broken.line)
        problems.append(Problem("unbalanced_quote", {"line": broken.line}, place))


def _too_many_rows(number: int, record: Record, limits: Limits) -> Problem:
    return Problem("too_many_rows", {"limit": limits.rows}, Address(number, record.line))


def _first(lines: Iterator[tuple[int, Record]], limits: Limits) -> tuple[int, Record] | None:
    """Return the first record that holds something; None when there is none to be read.

    :raises UnreadableSheet: when it has more columns than are read.
    """
    first = next(lines, None)
    columns = len(without_empty_end(first[1].cells)) if first else 0
    if columns > limits.columns:
        raise UnreadableSheet(code="too_wide", params={"columns": columns, "limit": limits.columns})
    return first


def _rows(
    lines: Iterable[tuple[int, Record]],
    layout: Layout,
    wanted: Wanted,
    limits: Limits,
    problems: list[Problem],
) -> tuple[Row, ...]:
    """Return the rows in order; what is wrong with the others goes to ``problems``."""
    headings = tuple(dict.fromkeys(wanted.names.values()))
    rows: list[Row] = []
    for count, (number, record) in enumerate(lines):
        if count == limits.rows:
            problems.append(_too_many_rows(number, record, limits))
            break
        wrong = list(_wrong(number, record, layout, limits))
        problems += wrong
        if not wrong:
            values = {heading: _value(record, layout, heading) for heading in headings}
            rows.append(Row(number, record.line, values, layout))
    return tuple(rows)


def _value(record: Record, layout: Layout, heading: str) -> str:
    column = layout.positions.get(heading, len(record.cells))
    return unprefix(record.cells[column]) if column < len(record.cells) else ""


def _wrong(number: int, record: Record, layout: Layout, limits: Limits) -> Iterator[Problem]:
    filled = len(without_empty_end(record.cells))
    place = Address(number, record.line)
    if filled > layout.width:
        yield Problem("too_many_cells", {"cells": filled, "columns": layout.width}, place)
    if len(record.cells) < layout.fewest:
        counts = {"cells": len(record.cells), "columns": layout.width}
        yield Problem("too_few_cells", counts, place)
    for column, cell in enumerate(record.cells):
        if len(cell) > limits.cell:
            place = Address(number, record.line, column, layout.title_of(column))
            yield Problem("cell_too_long", {"length": len(cell), "limit": limits.cell}, place)
