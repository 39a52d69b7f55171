"""A bar chart: one bar per thing, its value beside it, what is uncertain hatched."""

from reports.blocks import Bar, BarChart
from reports.formats import drawing, lettering
from reports.formats.drawing import INK, MUTED, NAVY, SIZE, WIDTH, Frame
from reports.quantities import Quantity

MOST_FOR_LABELS = 230.0
OPEN_END = 18.0
ROOMY, DENSE = 30.0, 23.0
MANY = 18


def bar_chart(chart: BarChart, *, longest: float | None = None) -> str:
    """Return the chart as SVG. ``longest`` is the value that fills the width, else its own highest.

    Parts of one long chart share it, so that their bars can be compared.
    """
    frame = Frame(chart.title, chart.description)
    if not chart.bars:
        return frame.empty()
    gutter = min(drawing.room_for((bar.label for bar in chart.bars), SIZE), MOST_FOR_LABELS) + 12
    values = drawing.room_for((bar.quantity.shown() for bar in chart.bars), SIZE, bold=True) + 10
    scale = max(WIDTH - gutter - values - OPEN_END, 60.0) / (longest or highest(chart) or 1)

    shapes: list[str] = []
    y = 4.0
    for bar in chart.bars:
        label = lettering.wrapped(bar.label, SIZE, gutter - 12, lines=2)
        step = max(DENSE if len(chart.bars) > MANY else ROOMY, 15.0 * len(label) + 7)
        shapes += _label(label, x=gutter - 10, middle=y + step / 2)
        shapes += _bar(bar, frame, x=gutter, middle=y + step / 2, scale=scale)
        y += step
    shapes.append(drawing.line(gutter, 2, gutter, y + 2, stroke=MUTED))
    if any(is_uncertain(bar.quantity) for bar in chart.bars):
        y += 24
        shapes += frame.key(gutter, y - 2)
    return frame.drawn(shapes, wide=WIDTH, high=y + 6)


def highest(chart: BarChart) -> float:
    """Return the highest number in the chart; 0.0 where none is recorded."""
    return max((float(bar.quantity.most or 0) for bar in chart.bars), default=0.0)


def is_uncertain(quantity: Quantity) -> bool:
    """Test if a part of the bar has to be hatched."""
    return quantity.is_recorded and (quantity.is_open or quantity.low != quantity.high)


def _label(lines: list[str], *, x: float, middle: float) -> list[str]:
    first = middle + 4.5 - 7.5 * (len(lines) - 1)
    return [drawing.text(x, first + 15 * place, each, anchor="end") for place, each in enumerate(lines)]


def _bar(bar: Bar, frame: Frame, *, x: float, middle: float, scale: float) -> list[str]:
    quantity = bar.quantity
    if quantity.low is None or quantity.most is None:
        return [drawing.text(x + 8, middle + 4.5, quantity.shown(), fill=MUTED)]
    solid = float(quantity.low) * scale
    end = OPEN_END if quantity.is_open else float(quantity.most) * scale - solid
    shapes = []
    if solid:
        shapes.append(drawing.box(x, middle - 8, solid, 16, fill=NAVY))
    if is_uncertain(quantity):
        shapes.append(drawing.box(x + solid, middle - 8, end, 16, fill=frame.hatch))
    place = x + solid + end + 8
    shapes.append(drawing.text(place, middle + 4.5, quantity.shown(), fill=INK, bold=True))
    return shapes
