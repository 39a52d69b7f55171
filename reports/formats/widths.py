"""How wide the columns of a table are set: measured once, in em, for every size of letters."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.blocks import Column
from reports.formats import lettering

UPRIGHT_ROOM, TURNED_ROOM = 470.0, 717.0
"""Points between the margins of an A4 page, upright and turned."""

MOST_UPRIGHT = 9
COMFORT = 0.86
PADDING = 10.5
SLACK = 1.04
WIDEST_WORD = 118.0
ZERO_WIDTH_SPACE = "\u200b"
BETWEEN_WORDS = re.compile(f"[ \n{ZERO_WIDTH_SPACE}]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room a table is set in, in points, and the size of its letters."""

    room: float
    size: float
    turned: bool


UPRIGHT = (Sheet(UPRIGHT_ROOM, 8.4, turned=False), Sheet(UPRIGHT_ROOM, 7.6, turned=False))
TURNED = (Sheet(TURNED_ROOM, 7.6, turned=True), Sheet(TURNED_ROOM, 6.9, turned=True))


@dataclass(frozen=True, slots=True)
class Extent:
    """How wide the texts of a column are, in em: its widest word, its widest text, all of them together."""

    word: float
    text: float
    total: float

    def least(self, sheet: Sheet) -> float:
        """Return the width that cuts no word of the column."""
        return min(self.word * sheet.size * SLACK, WIDEST_WORD) + PADDING

    def whole(self, sheet: Sheet) -> float:
        """Return the width that would set every cell of the column on one line."""
        return self.text * sheet.size * SLACK + PADDING


def extent_of(column: Column, heading: str, texts: Sequence[str]) -> Extent:
    """Return how wide a column is; the heading, which is bold, and the texts have their places to break."""
    known = {text: lettering.width(text, 1) for text in {column.unit, *texts}}
    words = {word for text in known for word in BETWEEN_WORDS.split(text)}
    bold = lettering.width(column.heading, 1, bold=True)
    bold_words = (lettering.width(word, 1, bold=True) for word in BETWEEN_WORDS.split(heading))
    return Extent(
        word=max(*(lettering.width(word, 1) for word in words), *bold_words),
        text=max(bold, *known.values()),
        total=bold + known[column.unit] + sum(known[text] for text in texts),
    )


def sheet_for(extents: Sequence[Extent]) -> Sheet:
    """Return the first sheet that a table is comfortable on, or the one that holds most."""
    sheets = TURNED if len(extents) > MOST_UPRIGHT else UPRIGHT + TURNED
    return next((sheet for sheet in sheets if _is_comfortable(extents, sheet)), TURNED[-1])


def _is_comfortable(extents: Iterable[Extent], sheet: Sheet) -> bool:
    """Test if each cell fits on a line, or long texts have some room to run on."""
    every = list(extents)
    if sum(each.whole(sheet) for each in every) <= sheet.room:
        return True
    return sum(each.least(sheet) for each in every) <= COMFORT * sheet.room


def parts_of(extents: Sequence[Extent], sheet: Sheet) -> list[tuple[int, ...]]:
    """Return the places of as many columns as fit the sheet at a time, each beginning with the first."""
    needs = [each.least(sheet) for each in extents]
    parts = len(_cuts(needs, sheet.room, most=len(needs)))
    even = math.ceil((len(needs) - 1) / parts)
    return [(0, *range(start, end)) for start, end in _cuts(needs, sheet.room, most=even)]


def _cuts(needs: list[float], room: float, *, most: int) -> list[tuple[int, int]]:
    """Return runs of columns after the first that fit the room beside it, ``most`` in each."""
    cuts, start, taken = [], 1, needs[0]
    for place in range(1, len(needs)):
        if place > start and (taken + needs[place] > room or place - start >= most):
            cuts.append((start, place))
            start, taken = place, needs[0]
        taken += needs[place]
    return [*cuts, (start, len(needs))]


def widths_of(extents: Sequence[Extent], sheet: Sheet) -> list[float]:
    """Return the width of each column in points.

    The room is filled, except by a small table, which stays narrow enough for the eye to follow.
    """
    room = sheet.room
    least = [each.least(sheet) for each in extents]
    whole = [max(each.whole(sheet), low) for each, low in zip(extents, least, strict=True)]
    if sum(least) >= room:
        return [each * room / sum(least) for each in least]
    if sum(whole) <= room:
        spare = min(room - sum(whole), 0.5 * sum(whole))
        return [each + spare * each / sum(whole) for each in whole]
    return _balanced(least, whole, [each.total * sheet.size for each in extents], room)


def _balanced(least: list[float], whole: list[float], text: list[float], room: float) -> list[float]:
    """Return widths between the bounds that fill the room with as few lines as can be.

    Lines are text through width, so a column deserves the root of its text: the sum is lowest there.
    """

    def widths(scale: float) -> list[float]:
        fair = [scale * math.sqrt(each) for each in text]
        return [min(max(each, low), high) for each, low, high in zip(fair, least, whole, strict=True)]

    low, high = 0.0, room
    for _step in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) < room else (low, middle)
    return widths(low)
