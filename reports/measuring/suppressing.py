"""Which cells of a family are kept back, so that no cell of few persons is told or can be worked out.

A cell is a subject and a year: everything, a programme or a phase; a year, or all of them. Plain values.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from programmes.choices import SMALLEST_GROUP

Subject = tuple[str, int] | None  # ("programme", 3), ("phase", 7); None: everything
Cell = tuple[Subject, int | None]
Line = tuple[Cell, ...]  # a cell, and the cells it is the sum of


def lines_of(cells: Iterable[Cell], programme_of: Mapping[int, int]) -> Iterator[Line]:
    """Yield each sum somebody could take for one: years into all of them, programmes, their phases.

    An event of two programmes makes the sum wrong, and a subtraction with it: it is yielded all the same.
    """
    known = set(cells)
    for whole in sorted(known, key=str):
        subject, year = whole
        if year is None:
            years = [each for each in known if each[0] == subject and each[1] is not None]
            yield (whole, *sorted(years, key=str))
        parts = [each for each in known if each[1] == year and _above(each[0], programme_of) == subject]
        if parts := [each for each in parts if each[0] is not None]:
            yield (whole, *sorted(parts, key=str))


def _above(subject: Subject, programme_of: Mapping[int, int]) -> Subject:
    if subject is None or subject[0] == "programme":
        return None
    return ("programme", programme_of[subject[1]])


def kept_back(
    persons: Mapping[Cell, int], programme_of: Mapping[int, int], *, smallest: int = SMALLEST_GROUP
) -> frozenset[Cell]:
    """Return the cells that are not told.

    Cells of fewer than ``smallest`` persons; and others, the smallest first, until no sum with what is
    told leaves one cell alone, or cells of fewer than ``smallest`` persons together.

    :param persons: on how many each cell rests; what is not in it rests on nobody.
    :param programme_of: the programme of each phase.
    """
    family = Family(persons, list(lines_of(persons, programme_of)), smallest)
    family.protect()
    return frozenset(each for each in family.hidden if each in persons)


@dataclass
class Family:
    persons: Mapping[Cell, int]
    lines: list[Line]
    smallest: int
    hidden: set[Any] = field(default_factory=set)
    rests: dict[int, int] = field(default_factory=dict)  # persons of a whole that stand in none of its parts

    def protect(self) -> None:
        self.hidden |= {cell for cell, count in self.persons.items() if 0 < count < self.smallest}
        self.find_rests()
        while more := self._candidates():
            self.hidden.add(min(more, key=self._cost))

    def find_rests(self) -> None:
        for number, (whole, *parts) in enumerate(self.lines):
            rest = self.persons[whole] - sum(self.persons[each] for each in parts)
            if 0 < rest < self.smallest:
                self.rests[number] = rest

    def _candidates(self) -> list[Cell]:
        """Return what may be hidden next: beside what one sum betrays, else what all together do."""
        for number in range(len(self.lines)):
            if self._is_exposed(number) and (more := list(self._next_of(number))):
                return more
        betrayed = self._determined()
        return [
            cell
            for number, line in enumerate(self.lines)
            if betrayed.intersection(line)
            for cell in self._next_of(number)
        ]

    def _is_exposed(self, number: int) -> bool:
        """Test if one sum tells a hidden cell, or how it is with few persons together."""
        whole, *parts = self.lines[number]
        hidden = [self.persons[each] for each in parts if each in self.hidden and self.persons[each]]
        if number in self.rests:
            hidden.append(self.rests[number])
        if whole in self.hidden:
            return not hidden
        return bool(hidden) and (len(hidden) == 1 or sum(hidden) < self.smallest)

    def _next_of(self, number: int) -> Iterator[Cell]:
        """Yield what might be hidden beside: parts, and the whole where no part is left."""
        whole, *parts = self.lines[number]
        told = [each for each in parts if each not in self.hidden and self.persons[each]]
        if told:
            yield from told
        elif whole not in self.hidden and self.persons[whole]:
            yield whole

    def _cost(self, cell: Cell) -> tuple[bool, int, str]:
        subject, year = cell
        return (subject is None and year is None, self.persons[cell], str(cell))

    def _determined(self) -> set[Cell]:
        """Return hidden cells that follow from all sums together."""
        rows = [self.equation(number) for number in range(len(self.lines))]
        return {name for name in determined(rows) if name in self.persons}

    def equation(self, number: int) -> dict[Any, Fraction]:
        """Return what is not known in a sum, each with its sign."""
        whole, *parts = self.lines[number]
        row: dict[Any, Fraction] = {}
        if whole in self.hidden:
            row[whole] = Fraction(1)
        row |= {each: Fraction(-1) for each in parts if each in self.hidden and self.persons[each]}
        if number in self.rests:
            row["rest", number] = Fraction(-1)
        return row


def determined(rows: Iterable[dict[Any, Fraction]]) -> set[Any]:
    """Return what is known once all rows are: exact elimination. A row is a sum of unknowns that is known."""
    solved: list[tuple[Any, dict[Any, Fraction]]] = []
    for row in rows:
        for pivot, known in solved:
            _subtract(row, known, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = min(row, key=str)
        scale = row[pivot]
        row = {name: value / scale for name, value in row.items()}
        for _other, known in solved:
            _subtract(known, row, known.get(pivot, Fraction(0)))
        solved.append((pivot, row))
    return {pivot for pivot, row in solved if len(row) == 1}


def _subtract(row: dict[Any, Fraction], other: Mapping[Any, Fraction], times: Fraction) -> None:
    if not times:
        return
    for name, value in other.items():
        left = row.get(name, Fraction(0)) - times * value
        if left:
            row[name] = left
        else:
            row.pop(name, None)
