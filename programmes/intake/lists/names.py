"""A name in one cell taken apart: by what is written there, else by what the sender said."""

import re
from dataclasses import dataclass

from members.choices import Sex
from sheets.text import fold

_TITLES = {
    "mr": Sex.MAN,
    "mister": Sex.MAN,
    "ms": Sex.WOMAN,
    "mrs": Sex.WOMAN,
    "miss": Sex.WOMAN,
    "mme": Sex.WOMAN,
    "m s": Sex.WOMAN,
    "dr": None,
    "prof": None,
    "hon": None,
}
_LEADING = re.compile(r"\A\s*(mr|ms|mrs|miss|mme|mister|dr|prof|hon)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its two parts, and the title that stood before it."""

    family_name: str
    given_names: str
    title: str = ""


def sex_of_title(title: str) -> Sex | None:
    """Return the sex a title hints at; None where it hints at none."""
    return _TITLES.get(fold(title))


def is_title(text: str) -> bool:
    """Test if the text is a title of a person: "Dr", "Ms."."""
    return fold(text) in _TITLES


def without_title(text: str) -> tuple[str, str]:
    """Return the text without a title at its beginning, and the title: "Ms. Ana Tui" has "Ms"."""
    found = _LEADING.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def take_apart(text: str, *, family_first: bool | None) -> Name | None:
    """Return the parts of a whole name; None where only the sender can say which is which.

    A comma stands after the family name, and capitals mark it among small letters; a single word is a
    family name. Else ``family_first`` decides: the first word, or the last one.
    """
    text, title = without_title(text)
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return Name(family, given, title)
    words = text.replace(",", " ").split()
    if len(words) == 1:
        return Name(words[0], "", title)
    capitals = [len(word) > 1 and word.isupper() and not word.endswith(".") for word in words]
    if any(capitals) and not all(capitals):
        marked = [word for word, is_capital in zip(words, capitals, strict=True) if is_capital]
        rest = [word for word, is_capital in zip(words, capitals, strict=True) if not is_capital]
        return Name(" ".join(marked), " ".join(rest), title)
    if family_first is None or not words:
        return None
    if family_first:
        return Name(words[0], " ".join(words[1:]), title)
    return Name(words[-1], " ".join(words[:-1]), title)
