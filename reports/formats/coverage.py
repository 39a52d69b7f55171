"""Which letters our fonts can show; what they cannot is replaced by a visible sign, and counted.

A letter without a font would leave a hole in a PDF, or stop it; a control character likewise.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from reports.formats.lettering import FONTS

SIGN = "\ufffd"
"""The replacement character: a question mark in a diamond, which Noto Sans has."""

MAIN = "Noto Sans"

FAMILIES: dict[str, str] = {
    MAIN: "NotoSans-Regular.ttf",
    "Noto Sans Thai": "NotoSansThai-Regular.ttf",
    "Noto Sans Lao": "NotoSansLao-Regular.ttf",
    "Noto Sans Khmer": "NotoSansKhmer-Regular.ttf",
    "Noto Sans Myanmar": "NotoSansMyanmar-Regular.ttf",
    "Noto Sans Devanagari": "NotoSansDevanagari-Regular.ttf",
    "Noto Sans Bengali": "NotoSansBengali-Regular.ttf",
    "Noto Sans Tamil": "NotoSansTamil-Regular.ttf",
    "Noto Sans Sinhala": "NotoSansSinhala-Regular.ttf",
    "Noto Sans Arabic": "NotoSansArabic-Regular.ttf",
    "Noto Sans Thaana": "NotoSansThaana-Regular.ttf",
    "Noto Serif Tibetan": "NotoSerifTibetan-Regular.ttf",
    "Noto Sans SC": "NotoSansSC-Regular-subset.ttf",
    "Noto Sans KR": "NotoSansKR-Regular-subset.ttf",
}
"""Families in the order in which they are asked for a letter, with the file of each."""

PLAIN = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\xff\u2013\u2019\u2026\n]*")
# A vowel of Thai and Lao that is drawn partly over the letter before it.
AM = "\u0e33\u0eb3"
# What changes the direction of what follows could make a number read backwards.
DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Marks that only choose among the shapes of a letter, or mark the order of bytes.
SILENT = frozenset([0x034F, 0xFEFF, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)])


@cache
def _letters(family: str) -> frozenset[int]:
    """Return the code points that a family has."""
    with TTFont(FONTS / FAMILIES[family], lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _known() -> dict[int, str]:
    """Return the family that shows each code point: the first that has it."""
    known: dict[int, str] = {}
    for family in FAMILIES:
        for code in _letters(family):
            known.setdefault(code, family)
    return known


def _family(letter: str) -> str:
    """Return the family that is asked first and has the letter; empty where none has."""
    if unicodedata.category(letter) == "Cc":  # some fonts list control characters, and show none
        return ""
    return _known().get(ord(letter), "")


def showable(text: str) -> tuple[str, int]:
    """Return the text with every letter our fonts can show, and how many had to be replaced."""
    if PLAIN.fullmatch(text):
        return text, 0
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    replaced = 0
    parts: list[str] = []
    for cluster in _clusters(text):
        part, holes = _showable_cluster(cluster)
        parts.append(part)
        replaced += holes
    return "".join(parts), replaced


def _clusters(text: str) -> Iterator[str]:
    """Yield letters with the marks that belong to them: one font has to draw both."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _belongs_to_the_letter_before(text[place]):
            yield text[start:place]
            start = place


def _belongs_to_the_letter_before(letter: str) -> bool:
    return letter in AM or unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")


def _showable_cluster(cluster: str) -> tuple[str, int]:
    """Return a letter with its marks; marks of another font would make the letter disappear."""
    first, marks = cluster[0], [each for each in cluster[1:] if not _is_silent(each)]
    if first == "\n" or _is_silent(first):
        shown = "\n" if first == "\n" else ""
        return (shown + SIGN, 1) if marks else (shown, 0)  # marks without a letter
    family = _family(first)
    if not family or first in AM or unicodedata.category(first).startswith("M"):
        return SIGN, 1
    shown = first
    for mark in marks:
        if not _fits(mark, family):
            return shown + SIGN, 1
        shown += mark
    return shown, 0


def _fits(mark: str, family: str) -> bool:
    """Test if the font of a letter also draws this mark; circles around letters none draws well."""
    kind = unicodedata.category(mark)
    return kind == "Cf" or (kind != "Me" and _family(mark) == family)


def _is_silent(letter: str) -> bool:
    """Test if leaving the letter out changes nothing that can be seen."""
    if letter in DIRECTION or ord(letter) in SILENT:
        return True
    return unicodedata.category(letter) == "Cf" and not _family(letter)


def cleaned(plain: Any) -> tuple[Any, int]:
    """Return JSON values with every text showable, and how many letters had to be replaced."""
    match plain:
        case str():
            return showable(plain)
        case dict():
            pairs = {key: cleaned(value) for key, value in plain.items()}
            return {key: value for key, (value, _) in pairs.items()}, _sum(pairs.values())
        case list() | tuple():
            every = [cleaned(value) for value in plain]
            return [value for value, _ in every], _sum(every)
    return plain, 0


def _sum(pairs: Iterable[tuple[Any, int]]) -> int:
    return sum(replaced for _, replaced in pairs)


def in_one_font(text: str) -> tuple[str, str]:
    """Return the family that has every letter of a label, and the label as it can draw it.

    The drawing of charts in Typst stumbles over labels in several fonts. Where no family has all,
    what Noto Sans lacks is replaced by the sign.
    """
    if PLAIN.fullmatch(text):
        return MAIN, text
    text = "".join(letter for letter in text if not _is_silent(letter))
    codes = {ord(letter) for letter in text if letter != SIGN}
    for family in FAMILIES:
        if codes <= _letters(family):
            return family, text if ord(SIGN) in _letters(family) else text.replace(SIGN, "?")
    known = "".join(letter if ord(letter) in _letters(MAIN) else SIGN for letter in text)
    return MAIN, re.sub(f"{SIGN}+", SIGN, known)
