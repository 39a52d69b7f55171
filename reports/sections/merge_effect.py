"""Which figures would change if two entries of the register became one person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.blocks import Cell, Column, Section, Table
from reports.indicators.registry import COMPLETIONS, PARTICIPATIONS, PEOPLE, SHARE_OF_WOMEN
from reports.measuring.dimensions import ADMINISTRATION, PROGRAMME, YEAR, Dimension
from reports.measuring.measure import Figures, measure
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import of_nothing

INDICATORS = (PEOPLE, PARTICIPATIONS, SHARE_OF_WOMEN, COMPLETIONS)
SPLITS: tuple[Dimension, ...] = (PROGRAMME, YEAR, ADMINISTRATION)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: of what, and how much."""

    of: str
    indicator: str
    quantity: Quantity


Counted = dict[tuple[str, Any, str], Line]


def counted(reader: Any) -> Counted:
    """Return the figures of everything, of each programme, year and administration."""
    figures = measure(Scope(reader), INDICATORS, by=SPLITS)
    return dict(_lines(figures))


def merge_effect(before: Counted, after: Counted) -> Section:
    """Return the figures that differ, before and after; people of everything in any case."""
    rows: list[tuple[Cell, ...]] = []
    for key in dict.fromkeys([*before, *after]):
        old, new = (each.get(key) for each in (before, after))
        line = old or new
        if line is not None and (_quantity(old).shown() != _quantity(new).shown() or key == _FIRST):
            rows.append((line.of, line.indicator, _quantity(old), _quantity(new)))
    columns = (
        Column(_("Of what")),
        Column(_("Figure")),
        Column(_("Now"), "number"),
        Column(_("After the merge"), "number"),
    )
    note = _("Figures of every year are counted anew, also of years that are closed; released reports stay.")
    table = Table(_("Figures now and after the merge"), columns, tuple(rows), notes=(note,))
    return Section(_("What would change"), (table,))


_FIRST = ("", None, PEOPLE.code)


def _lines(figures: Figures) -> Iterator[tuple[tuple[str, Any, str], Line]]:
    for each in INDICATORS:
        yield ("", None, each.code), Line(_("Everything recorded"), str(each.name), figures[each])
    for split in SPLITS:
        for group in figures.by(split):
            for each in INDICATORS:
                of = _("%(split)s: %(name)s") % {"split": split.name, "name": group.labels[0]}
                yield (split.code, group.key[0], each.code), Line(of, str(each.name), group[each])


def _quantity(line: Line | None) -> Quantity:
    return of_nothing(PEOPLE) if line is None else line.quantity
