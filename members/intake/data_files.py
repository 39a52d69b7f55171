"""Data files that come with the portal: readable CSV, every cell checked before anything is used."""

import csv
import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

T = TypeVar("T")
Cell = Callable[[str], Any]


class BadCell(Exception):
    """The cell does not hold what its column asks for; the text says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct in a data file, and where it stands."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = _("%(file)s, line %(line)s") % {"file": self.file, "line": self.line}
        return f"{place}, {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class BadDataFile(Exception):
    """A data file cannot be used; ``problems`` are all that was found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a data file: its cells as values, by column."""

    file: str
    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def only(self, *columns: str) -> dict[str, Any]:
        return {column: self.values[column] for column in columns}


Check = Callable[[Line], Iterable[tuple[str, str]]]  # columns and what is wrong with them


def no_further_check(line: Line) -> Iterable[tuple[str, str]]:
    return ()


def read_data_file(
    path: Path,
    columns: Mapping[str, Cell],
    *,
    key: Callable[[Line], Hashable],
    check: Check = no_further_check,
) -> list[Line]:
    """Read a data file whose header is exactly ``columns`` and where each ``key`` stands once.

    :raises BadDataFile: with every problem, its file, line and column.
    """
    file = shown(path)
    problems: list[Problem] = []
    lines: list[Line] = []
    for number, cells in _rows(path, file, tuple(columns)):
        values, wrong = _values(cells, columns)
        line = Line(file, number, values)
        wrong = wrong or list(check(line))
        problems += [Problem(file, number, column, message) for column, message in wrong]
        if not wrong:
            lines.append(line)
    problems += _doubles(lines, key)
    if problems:
        raise BadDataFile(sorted(problems, key=lambda problem: problem.line))
    return lines


def shown(path: Path) -> str:
    """Return how to speak of a data file: "members/data/countries.csv"."""
    return "/".join(path.parts[-3:])


def _rows(path: Path, file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            _refuse_other_header(file, tuple(next(rows, ())), columns)
            starts = rows.line_num + 1
            for cells in rows:
                if len(cells) != len(columns):
                    message = _("%(found)s cells where %(wanted)s belong.")
                    words = {"found": len(cells), "wanted": len(columns)}
                    raise BadDataFile([Problem(file, starts, "", message % words)])
                yield starts, cells
                starts = rows.line_num + 1
    except (UnicodeDecodeError, csv.Error) as error:
        message = _("This is not CSV in UTF-8: %(error)s.") % {"error": error}
        raise BadDataFile([Problem(file, 1, "", message)]) from error


def _refuse_other_header(file: str, found: tuple[str, ...], columns: tuple[str, ...]) -> None:
    if found == columns:
        return
    missing = [column for column in columns if column not in found]
    strange = [column for column in found if column not in columns]
    problems = [Problem(file, 1, column, _("The column is missing.")) for column in missing]
    problems += [Problem(file, 1, column, _("No such column is known.")) for column in strange]
    wanted = _("The columns stand in this order: %(columns)s.") % {"columns": ", ".join(columns)}
    raise BadDataFile(problems or [Problem(file, 1, "", wanted)])


def _values(
    cells: Sequence[str], columns: Mapping[str, Cell]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    values, wrong = {}, []
    for (column, read), cell in zip(columns.items(), cells, strict=True):
        try:
            values[column] = read(cell.strip())
        except BadCell as error:
            wrong.append((column, str(error)))
    return values, wrong


def _doubles(lines: Sequence[Line], key: Callable[[Line], Hashable]) -> Iterator[Problem]:
    first: dict[Hashable, Line] = {}
    for line in lines:
        other = first.setdefault(key(line), line)
        if other is not line:
            message = _("Line %(line)s says the same.") % {"line": other.number}
            yield Problem(line.file, line.number, "", message)


def text(most: int) -> Cell:
    """Return a reader of a text that must be there and is at most so many characters long."""

    def read(cell: str) -> str:
        if not cell:
            raise BadCell(_("This cell is empty."))
        if len(cell) > most:
            raise BadCell(_("More than %(most)s characters.") % {"most": most})
        return cell

    return read


def optional(read: Cell, *, empty: Any = "") -> Cell:
    """Return a reader that takes an empty cell for ``empty``."""
    return lambda cell: read(cell) if cell else empty


def one_of(words: type[models.TextChoices]) -> Cell:
    """Return a reader of one of the stored words."""

    def read(cell: str) -> str:
        if cell not in words.values:
            known = ", ".join(words.values)
            raise BadCell(_("“%(cell)s” is none of: %(known)s.") % {"cell": cell, "known": known})
        return cell

    return read


def known(records: Mapping[Any, T], *, as_key: Callable[[str], Any] = str) -> Cell:
    """Return a reader of the code or name of a record, as the record."""

    def read(cell: str) -> T:
        try:
            return records[as_key(cell)]
        except (KeyError, ValueError):
            raise BadCell(_("“%(cell)s” is not known.") % {"cell": cell}) from None

    return read


def yes_no(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise BadCell(_("Write yes or no."))
    return cell == "yes"


def day(cell: str) -> dt.date:
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise BadCell(_("“%(cell)s” is not a day: write 2024-07-31.") % {"cell": cell}) from None


def whole_number(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise BadCell(_("“%(cell)s” is not a whole number.") % {"cell": cell})
    return int(cell)


def amount(cell: str) -> Decimal:
    try:
        found = Decimal(cell)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise BadCell(_("“%(cell)s” is not an amount.") % {"cell": cell})
    return found


# Asked once: looking takes a walk through all the zone files.
_time_zones = functools.cache(zoneinfo.available_timezones)


def time_zone(cell: str) -> str:
    if cell not in _time_zones():
        raise BadCell(_("“%(cell)s” is not a time zone.") % {"cell": cell})
    return cell
