"""Several cascade trainings in one sheet: which column is which, and what a cell stands for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.choices import Mode
from programmes.intake.lists.looking import OWN_SHEETS, UnreadableList
from programmes.models import Programme, Topic, TopicAlias
from sheets.dates import readings
from sheets.filling import Blank, write_form
from sheets.grids import Book
from sheets.problems import column_letters
from sheets.text import clean, fold

MOST = 100  # trainings in one list
HELP = "How to fill it in"
# The columns, by the field of the form; each with its heading, and other words it goes by.
COLUMNS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "trainer_name": (gettext_lazy("Trainer"), ("trainer name", "master trainer", "who taught")),
    "organisation_name": (
        gettext_lazy("Whose people"),
        ("administration", "organisation", "country", "whose people were taught"),
    ),
    "programme": (gettext_lazy("Programme"), ("program",)),
    "topic": (gettext_lazy("Topic"), ("subject",)),
    "starts_on": (gettext_lazy("First day"), ("from", "date", "start date", "start")),
    "ends_on": (gettext_lazy("Last day"), ("until", "to", "end date", "end")),
    "place": (gettext_lazy("Place"), ("venue", "city", "where")),
    "mode": (gettext_lazy("Mode"), ()),
    "hours": (gettext_lazy("Hours"), ()),
    "customs": (gettext_lazy("Customs"), ("people from customs", "customs officers")),
    "other_agency": (gettext_lazy("Other agencies"), ("from other agencies", "other agency")),
    "private": (gettext_lazy("Private sector"), ("from the private sector", "private")),
    "women": (gettext_lazy("Women"), ("women among all of them", "of whom women")),
    "note": (gettext_lazy("Note"), ("remarks", "remark")),
}
NEEDED = ("topic", "starts_on")

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose columns are known: where each stands, and its rows below the headings.

    ``problems``: (cell, message) of headings; then nothing of it is to be relied on.
    """

    places: Mapping[str, int]
    rows: Rows
    problems: tuple[tuple[str, str], ...] = ()

    def cell(self, number: int, name: str) -> str:
        """Return what a spreadsheet calls the cell: "C5"; of a column that is not there the row."""
        place = self.places.get(name)
        if place is None:
            return _("row %(number)d") % {"number": number}
        return f"{column_letters(place)}{number}"

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of a row by field; "" where the column is not there."""
        return {
            name: clean(cells[place]) if (place := self.places.get(name, len(cells))) < len(cells) else ""
            for name in COLUMNS
        }


def rows_of(book: Book) -> Rows:
    """Return the rows of the first worksheet that is not one of the portal's explanations.

    :raises UnreadableList: where there are none below the headings, or too many.
    """
    grids = [grid for grid in book.grids if grid.title not in OWN_SHEETS]
    rows = grids[0].rows if grids else []
    if len(rows) < 2:
        raise UnreadableList(_("There is no training in it: the first row holds the headings."))
    if len(rows) - 1 > MOST:
        raise UnreadableList(
            _("There are more than %(most)d trainings: send them in parts.") % {"most": MOST}
        )
    return rows


def kept(rows: Rows) -> str:
    """Return the rows as a page keeps them until somebody says that they are saved."""
    return json.dumps([[number, list(cells)] for number, cells in rows])


def from_kept(text: str) -> Rows:
    """Return the rows a page kept.

    :raises UnreadableList: where they are not as the page had them.
    """
    refusal = UnreadableList(_("The list did not come back as it was shown: send it again."))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise refusal from None
    if not isinstance(rows, list) or not 2 <= len(rows) <= MOST + 1 or not all(map(_is_row, rows)):
        raise refusal
    return [(number, cells) for number, cells in rows]


def _is_row(row: Any) -> bool:
    if not (isinstance(row, list) and len(row) == 2 and type(row[0]) is int and 0 < row[0] < 10_000_000):
        return False
    return isinstance(row[1], list) and all(isinstance(cell, str) for cell in row[1])


def understood(rows: Rows) -> Sheet:
    """Return the sheet with its columns, by the headings of its first row."""
    known = {fold(word): name for name, words in COLUMNS.items() for word in (str(words[0]), *words[1])}
    (top, headings), *below = rows
    places: dict[str, int] = {}
    problems = []
    for place, heading in enumerate(headings):
        name = known.get(fold(heading))
        cell = f"{column_letters(place)}{top}"
        if not heading.strip():
            continue
        if name is None:
            problems.append(
                (cell, _("The heading “%(heading)s” is not known here.") % {"heading": heading[:60]})
            )
        elif name in places:
            problems.append((cell, _("The heading “%(heading)s” stands twice.") % {"heading": heading[:60]}))
        else:
            places[name] = place
    for name in NEEDED:
        if name not in places:
            words = {"heading": COLUMNS[name][0]}
            problems.append((f"A{top}", _("The heading “%(heading)s” is missing.") % words))
    return Sheet(places, below, tuple(problems))


class Words:
    """What words of a cell stand for: programmes, topics, modes; days as they are written."""

    def __init__(self, programmes: Sequence[Programme]) -> None:
        self._programmes = {
            fold(word): each for each in programmes for word in (each.code, each.short_name, each.name)
        }
        self._only = programmes[0] if len(programmes) == 1 else None
        self._topics = {alias.folded: alias.topic_id for alias in TopicAlias.objects.all()}
        for topic in Topic.objects.all():
            self._topics |= {fold(topic.slug): topic.pk, fold(topic.name): topic.pk}
        self._modes = {fold(str(word)): value for value, label in Mode.choices for word in (value, label)}

    def read(self, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return what a form wants to be sent for the cells of a row, and what is wrong, by field."""
        data, wrong = dict(values), {}
        for name in ("starts_on", "ends_on"):
            days = readings(values[name])
            if len(days) == 1:
                data[name] = days[0].isoformat()
            elif len(days) > 1:
                wrong[name] = _("“%(day)s” can be two days: write it as 2024-03-31.") % {"day": values[name]}
        data["mode"] = self._modes.get(fold(values["mode"]), values["mode"]) or Mode.NOT_STATED
        programme = self._programmes.get(
            fold(values["programme"]), None if values["programme"] else self._only
        )
        data["programme"] = str(programme.pk) if programme else ""
        if values["programme"] and programme is None:
            wrong["programme"] = _("“%(word)s” is no programme you may report for.") % {
                "word": values["programme"][:60]
            }
        topic = self._topics.get(fold(values["topic"]))
        data["topic"] = str(topic or "")
        if values["topic"] and topic is None:
            wrong["topic"] = _("“%(word)s” is no topic known here.") % {"word": values["topic"][:60]}
        return data, wrong


def blank_workbook(programmes: Sequence[Programme]) -> bytes:
    """Return a workbook to be filled in with trainings."""
    choices = {
        "programme": [each.short_name for each in programmes],
        "topic": list(Topic.objects.order_by("name", "pk").values_list("name", flat=True)),
        "mode": [str(label) for label in Mode.labels],
    }
    file = BytesIO()
    write_form(
        file,
        title=str(_("Trainings")),
        columns=[
            Blank(
                name,
                str(heading),
                24 if name in {"trainer_name", "topic", "note"} else 16,
                choices.get(name, ()),
            )
            for name, (heading, _words) in COLUMNS.items()
        ],
        rows=(),
        spare=MOST,
        instructions=[
            _("One training in each row. Send the file back where it came from."),
            _("Nothing is saved before you have seen what would be saved."),
            _("Write days as 2024-03-31. Without a last day, the training took one day."),
            _("Write 0 where nobody was of a sector; leave the cell empty where the number is not known."),
            _("A trainer the ledger does not know as accredited that day needs a note that says why."),
        ],
        instructions_title=HELP,
    )
    return file.getvalue()
