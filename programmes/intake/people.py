"""People pasted from a spreadsheet: what will become of each row, or every problem beside its cell."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.actions.register import Candidates, is_in_doubt, known_people
from members.models import Person
from programmes.actions.attending import Attendee
from programmes.intake.cells import shown
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.intake.person_rows import PersonRow, Problem, problem_at, read_person
from programmes.models import Event, Participation
from sheets.problems import MESSAGES, UnreadableSheet
from sheets.problems import Problem as SheetProblem
from sheets.reading import Limits, Row, Table, read_pasted
from sheets.text import clean, control_characters

LIMITS = Limits(size=200_000, rows=500, cell=1_000)  # bytes, rows, characters
ORDER = ("family_name", "given_names", "sex", "administration", "position", "email", "role", "state")
REQUIRED = ("family_name", "administration")
HEADINGS: dict[str, tuple[Any, ...]] = {
    "family_name": (gettext_lazy("Family name"), "Family names", "Surname", "Last name"),
    "given_names": (
        gettext_lazy("Given names"),
        "Given name",
        "First name",
        "First names",
        "Forename",
        "Forenames",
    ),
    "sex": (
        gettext_lazy("Sex"),
        "Gender",
        "F/M",
        "M/F",
        "Sex (F/M)",
        "Sex (M/F)",
        "Gender (F/M)",
        "Gender (M/F)",
    ),
    "administration": (
        gettext_lazy("Administration"),
        "Customs administration",
        "Member administration",
        "Member",
        "Country",
        "Economy",
        "Organisation",
        "Organization",
        "Agency",
    ),
    "position": (gettext_lazy("Position"), "Job title", "Designation", "Post", "Function", "Rank"),
    "email": (gettext_lazy("E-mail"), "Email", "E-mail address", "Email address", "Mail"),
    "role": (gettext_lazy("Role"), "Attends as", "Capacity"),
    "state": (gettext_lazy("State"), "Status", "Attendance", "Participation"),
}


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What will become of a row: nothing where the person is ``listed`` already, else an attendee.

    ``known`` is the person of the register, None for a new one.
    """

    number: int
    attendee: Attendee
    known: Person | None = None
    listed: Participation | None = None

    @property
    def organisation(self) -> str:
        return shown_name(self.attendee.person.organisation)


