"""One row about a person: what it says, or every problem it has, each with its cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Organisation, Person
from programmes.choices import EventRole, ParticipationState
from programmes.intake.cells import BadCell, shown
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.columns import Columns
from programmes.intake.lists.fields import ROW, TOTALS, label
from programmes.intake.lists.names import sex_of_title, take_apart, without_title
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation
from programmes.models import Participation
from sheets.problems import column_letters
from sheets.text import clean, control_characters, fold, name_of

SEXES = {
    Sex.WOMAN: ("F", "W", "female", "women"),
    Sex.MAN: ("M", "male", "men"),
    Sex.NOT_STATED: ("-", "n/a", "unknown"),
}
ROLES = {
    EventRole.PARTICIPANT: ("participants", "delegate", "trainee"),
    EventRole.RESOURCE_PERSON: ("resource speaker", "speaker", "expert", "lecturer", "presenter"),
    EventRole.FACILITATOR: ("moderator",),
    EventRole.OBSERVER: ("observers",),
}
STATES = {
    ParticipationState.NOMINATED: ("nominee",),
    ParticipationState.SELECTED: ("accepted",),
    ParticipationState.RESERVE: ("reserve", "waiting list"),
    ParticipationState.DECLINED: ("not selected", "refused"),
    ParticipationState.ATTENDED: ("present", "yes"),
    ParticipationState.COMPLETED: ("certificate", "certified", "passed"),
    ParticipationState.NO_SHOW: ("absent", "no show", "did not attend", "no"),
}

# Nearly every address is of this form; the validator, twenty times as slow, decides about the others.
_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}"
)
_PLAIN_LENGTH = 60  # characters: no part of such a one is longer than a domain allows


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
    role: str = ""
    state: str = ""
    stamp: str = ""
    lacks_order: str = ""
    unknown: str = ""
    problems: list[Problem] = field(default_factory=list)


class RowReader:
    """Reads the rows of one list; a cell met before costs one look."""

    def __init__(self, columns: Columns, *, answers: Answers, organisations: KnownOrganisations) -> None:
        self._columns = columns
        self._answers = answers
        self._organisations = organisations
        self._places = columns.by_field
        self._met: dict[tuple[str, str], tuple[Any, str]] = {}
        self._everybody_of = organisations.by_id(answers.everybody_of)
        self._parse: dict[str, Callable[[str], Any]] = {
            "family_name": partial(_line, field=Person.family_name),
            "given_names": partial(_line, field=Person.given_names),
            "full_name": partial(_line, field=Person.family_name, longest=240),
            "title": partial(_line, field=Participation.position),
            "position": partial(_line, field=Participation.position),
            "email": _email,
            "sex": partial(_one_of, words=_words(Sex, SEXES)),
            "role": partial(_one_of, words=_words(EventRole, ROLES)),
            "state": partial(_one_of, words=_words(ParticipationState, STATES)),
            "administration": self._organisation,
            ROW: clean,
        }

    def read(self) -> Iterator[ListRow]:
        """Yield what each row says; a row of totals is left out."""
        for number, cells in self._columns.rows:
            if not is_total(cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[str]) -> ListRow:
        row = ListRow(number)
        full_name = ""
        value: Any
        for name, place in self._places.items():
            text = cells[place] if place < len(cells) else ""
            value, wrong = self._met_or_parsed(name, text) if text else ("", "")
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
            _refuse_control_characters(text)
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
        if row.given_names:
            row.given_names, title = without_title(row.given_names)
            row.title = row.title or title

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
    return fold(word.rstrip(": ")) in TOTALS


def _refuse_control_characters(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    if found := control_characters(text):
        message = _("It holds a character nobody can see: %(characters)s.")
        raise BadCell(message % {"characters": ", ".join(map(name_of, found))})


def _line(text: str, *, field: Any, longest: int = 0) -> str:
    longest = longest or field.field.max_length
    if len(text) > longest:
        words = {"text": shown(text), "longest": longest}
        raise BadCell(_("“%(text)s” has more than %(longest)d characters.") % words)
    return text


def _email(text: str) -> str:
    if _PLAIN_EMAIL.fullmatch(text) and len(text) <= _PLAIN_LENGTH:
        return text
    try:
        validate_email(_line(text, field=Person.email)) if text else None
    except ValidationError:
        raise BadCell(_("“%(text)s” is not an e-mail address.") % {"text": shown(text)}) from None
    return text


def _words(choices: Any, others: Mapping[Any, Iterable[str]]) -> dict[str, str]:
    """Return what each word stands for: the label, the stored word, and the usual other ones."""
    words: dict[str, str] = {}
    for choice in choices:
        spellings = (choice.label, choice.value, *others.get(choice, ()))
        words |= {fold(str(spelling)): choice for spelling in spellings}
    return words | {"": ""}


def _one_of(text: str, *, words: Mapping[str, str]) -> str:
    key = fold(text)
    if key not in words:
        known = ", ".join(dict.fromkeys(str(getattr(each, "label", each)) for each in words.values() if each))
        raise BadCell(_("“%(text)s” is not one of: %(known)s.") % {"text": shown(text), "known": known})
    return words[key]
