"""A span of days as one value."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    def __str__(self) -> str:
        if self == Period.calendar_year(self.start.year):
            return str(self.start.year)
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.start, "j F Y"),
            "last": date_format(self.end, "j F Y"),
        }

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """Return 1 January to 31 December."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def year_from(cls, year: int, month: int) -> Self:
        """Return the twelve months from the first day of the month, 1 to 12, of a calendar year."""
        next_year = dt.date(year + 1, month, 1)
        return cls(dt.date(year, month, 1), next_year - dt.timedelta(days=1))

    @classmethod
    def of_months(cls, day: dt.date, months: int, *, first_month: int) -> Self:
        """Return the part of a year that holds the day: of 1, 3, 6 or 12 months.

        :param first_month: in which the year begins, 1 to 12.
        """
        since = (day.year * 12 + day.month - 1) - (first_month - 1)
        start = since - since % months + (first_month - 1)
        end = start + months
        last = dt.date(end // 12, end % 12 + 1, 1) - dt.timedelta(days=1)
        return cls(dt.date(start // 12, start % 12 + 1, 1), last)

    def shared_with(self, other: "Period") -> Self | None:
        """Return the days of both; None where there are none."""
        first, last = max(self.start, other.start), min(self.end, other.end)
        return type(self)(first, last) if first <= last else None