@dataclass(frozen=True, slots=True)
class PastedPeople:
    """What pasted rows say: a plan, or problems. Never both.

    ``ignored`` are the headings of columns nobody asked for; ``pasted`` what stands in each row.
    """

    rows: tuple[PlannedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    pasted: Mapping[int, str] = field(default_factory=dict)

    @property
    def rows_to_correct(self) -> list[tuple[str, list[Problem]]]:
        """Return the problems of each row beside what was pasted there; "" where that cannot be told."""
        return [(self.pasted.get(row, ""), list(those)) for row, those in groupby(self.problems, key=_place)]

    @property
    def new(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.known is None and row.listed is None]

    @property
    def known(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.known is not None and row.listed is None]

    @property
    def listed(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.listed is not None]

    @property
    def attendees(self) -> list[Attendee]:
        """Who is to be added."""
        return [row.attendee for row in self.rows if row.listed is None]

    @property
    def plan(self) -> str:
        """A short sign for what will become of the rows: it differs where that does."""
        steps = [
            (row.number, row.known and row.known.pk, row.listed and row.listed.pk, str(row.attendee.person))
            for row in self.rows
        ]
        return hashlib.sha256(repr(steps).encode()).hexdigest()[:16]


def read_people(text: str, *, event: Event, usual_state: str) -> PastedPeople:
    """Read pasted rows and say what will become of each, or everything that is wrong; nothing is saved.

    A row without a state says ``usual_state``.
    """
    try:
        table = read_pasted(text, synonyms=HEADINGS, order=ORDER, required=REQUIRED, limits=LIMITS)
    except UnreadableSheet as unreadable:
        message = _(MESSAGES[unreadable.code]) % unreadable.params
        return PastedPeople(problems=(Problem(0, "", message),))
    organisations = KnownOrganisations()
    rows = [read_person(row, organisations=organisations, usual_state=usual_state) for row in table.rows]
    problems = [*map(_in_words, table.problems), *(problem for row in rows for problem in row.problems)]
    if not rows and not problems:
        problems.append(Problem(0, "", _("There is no row under the headings.")))
    whole = [row for row in rows if row.attendee is not None]
    problems += _twice(whole)
    planned, doubts = _planned(whole, event)
    problems += doubts
    ignored = _ignored(table)
    if problems:
        pasted = {row.number: _as_pasted(row) for row in table.rows}
        return PastedPeople(problems=tuple(sorted(problems, key=_place)), ignored=ignored, pasted=pasted)
    return PastedPeople(rows=tuple(planned), ignored=ignored)


def _in_words(problem: SheetProblem) -> Problem:
    message = _(MESSAGES[problem.code]) % problem.params
    return problem_at(problem.address, message) if problem.address else Problem(0, "", message)


def _place(problem: Problem) -> int:
    return problem.row


def _as_pasted(row: Row) -> str:
    """Return the cells of a row on one line, a sign in place of what nobody can see."""
    line = " · ".join(filter(None, map(clean, row.values.values())))
    for hidden in control_characters(line):
        line = line.replace(hidden, "\ufffd")
    return shown(line)


def _ignored(table: Table) -> tuple[str, ...]:
    return tuple(each.heading or str(each) for each in table.ignored)


def _twice(rows: Sequence[PersonRow]) -> Iterator[Problem]:
    """Yield a problem for each row that names somebody a row above names."""
    by_email: dict[str, PersonRow] = {}
    by_name: dict[tuple[object, ...], list[PersonRow]] = defaultdict(list)
    for row in rows:
        person = _said(row).person
        above = by_email.setdefault(person.email.lower(), row) if person.email else row
        if _said(above).person.tokens != person.tokens:
            yield row.problem("email", _("Row %(row)d has the same e-mail with another name.") % _row(above))
            continue
        namesakes = by_name[(person.tokens, person.organisation.pk)]
        for above in namesakes:
            if message := _clash(above, row):
                yield row.problem("family_name", message % _row(above))
                break
        namesakes.append(row)


def _clash(above: PersonRow, row: PersonRow) -> str:
    """Return why two rows with one name and organisation cannot both stand; "" where they can."""
    one, other = _said(above), _said(row)
    emails = {one.person.email.lower(), other.person.email.lower()}
    if len(emails) == 2 and "" not in emails:
        return ""
    if one.role == other.role:
        return _("The same person in the same role as in row %(row)d.")
    if len(emails) == 2:
        return _("If this is the person of row %(row)d, give both rows the same e-mail.")
    return ""


def _said(row: PersonRow) -> Attendee:
    assert row.attendee is not None  # noqa: S101 - only whole rows are compared
    return row.attendee


def _row(row: PersonRow) -> dict[str, int]:
    return {"row": row.row.number}


def _planned(rows: Sequence[PersonRow], event: Event) -> tuple[list[PlannedRow], list[Problem]]:
    """Return what will become of the rows, and a problem where somebody has to say who is meant."""
    people = known_people([_said(row).person for row in rows])
    listed = {(each.person_id, each.role): each for each in event.participations.all()}
    planned: list[PlannedRow] = []
    problems: list[Problem] = []
    taken: dict[tuple[int, str], PersonRow] = {}
    for row, known in zip(rows, people, strict=True):
        attendee = _said(row)
        if is_in_doubt(attendee.person, known):
            problems.append(row.problem("family_name", _doubt(known)))
            continue
        person = known[0] if known else None
        if person is None:
            planned.append(PlannedRow(row.row.number, attendee))
            continue
        key = (person.pk, attendee.role)
        if above := taken.get(key):
            message = _("The register says it is the same person as in row %(row)d.")
            problems.append(row.problem("family_name", message % _row(above)))
        taken[key] = row
        planned.append(PlannedRow(row.row.number, attendee, person, listed.get(key)))
    return planned, problems


def _doubt(known: Candidates) -> str:
    names = "; ".join(", ".join(part for part in (each.full_name, each.email) if part) for each in known)
    return _(
        "The register knows somebody this may be, and not for sure: %(people)s. "
        "Take the row out, and add this person alone: there you can say who is meant."
    ) % {"people": names}
