"""Parameters of an address, read one by one: what is not known is refused by name, with what there is."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from programmes.models import Programme
from reports.periods import Period

FIRST_YEAR, LAST_YEAR = 1950, 2100
LONGEST_ECHO = 40


class UnknownQuestion(Exception):
    """A parameter, or a value of one, that we do not know. ``message`` lists what there is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def asked_in(params: QueryDict, known: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter; one left empty was not asked."""
    asked = {}
    for name in params:
        if name not in known:
            listed = ", ".join(sorted(known))
            raise UnknownQuestion(
                short(name), _("There is no such parameter. There are: %(known)s.") % {"known": listed}
            )
        values = [value.strip() for value in params.getlist(name) if value.strip()]
        if len(set(values)) > 1 and name != "topic":
            raise UnknownQuestion(name, _("Give it once."))
        if values:
            asked[name] = values
    return asked


def read_year(
    params: QueryDict, programme: Programme | None = None, *, beside: Iterable[str] = ()
) -> Period | None:
    """Return the year of ``?year=``; None when not asked.

    A year is a calendar year, of a programme whose own begins in another month "2023-24".

    :param beside: names of parameters that mean something else to the caller.
    :raises UnknownQuestion: for another parameter, or what is no year.
    """
    asked = asked_in(params, {"year", *beside}).get("year")
    if asked is None:
        return None
    if programme is None or programme.year_starts_in == 1:
        return Period.calendar_year(calendar_year(asked[0]))
    return Period.year_from(_reporting_year(asked[0]), programme.year_starts_in)


def calendar_year(value: str) -> int:
    if not _is_year(value):
        raise UnknownQuestion(
            "year", _("“%(value)s” is no year: write one as 2023.") % {"value": short(value)}
        )
    return int(value)


def _reporting_year(value: str) -> int:
    first, _dash, last = value.partition("-")
    if not _is_year(first) or last != f"{(int(first) + 1) % 100:02d}":
        raise UnknownQuestion(
            "year",
            _("“%(value)s” is no year of this programme: write one as 2023-24.") % {"value": short(value)},
        )
    return int(first)


def _is_year(value: str) -> bool:
    is_number = value.isascii() and value.isdecimal() and len(value) == len("2023")
    return is_number and FIRST_YEAR <= int(value) <= LAST_YEAR


def day_of(name: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise UnknownQuestion(
            name, _("“%(value)s” is no day: write one as 2023-09-30.") % {"value": short(value)}
        ) from None


def one_of(known: Mapping[str, Any], field: str, value: str) -> Any:
    if value in known:
        return known[value]
    listed = ", ".join(known) or _("none")
    raise UnknownQuestion(
        field,
        _("There is no “%(value)s”. There are: %(known)s.") % {"value": short(value), "known": listed},
    )


def short(value: str) -> str:
    """Return what was typed, fit to be shown."""
    printable = "".join(letter if letter.isprintable() else "·" for letter in value)
    return printable if len(printable) <= LONGEST_ECHO else printable[: LONGEST_ECHO - 1] + "…"
