"""The tick list as a sheet: out as a workbook, and back as pasted rows, each answer checked."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.actions.ticking import Mark
from programmes.intake.cells import shown
from programmes.intake.organisations import shown_name
from programmes.intake.pasted import Problem, problem_at
from programmes.models import Attendance, Event, Participation, Session
from sheets.problems import MESSAGES, UnreadableSheet
from sheets.problems import Problem as SheetProblem
from sheets.reading import Limits, Row, read_pasted
from sheets.text import clean, fold
from sheets.writing import Column, Properties, Sheet, write_xlsx

LIMITS = Limits(size=400_000, rows=1_000, cell=1_000)  # bytes, rows, characters
FIXED: dict[str, Any] = {
    "line": gettext_lazy("Line"),
    "name": gettext_lazy("Name"),
    "organisation": gettext_lazy("Administration or organisation"),
    "score": gettext_lazy("Score after"),
}
PRESENT: tuple[Any, ...] = (gettext_lazy("present"), "present", "p", "yes", "y", "x", "1", "✓")
ABSENT: tuple[Any, ...] = (gettext_lazy("absent"), "absent", "a", "no", "n", "0")
MOST = Decimal(1000)  # a score is less


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs from what is recorded, in words."""

    row: Participation
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastedAttendance:
    """What a pasted sheet says: answers and scores that differ from what is recorded, or problems."""

    marks: tuple[Mark, ...] = ()
    scored: tuple[Participation, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def plan(self) -> str:
        """A short sign for what would be saved: it differs where that does."""
        steps = [(each.row.pk, each.heading, each.before, each.after) for each in self.changes]
        return hashlib.sha256(repr(steps).encode()).hexdigest()[:16]


def write_attendance(file: BinaryIO, *, event: Event, rows: Sequence[Participation]) -> None:
    """Write the tick list of an event as a workbook: a line for each person, a column for each session.

    ``Line`` is how the portal knows a row again; an empty cell is not recorded.
    """
    sessions = list(event.sessions.in_order())
    headings = _headings(sessions)
    kinds = {"score": "number"}
    columns = [Column(key, str(heading), kinds.get(key, "text")) for key, heading in headings.items()]  # type: ignore[arg-type]
    stored = _stored(event)
    sheet = Sheet(_("Attendance"), columns, [_line(row, sessions, stored) for row in rows], _notes())
    write_xlsx([sheet], file, properties=Properties(title=event.title))


def read_attendance(text: str, *, event: Event, rows: Sequence[Participation]) -> PastedAttendance:
    """Read a pasted sheet and say what differs, or everything that is wrong; nothing is saved.

    An empty cell leaves what is recorded as it is.
    """
    sessions = list(event.sessions.in_order())
    headings = _headings(sessions)
    synonyms = {key: [str(heading)] for key, heading in headings.items()}
    try:
        table = read_pasted(text, synonyms=synonyms, order=list(headings), required=["line"], limits=LIMITS)
    except UnreadableSheet as unreadable:
        return PastedAttendance(problems=(Problem(0, "", _(MESSAGES[unreadable.code]) % unreadable.params),))
    reader = _Reader(sessions, {str(row.pk): row for row in rows}, _stored(event), headings)
    notes = set(_notes())
    for row in table.rows:
        if clean(row.values["line"]) not in notes:  # they came along when the whole sheet was copied
            reader.take(row)
    problems = [*map(_in_words, table.problems), *reader.problems]
    if problems:
        return PastedAttendance(problems=tuple(problems))
    return PastedAttendance(tuple(reader.marks), tuple(reader.scored), tuple(reader.changes))


class _Reader:
    """Gathers what the rows say."""

    def __init__(
        self,
        sessions: Sequence[Session],
        rows: Mapping[str, Participation],
        stored: Mapping[tuple[int, int], bool],
        headings: Mapping[str, Any],
    ) -> None:
        self.sessions, self.rows, self.stored, self.headings = sessions, rows, stored, headings
        self.marks: list[Mark] = []
        self.scored: list[Participation] = []
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        self.seen: dict[int, int] = {}

    def take(self, row: Row) -> None:
        who = self.rows.get(clean(row.values["line"]))
        if who is None:
            self._refuse(row, "line", _("No line of this event's list has the number “%(text)s”."))
        elif who.pk in self.seen:
            self._refuse(row, "line", _("This line stands twice."))
        elif fold(row.values["name"]) not in {"", fold(str(who.person))}:
            self._refuse(row, "name", _("That line is of somebody else: %(name)s.") % {"name": who.person})
        else:
            self.seen[who.pk] = row.number
            for session in self.sessions:
                self._answer(row, who, session)
            self._score(row, who)

    def _answer(self, row: Row, who: Participation, session: Session) -> None:
        key = _key(session)
        word = fold(row.values[key])
        if not word and not clean(row.values[key]):
            return
        present = _meaning(clean(row.values[key]))
        if present is None:
            self._refuse(row, key, _("“%(text)s” is neither “present” nor “absent”."))
            return
        before = self.stored.get((who.pk, session.pk))
        if present != before:
            self.marks.append(Mark(who, session, present=present, seen=before))
            self._note(who, key, _word(before), _word(present))

    def _score(self, row: Row, who: Participation) -> None:
        text = clean(row.values["score"]).replace(",", ".")
        if not text:
            return
        try:
            score = Decimal(text)
        except InvalidOperation:
            score = Decimal("NaN")
        if not (score.is_finite() and 0 <= score < MOST and score == round(score, 2)):
            self._refuse(row, "score", _("“%(text)s” is no score: a number with two decimals at most."))
        elif score != who.post_score:
            self._note(who, "score", _plain(who.post_score), _plain(score))
            who.post_score = score
            self.scored.append(who)

    def _note(self, who: Participation, key: str, before: str, after: str) -> None:
        self.changes.append(Change(who, str(self.headings[key]), before, after))

    def _refuse(self, row: Row, key: str, message: str) -> None:
        if "%(text)s" in message:
            message = message % {"text": shown(clean(row.values[key]))}
        self.problems.append(problem_at(row.cell(key), message))


def _notes() -> list[str]:
    return [
        _("Write “present” or “absent”; leave a cell empty where nothing is recorded. Keep “Line”."),
        _("Then copy the whole table with its headings, and paste it on the page of attendance."),
    ]


def _headings(sessions: Sequence[Session]) -> dict[str, Any]:
    """Return the heading of each column by its key; titles that read the same are told apart."""
    keys = [_key(session) for session in sessions]
    taken = {fold(str(word)) for word in (*FIXED, *FIXED.values(), *keys)}
    headings: dict[str, Any] = {key: FIXED[key] for key in ("line", "name", "organisation")}
    for key, session in zip(keys, sessions, strict=True):
        heading = clean(session.title)
        if fold(heading) in taken or not fold(heading):
            heading = f"{heading} [{session.pk}]"
        taken.add(fold(heading))
        headings[key] = heading
    return headings | {"score": FIXED["score"]}


def _key(session: Session) -> str:
    return f"attendance-at-{session.pk}"


def _line(
    row: Participation, sessions: Sequence[Session], stored: Mapping[tuple[int, int], bool]
) -> dict[str, object]:
    line: dict[str, object] = {_key(each): _written(stored.get((row.pk, each.pk))) for each in sessions}
    line |= {"line": str(row.pk), "name": str(row.person), "organisation": shown_name(row.organisation)}
    return line | {"score": row.post_score}


def _written(present: bool | None) -> str | None:  # noqa: FBT001 - the one thing it is about
    return None if present is None else _word(present)


def _word(present: bool | None) -> str:  # noqa: FBT001 - the one thing it is about
    return {None: _("not recorded"), True: _("present"), False: _("absent")}[present]


def _meaning(text: str) -> bool | None:
    word = text.casefold()
    if word in {str(each).casefold() for each in PRESENT}:
        return True
    return False if word in {str(each).casefold() for each in ABSENT} else None


def _plain(score: Decimal | None) -> str:
    return _("not recorded") if score is None else f"{score.normalize():f}"


def _stored(event: Event) -> dict[tuple[int, int], bool]:
    rows = Attendance.objects.filter(session__event=event)
    return {(row.participation_id, row.session_id): row.was_present for row in rows}


def _in_words(problem: SheetProblem) -> Problem:
    message = _(MESSAGES[problem.code]) % problem.params
    return problem_at(problem.address, message) if problem.address else Problem(0, "", message)


def changes_by_person(pasted: PastedAttendance) -> Iterator[tuple[Participation, list[Change]]]:
    """Yield each person with what would change of them."""
    by_row: dict[int, list[Change]] = {}
    for change in pasted.changes:
        by_row.setdefault(change.row.pk, []).append(change)
    for changes in by_row.values():
        yield changes[0].row, changes
