"""One figure split two ways at once: rows by columns, with totals that were counted."""

from collections.abc import Sequence
from dataclasses import replace

from reports.blocks import Cell, Column, Table
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, Dimension
from reports.measuring.measure import Figures, Group
from reports.measuring.statement import Key
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import Addresses, addresses_of
from reports.sections.counted import Measured
from reports.sections.places import missing_of
from reports.sections.reasons import EVENT_WITHOUT_NUMBER, NUMBER_NOT_RECORDED

Side = tuple[Dimension, Sequence[Group]]


def matrix(
    scope: Scope,
    figures: Figures,
    indicator: Indicator,
    *,
    rows: Side,
    columns: Side,
    title: str,
    totals: tuple[str, str],
    notes: tuple[str, ...] = (),
) -> Table:
    """Return the figure of each pair of groups, of each group, and of all; empty where nothing is recorded.

    "Not recorded" where somebody attended and their number is not known. Wants figures by rows, by columns
    and by both. ``totals`` are the headings of the last row and column.
    """
    (down, lines), (across, heads) = rows, columns
    pairs = {group.key: group for group in figures.by(down, across, missing=missing_of(down))}
    addresses = addresses_of(scope, [down, across], _keys(lines, heads))
    by_row = addresses_of(scope, [down], [line.key for line in lines])
    by_column = addresses_of(scope, [across], [head.key for head in heads])

    def leads(figures: Measured | None, addresses: Addresses, key: Key) -> str:
        if figures is None or not says_something(figures, indicator):
            return ""
        if figures[indicator].is_recorded:
            return addresses(indicator, key)
        is_of_one = ADMINISTRATION in (down, across) or scope.administration is not None
        without = NUMBER_NOT_RECORDED if is_of_one and key else EVENT_WITHOUT_NUMBER
        return addresses(indicator, key, left_out=without.code)

    cells: list[tuple[Cell, ...]] = []
    evidence: list[tuple[str, ...]] = []
    for line in lines:
        of_row = [((*line.key, *head.key), pairs.get((*line.key, *head.key))) for head in heads]
        cells.append(
            (line.labels[0], *(_cell(each, indicator) for _, each in of_row), _cell(line, indicator))
        )
        led = [leads(each, addresses, key) for key, each in of_row]
        evidence.append(("", *led, leads(line, by_row, line.key)))
    if cells:
        cells.append((totals[0], *(_cell(head, indicator) for head in heads), _cell(figures, indicator)))
        led = [leads(head, by_column, head.key) for head in heads]
        evidence.append(("", *led, leads(figures, addresses_of(scope, [], []), ())))
    return Table(
        title=title,
        columns=(
            Column(str(down.name)),
            *(Column(head.labels[0], "number") for head in heads),
            Column(totals[1], "number"),
        ),
        rows=tuple(cells),
        notes=notes if cells else (),
        total_row=bool(cells),
        evidence=tuple(evidence),
    )


def _keys(lines: Sequence[Group], heads: Sequence[Group]) -> list[tuple[object, ...]]:
    """Return keys that name each row and each column at least once."""
    if not lines or not heads:
        return []
    return [*((*line.key, *heads[0].key) for line in lines), *((*lines[0].key, *head.key) for head in heads)]


def says_something(figures: Measured, indicator: Indicator) -> bool:
    """Test if there is something to show: of a count of nothing the cell is empty."""
    quantity = figures[indicator]
    return quantity.not_recorded > 0 if not quantity.is_recorded else quantity != Quantity.exactly(0)


def _cell(figures: Measured | None, indicator: Indicator) -> Cell:
    if figures is None or not says_something(figures, indicator):
        return ""
    return replace(figures[indicator], not_recorded=0)
