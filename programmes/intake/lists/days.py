"""In which order a column writes its days: told by the file, else asked once, never guessed."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.intake.lists.answers import Answers
from programmes.intake.lists.columns import Column, Columns
from programmes.intake.lists.fields import DAYS
from sheets.dates import is_day_first, readings
from sheets.text import clean

_REAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # as a day of a spreadsheet comes out


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A column whose days can be read in two ways, with one of them: ``one`` where the day comes first."""

    column: Column
    text: str
    one: dt.date
    other: dt.date


def orders_of_days(columns: Columns, answers: Answers) -> tuple[Mapping[int, bool], tuple[AskedDay, ...]]:
    """Return whether the day comes first in each column of days, and the columns somebody has to say it of.

    A column tells it itself by a number above 12; one in which no day can be read in two ways needs none.
    """
    orders: dict[int, bool] = {}
    asked: list[AskedDay] = []
    for column in columns.columns:
        if column.field not in DAYS:
            continue
        place, texts = column.index, _texts(columns, column)
        order = answers.day_first.get(place, is_day_first(texts))
        if order is not None:
            orders[place] = order
        elif doubtful := next((text for text in texts if len(readings(text)) > 1), ""):
            asked.append(AskedDay(column, doubtful, *readings(doubtful)))
    return orders, tuple(asked)


def notes_of_days(columns: Columns) -> list[str]:
    """Return a warning of each column where a spreadsheet seems to have turned days round.

    Opened with the month first, 13/04/2024 stays a text and 03/04/2024 becomes a day in March. Such a column
    has real days, all up to the 12th, beside texts above it.
    """
    return [
        _(
            "In the column “%(column)s” some days are text, as “%(text)s”, and the others are before the"
            " 13th: a spreadsheet may have turned day and month round in those. Check them."
        )
        % {"column": column.title or column.letters, "text": text}
        for column in columns.columns
        if column.field in DAYS
        for text in _turned(_texts(columns, column))
    ]


def _turned(texts: Sequence[str]) -> Iterator[str]:
    real = [text for text in texts if _REAL.fullmatch(text)]
    if is_day_first(texts) and real and all(int(text[-2:]) <= 12 for text in real):
        yield next(text for text in texts if is_day_first([text]))


def _texts(columns: Columns, column: Column) -> list[str]:
    place = column.index
    return [clean(cells[place]) for _number, cells in columns.rows if place < len(cells)]
