"""One row about a person: what it says, or every problem it has, each with its cell."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from members.choices import Sex, Standing
from members.models import Organisation, Person, Posting
from programmes.choices import EventRole, ParticipationState, SupportSide
from programmes.intake.cells import BadCell
from programmes.intake.lists import cells
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.columns import Columns
from programmes.intake.lists.fields import COUNTED, DAYS, ROW, TOTALS, label
from programmes.intake.lists.names import sex_of_title, take_apart, without_title
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation
from programmes.models import Participation
from sheets.problems import column_letters
from sheets.text import clean, fold


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct, and where it stands."""

    row: int
    column: str
    message: str
    cell: str = ""

    @property
    def place(self) -> str:
        """The place in words: "Row 4, Sex (C4)"."""
        words = {"row": self.row, "column": self.column, "cell": self.cell}
        if self.column and self.cell:
            return _("Row %(row)s, %(column)s (%(cell)s)") % words
        return _("Row %(row)s, %(column)s") % words if self.column else _("Row %(row)s") % words


@dataclass(slots=True)
class ListRow:
    """What a row says; "" is not stated. ``stamp`` is what a downloaded workbook hid in it.

    ``lacks_order`` where the name cannot be taken apart before somebody says how; ``unknown`` the word
    for an organisation that is not known here.
    """

    number: int
    family_name: str = ""
    given_names: str = ""
    title: str = ""
    sex: str = ""
    organisation: Organisation | None = None
    position: str = ""
    email: str = ""
    staff_number: str = ""
    role: str = ""
    state: str = ""
    side: str = ""
    preference: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    standing: str = ""
    joined_on: dt.date | None = None
    stamp: str = ""
    lacks_order: str = ""
    unknown: str = ""
    problems: list[Problem] = field(default_factory=list)


