"""A map of the region as tiles: a square per administration, about where it lies, the Pacific in one piece.

Squares and not outlines: the smallest member is as easy to read as the largest, no border is drawn that
somebody disputes, and the whole weighs a few kilobytes. The middle column lies around 150° east.
"""

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.blocks import Bar, RegionMap
from reports.formats import drawing, lettering
from reports.formats.drawing import INK, LINE, MUTED, PAPER, SMALL, WIDTH, Frame, escaped
from reports.quantities import Quantity, shown_number

ROWS = (
    ".. .. .. .. .. .. MN .. .. KR JP .. .. .. .. ..",
    "IR AF PK NP BT .. CN .. .. .. .. .. .. .. .. ..",
    ".. .. .. IN BD MM LA VN MO HK .. GU MP .. .. ..",
    ".. .. .. LK .. TH KH .. PH .. PW FM MH .. .. ..",
    ".. .. MV .. .. MY SG BN .. .. PG NR KI .. .. ..",
    ".. .. .. .. .. .. ID .. TL .. .. SB TV TK .. ..",
    ".. .. .. .. .. .. .. .. .. AU .. VU FJ WS AS ..",
    ".. .. .. .. .. .. .. .. .. .. .. NC TO NU CK ..",
    ".. .. .. .. .. .. .. .. .. .. .. .. NZ .. .. ..",
)
"""The codes of the administrations of the region, and of the territories of OCO, from west to east."""

PLACES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(ROWS)
    for column, code in enumerate(line.split())
    if code != ".."
}

TILE = WIDTH / 16
GAP = 2.5
SHADES = ("#e4ebf2", "#b9c9da", "#7f9bb8", "#44678f", "#12355b")
"""From few to many; they differ in lightness alone, so that the map can be read in grey."""

DARK = 3  # of the shades: from here on letters are light
LEGEND = (0.0, TILE * 6.1)


def tile_map(chart: RegionMap) -> str:
    """Return the map as SVG; administrations that lie nowhere on it stand in the table beside it."""
    frame = Frame(chart.title, chart.description)
    told = {code: bar for code, bar in zip(chart.codes, chart.bars, strict=True) if code in PLACES}
    if not told:
        return frame.empty()
    most = max(_size(bar.quantity) for bar in told.values())
    shapes = [shape for code in PLACES for shape in _tile(code, told.get(code), most=most, hatch=frame.hatch)]
    shapes += _legend(chart, most, frame.hatch)
    return frame.drawn(shapes, wide=WIDTH, high=TILE * len(ROWS) + 2)


def _tile(code: str, bar: Bar | None, *, most: float, hatch: str) -> Iterator[str]:
    column, row = PLACES[code]
    x, y, side = column * TILE, row * TILE, TILE - GAP
    if bar is None:
        yield drawing.box(x, y, side, side, fill=PAPER, edge=LINE)
        yield drawing.text(x + side / 2, y + side / 2 + 4, code, size=SMALL, fill=MUTED, anchor="middle")
        return
    shade = _shade(bar.quantity, most)
    ink = PAPER if shade >= DARK else INK
    yield f"<g><title>{escaped(f'{bar.label}: {bar.quantity.shown()}')}</title>"
    if bar.quantity.is_recorded:
        yield drawing.box(x, y, side, side, fill=SHADES[shade])
    else:
        yield drawing.box(x, y, side, side, fill=hatch)
        yield drawing.plate(x + 5, y + 4, side - 10, side - 8)
    yield drawing.text(x + side / 2, y + 15, code, size=SMALL, fill=ink, anchor="middle", bold=True)
    words = _short(bar.quantity)
    size = min(SMALL, SMALL * (side - 4) / max(lettering.width(words, SMALL), 1.0))
    yield drawing.text(x + side / 2, y + 30, words, size=size, fill=ink, anchor="middle")
    yield "</g>"


def _size(quantity: Quantity) -> float:
    return float(quantity.low or 0)


def _shade(quantity: Quantity, most: float) -> int:
    """Return how dark a tile is, by the root, so that small numbers differ too."""
    if not most:
        return 0
    return max(math.ceil(len(SHADES) * math.sqrt(_size(quantity) / most)) - 1, 0)


def _short(quantity: Quantity) -> str:
    """Return the number as a tile has room for it; the table beside the map has all its words."""
    if quantity.low is None:
        return "?"
    return shown_number(quantity.low) + ("" if quantity.is_exact else "+")


def _legend(chart: RegionMap, most: float, hatch: str) -> Iterator[str]:
    """Yield what the shades mean, the unit, and the signs for what is no number."""
    x, y = LEGEND
    yield drawing.text(x, y, chart.unit, size=SMALL, fill=INK, bold=True)
    y += 8
    for fill, words in _steps(chart, most):
        yield drawing.box(x, y, 16, 11, fill=fill)
        yield drawing.text(x + 22, y + 10, words, size=SMALL)
        y += 16
    x, y = x + TILE * 2.6, LEGEND[1] + 8
    if any(not bar.quantity.is_recorded for bar in chart.bars):
        yield drawing.box(x, y, 16, 11, fill=hatch)
        yield drawing.text(x + 22, y + 10, _("took part, number not recorded"), size=SMALL)
        y += 16
    yield drawing.box(x, y, 16, 11, fill=PAPER, edge=LINE)
    yield drawing.text(x + 22, y + 10, _("nothing recorded"), size=SMALL)
    if any(bar.quantity.is_recorded and not bar.quantity.is_exact for bar in chart.bars):
        yield drawing.text(x, y + 27, _("+ : at least, about, or more"), size=SMALL)


def _steps(chart: RegionMap, most: float) -> Iterator[tuple[str, str]]:
    """Yield each shade that some number can have, with the numbers it stands for."""
    lowest = 0 if any(bar.quantity.low == 0 for bar in chart.bars) else 1
    for place, fill in enumerate(SHADES, start=1):
        highest = math.floor(most * (place / len(SHADES)) ** 2)
        if highest >= lowest:
            words = shown_number(lowest)
            if highest > lowest:
                words = f"{words} – {shown_number(highest)}"
            yield fill, words
            lowest = highest + 1
