"""One pasted row about a person: a line of the list, or every problem it has, each with its cell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from members.actions.register import PersonEntry
from members.choices import Sex
from members.models import Organisation, Person
from programmes.actions.attending import Attendee
from programmes.choices import EventRole, ParticipationState
from programmes.intake.cells import BadCell, shown
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation
from programmes.models import Participation
from sheets.problems import Address
from sheets.reading import Row
from sheets.text import clean, control_characters, fold, name_of

T = TypeVar("T")

SEXES = {
    Sex.WOMAN: ("F", "W", "female", "women"),
    Sex.MAN: ("M", "male", "men"),
    Sex.NOT_STATED: ("", "-", "n/a", "unknown"),
}
ROLES = {
    EventRole.PARTICIPANT: ("", "participants", "delegate", "trainee"),
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


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct, and where it stands; ``row`` 0 where it is about everything pasted."""

    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        """The place in words: "Row 4, Sex"."""
        if not self.row:
            return ""
        words = {"row": self.row, "column": self.column}
        return _("Row %(row)s, %(column)s") % words if self.column else _("Row %(row)s") % words


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row and what it says: a line of the list, or problems and no line."""

    row: Row
    attendee: Attendee | None
    problems: tuple[Problem, ...] = ()

    def problem(self, column: str, message: str) -> Problem:
        return problem_at(self.row.cell(column), message)


def problem_at(place: Address, message: str) -> Problem:
    """Return a problem at a place of the sheet."""
    return Problem(place.row, place.heading, message)


def read_person(row: Row, *, organisations: KnownOrganisations, usual_state: str) -> PersonRow:
    """Understand a row, or name everything that is wrong with it at once."""
    taken = _Cells(row)
    family_name = taken.take("family_name", partial(_line, field=Person.family_name, needed=True), "")
    given_names = taken.take("given_names", partial(_line, field=Person.given_names), "")
    sex = taken.take("sex", partial(_one_of, words=_words(Sex, SEXES)), Sex.NOT_STATED)
    organisation = taken.take("administration", partial(_organisation, known=organisations), None)
    position = taken.take("position", partial(_line, field=Participation.position), "")
    email = taken.take("email", _email, "")
    role = taken.take("role", partial(_one_of, words=_words(EventRole, ROLES)), EventRole.PARTICIPANT)
    states = _words(ParticipationState, STATES) | {"": usual_state}
    state = taken.take("state", partial(_one_of, words=states), usual_state)
    if taken.problems or organisation is None:
        return PersonRow(row, None, tuple(taken.problems))
    person = PersonEntry(
        family_name=family_name,
        given_names=given_names,
        sex=sex,
        organisation=organisation,
        position=position,
        email=email,
    )
    return PersonRow(row, Attendee(person, role, state))


class _Cells:
    """Takes the cells of a row one by one, and keeps what is wrong with them."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self.problems: list[Problem] = []

    def take(self, column: str, parse: Callable[[str], T], otherwise: Any) -> T:
        """Return the parsed cell, or ``otherwise`` where there is a problem with it."""
        text = self._row.values[column]
        try:
            _refuse_control_characters(text)
            return parse(clean(text))
        except BadCell as bad:
            self.problems.append(problem_at(self._row.cell(column), str(bad)))
            return otherwise


def _refuse_control_characters(text: str) -> None:
    if found := control_characters(text):
        message = _("It holds a character nobody can see: %(characters)s.")
        raise BadCell(message % {"characters": ", ".join(map(name_of, found))})


def _line(text: str, *, field: Any, needed: bool = False) -> str:
    if needed and not text:
        raise BadCell(_("It is empty."))
    longest = field.field.max_length
    if len(text) > longest:
        words = {"text": shown(text), "longest": longest}
        raise BadCell(_("“%(text)s” has more than %(longest)d characters.") % words)
    return text


def _email(text: str) -> str:
    if not text:
        return ""
    try:
        validate_email(_line(text, field=Person.email))
    except ValidationError:
        raise BadCell(_("“%(text)s” is not an e-mail address.") % {"text": shown(text)}) from None
    return text


def _organisation(text: str, *, known: KnownOrganisations) -> Organisation:
    if not text:
        raise BadCell(_("It is empty: write a country, an ISO code or the name of an organisation."))
    try:
        return known.find(text)
    except UnknownOrganisation as unknown:
        raise BadCell(str(unknown)) from unknown


def _words(choices: Any, others: Mapping[Any, Iterable[str]]) -> dict[str, str]:
    """Return what each word stands for: the label, the stored word, and the usual other ones."""
    words: dict[str, str] = {}
    for choice in choices:
        spellings = (choice.label, choice.value, *others.get(choice, ()))
        words |= {fold(str(spelling)): choice for spelling in spellings}
    return words


def _one_of(text: str, *, words: Mapping[str, str]) -> str:
    key = fold(text)
    if key not in words:
        known = ", ".join(dict.fromkeys(str(getattr(each, "label", each)) for each in words.values()))
        raise BadCell(_("“%(text)s” is not one of: %(known)s.") % {"text": shown(text), "known": known})
    return words[key]
