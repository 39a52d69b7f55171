"""A column chart: values by category, usually years, in series side by side or stacked."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.blocks import ColumnChart
from reports.formats import drawing, lettering
from reports.formats.bars import is_uncertain
from reports.formats.drawing import INK, MUTED, SMALL, WIDTH, Frame
from reports.quantities import Quantity, shown_number

PLOT = 210.0
WIDEST_COLUMN, NARROWEST_COLUMN, STACK = 54.0, 12.5, 40.0
OPEN_END = 14.0
LEGEND_LINE = 20.0
UPRIGHT_ROOM = 96.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in one row of columns: the axis, a category's slot, a column's width."""

    chart: ColumnChart
    frame: Frame
    ticks: tuple[int, ...]
    gutter: float
    slot: float
    column: float
    top: float

    @property
    def scale(self) -> float:
        return PLOT / (self.ticks[-1] or 1)

    @property
    def base(self) -> float:
        return self.top + PLOT

    @property
    def wide(self) -> float:
        return self.gutter + self.slot * len(self.chart.categories)

    def left_of(self, place: int, series: int = 0) -> float:
        """Return where a column begins: in the middle of its slot, a stack left of its labels."""
        free = self.slot - self.column * _side_by_side(self.chart)
        indent = (40.0 if self.slot > 220 else 10.0) if self.chart.stacked else free / 2
        return self.gutter + self.slot * place + indent + self.column * series

    def name_of(self, place: int) -> tuple[float, str]:
        """Return where the name of a category stands, and which end of it stands there."""
        if self.chart.stacked:
            return self.left_of(place), "start"
        return self.gutter + self.slot * (place + 0.5), "middle"

    def has_room_for(self, label: str) -> bool:
        return 1.06 * lettering.width(label, SMALL, bold=True) <= self.column


def column_chart(chart: ColumnChart) -> str:
    """Return the chart as SVG; a great many columns stand in several rows on one scale."""
    frame = Frame(chart.title, chart.description)
    if not chart.categories:
        return frame.empty()
    if len(chart.series) == 1:  # nothing to stack: its labels stand on the columns, in one row
        chart = replace(chart, stacked=False)
    shapes, y = _legend(chart, frame) if len(chart.series) > 1 else ([], 4.0)
    wide = WIDTH
    for plan in _rows(chart, frame):
        plan = replace(plan, top=y + _headroom(plan))
        names, below = _names(plan)
        shapes += [*_axis(plan), *(_stacks(plan) if chart.stacked else _groups(plan)), *names]
        y = plan.base + below
        wide = max(wide, plan.wide)
    if any(is_uncertain(each) for series in chart.series for each in series.quantities):
        y += 22
        shapes += frame.key(plan.gutter, y - 2)
    return frame.drawn(shapes, wide=wide, high=y + 6)


def _side_by_side(chart: ColumnChart) -> int:
    return 1 if chart.stacked else len(chart.series)


def _rows(chart: ColumnChart, frame: Frame) -> Iterator[Plan]:
    """Yield a plan per row: as few rows as legible columns allow, about equally long."""
    ticks = _ticks(_highest(chart))
    gutter = drawing.room_for((shown_number(tick) for tick in ticks), SMALL) + 10
    least = NARROWEST_COLUMN * _side_by_side(chart) / 0.8
    if chart.stacked:
        labels = (each.shown() for series in chart.series for each in series.quantities)
        least = STACK + 26 + drawing.room_for(labels, SMALL)
    fitting = max(1, int((WIDTH - gutter) / least))
    rows = math.ceil(len(chart.categories) / fitting)
    length = math.ceil(len(chart.categories) / rows)
    slot = max((WIDTH - gutter) / length, least)
    column = STACK if chart.stacked else min(0.78 * slot / len(chart.series), WIDEST_COLUMN)
    for start in range(0, len(chart.categories), length):
        part = replace(
            chart,
            categories=chart.categories[start : start + length],
            series=tuple(
                replace(each, quantities=each.quantities[start : start + length]) for each in chart.series
            ),
        )
        yield Plan(part, frame, ticks, gutter, slot, column, top=0.0)


def _headroom(plan: Plan) -> float:
    """Return the height that bars and their labels take above the highest tick."""
    if plan.chart.stacked:
        stacks = zip(*(series.quantities for series in plan.chart.series), strict=True)
        return 10 + OPEN_END * max(sum(each.is_open for each in stack) for stack in stacks)
    needed = [24.0]
    for series in plan.chart.series:
        for each in series.quantities:
            label = each.shown()
            high = float(each.most or 0) * plan.scale + (OPEN_END if each.is_open else 0) + 10
            high += 10 if plan.has_room_for(label) else drawing.room_for((label,), SMALL, bold=True)
            needed.append(high - PLOT if each.is_recorded else 0)
    return max(needed)


def _highest(chart: ColumnChart) -> float:
    if not chart.stacked:
        every = (each for series in chart.series for each in series.quantities)
        return max((float(each.most or 0) for each in every), default=0.0)
    stacks = zip(*(series.quantities for series in chart.series), strict=True)
    return max((sum(float(each.most or 0) for each in stack) for stack in stacks), default=0.0)


def _ticks(highest: float) -> tuple[int, ...]:
    """Return three to six round numbers from zero to just above the highest value."""
    if highest <= 0:
        return (0,)
    power = 10 ** math.floor(math.log10(highest))
    steps = (power * part / 10 for part in (1, 2, 5, 10, 20, 50))
    step = next(each for each in steps if highest / each <= 5)
    whole = max(1, math.ceil(step))
    return tuple(whole * count for count in range(math.ceil(highest / whole) + 1))


