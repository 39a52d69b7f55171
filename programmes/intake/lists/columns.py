"""Which worksheet, which row of headings, which column holds what: proposed, and asked where not sure."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from programmes.intake.lists.answers import Answers
from programmes.intake.lists.fields import HEADINGS, ORDER, ROW, UNREAD, by_word
from programmes.intake.lists.names import is_title, sex_of_title
from sheets.grids import Book, Grid
from sheets.problems import column_letters
from sheets.text import clean, fold

_LOOKED_AT = 40  # rows, of which one should hold the headings
_SAMPLES = 3  # cells shown of a column
_PARTS = re.compile(r"[/,;|()]|\band\b|\bor\b", re.IGNORECASE)  # between the words of one heading
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_SHOWN = 60  # characters shown of a cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet: what it is called there, some of its cells, and what it is taken for.

    ``field`` is "" where the column is not read.
    """

    index: int
    title: str
    samples: tuple[str, ...]
    field: str

    @property
    def letters(self) -> str:
        return column_letters(self.index)


@dataclass(frozen=True, slots=True)
class Columns:
    """How a list is read. ``questions`` are why the sender has to look at it first; empty where sure."""

    grid: Grid
    sheet: int
    heading_row: int
    columns: tuple[Column, ...]
    questions: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        return not self.questions

    @property
    def by_field(self) -> dict[str, int]:
        """Where each field stands."""
        return {column.field: column.index for column in self.columns if column.field}

    @property
    def unread(self) -> list[str]:
        """The titles of the columns nobody asked for."""
        return [
            column.title or column.letters
            for column in self.columns
            if not column.field and fold(column.title) not in UNREAD
        ]

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        """The rows under the headings."""
        if not self.heading_row:
            return self.grid.rows
        return [row for row in self.grid.rows if row[0] > self.heading_row]

    def title_of(self, field: str) -> str:
        return next((each.title for each in self.columns if each.field == field and each.title), "")


def lay_out(
    book: Book,
    *,
    fields: tuple[str, ...],
    answers: Answers,
    remembered: Mapping[str, str],
    is_organisation: Callable[[str], bool],
) -> Columns:
    """Return how the list is read: as the sender said, else as its headings say, else as its cells tell.

    :param fields: what a column of such a list may hold.
    :param remembered: what this organisation's folded headings stood for before.
    """
    words = by_word(fields) | {word: key for word, key in remembered.items() if key in {"", *fields}}
    sheet, questions = _sheet(book, answers, words)
    grid = book.grids[sheet]
    heading_row = answers.heading_row
    if heading_row is None:
        heading_row = _heading_row(grid, words)
    cells = next((cells for number, cells in grid.rows if number == heading_row), [])
    columns = _columns(grid, heading_row, cells, words)
    for field, fits in (("email", _EMAIL.fullmatch), ("administration", is_organisation)):
        if field in fields and heading_row:
            columns = _told_by_cells(columns, field, words=words, fits=fits)
    said = answers.columns or {}
    columns = [replace(each, field=said.get(each.index, each.field)) for each in columns]
    columns = [each if each.field in fields else replace(each, field="") for each in columns]
    if answers.columns is None and not heading_row:
        questions.append(_("No line of headings was recognised. Say what each column holds."))
    questions += _missing(columns)
    if answers.columns is None:
        questions += _in_doubt(columns)
    return Columns(grid, sheet, heading_row, tuple(columns), tuple(questions))


def _sheet(book: Book, answers: Answers, words: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return which worksheet is the list, and a question where several may be."""
    if answers.sheet is not None and answers.sheet < len(book.grids):
        return answers.sheet, []
    known = [_best(grid, words)[0] for grid in book.grids]
    lists = [index for index, score in enumerate(known) if score >= 2]
    if len(lists) > 1:
        return lists[0], [_("Several worksheets look like a list. Say which one is read.")]
    if not lists and len(book.grids) > 1:
        return 0, [_("The file has several worksheets. Say which one is read.")]
    return (lists[0] if lists else 0), []


def _heading_row(grid: Grid, words: Mapping[str, str]) -> int:
    score, number, filled = _best(grid, words)
    return number if score >= 2 or 2 * score >= filled > 0 else 0


def _best(grid: Grid, words: Mapping[str, str]) -> tuple[int, int, int]:
    """Return the row with the most known headings: how many, its number, and how many cells it has."""
    best = (0, 0, 0)
    for number, cells in grid.rows[:_LOOKED_AT]:
        filled = [fold(cell) for cell in cells if cell.strip() and len(cell) <= _SHOWN]
        score = sum(cell in words for cell in filled)
        if score and (score, len(filled)) > (best[0], best[2]):
            best = (score, number, len(filled))
    return best


def _columns(grid: Grid, heading_row: int, headings: Sequence[str], words: Mapping[str, str]) -> list[Column]:
    under = [cells for number, cells in grid.rows if number > heading_row][:_LOOKED_AT]
    width = max((len(cells) for cells in [*under, headings]), default=0)
    columns = []
    for index in range(width):
        title = clean(headings[index])[:_SHOWN] if index < len(headings) else ""
        cells = [clean(cells[index])[:_SHOWN] for cells in under if index < len(cells)]
        samples = tuple(dict.fromkeys(filter(None, cells)))[:_SAMPLES]
        if title or samples:
            field = _proposed(index, title, heading_row, words)
            if field == "title" and not all(sex_of_title(cell) or is_title(cell) for cell in samples):
                field = "position"  # the title of a post
            columns.append(Column(index, title, samples, field))
    return columns


def _told_by_cells(
    columns: list[Column], field: str, *, words: Mapping[str, str], fits: Callable[[str], object]
) -> list[Column]:
    """Take the one column whose cells are all of a kind for what it is, whatever it is called."""
    found = [
        each
        for each in columns
        if each.samples and fold(each.title) not in words and all(map(fits, each.samples))
    ]
    if len(found) != 1 or found[0].field or any(each.field == field for each in columns):
        return columns
    return [replace(each, field=field) if each is found[0] else each for each in columns]


def _proposed(index: int, title: str, heading_row: int, words: Mapping[str, str]) -> str:
    if not heading_row:
        return ORDER[index] if index < len(ORDER) else ""
    if fold(title) in words:
        return words[fold(title)]
    # Two words for one thing, as in “Country / Economy”; not where they are words for two.
    meant = {words.get(fold(part), "") for part in _PARTS.split(title) if part.strip()}
    return meant.pop() if len(meant) == 1 else ""


def _missing(columns: Sequence[Column]) -> list[str]:
    fields = Counter(column.field for column in columns if column.field)
    questions = [
        _("Two columns are taken for “%(field)s”.") % {"field": HEADINGS[field][0]}
        for field, times in fields.items()
        if times > 1
    ]
    if not fields.keys() & {"family_name", "full_name"}:
        questions.append(_("Say which column holds the names."))
    return questions


def _in_doubt(columns: Sequence[Column]) -> list[str]:
    """Return what a known heading may mean beside what it usually does."""
    fields = {column.field for column in columns}
    if "full_name" in fields and fields & {"family_name", "given_names"} and ROW not in fields:
        return [_("There is a column for the whole name, and one for a part of it. Say which is read.")]
    return []
