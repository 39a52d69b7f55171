"""National statistics as a list: a row per administration and year, a column for each thing counted."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Administration
from programmes.choices import Accuracy, StatisticMeasure
from programmes.intake.estimates import read_number
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation
from programmes.models.contributions import FIRST_YEAR
from sheets.text import clean, fold

MOST = 10**12
ADMINISTRATION, YEAR, SOURCE = "administration", "year", "source"
# The headings a column is known by; where none is known, the columns stand in this order.
HEADINGS: dict[str, tuple[str, ...]] = {
    ADMINISTRATION: ("administration", "country", "member"),
    YEAR: ("year",),
    StatisticMeasure.CUSTOMS_OFFICES: ("customs offices", "offices", "number of customs offices"),
    StatisticMeasure.DECLARATIONS: ("declarations", "declarations processed", "volume of activity"),
    StatisticMeasure.PERSONS_TRAINED: ("persons trained", "trained", "number of persons trained"),
    SOURCE: ("source",),
}
LABELS = {
    ADMINISTRATION: gettext_lazy("Administration"),
    YEAR: gettext_lazy("Year"),
    **{each.value: each.label for each in StatisticMeasure},
    SOURCE: gettext_lazy("Source"),
}
Rows = Sequence[tuple[int, Sequence[str]]]  # number of the row, and its cells


@dataclass(frozen=True, slots=True)
class Told:
    """One number of the list: what ``source`` says of an administration and a year."""

    administration: Administration
    year: int
    measure: str
    value: int
    accuracy: str
    source: str

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.administration.pk, self.year, self.measure, self.source)


@dataclass(frozen=True, slots=True)
class StatisticsIntake:
    """What a list says: numbers, or what is wrong with it, place by place. Never both."""

    told: tuple[Told, ...] = ()
    problems: tuple[str, ...] = ()


def read_statistics(rows: Rows, *, source: str, today: dt.date) -> StatisticsIntake:
    """Read a list and check it whole. ``source`` is that of rows which name none. Empty: not recorded."""
    reading = _Reading(source, today)
    told = list(reading.all(rows))
    if not told and not reading.problems:
        reading.problems.append(_("No row gives a number."))
    if reading.problems:
        return StatisticsIntake(problems=tuple(reading.problems))
    return StatisticsIntake(told=tuple(told))


class _Reading:
    def __init__(self, source: str, today: dt.date) -> None:
        self.source, self.today = source, today
        self.known = KnownOrganisations()
        self.problems: list[str] = []
        self.seen: dict[tuple[Any, ...], int] = {}

    def all(self, rows: Rows) -> Iterator[Told]:
        if not rows:
            return
        columns = _columns(rows[0][1])
        if columns is None:
            columns = dict(enumerate(HEADINGS))
        elif missing := [key for key in (ADMINISTRATION, YEAR) if key not in columns.values()]:
            for key in missing:
                self.problems.append(_("The column “%(name)s” is missing.") % {"name": LABELS[key]})
            return
        else:
            rows = rows[1:]
        for number, cells in rows:
            yield from self._row(
                number, {columns[place]: cell for place, cell in enumerate(cells) if place in columns}
            )

    def _row(self, number: int, cells: dict[str, str]) -> Iterator[Told]:
        who = self._cell(number, cells, ADMINISTRATION, self._administration)
        year = self._cell(number, cells, YEAR, self._year)
        source = clean(cells.get(SOURCE, "")) or self.source
        if not source or len(source) > 500:
            self._wrong(number, SOURCE, _("Say who says so, in at most 500 letters."))
        for measure in StatisticMeasure.values:
            found = self._cell(number, cells, measure, _number)
            if found is None or who is None or year is None:
                continue
            told = Told(who, year, measure, found[0], found[1], source)
            first = self.seen.setdefault(told.key, number)
            if first != number:
                self._wrong(number, measure, _("Row %(row)d says it already.") % {"row": first})
            yield told

    def _cell(self, number: int, cells: dict[str, str], key: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(clean(cells.get(key, "")))
        except (ValueError, UnknownOrganisation) as wrong:
            self._wrong(number, key, str(wrong))
            return None

    def _wrong(self, number: int, key: str, message: str) -> None:
        words = {"row": number, "column": LABELS[key], "message": message}
        self.problems.append(_("Row %(row)d, %(column)s: %(message)s") % words)

    def _administration(self, text: str) -> Administration:
        if not text:
            raise ValueError(_("Name the administration."))
        found = getattr(self.known.find(text), "administration", None)
        if found is None:
            raise ValueError(_("This is no customs administration."))
        administration: Administration = found
        return administration

    def _year(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) >= FIRST_YEAR):
            raise ValueError(_("Write the year as 2017."))
        if int(text) > self.today.year:
            raise ValueError(_("%(year)s is still to come.") % {"year": text})
        return int(text)


def _number(text: str) -> tuple[int, str] | None:
    """Return a number and how it is given; None where not recorded."""
    if not text:
        return None
    read = read_number(_without_thousands(text))
    if read is None or read.rest or read.number > MOST:
        message = _("“%(text)s” is no whole number. Write 21, or: about 20, more than 20.")
        raise ValueError(message % {"text": text[:60]})
    return read.number, read.accuracy or Accuracy.EXACT


def _without_thousands(text: str) -> str:
    """Return the text without the signs that set thousands apart: 1,234,567 or 1 234 567."""
    words: list[str] = []
    for word in text.replace("\u00a0", " ").replace("\u202f", " ").split():
        groups = word.split(",")
        is_apart = len(groups) > 1 and all(len(each) == 3 and each.isdecimal() for each in groups[1:])
        plain = "".join(groups) if is_apart else word
        follows = bool(words) and words[-1].isdecimal() and len(plain) == 3 and plain.isdecimal()
        if follows:
            words[-1] += plain
        else:
            words.append(plain)
    return " ".join(words)


def _columns(cells: Iterable[str]) -> dict[int, str] | None:
    """Return which column stands where by its heading; None where the row has no heading that is known."""
    by_heading = {fold(heading): key for key, headings in HEADINGS.items() for heading in headings}
    found = {place: by_heading[fold(cell)] for place, cell in enumerate(cells) if fold(cell) in by_heading}
    return found or None
