"""The few shapes a chart is drawn with, as SVG that a browser and Typst both print alike.

Plain attributes only: no style sheet, no ``var()``, no ``currentColor``. Lengths are in units of
the view box: pixels on a wide screen, about three quarters of a point in print.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from reports.formats import coverage, lettering
from reports.formats.legal import legal

WIDTH = 640.0
SIZE, SMALL = 13.0, 11.5

INK, MUTED, LINE, PAPER = "#1d2a3a", "#566270", "#d5dbe2", "#ffffff"
NAVY, TEAL, SAND = "#12355b", "#0b7a75", "#c8963e"
PALE = "#dfe6ee"
PATTERNS = {
    "dots": f'<circle cx="3" cy="3" r="1.8" fill="{TEAL}"/>',
    "bars": f'<rect width="6" height="2.6" fill="{NAVY}"/>',
    "grid": f'<path d="M0 0.7H6M0.7 0V6" stroke="{TEAL}" stroke-width="1.4"/>',
}
FILLS = (NAVY, SAND, "dots", PALE, "bars", "grid")
"""Told apart without colour: a dark, a middle and a light one, and three patterns that are not the hatch."""


def escaped(text: str) -> str:
    """Return the text safe in SVG: nothing in it is markup, nothing in it is refused by XML."""
    return escape(legal(text), quote=True)


def number(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = SIZE,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    upright: bool = False,
) -> str:
    """Return one line of text; ``upright`` turns it to read from below."""
    more = ' font-weight="700"' if bold else ""
    if upright:
        more += f' transform="rotate(-90 {number(x)} {number(y)})"'
    family, words = coverage.in_one_font(words)
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="{family}, sans-serif"'
        f' font-size="{number(size)}" fill="{fill}" text-anchor="{anchor}"{more}>'
        f"{escaped(words)}</text>"
    )


def box(x: float, y: float, wide: float, high: float, *, fill: str, edge: str = NAVY) -> str:
    """Return a rectangle with a fine dark edge, so that light fills stand out from the paper."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
        f' fill="{fill}" stroke="{edge}" stroke-width="0.8"/>'
    )


def plate(x: float, y: float, wide: float, high: float) -> str:
    """Return a piece of paper to write on, so that no line crosses the letters."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
        f' fill="{PAPER}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE) -> str:
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        f' stroke="{stroke}" stroke-width="1"/>'
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture around the shapes: its size, its names for those who cannot see it, its hatch."""

    title: str
    description: str

    @property
    def mark(self) -> str:
        """A short name that no other chart of a page has, for the ids inside."""
        words = f"{self.title}\n{self.description}".encode("utf-8", "replace")
        return hashlib.sha256(words).hexdigest()[:8]

    @property
    def hatch(self) -> str:
        return f"url(#hatch-{self.mark})"

    def fill(self, place: int) -> str:
        """Return what the series at a place is filled with."""
        fill = FILLS[place % len(FILLS)]
        return f"url(#{fill}-{self.mark})" if fill in PATTERNS else fill

    def _patterns(self, drawn: str) -> str:
        """Return the patterns that something drawn is filled with."""
        return "".join(
            f'<pattern id="{name}-{self.mark}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{PAPER}"/>{shape}</pattern>'
            for name, shape in PATTERNS.items()
            if f"url(#{name}-{self.mark})" in drawn
        )

    def drawn(self, shapes: Iterable[str], *, wide: float, high: float) -> str:
        """Return the whole SVG."""
        drawn = "".join(shapes)
        size = f"{number(wide)} {number(high)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{number(wide)}"'
            f' height="{number(high)}" role="img"'
            f' aria-labelledby="title-{self.mark} desc-{self.mark}">'
            f'<title id="title-{self.mark}">{escaped(self.title)}</title>'
            f'<desc id="desc-{self.mark}">{escaped(self.description)}</desc>'
            f'<defs><pattern id="hatch-{self.mark}" width="6" height="6"'
            f' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{PAPER}"/>'
            f'<rect width="2" height="6" fill="{NAVY}"/></pattern>{self._patterns(drawn)}</defs>'
            f"{drawn}</svg>"
        )

    def key(self, x: float, y: float) -> list[str]:
        """Return the line that explains the hatch; its text stands on ``y``."""
        words = _("Hatched: how much more it may be")
        return [
            box(x, y - 9, 18, 10, fill=self.hatch),
            text(x + 25, y, words, size=SMALL, fill=MUTED),
        ]

    def empty(self) -> str:
        """Return the picture of nothing, in words."""
        return self.drawn([text(0, 24, _("Nothing to show here."), fill=MUTED)], wide=WIDTH, high=36)


def room_for(labels: Iterable[str], size: float, *, bold: bool = False) -> float:
    """Return the width of the widest label, with some slack for a browser without our type."""
    return 1.06 * max((lettering.width(each, size, bold=bold) for each in labels), default=0.0)
