"""Single cells of a published list: dates, numbers, words and lists, or what is wrong with them."""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.actions.entries import Day, Stated
from programmes.choices import Precision
from programmes.intake.estimates import read_number
from sheets.text import clean, fold

MOST_PEOPLE = 1_000_000
YEARS = range(1950, 2101)
_SHOWN = 60  # characters of a cell repeated in a message

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMERIC = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")

W = TypeVar("W")


class BadCell(Exception):
    """The cell cannot be understood; the text says why, and what to write instead."""


def shown(text: str) -> str:
    """Return the text as it may be repeated in a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def first_day(text: str) -> Day:
    """Return a start: a day, or the first day of the month or year that is given.

    :raises BadCell: when it is no date, or can be read in two ways.
    """
    return _day(text, is_end=False)


def last_day(text: str) -> Day:
    """Return an end: a day, or the last day of the month or year that is given.

    :raises BadCell: when it is no date, or can be read in two ways.
    """
    return _day(text, is_end=True)


def _day(text: str, *, is_end: bool) -> Day:
    if not text:
        return Day()
    found = _ISO.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        raise _no_date(text)
    try:
        if found[3]:
            return Day(dt.date.fromisoformat(text), Precision.DAY)
        if found[2]:
            return Day(_edge_of_month(int(found[1]), int(found[2]), is_end=is_end), Precision.MONTH)
    except ValueError:
        raise _no_date(text) from None
    return Day(_edge_of_month(int(found[1]), 12 if is_end else 1, is_end=is_end), Precision.YEAR)


def _edge_of_month(year: int, month: int, *, is_end: bool) -> dt.date:
    day = calendar.monthrange(year, month)[1] if is_end else 1
    return dt.date(year, month, day)


def _no_date(text: str) -> BadCell:
    readings = _readings(text)
    if len(readings) > 1:
        words = {
            "text": text,
            "one": date_format(readings[0], "j F Y"),
            "other": date_format(readings[1], "j F Y"),
            "write_one": readings[0].isoformat(),
            "write_other": readings[1].isoformat(),
        }
        message = _("'%(text)s' can be %(one)s or %(other)s (write %(write_one)s or %(write_other)s).")
        return BadCell(message % words)
    if readings:
        words = {"text": text, "write": readings[0].isoformat()}
        return BadCell(_("'%(text)s' is not written as dates are here (write %(write)s).") % words)
    message = _("'%(text)s' is not a date (write YYYY-MM-DD or YYYY-MM).")
    return BadCell(message % {"text": shown(text)})


def _readings(text: str) -> list[dt.date]:
    """Return the days that 03/04/2024 can mean: day first, then month first."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return []
    one, two, year = map(int, found.groups())
    readings = []
    for day, month in ((one, two), (two, one)):
        try:
            readings.append(dt.date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(readings))


def number(text: str) -> Stated | None:
    """Return a published number: 42, "about 40", "more than 90", "90+"; None where not recorded.

    :raises BadCell: when it is none of these.
    """
    if not text:
        return None
    read = read_number(text)
    if read is None or read.rest:
        message = _("'%(text)s' is not a number (write 21, or: about 20, more than 20).")
        raise BadCell(message % {"text": shown(text)})
    return Stated(_possible(read.number, text), read.accuracy)


def whole_number(text: str) -> int | None:
    """Return a number that is exact; None where not recorded.

    :raises BadCell: when it is not written in digits alone.
    """
    if not text:
        return None
    if re.fullmatch("[0-9]{1,12}", text) is None:
        raise BadCell(_("'%(text)s' is not a whole number.") % {"text": shown(text)})
    return _possible(int(text), text)


def _possible(count: int, text: str) -> int:
    if count > MOST_PEOPLE:
        raise BadCell(_("%(text)s is more than any event holds.") % {"text": shown(text)})
    return count


def items(text: str) -> tuple[str, ...]:
    """Return the parts of a list split by semicolons; empty parts fall away."""
    return tuple(part for part in map(clean, text.split(";")) if part)


def names(text: str, *, longest: int) -> tuple[str, ...]:
    """Return the names of a list. "X / Y" is one name.

    :raises BadCell: when a name is too long, or has no letter or digit.
    """
    found = items(text)
    for name in found:
        if len(name) > longest:
            message = _("'%(name)s' has more than %(longest)d characters.")
            raise BadCell(message % {"name": shown(name), "longest": longest})
        if not fold(name):
            raise BadCell(_("'%(name)s' is not a name.") % {"name": shown(name)})
    return found


def one_of(text: str, words: Mapping[str, W]) -> W:
    """Return what the word stands for; case, and spaces for hyphens, do not matter.

    :raises BadCell: naming the words there are.
    """
    word = text.casefold().replace(" ", "-").replace("_", "-")
    if word not in words:
        known = ", ".join(each for each in words if each)
        if not word:
            raise BadCell(_("It is empty; write one of: %(known)s.") % {"known": known})
        message = _("'%(text)s' is not one of: %(known)s.")
        raise BadCell(message % {"text": shown(text), "known": known})
    return words[word]


def country(text: str, known: Collection[str]) -> str:
    """Return a code of ISO 3166-1; empty where none is given.

    :raises BadCell: when there is no such country.
    """
    code = text.upper()
    if code and code not in known:
        raise BadCell(_no_country([text]))
    return code


def countries(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return a list of country codes.

    :raises BadCell: when a code is unknown, or there twice.
    """
    codes = tuple(code.upper() for code in items(text))
    if strangers := [code for code in codes if code not in known]:
        raise BadCell(_no_country(strangers))
    if twice := sorted(code for code, times in Counter(codes).items() if times > 1):
        raise BadCell(_("%(codes)s is there twice.") % {"codes": ", ".join(twice)})
    return codes


def _no_country(codes: list[str]) -> str:
    quoted = ", ".join(f"'{shown(code)}'" for code in codes)
    return _("There is no country %(codes)s (write the two letters of ISO 3166, like FJ).") % {
        "codes": quoted
    }
