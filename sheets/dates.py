"""Days as people write them. 03/04/2024 is two days until somebody says which: it is never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[., -]+([0-9]{4})", re.IGNORECASE)
_MONTH_IN_FRONT = re.compile(r"([a-z]{3,9})[. ]+([0-9]{1,2})(?:st|nd|rd|th)?[., ]+([0-9]{4})", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def readings(text: str) -> tuple[dt.date, ...]:
    """Return the days the text may mean: none, one, or two, then the one with the day first.

    The year has four digits: 03/04/24 is no date here.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return _days((found[1], found[3], found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        return _days((found[4], found[3], found[1]), (found[4], found[1], found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return _days((found[3], _month(found[2]), found[1]))
    if found := _MONTH_IN_FRONT.fullmatch(text):
        return _days((found[3], _month(found[1]), found[2]))
    return ()


def is_day_first(texts: Iterable[str]) -> bool | None:
    """Return the order a column of such texts is written in: True for day first, False for month first.

    A text with a number above 12 decides for all; None where none does, or where they contradict.
    """
    orders = set()
    for text in texts:
        found = _YEAR_LAST.fullmatch(text)
        if found and len(readings(text)) == 1 and found[1].zfill(2) != found[3].zfill(2):
            orders.add(int(found[1]) > 12)
    return orders.pop() if len(orders) == 1 else None


def _month(word: str) -> int:
    lower = word.casefold()
    found = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(lower)]
    if lower == "sept":
        return 9
    return found[0] if len(found) == 1 else 0  # no month


def _days(*written: tuple[str | int, str | int, str | int]) -> tuple[dt.date, ...]:
    days = []
    for parts in written:
        try:
            days.append(dt.date(*map(int, parts)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))
