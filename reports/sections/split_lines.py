"""Every group of a split as lines of a file: numbers apart from words, so that programs can read them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports.measuring.measure import Figures, Group
from reports.sections.counted import REACH, Measured
from sheets.columns import Column

Line = dict[str, Any]


def split_lines(figures: Figures, groups: Sequence[Group]) -> tuple[tuple[Column, ...], Iterator[Line]]:
    """Return columns and lines: name, then of each figure of reach its bounds and how it is given.

    The last line is the total, counted and not added up. Empty bounds: not recorded.
    """
    columns = [Column("name", "name")]
    for each in REACH:
        columns += [Column(f"{each.code}_{end}", f"{each.code}_{end}", "number") for end in ("low", "high")]
        columns.append(Column(f"{each.code}_given_as", f"{each.code}_given_as"))
    named: list[tuple[str, Measured]] = [(group.labels[0], group) for group in groups]
    return tuple(columns), (_line(name, told) for name, told in [*named, (_("Total"), figures)])


def _line(name: str, figures: Measured) -> Line:
    line: Line = {"name": name}
    for each in REACH:
        quantity = figures[each]
        line[f"{each.code}_low"] = quantity.low
        line[f"{each.code}_high"] = quantity.high
        line[f"{each.code}_given_as"] = quantity.accuracy.value if quantity.is_recorded else "NOT_RECORDED"
    return line
