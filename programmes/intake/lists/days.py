"""In which order a column writes its days: told by the file, else asked once, never guessed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from programmes.intake.lists.answers import Answers
from programmes.intake.lists.columns import Column, Columns
from programmes.intake.lists.fields import DAYS
from sheets.dates import is_day_first, readings
from sheets.text import clean


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
        place = column.index
        texts = [clean(cells[place]) for _number, cells in columns.rows if place < len(cells)]
        order = answers.day_first.get(place, is_day_first(texts))
        if order is not None:
            orders[place] = order
        elif doubtful := next((text for text in texts if len(readings(text)) > 1), ""):
            asked.append(AskedDay(column, doubtful, *readings(doubtful)))
    return orders, tuple(asked)
