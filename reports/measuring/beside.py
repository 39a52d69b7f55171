"""What is kept back of a part of everything, from a reader who may also know what is told of everything.

A donor is told of what it pays for; a public report tells of all. The one less the other is what others pay
for: of a few persons, too, it must not be worked out. Plain values.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from reports.measuring.suppressing import Cell, Family, determined, kept_back, lines_of

PART, WHOLE, REST = "part", "whole", "rest"


def kept_back_beside(
    part: Mapping[Cell, int],
    whole: Mapping[Cell, int],
    programme_of: Mapping[int, int],
    *,
    smallest: int,
    smallest_of_whole: int,
) -> frozenset[Cell]:
    """Return the cells of the part that are not told to who is told of the whole as well.

    :param part: on how many persons each of its cells rests; ``whole`` the same of everything.
    :param smallest_of_whole: the number that holds where everything is told.
    """
    hidden = set(kept_back(part, programme_of, smallest=smallest))
    of_whole = kept_back(whole, programme_of, smallest=smallest_of_whole)
    hidden |= {cell for cell in of_whole & set(part) if part[cell] == whole[cell]}
    beside = _Beside(part, whole, programme_of, smallest, hidden, of_whole)
    while found := beside.betrayed():
        told = beside.told()
        near = [cell for cell in told if any(cell == name[1] for name in found)] or told
        if not near:
            break
        hidden.add(min(near, key=lambda cell: (part[cell], str(cell))))
    return frozenset(hidden)


class _Beside:
    """Both families and what lies between them. What of the whole is told is told to everybody."""

    def __init__(
        self,
        part: Mapping[Cell, int],
        whole: Mapping[Cell, int],
        programme_of: Mapping[int, int],
        smallest: int,
        hidden: set[Cell],
        of_whole: frozenset[Cell],
    ) -> None:
        rest = {cell: persons - part.get(cell, 0) for cell, persons in whole.items()}
        self._persons = {PART: part, WHOLE: whole, REST: rest}
        self._smallest = smallest
        self._hidden = {PART: hidden, WHOLE: set(of_whole), REST: {cell for cell in rest if rest[cell]}}
        self._families = {}
        for name, persons in self._persons.items():
            family = Family(persons, list(lines_of(persons, programme_of)), smallest, self._hidden[name])
            family.find_rests()
            self._families[name] = family

    def told(self) -> list[Cell]:
        """Return the cells of the part that say something the whole does not."""
        part, rest = self._persons[PART], self._persons[REST]
        return [cell for cell in part if part[cell] and rest.get(cell) and cell not in self._hidden[PART]]

    def betrayed(self) -> set[Any]:
        """Return what rests on few persons, and follows from everything that is told."""
        return {
            name
            for name in determined([*self._sums(), *self._between()])
            if len(name) == 2 and 0 < self._persons[name[0]][name[1]] < self._smallest
        }

    def _sums(self) -> Iterator[dict[Any, Fraction]]:
        for name, family in self._families.items():
            for number in range(len(family.lines)):
                yield self._renamed(name, family.equation(number))

    def _between(self) -> Iterator[dict[Any, Fraction]]:
        """Yield of each cell that the whole is the part and the rest."""
        for cell in self._persons[PART]:
            if self._persons[PART][cell] and self._persons[REST].get(cell):
                signs = {WHOLE: Fraction(1), PART: Fraction(-1), REST: Fraction(-1)}
                yield {(name, cell): sign for name, sign in signs.items() if cell in self._hidden[name]}

    def _renamed(self, name: str, row: Mapping[Any, Fraction]) -> dict[Any, Fraction]:
        """Return a sum of one family in the names of all; a cell that is all of the whole is the whole."""
        renamed: dict[Any, Fraction] = {}
        for cell, sign in row.items():
            if cell not in self._persons[name]:
                renamed[name, "beside", cell] = sign  # persons of a whole that stand in none of its parts
            elif self._persons[name][cell] == self._persons[WHOLE].get(cell):
                if cell in self._hidden[WHOLE]:
                    renamed[WHOLE, cell] = sign
            else:
                renamed[name, cell] = sign
        return renamed
