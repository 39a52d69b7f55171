"""How wide a text is in our type, so that no label is cut and no column too narrow."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
ELLIPSIS = "…"
UNMEASURED = 0.62  # em: about the widest letters of the scripts that are not measured one by one


class _Advances(dict[str, float]):
    """The width of each letter in em; of one that Noto Sans has not, about the width it will have."""

    def __missing__(self, letter: str) -> float:
        self[letter] = found = _estimated(letter)
        return found


@cache
def _advances(weight: str) -> _Advances:
    with TTFont(FONTS / f"NotoSans-{weight}.ttf", lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return _Advances((chr(code), metrics[glyph][0] / em) for code, glyph in font.getBestCmap().items())


def _estimated(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else UNMEASURED


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the text is on one line, in the unit of ``size``."""
    advances = _advances("Bold" if bold else "Regular")
    return sum(map(advances.__getitem__, text)) * size


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return the text, or as much of its beginning as fits the room, with "…"."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrapped(text: str, size: float, room: float, *, lines: int) -> list[str]:
    """Return the text on at most so many lines that fit the room; what is left over ends in "…"."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        done.append(shortened(line, size, room))
    if words:
        done.append(shortened(" ".join(words), size, room))
    return done
