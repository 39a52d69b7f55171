"""Every figure a document prints, and which of the measured figures it is, found by its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reports.blocks import BarChart, Cell, ColumnChart, Document, KeyFigures, Section, Table
from reports.indicators.deliverables import DEVICES_ACCEPTED, DEVICES_CONSIGNED, DEVICES_HANDED_OVER
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import DIMENSIONS, EVERY_DIMENSION, ITEM
from reports.models import EditionFacts
from reports.quantities import Quantity, shown_number
from sheets.text import fold

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Which measured figure one is: of which indicator, and of which group of which split."""

    code: str
    by: str = ""
    key: Any = None


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure: where it stands, what it is called, and how it reads."""

    path: Path
    name: str
    of: str
    unit: str
    shown: str
    figure: Figure | None = None


def printed_in(document: Document, facts: EditionFacts | None) -> dict[Path, Printed]:
    """Return every number of the document by where it stands."""
    known = Known(facts)
    found: dict[Path, Printed] = {}
    for section in document.sections:
        for each in _of_section(section, known):
            path, number = each.path, 2
            while path in found:  # two rows of one name
                path, number = (*each.path, str(number)), number + 1
            found[path] = each
    return found


class Known:
    """The measured figures of an edition by the words they are printed with."""

    def __init__(self, facts: EditionFacts | None) -> None:
        rules: Mapping[str, Mapping[str, str]] = facts.rules if facts else {}
        self._codes = {fold(rule["name"]): code for code, rule in rules.items()}
        if rules:
            self._codes |= {
                fold(_("Events attended")): EVENTS_HELD.code,
                fold(_("Participants")): PARTICIPATIONS.code,
                fold(_("Administrations")): ADMINISTRATIONS_REACHED.code,
                fold(_("Consigned")): DEVICES_CONSIGNED.code,
                fold(_("Accepted")): DEVICES_ACCEPTED.code,
                fold(_("Handed over")): DEVICES_HANDED_OVER.code,
            }
        self._groups: dict[tuple[str, str], tuple[str, Any]] = {}
        for each in facts.figures if facts else ():
            if each["by"]:
                of = (_heading(each["by"]), fold(each["label"]))
                self._groups[of] = (each["by"], each["key"])

    def code(self, name: str) -> str:
        return self._codes.get(fold(name), "")

    def group(self, heading: str, label: str) -> tuple[str, Any] | None:
        """Return the split and key of a row: ``("", None)`` of the total, None where it is none of ours."""
        if fold(label) == fold(_("Total")):
            return ("", None)
        if fold(heading) == fold(_("Event")):
            return ("event", label)
        return self._groups.get((fold(heading), fold(label)))

    def pair(self, group: tuple[str, Any], item: str) -> tuple[str, Any] | None:
        """Return the split and key of a row of one group and one item."""
        found = self._groups.get((fold(str(ITEM.name)), fold(item)))
        return (f"{group[0]}, {ITEM.code}", (group[1], found[1])) if found else None


def _heading(by: str) -> str:
    name = EVERY_DIMENSION[by].name if by in EVERY_DIMENSION else DIMENSIONS["year"].name
    return fold(str(name))


def _of_section(section: Section, known: Known) -> Iterator[Printed]:
    for block in section.blocks:
        if isinstance(block, KeyFigures):
            yield from _of_key_figures(section, block, known)
        elif isinstance(block, Table):
            yield from _of_table(section, block, known)
        elif isinstance(block, BarChart | ColumnChart) and not _has_table(section):
            yield from _of_table(section, block.as_table(), known)


def _has_table(section: Section) -> bool:
    """Test if the section tells as a table what its charts draw."""
    return any(isinstance(block, Table) for block in section.blocks)


def _of_key_figures(section: Section, block: KeyFigures, known: Known) -> Iterator[Printed]:
    phase = known.group(str(DIMENSIONS["phase"].name), block.title)
    for each in block.figures:
        code = known.code(each.label)
        figure = Figure(code, *(phase or ("", None))) if code else None
        of = block.title if phase else ""
        path = (section.title, block.title, each.label)
        yield Printed(path, each.label, of, each.unit, each.quantity.shown(), figure)


def _of_table(section: Section, table: Table, known: Known) -> Iterator[Printed]:
    headings = [column.heading for column in table.columns]
    for row in table.rows:
        words = [str(cell) for cell in row if isinstance(cell, str) and cell]
        label = _label(headings, row)
        heading = headings[1] if fold(headings[0]) == fold(_("Dates")) else headings[0]
        group = known.group(heading, label)
        if group and len(words) > 1 and fold(headings[1]) == fold(str(ITEM.name)):
            group = known.pair(group, words[1])
        for column, cell in zip(table.columns, row, strict=True):
            if not isinstance(cell, Quantity | int | Decimal):
                continue
            code = known.code(column.heading)
            figure = Figure(code, *group) if code and group else None
            path = (section.title, table.title, *words, column.heading)
            yield Printed(path, column.heading, label, column.unit, _shown(cell), figure)


def _label(headings: list[str], row: tuple[Cell, ...]) -> str:
    """Return what the row is of: its first words, of events their title beside the dates."""
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    is_of_event = fold(headings[0]) == fold(_("Dates")) and isinstance(row[1], str)
    return str(row[1]) if is_of_event else (str(texts[0]) if texts else "")


def _shown(cell: Quantity | int | Decimal) -> str:
    return cell.shown() if isinstance(cell, Quantity) else shown_number(cell)