class RowReader:
    """Reads the rows of one list; a cell met before costs one look."""

    def __init__(
        self,
        columns: Columns,
        *,
        answers: Answers,
        organisations: KnownOrganisations,
        only: Organisation | None = None,
        day_first: Mapping[int, bool] | None = None,
    ) -> None:
        """``only`` is whose people alone may be on the list; ``day_first`` how a column writes its days."""
        self._columns = columns
        self._answers = answers
        self._organisations = organisations
        self._places = columns.by_field
        self._met: dict[tuple[str, str], tuple[Any, str]] = {}
        self._only = only
        self._everybody_of = only or organisations.by_id(answers.everybody_of)
        self._parse: dict[str, Callable[[str], Any]] = {
            "family_name": partial(cells.line, field=Person.family_name),
            "given_names": partial(cells.line, field=Person.given_names),
            "full_name": partial(cells.line, field=Person.family_name, longest=240),
            "title": partial(cells.line, field=Participation.position),
            "position": partial(cells.line, field=Participation.position),
            "email": cells.email,
            "sex": partial(cells.one_of, words=cells.words_for(Sex, cells.SEXES)),
            "role": partial(cells.one_of, words=cells.words_for(EventRole, cells.ROLES)),
            "state": partial(cells.one_of, words=cells.words_for(ParticipationState, cells.STATES)),
            "side": partial(cells.one_of, words=cells.words_for(SupportSide, cells.SIDES)),
            "standing": partial(cells.one_of, words=cells.words_for(Standing, cells.STANDINGS)),
            "staff_number": partial(cells.line, field=Posting.staff_number),
            "preference": cells.place,
            "administration": self._organisation,
            ROW: clean,
        }
        for name in DAYS & self._places.keys():
            order = (day_first or {}).get(self._places[name])
            self._parse[name] = partial(cells.day, day_first=order)

    def read(self) -> Iterator[ListRow]:
        """Yield what each row says; a row of totals is left out."""
        for number, texts in self._columns.rows:
            if not is_total(texts):
                yield self._row(number, texts)

    def _row(self, number: int, texts: Sequence[str]) -> ListRow:
        row = ListRow(number)
        full_name = ""
        value: Any
        for name, place in self._places.items():
            text = texts[place] if place < len(texts) else ""
            if not text:
                continue
            value, wrong = self._met_or_parsed(name, text)
            if wrong:
                row.problems.append(self.problem(row, name, wrong))
                if name == "administration":
                    row.unknown = clean(text)
            elif name == "full_name":
                full_name = value
            elif name == ROW:
                row.stamp = value
            elif name == "administration":
                row.organisation = value or None
            else:
                setattr(row, name, value)
        self._name(row, full_name)
        self._sex(row)
        self._whole(row)
        return row

    def _met_or_parsed(self, name: str, text: str) -> tuple[Any, str]:
        key = (name, text)
        if (met := self._met.get(key)) is not None:
            return met
        try:
            cells.refuse_control_characters(text)
            found = (self._parse[name](clean(text)), "")
        except BadCell as bad:
            found = ("", str(bad))
        if name not in {"family_name", "full_name", "email"}:  # these hardly ever come again
            self._met[key] = found
        return found

    def _name(self, row: ListRow, full_name: str) -> None:
        if full_name and not row.family_name:
            name = take_apart(full_name, family_first=self._answers.family_first)
            if name is None:
                row.lacks_order = full_name
                row.family_name = full_name
            else:
                row.family_name, row.given_names = name.family_name, name.given_names
                row.title = row.title or name.title
                self._refuse_long_parts(row)
        if row.given_names:
            row.given_names, title = without_title(row.given_names)
            row.title = row.title or title

    def _refuse_long_parts(self, row: ListRow) -> None:
        """A whole name may be as long as both its parts; each of them may not."""
        for part in ("family_name", "given_names"):
            try:
                self._parse[part](getattr(row, part))
            except BadCell as bad:
                row.problems.append(self.problem(row, "full_name", str(bad)))

    def _sex(self, row: ListRow) -> None:
        if not row.sex and row.title and self._answers.sex_by_title:
            row.sex = sex_of_title(row.title) or ""

    def _whole(self, row: ListRow) -> None:
        """Note what is missing: a name, an administration."""
        said = {problem.column for problem in row.problems}
        if not row.family_name and not said & {self.title("family_name"), self.title("full_name")}:
            row.problems.append(self.problem(row, "family_name", _("It is empty.")))
        if row.organisation is None and not row.unknown:
            row.organisation = self._everybody_of
            if row.organisation is None:
                message = _("It is empty: write a country, an ISO code or the name of an organisation.")
                row.problems.append(self.problem(row, "administration", message))
        elif self._only is not None and row.organisation is not None and row.organisation.pk != self._only.pk:
            message = _("Only officers of %(administration)s stand on this list.")
            row.problems.append(
                self.problem(row, "administration", message % {"administration": self._only.called})
            )

    def title(self, name: str) -> str:
        return self._columns.title_of(name) or label(name)

    def problem(self, row: ListRow, name: str, message: str) -> Problem:
        """Return a problem with a cell of a row."""
        name = "full_name" if name == "family_name" and "family_name" not in self._places else name
        place = self._places.get(name)
        cell = "" if place is None else f"{column_letters(place)}{row.number}"
        return Problem(row.number, self.title(name), message, cell)

    def _organisation(self, text: str) -> Organisation | None:
        if not text:
            return None
        answered = self._organisations.by_id(self._answers.organisations.get(fold(text)))
        if answered is not None:
            return answered
        try:
            return self._organisations.find(text)
        except UnknownOrganisation as unknown:
            raise BadCell(str(unknown)) from unknown


def is_total(cells: Sequence[str]) -> bool:
    """Test if a row adds up the rows above: a word for it, and beside it nothing but numbers."""
    words = (cell.strip() for cell in cells if not _is_number(cell))
    first = next(words, "")  # of nearly every row it says enough
    return _is_for_totals(first) and all(map(_is_for_totals, words))


def _is_number(cell: str) -> bool:
    plain = cell.strip()
    return not plain or plain.isdigit() or plain.replace(".", "").replace(",", "").isdigit()


def _is_for_totals(word: str) -> bool:
    """Test if the words say that something is added up: “Total”, “Total: 50 participants”."""
    said = [each for each in fold(word.replace(":", " ")).split() if not each.isdigit()]
    return " ".join(said) in TOTALS or (" ".join(said[:-1]) in TOTALS and said[-1] in COUNTED)
