"""A column chart: values by category, usually years, in series side by side or stacked."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reports.blocks import ColumnChart
from reports.formats import drawing, lettering
from reports.formats.bars import is_uncertain
from reports.formats.drawing import FILLS, INK, MUTED, SMALL, WIDTH, Frame
from reports.quantities import Quantity, shown_number

PLOT = 210.0
WIDEST_COLUMN, NARROWEST_COLUMN = 54.0, 15.0
OPEN_END = 14.0
LEGEND_LINE = 20.0
UPRIGHT_ROOM = 96.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand: the axis, the slot of a category, the width of a column."""

    chart: ColumnChart
    frame: Frame
    top: float
    gutter: float
    slot: float
    column: float
    scale: float
    ticks: tuple[int, ...]

    @property
    def base(self) -> float:
        return self.top + PLOT

    @property
    def wide(self) -> float:
        return self.gutter + self.slot * len(self.chart.categories)

    def left_of(self, place: int, series: int = 0) -> float:
        """Return where a column begins; a category's columns stand in the middle of its slot."""
        side_by_side = 1 if self.chart.stacked else len(self.chart.series)
        free = self.slot - self.column * side_by_side
        return self.gutter + self.slot * place + free / 2 + self.column * series


def column_chart(chart: ColumnChart) -> str:
    """Return the chart as SVG; it grows wider than the page only for a great many columns."""
    frame = Frame(chart.title, chart.description)
    if not chart.categories:
        return frame.empty()
    legend, used = _legend(chart) if len(chart.series) > 1 else ([], 4.0)
    plan = _plan(chart, frame, above=used)
    shapes = [*legend, *_axis(plan)]
    shapes += _stacks(plan) if chart.stacked else _groups(plan)
    names, below = _names(plan)
    shapes += names
    high = plan.base + below
    if any(is_uncertain(each) for series in chart.series for each in series.quantities):
        high += 22
        shapes += frame.key(plan.gutter, high - 2)
    return frame.drawn(shapes, wide=plan.wide, high=high + 6)


def _plan(chart: ColumnChart, frame: Frame, *, above: float) -> Plan:
    ticks = _ticks(_highest(chart))
    gutter = drawing.room_for((shown_number(tick) for tick in ticks), SMALL) + 10
    columns = 1 if chart.stacked else len(chart.series)
    labels = [each.shown() for series in chart.series for each in series.quantities]
    widest = drawing.room_for(labels, SMALL, bold=True)
    least = widest + 46 if chart.stacked else NARROWEST_COLUMN * columns / 0.8
    slot = max((WIDTH - gutter) / len(chart.categories), least)
    column = min(0.78 * slot / columns, WIDEST_COLUMN)
    upright = not chart.stacked and widest > column
    headroom = OPEN_END + (widest + 8 if upright else 18)
    return Plan(
        chart=chart,
        frame=frame,
        top=above + headroom,
        gutter=gutter,
        slot=slot,
        column=min(column, 40) if chart.stacked else column,
        scale=PLOT / (ticks[-1] or 1),
        ticks=ticks,
    )


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
        yield drawing.text(
            plan.gutter - 7, y + 4, shown_number(tick), size=SMALL, fill=MUTED, anchor="end"
        )


def _groups(plan: Plan) -> Iterator[str]:
    for number, series in enumerate(plan.chart.series):
        for place, quantity in enumerate(series.quantities):
            yield from _column(plan, quantity, plan.left_of(place, number), FILLS[number % 6])


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
    yield _value(plan, quantity.shown(), middle - 1, plan.base - solid - max(end, 0))


def _value(plan: Plan, label: str, middle: float, top: float) -> str:
    if lettering.width(label, SMALL, bold=True) * 1.06 <= plan.column:
        return drawing.text(
            middle, top - 6, label, size=SMALL, fill=INK, anchor="middle", bold=True
        )
    return drawing.text(middle + 4, top - 6, label, size=SMALL, fill=INK, bold=True, upright=True)


def _stacks(plan: Plan) -> Iterator[str]:
    stacks = zip(*(series.quantities for series in plan.chart.series), strict=True)
    for place, stack in enumerate(stacks):
        yield from _stack(plan, stack, plan.left_of(place))


def _stack(plan: Plan, stack: tuple[Quantity, ...], x: float) -> Iterator[str]:
    """Draw what is certain from below, what is uncertain of all parts as one hatch on top."""
    y, lowest_label, more = plan.base, plan.base + 12.0, 0.0
    for number, quantity in enumerate(stack):
        solid = float(quantity.low or 0) * plan.scale
        more += float(quantity.most or 0) * plan.scale - solid
        more += OPEN_END if quantity.is_open else 0
        if solid:
            yield drawing.box(x, y - solid, plan.column, solid, fill=FILLS[number % 6])
        if solid or not quantity.is_recorded:
            lowest_label = min(y - solid / 2 + 4, lowest_label - 12)
            label = quantity.shown()
            fill = INK if quantity.is_recorded else MUTED
            yield drawing.text(x + plan.column + 5, lowest_label, label, size=SMALL, fill=fill)
        y -= solid
    if more:
        yield drawing.box(x, y - more, plan.column, more, fill=plan.frame.hatch)


def _names(plan: Plan) -> tuple[list[str], float]:
    """Return the names under the axis, and how much height they take."""
    names = plan.chart.categories
    words = (word for name in names for word in name.split())
    if drawing.room_for(words, SMALL) > plan.slot - 4:
        return _upright_names(plan)
    every = [lettering.wrapped(name, SMALL, plan.slot - 4, lines=3) for name in names]
    shapes = [
        drawing.text(
            plan.gutter + plan.slot * (place + 0.5),
            plan.base + 18 + 14 * row,
            each,
            size=SMALL,
            anchor="middle",
        )
        for place, lines in enumerate(every)
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


def _legend(chart: ColumnChart) -> tuple[list[str], float]:
    """Return a square and a name per series, in lines, and how much height they take."""
    shapes: list[str] = []
    x, y = 0.0, 4.0
    for number, series in enumerate(chart.series):
        name = lettering.shortened(series.name, SMALL, WIDTH - 40)
        room = 24 + drawing.room_for((name,), SMALL) + 22
        if x and x + room > WIDTH:
            x, y = 0.0, y + LEGEND_LINE
        shapes.append(drawing.box(x + 0.5, y, 12, 12, fill=FILLS[number % 6]))
        shapes.append(drawing.text(x + 19, y + 10.5, name, size=SMALL))
        x += room
    return shapes, y + LEGEND_LINE