def _axis(plan: Plan) -> Iterator[str]:
    for tick in plan.ticks:
        y = plan.base - tick * plan.scale
        stroke = MUTED if tick == 0 else drawing.LINE
        yield drawing.line(plan.gutter, y, plan.wide, y, stroke=stroke)
        yield drawing.text(plan.gutter - 7, y + 4, shown_number(tick), size=SMALL, fill=MUTED, anchor="end")


def _groups(plan: Plan) -> Iterator[str]:
    for number, series in enumerate(plan.chart.series):
        for place, quantity in enumerate(series.quantities):
            yield from _column(plan, quantity, plan.left_of(place, number), plan.frame.fill(number))


def _column(plan: Plan, quantity: Quantity, x: float, fill: str) -> Iterator[str]:
    middle = x + plan.column / 2
    if quantity.low is None or quantity.most is None:
        label = quantity.shown()
        yield drawing.text(middle + 4, plan.base - 6, label, size=SMALL, fill=MUTED, upright=True)
        return
    solid = float(quantity.low) * plan.scale
    end = OPEN_END if quantity.is_open else float(quantity.most) * plan.scale - solid
    if solid:
        yield drawing.box(x, plan.base - solid, plan.column - 2, solid, fill=fill)
    if is_uncertain(quantity):
        high = plan.base - solid - end
        yield drawing.box(x, high, plan.column - 2, end, fill=plan.frame.hatch)
    yield from _value(plan, quantity.shown(), middle - 1, plan.base - solid - max(end, 0))


def _value(plan: Plan, label: str, middle: float, top: float) -> Iterator[str]:
    long = lettering.width(label, SMALL, bold=True)
    if plan.has_room_for(label):
        yield drawing.plate(middle - long / 2 - 1, top - 16, long + 2, 13)
        yield drawing.text(middle, top - 6, label, size=SMALL, fill=INK, anchor="middle", bold=True)
        return
    yield drawing.plate(middle - 6, top - 8 - long, 12, long + 4)
    yield drawing.text(middle + 4, top - 6, label, size=SMALL, fill=INK, bold=True, upright=True)


def _stacks(plan: Plan) -> Iterator[str]:
    stacks = zip(*(series.quantities for series in plan.chart.series), strict=True)
    for place, stack in enumerate(stacks):
        yield from _stack(plan, stack, plan.left_of(place))


def _stack(plan: Plan, stack: tuple[Quantity, ...], x: float) -> Iterator[str]:
    """Draw what is certain from below, what is uncertain of all parts as one hatch on top."""
    y, lowest_label, more = plan.base, plan.base + 7.0, 0.0
    for number, quantity in enumerate(stack):
        solid = float(quantity.low or 0) * plan.scale
        more += float(quantity.most or 0) * plan.scale - solid
        more += OPEN_END if quantity.is_open else 0
        if solid:
            yield drawing.box(x, y - solid, plan.column, solid, fill=plan.frame.fill(number))
        if solid or not quantity.is_recorded:
            lowest_label = min(y - solid / 2 + 4, lowest_label - 12)
            yield from _stack_label(x + plan.column + 6, lowest_label, quantity, plan.frame.fill(number))
        y -= solid
    if more:
        yield drawing.box(x, y - more, plan.column, more, fill=plan.frame.hatch)


def _stack_label(x: float, y: float, quantity: Quantity, fill: str) -> Iterator[str]:
    """Draw the value beside its part; where no part is drawn, a small square says which it is."""
    if quantity.is_recorded:
        yield drawing.text(x, y, quantity.shown(), size=SMALL, fill=INK)
        return
    yield drawing.box(x, y - 8, 8, 8, fill=fill)
    yield drawing.text(x + 13, y, quantity.shown(), size=SMALL, fill=MUTED)


def _names(plan: Plan) -> tuple[list[str], float]:
    """Return the names under the axis, and how much height they take."""
    names = plan.chart.categories
    words = (word for name in names for word in name.split())
    if drawing.room_for(words, SMALL) > plan.slot - 4:
        return _upright_names(plan)
    every = [lettering.wrapped(name, SMALL, plan.slot - 4, lines=3) for name in names]
    shapes = []
    for place, lines in enumerate(every):
        x, anchor = plan.name_of(place)
        shapes += [
            drawing.text(x, plan.base + 18 + 14 * row, each, size=SMALL, anchor=anchor)
            for row, each in enumerate(lines)
        ]
    return shapes, 10.0 + 14.0 * max(len(lines) for lines in every)


def _upright_names(plan: Plan) -> tuple[list[str], float]:
    names = [lettering.shortened(name, SMALL, UPRIGHT_ROOM) for name in plan.chart.categories]
    shapes = [
        drawing.text(
            plan.gutter + plan.slot * (place + 0.5) + 4,
            plan.base + 8,
            name,
            size=SMALL,
            anchor="end",
            upright=True,
        )
        for place, name in enumerate(names)
    ]
    return shapes, 12.0 + drawing.room_for(names, SMALL)


def _legend(chart: ColumnChart, frame: Frame) -> tuple[list[str], float]:
    """Return a square and a name per series, in lines, and how much height they take."""
    shapes: list[str] = []
    x, y = 0.0, 4.0
    for number, series in enumerate(chart.series):
        name = lettering.shortened(series.name, SMALL, WIDTH - 40)
        room = 24 + drawing.room_for((name,), SMALL) + 22
        if x and x + room > WIDTH:
            x, y = 0.0, y + LEGEND_LINE
        shapes.append(drawing.box(x + 0.5, y, 12, 12, fill=frame.fill(number)))
        shapes.append(drawing.text(x + 19, y + 10.5, name, size=SMALL))
        x += room
    return shapes, y + LEGEND_LINE
