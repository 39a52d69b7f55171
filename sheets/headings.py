"""Which column holds what: the heading line of a sheet, held against the headings wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets.formulas import unprefix
from sheets.problems import Address, Problem, column_letters
from sheets.scanning import Record
from sheets.text import clean

_LONGEST = 200  # characters of a heading; no more of a cell is looked at
_SHOWN = 60  # characters of a heading repeated in a message


def same_words(heading: str) -> str:
    """Spell a heading so that only case and spaces may differ."""
    return clean(heading).casefold()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The headings a sheet may have.

    ``names`` gives for each spelling, as ``spell`` makes it, the heading the caller knows it by.
    """

    names: Mapping[str, str]
    required: frozenset[str]
    spell: Callable[[str], str]

    def recognise(self, cell: str) -> str | None:
        """Return the heading the cell stands for, or None."""
        return self.names.get(self.spell(unprefix(cell))) if len(cell) <= _LONGEST else None

    def recognised(self, record: Record) -> int:
        """Return how many of the first cells of the record are headings."""
        return sum(self.recognise(cell) is not None for cell in record.cells[:_LONGEST])


def exactly(required: Sequence[str], optional: Sequence[str]) -> Wanted:
    """Want the headings as they are written, but for case and spaces.

    :raises ValueError: when two of them cannot be told apart.
    """
    headings = [*map(str, required), *map(str, optional)]
    spellings = [(same_words(heading), heading) for heading in headings]
    return Wanted(_unambiguous(spellings), frozenset(map(str, required)), same_words)


def _unambiguous(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for spelling, heading in spellings:
        if names.setdefault(spelling, heading) != heading:
            raise ValueError(f"{spelling!r} stands for {names[spelling]!r} and for {heading!r}.")
    return names


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand.

    ``positions`` maps each heading found to its column, counted from 0; ``titles`` says how each is
    called in the sheet; ``width`` is the number of columns, unknown ones included; a row must have
    at least ``fewest`` cells.
    """

    positions: Mapping[str, int]
    titles: Mapping[str, str]
    width: int
    fewest: int = 0

    def title_of(self, column: int) -> str:
        """Return what the column is called; "" where it is none of the headings."""
        at = {place: heading for heading, place in self.positions.items()}
        return self.titles[at[column]] if column in at else ""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading line understood: its layout, the columns nobody asked for, and what is wrong.

    ``can_be_read`` is False when a heading is missing or stands twice: which cell is which would be
    a guess.
    """

    layout: Layout
    strangers: tuple[Address, ...]
    problems: tuple[Problem, ...]
    can_be_read: bool


def understand(record: Record, *, row: int, wanted: Wanted) -> HeadingLine:
    """Return which column of the heading line holds what."""
    cells = without_empty_end(record.cells)
    found: dict[str, list[int]] = {}
    strangers: list[Address] = []
    for column, cell in enumerate(cells):
        heading = wanted.recognise(cell)
        if heading is None:
            strangers.append(Address(row, record.line, column, _shown(cell)))
        else:
            found.setdefault(heading, []).append(column)
    problems = (*_missing(found, wanted), *_twice(found, record, row))
    layout = Layout(
        positions={heading: columns[0] for heading, columns in found.items()},
        titles={heading: _shown(cells[columns[0]]) for heading, columns in found.items()},
        width=len(cells),
        fewest=1 + max((found[each][0] for each in wanted.required & found.keys()), default=-1),
    )
    return HeadingLine(layout, tuple(strangers), problems, can_be_read=not problems)


def _shown(cell: str) -> str:
    return clean(unprefix(cell[:_LONGEST]))[:_SHOWN]


def _missing(found: Mapping[str, list[int]], wanted: Wanted) -> list[Problem]:
    in_order = dict.fromkeys(wanted.names.values())
    missing = [each for each in in_order if each in wanted.required and each not in found]
    return [Problem("missing_heading", {"heading": heading}) for heading in missing]


def _twice(found: Mapping[str, list[int]], record: Record, row: int) -> list[Problem]:
    return [
        Problem(
            "duplicate_heading",
            {"heading": heading, "columns": ", ".join(map(column_letters, columns))},
            Address(row, record.line, columns[1], heading),
        )
        for heading, columns in found.items()
        if len(columns) > 1
    ]


def unknown(stranger: Address) -> Problem:
    """Return the problem of a column nobody asked for."""
    if stranger.heading:
        return Problem("unknown_heading", {"heading": stranger.heading}, stranger)
    return Problem("nameless_column", {}, stranger)


def without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells up to the last one that holds something."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return cells[:count]
