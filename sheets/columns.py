"""The columns of a table that is written: fixed before the first row, each of one kind."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

Kind = Literal["text", "number", "percent", "date", "flag"]
Number = int | float | Decimal
Value = str | Number | dt.date | bool


class WrongCell(ValueError):
    """A value does not belong in its column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its value in a row, its heading, and what it holds.

    The heading may be a lazy translation: ``str()`` is asked for it when it is written.

    A "percent" is a share: 0.425 is written so, and shown as 42.5 % in a workbook. A "date" is a
    plain day, never a moment. A "flag" is a bool. Anything may be a "text": it is written as
    ``str()`` shows it. ``decimals`` is how many a workbook shows of a number, with thousands set
    apart; None shows the number as it is, which suits a year, or a percent with one.
    """

    key: str
    heading: str
    kind: Kind = "text"
    decimals: int | None = None

    @property
    def is_numeric(self) -> bool:
        return self.kind in {"number", "percent"}


def check_columns(columns: Sequence[Column]) -> None:
    """Make sure that a table with these columns can be read back.

    :raises ValueError: when there is none, or two share a key or a heading.
    """
    if not columns:
        raise ValueError("A table needs a column.")
    for name in ("key", "heading"):
        seen = [str(getattr(column, name)) for column in columns]
        if twice := {each for each in seen if seen.count(each) > 1}:
            raise ValueError(f"Two columns share the {name} {', '.join(sorted(twice))}.")


def typed(column: Column, value: object) -> Value | None:
    """Return the value as its column writes it; None is an empty cell in every column.

    :raises WrongCell: when it is not of the kind of its column, or a number that is none (NaN).
    """
    if column.kind == "text" and value is not None:
        return str(value)
    if value is None or _FITS[column.kind](value):
        return cast(Value | None, value)
    raise WrongCell(f"Column {column.key!r} is of kind {column.kind}, and {value!r} is not.")


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Number):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _is_date(value: object) -> bool:
    # The day of a moment depends on the place: whoever knows the place says which day it is.
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_FITS: dict[Kind, Callable[[object], bool]] = {
    "number": _is_number,
    "percent": _is_number,
    "date": _is_date,
    "flag": _is_flag,
}


def digits(value: Number) -> str:
    """Return the number in plain digits, with a point and without an exponent."""
    return format(Decimal(str(value)), "f")


def shown(column: Column, value: Value) -> str:
    """Return roughly what a workbook shows of the value, to measure it by."""
    if isinstance(value, str | dt.date | bool):
        return str(value)
    if column.kind == "percent":
        return f"{value:.{column.decimals or 1}%}"
    return f"{value:,}" if column.decimals is None else f"{value:,.{column.decimals}f}"
