"""How wide the columns of a table are, and whether it stands upright, tighter, or on a turned page."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.formats import lettering

UPRIGHT_ROOM, TURNED_ROOM = 470.0, 717.0
"""Points between the margins of an A4 page, upright and turned."""

COMFORT = 0.86
SLACK = 1.04
WIDEST_WORD = 118.0
LONG_TOKEN = re.compile(r"[!-~]{23,}")
PIECE = 14
"""Letters of a word too long for a column between two places where it may be broken."""

ZERO_WIDTH_SPACE = "\u200b"
BETWEEN_WORDS = re.compile(f"[ \n{ZERO_WIDTH_SPACE}]")

SAMPLE = 60
"""Rows from which the height of a long table is judged."""

WORTH_A_PAGE = 330.0
"""Points of height from which a table may have a page that is turned, most of it: before one that is
shorter and after it there would be more empty paper than table, so it stands upright in parts."""

HIGHER_UPRIGHT = 2.0
"""How many times higher upright a table may be, before it is turned."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room a table is set in, the size of its letters, and the room beside each text; in points."""

    room: float
    size: float
    turned: bool
    padding: float = 10.5


UPRIGHT = (Sheet(UPRIGHT_ROOM, 8.4, turned=False), Sheet(UPRIGHT_ROOM, 7.6, turned=False))
TIGHT = Sheet(UPRIGHT_ROOM, 7.2, turned=False, padding=7.5)
TURNED = (Sheet(TURNED_ROOM, 7.6, turned=True), Sheet(TURNED_ROOM, 6.9, turned=True))


@dataclass(frozen=True, slots=True)
class Needs:
    """The room that the texts of one column ask for, in em: the longest word, the longest text, all of them.

    ``rows`` has the lines of the texts in the first rows.
    """

    word: float
    text: float
    texts: float
    rows: tuple[tuple[float, ...], ...]

    def least(self, sheet: Sheet) -> float:
        """Return the width that cuts no word of the column."""
        return min(self.word * sheet.size * SLACK, WIDEST_WORD) + sheet.padding

    def whole(self, sheet: Sheet) -> float:
        """Return the width that would set every cell of the column on one line."""
        return max(self.text * sheet.size * SLACK + sheet.padding, self.least(sheet))


def needs_of(heading: str, unit: str, cells: Sequence[str]) -> Needs:
    """Measure a column; its heading is bold. What several cells say is measured once."""
    lines = {text: tuple(lettering.width(line, 1) for line in text.split("\n")) for text in {unit, *cells}}
    words = {word for text in lines for word in _words(text)}
    bold = lettering.width(heading, 1, bold=True)
    bold_words = [lettering.width(each, 1, bold=True) for each in _words(heading)]
    return Needs(
        word=max(*bold_words, *(lettering.width(each, 1) for each in words)),
        text=max(bold, *map(max, lines.values())),
        texts=bold + sum(sum(lines[text]) for text in (unit, *cells)),
        rows=tuple(lines[text] for text in cells[:SAMPLE]),
    )


def _words(text: str) -> list[str]:
    return BETWEEN_WORDS.split(breakable(text))


def sheet_for(columns: Sequence[Needs], *, rows: int) -> Sheet:
    """Return the sheet a table of so many rows is set on: upright wherever that can be read.

    A page that is turned leaves the one before it unfinished: it is for tables that fill it.
    """
    for sheet in UPRIGHT:
        if _is_comfortable(columns, sheet):
            return sheet
    turned = next((sheet for sheet in TURNED if _is_comfortable(columns, sheet)), TURNED[-1])
    there = height(columns, turned, rows=rows)
    for sheet in (UPRIGHT[-1], TIGHT):
        fits = sum(each.least(sheet) for each in columns) <= sheet.room
        if fits and height(columns, sheet, rows=rows) <= HIGHER_UPRIGHT * there:
            return sheet
    return TIGHT if there < WORTH_A_PAGE else turned


def _is_comfortable(columns: Sequence[Needs], sheet: Sheet) -> bool:
    """Test if each cell fits on a line, or long texts have some room to run on."""
    if sum(each.whole(sheet) for each in columns) <= sheet.room:
        return True
    return sum(each.least(sheet) for each in columns) <= COMFORT * sheet.room


def height(columns: Sequence[Needs], sheet: Sheet, *, rows: int) -> float:
    """Return about how high the rows are, in points: enough to know a short table from a long one."""
    seen = heights(columns, sheet)
    return sum(seen) * rows / len(seen) if seen else 0.0


def heights(columns: Sequence[Needs], sheet: Sheet) -> list[float]:
    """Return about how high each of the first rows is, in points."""
    rooms = [(width - sheet.padding) / sheet.size for width in widths(columns, sheet)]
    return [
        1.35 * sheet.size * max(_lines(cell, room) for cell, room in zip(cells, rooms, strict=True)) + 8
        for cells in zip(*(each.rows for each in columns), strict=True)
    ]


def _lines(lines: Sequence[float], room: float) -> int:
    return sum(max(1, math.ceil(line / room)) for line in lines)


def widths(columns: Sequence[Needs], sheet: Sheet) -> list[float]:
    """Return the width of each column in points.

    The room is filled, except by a small table, which stays narrow enough for the eye to follow.
    """
    least = [each.least(sheet) for each in columns]
    whole = [each.whole(sheet) for each in columns]
    if sum(least) >= sheet.room:
        return [each * sheet.room / sum(least) for each in least]
    if sum(whole) <= sheet.room:
        spare = min(sheet.room - sum(whole), 0.5 * sum(whole))
        return [each + spare * each / sum(whole) for each in whole]
    return _balanced(least, whole, [each.texts * sheet.size for each in columns], sheet.room)


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


def cuts(columns: Sequence[Needs], sheet: Sheet) -> list[tuple[int, int]]:
    """Return runs of columns after the first that fit the room beside it, about equally long."""
    needs = [each.least(sheet) for each in columns]
    parts = len(_runs(needs, sheet.room, most=len(needs)))
    return _runs(needs, sheet.room, most=math.ceil((len(needs) - 1) / parts))


def _runs(needs: list[float], room: float, *, most: int) -> list[tuple[int, int]]:
    """Return runs of columns after the first that fit the room beside it, ``most`` in each."""
    runs, start, taken = [], 1, needs[0]
    for place in range(1, len(needs)):
        if place > start and (taken + needs[place] > room or place - start >= most):
            runs.append((start, place))
            start, taken = place, needs[0]
        taken += needs[place]
    return [*runs, (start, len(needs))]


def breakable(text: str) -> str:
    """Return the text with places to break in addresses and endless words; letters keep their marks.

    Scripts that write without spaces are left alone: Typst knows where their words end.
    """
    return LONG_TOKEN.sub(lambda found: _with_breaks(found[0]), text)


def _with_breaks(token: str) -> str:
    after_signs = re.sub(r"(?<=[/_.\-@?&=;,])(?=\w)", ZERO_WIDTH_SPACE, token)
    return ZERO_WIDTH_SPACE.join(
        piece[start : start + PIECE]
        for piece in after_signs.split(ZERO_WIDTH_SPACE)
        for start in range(0, len(piece), PIECE)
    )
