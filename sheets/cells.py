"""What a cell of a workbook can hold, and how much room it takes."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

LONGEST = 32_767  # UTF-16 units of a text in one cell; a longer one makes the file unreadable
CUT = " … [cut]"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n?")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]+")
_TITLE_LENGTH = 31  # UTF-16 units
_RESERVED = {"history"}  # Excel keeps this name for itself


def legal(text: str) -> tuple[str, int]:
    """Return the text without what XML cannot hold, and how many characters that were.

    A line break becomes the line feed that spreadsheets use inside a cell.
    """
    return _NOT_XML.subn("", _LINE_BREAK.sub("\n", text))


def shortened(text: str) -> str:
    """Return the text, cut off visibly where it is longer than a cell can be."""
    is_short = 2 * len(text) <= LONGEST or _units(text) <= LONGEST
    return text if is_short else _first_units(text, LONGEST - len(CUT)) + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _first_units(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def keeps_its_digits(number: float | Decimal) -> bool:
    """Test if a spreadsheet shows the number as it is: it knows 15 digits and makes zeros of more.

    A float passes: it never was more exact than that.
    """
    if isinstance(number, float) or (isinstance(number, int) and abs(number) < 10**15):
        return True
    exact = Decimal(number)
    return math.isfinite(float(exact)) and len(exact.normalize().as_tuple().digits) <= 15


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each worksheet that Excel accepts: short, plain, no two alike."""
    names: list[str] = []
    for title in titles:
        name, number = _plain_title(title, ""), 1
        while name.casefold() in {each.casefold() for each in names} | _RESERVED:
            number += 1
            name = _plain_title(title, f" ({number})")
        names.append(name)
    return names


def _plain_title(title: str, ending: str) -> str:
    plain = " ".join(_NOT_IN_TITLES.sub(" ", legal(title)[0]).split())
    begin = _first_units(plain.strip("' "), _TITLE_LENGTH - len(ending)).strip("' ")
    return (begin or "Sheet") + ending


def display_width(text: str) -> int:
    """Return the width of the longest line, in digits: East Asian signs are two, marks nothing."""
    return max(map(_line_width, text.split("\n")))


@lru_cache(maxsize=4096)  # most texts of a long table are said again and again
def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    letters = [each for each in line if not unicodedata.combining(each)]
    return len(letters) + sum(unicodedata.east_asian_width(each) in "WF" for each in letters)


def lines_needed(text: str, *, width: int) -> int:
    """Return over how many lines the text is wrapped in a cell of the width."""
    return sum(max(1, math.ceil(_line_width(line) / width)) for line in text.split("\n"))
