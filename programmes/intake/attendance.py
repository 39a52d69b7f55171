"""A tick list that comes back, as a workbook or as pasted rows: each answer checked, nothing saved."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.actions.ticking import Mark as Answer
from programmes.intake.attendance_workbook import (
    LINE,
    Mark,
    headings_of,
    key_of,
    plain,
    read_mark,
    stored_answers,
)
from programmes.intake.cells import shown
from programmes.intake.lists.rows import Problem
from programmes.models import Event, Participation, Session
from sheets.grids import Book, Grid, Limits, open_file, open_pasted
from sheets.problems import MESSAGES, UnreadableSheet, column_letters
from sheets.text import clean, fold

LIMITS = Limits(size=1_000_000, unzipped=20_000_000, rows=1_000, columns=100, cell=1_000, memory=300)
PRESENT: tuple[Any, ...] = (gettext_lazy("present"), "present", "p", "yes", "y", "x", "1", "✓")
ABSENT: tuple[Any, ...] = (gettext_lazy("absent"), "absent", "a", "no", "n", "0")
MOST = Decimal(1000)  # a score is less
_LOOKED_AT = 40  # rows, of which one has the headings


class UnreadableAttendance(Exception):
    """Nothing of what was sent can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs from what is recorded, in words."""

    row: Participation
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SentAttendance:
    """What a sheet says: answers and scores that differ from what is recorded, or problems.

    ``conflicts`` are cells that were changed in the portal since the download, and in the sheet too; they
    are among the changes only where somebody said that the sheet is right. ``unread`` are columns nobody
    asked for.
    """

    answers: tuple[Answer, ...] = ()
    scored: tuple[Participation, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def plan(self) -> str:
        """A short sign for what would be saved: it differs where that does."""
        steps = [(each.row.pk, each.heading, each.before, each.after) for each in self.changes]
        return hashlib.sha256(repr(steps).encode()).hexdigest()[:16]


def as_text(data: bytes) -> str:
    """Return the table of a file as rows with tabs between the cells, as they would be pasted.

    :raises UnreadableAttendance: when nothing of it can be read.
    """
    try:
        book = open_file(data, limits=LIMITS)
    except UnreadableSheet as unreadable:
        raise UnreadableAttendance(_(MESSAGES[unreadable.code]) % unreadable.params) from unreadable
    lines: dict[int, str] = {
        number: "\t".join(" ".join(cell.split()) for cell in cells) for number, cells in _table(book).rows
    }
    return "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))


def read_attendance(
    text: str, *, event: Event, rows: Sequence[Participation], theirs: bool = False
) -> SentAttendance:
    """Read a sheet and say what differs, or everything that is wrong; nothing is saved.

    An empty cell leaves what is recorded as it is.

    :param theirs: whether the sheet is right where the portal was changed since it was downloaded.
    """
    headings = headings_of(list(event.sessions.in_order()))
    try:
        grid = open_pasted(text, limits=LIMITS).grids[0]
    except UnreadableSheet as unreadable:
        return SentAttendance(problems=(Problem(0, "", _(MESSAGES[unreadable.code]) % unreadable.params),))
    known = {fold(str(word)): key for key, heading in headings.items() for word in (key, heading)}
    heading_row, places, unread = _layout(grid, known)
    if LINE not in places:
        message = _("The hidden column “%(heading)s” is missing: send the whole table with its headings.")
        return SentAttendance(problems=(Problem(0, "", message % {"heading": headings[LINE]}),))
    reader = _Reader(event, rows, headings, places, theirs=theirs)
    for number, cells in grid.rows:
        if number > heading_row:
            reader.take(number, cells)
    if reader.problems:
        return SentAttendance(problems=tuple(reader.problems))
    return SentAttendance(
        tuple(reader.answers),
        tuple(reader.scored),
        tuple(reader.changes),
        tuple(reader.conflicts),
        tuple(unread),
    )


def _table(book: Book) -> Grid:
    """Return the worksheet with the marks of the portal; the first where none has any."""

    def marks(grid: Grid) -> int:
        return sum(read_mark(clean(cell)) is not None for _number, cells in grid.rows for cell in cells[:3])

    return max(book.grids, key=marks)


def _layout(grid: Grid, known: Mapping[str, str]) -> tuple[int, dict[str, int], list[str]]:
    """Return the row with the most headings, where each column stands, and the columns nobody asked for."""
    best: tuple[int, dict[str, int], list[str]] = (0, {}, [])
    for number, cells in grid.rows[:_LOOKED_AT]:
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if (key := known.get(fold(cell))) is not None:
                places.setdefault(key, place)
        if len(places) > len(best[1]):
            strangers = [cell for cell in map(clean, cells) if cell and fold(cell) not in known]
            best = (number, places, strangers)
    return best


class _Reader:
    """Gathers what the rows say."""

    def __init__(
        self,
        event: Event,
        rows: Sequence[Participation],
        headings: Mapping[str, Any],
        places: Mapping[str, int],
        *,
        theirs: bool,
    ) -> None:
        self.event, self.headings, self.places, self.theirs = event, headings, places, theirs
        self.rows = {row.pk: row for row in rows}
        self.stored = stored_answers(event)
        self.sessions = [each for each in event.sessions.in_order() if key_of(each) in places]
        self.answers: list[Answer] = []
        self.scored: list[Participation] = []
        self.changes: list[Change] = []
        self.conflicts: list[Change] = []
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def take(self, number: int, cells: Sequence[str]) -> None:
        said = {key: clean(cells[place]) if place < len(cells) else "" for key, place in self.places.items()}
        mark = read_mark(said[LINE])
        who = self.rows.get(mark.row_id) if mark is not None and mark.event_id == self.event.pk else None
        if mark is None:
            self._refuse(number, LINE, _("This is no mark of the portal: nobody is added to the list here."))
        elif who is None:
            self._refuse(number, LINE, _("Nobody on this event's list of attendance has this mark."))
        elif who.pk in self.seen:
            self._refuse(number, LINE, _("This line stands twice."))
        elif fold(said.get("name", "")) not in {"", fold(str(who.person))}:
            words = {"name": who.person}
            self._refuse(number, "name", _("That line is of somebody else: %(name)s.") % words)
        else:
            self.seen.add(who.pk)
            for session in self.sessions:
                self._answer(number, said[key_of(session)], who, session, mark)
            self._score(number, said.get("score", ""), who, mark)

    def _answer(self, number: int, text: str, who: Participation, session: Session, mark: Mark) -> None:
        if not text:
            return
        key, present = key_of(session), _meaning(text)
        if present is None:
            message = _("“%(text)s” is neither “present” nor “absent”.") % {"text": shown(text)}
            self._refuse(number, key, message)
            return
        before = self.stored.get((who.pk, session.pk))
        known = mark.answers.get(session.pk, before)
        if self._differs(who, key, (_word(known), _word(before), _word(present))):
            self.answers.append(Answer(who, session, present=present, seen=before))

    def _score(self, number: int, text: str, who: Participation, mark: Mark) -> None:
        if not text:
            return
        try:
            score = Decimal(text.replace(",", "."))
        except InvalidOperation:
            score = Decimal("NaN")
        if not (score.is_finite() and 0 <= score < MOST and score == round(score, 2)):
            message = _("“%(text)s” is no score: a number with two decimals at most.")
            self._refuse(number, "score", message % {"text": shown(text)})
            return
        known, before, after = (plain(each) for each in (mark.score, who.post_score, score))
        nothing = _("not recorded")
        if self._differs(who, "score", (known or nothing, before or nothing, after)):
            who.post_score = score
            self.scored.append(who)

    def _differs(self, who: Participation, key: str, words: tuple[str, str, str]) -> bool:
        """Note a cell that says otherwise than recorded, and test if it is to be saved.

        :param words: what was recorded at the download, what is recorded now, and what the sheet says.
        """
        known, before, after = words
        if after == before or (after == known and before != known):  # nobody touched it in the sheet
            return False
        change = Change(who, str(self.headings[key]), before, after)
        if before != known:
            self.conflicts.append(change)
            if not self.theirs:
                return False
        self.changes.append(change)
        return True

    def _refuse(self, number: int, key: str, message: str) -> None:
        cell = f"{column_letters(self.places[key])}{number}"
        self.problems.append(Problem(number, str(self.headings[key]), message, cell))


def _word(present: bool | None) -> str:  # noqa: FBT001 - the one thing it is about
    return {None: _("not recorded"), True: _("present"), False: _("absent")}[present]


def _meaning(text: str) -> bool | None:
    word = text.casefold()
    if word in {str(each).casefold() for each in PRESENT}:
        return True
    return False if word in {str(each).casefold() for each in ABSENT} else None


def by_person(changes: Sequence[Change]) -> Iterator[tuple[Participation, list[Change]]]:
    """Yield each person with what would change of them."""
    by_row: dict[int, list[Change]] = {}
    for change in changes:
        by_row.setdefault(change.row.pk, []).append(change)
    for those in by_row.values():
        yield those[0].row, those
