"""Text as people type and paste it: made tidy, looked through, and folded for matching."""

from __future__ import annotations

import re
import unicodedata

# Invisible, and never the beginning or the end of a text that somebody meant.
_INVISIBLE = "\u200b\u2060\ufeff"
_EDGES = re.compile(rf"\A[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+\Z")
_SPACES = re.compile(r"\s+")

# Tab, line feed and carriage return are left alone: a cell of a sheet may hold several lines.
_CONTROL = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, the C1 set included
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: they reorder what is shown
    "\ud800-\udfff\ufffe\uffff"  # half characters and no characters: no file can hold them
    "]"
)

# Marks that only colour a letter. Vowel signs of Indic scripts, Thai or Khmer, and the voicing
# marks of Japanese are marks too, but they are letters to a reader and stay.
_ACCENTS = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Latin, Greek, Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0640\u064b-\u065f\u0670"  # Arabic vowel signs, hamza above and below, tatweel
    "]"
)
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
# The glottal stop of Pacific names is typed in many ways, and often not at all.
_APOSTROPHES = re.compile("['`´‘’ʻʼʽʹꞌ\uff07]")


def clean(text: str) -> str:
    """Return the text composed (NFC), every run of white space one space, nothing at the edges.

    Non-breaking spaces, tabs and line breaks are white space here, so the result is one line. No
    letter is changed: this is what may be stored.
    """
    if text.isascii() and text.isprintable():  # most cells, five times as fast
        return " ".join(text.split())
    return _EDGES.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))


def control_characters(text: str) -> list[str]:
    """Return the control and bidirectional override characters in the text, each once, in order.

    Look before ``clean``, which takes some of them for white space. Tab and line breaks are not
    among them. Left-to-right and right-to-left marks are not either: they are ordinary in Arabic
    and Hebrew.
    """
    return list(dict.fromkeys(_CONTROL.findall(text)))


def has_control_characters(text: str) -> bool:
    """Test if the text holds a character that ``control_characters`` would name."""
    return _CONTROL.search(text) is not None


def name_of(character: str) -> str:
    """Return how to speak of a character nobody can see: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"


# What folding makes of each ASCII character: what ``fold`` does to any other, worked out once.
_PLAIN = {
    code: None if chr(code) in "'`" else (chr(code).lower() if chr(code).isalnum() else " ")
    for code in range(128)
}


def _spaced(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""  # joiners and soft hyphens are no gap between words
    return " " if category[0] in "PSZC" else character


def fold(text: str) -> str:
    """Return a key to search and match by: small letters, no accents, punctuation as a space.

    Two spellings of a name often share one key, so a key finds candidates and proves nothing. It
    is never stored in the place of the text and never shown. Apostrophes vanish instead of
    splitting a word: "Nukuʻalofa", "Nuku'alofa" and "Nukualofa" are one key. Letters of every
    script stay.
    """
    if text.isascii():  # most of a long list, five times as fast
        return " ".join(text.translate(_PLAIN).split())
    # Before and after: taken apart, some apostrophes turn into a space and an accent.
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    parts = unicodedata.normalize("NFKD", letters.translate(_LETTERS))
    bare = _APOSTROPHES.sub("", _ACCENTS.sub("", parts))
    spaced = "".join(map(_spaced, unicodedata.normalize("NFC", bare)))
    return " ".join(spaced.split())
