"""What a part is: a table of measured rows, made for one size at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.sizes import Size

Say = Callable[[str], None]
Values = Mapping[str, Any]  # by column code; a value that was not measured is None


@dataclass(frozen=True, slots=True)
class Bench:
    """What a part works with: the size, how to say where it stands, and whether to be quick about it.

    In haste (a test of the bench itself) everything is asked as few times as can be.
    """

    size: Size
    say: Say
    in_haste: bool

    def times(self, many: int) -> int:
        return min(many, 2) if self.in_haste else many


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a part's table. ``unit``: ms, ratio, count, bytes or words."""

    code: str
    heading: str
    unit: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is measured; ``about`` says how, in words printed above its table.

    ``measure`` returns the values of each row by its name.
    """

    code: str
    title: str
    about: str
    columns: tuple[Column, ...]
    measure: Callable[[Bench], dict[str, Values]]
