"""The tick list as a workbook: a line for each person, a column for each session, drop-downs in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.intake.organisations import shown_name
from programmes.models import Attendance, Event, Participation, Session
from sheets.filling import Blank, write_form
from sheets.text import clean, fold

LINE, LINE_HEADING = "line", "Portal row"
FIXED: dict[str, Any] = {
    LINE: LINE_HEADING,
    "name": gettext_lazy("Name"),
    "organisation": gettext_lazy("Administration or organisation"),
    "score": gettext_lazy("Score after"),
}
_MARK = re.compile(r"T([0-9]{1,18})R([0-9]{1,18})S([0-9npa,]*)V([0-9.]*)")
_LETTERS = {True: "p", False: "a", None: "n"}
_ANSWERS = {letter: answer for answer, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a downloaded line says of itself: of which event, which row, and what was recorded then.

    ``answers`` are by session; one that came later is not among them.
    """

    event_id: int
    row_id: int
    answers: Mapping[int, bool | None]
    score: Decimal | None


def write_attendance(event: Event, rows: Sequence[Participation]) -> bytes:
    """Return the tick list of an event as a workbook, with what is recorded filled in."""
    sessions = list(event.sessions.in_order())
    headings = headings_of(sessions)
    words = [str(_("present")), str(_("absent"))]
    blanks = [
        Blank(LINE, LINE_HEADING, is_hidden=True),
        Blank("name", str(headings["name"]), 30),
        Blank("organisation", str(headings["organisation"]), 28),
        *(Blank(key_of(each), str(headings[key_of(each)]), 14, words) for each in sessions),
        Blank("score", str(headings["score"]), 12),
    ]
    file = BytesIO()
    write_form(
        file,
        title=_("Attendance"),
        columns=blanks,
        rows=_lines(event, rows, sessions),
        spare=0,
        instructions=_instructions(event),
        instructions_title=_("How to fill it in"),
    )
    return file.getvalue()


def _lines(
    event: Event, rows: Sequence[Participation], sessions: Sequence[Session]
) -> Iterator[dict[str, str]]:
    stored = stored_answers(event)
    for row in rows:
        answers = {each.pk: stored.get((row.pk, each.pk)) for each in sessions}
        line = {key_of(each): _written(answers[each.pk]) for each in sessions}
        line |= {LINE: mark_of(row, answers), "name": str(row.person)}
        yield line | {"organisation": shown_name(row.organisation), "score": plain(row.post_score)}


def _instructions(event: Event) -> list[str]:
    return [
        _("Who was at which session of “%(event)s”.") % {"event": event},
        _("Choose “present” or “absent”; leave a cell empty where it is not known."),
        _("An empty cell says nothing: what the portal knows stays. Nobody is added or removed here."),
        _("Send the file back where it came from: nothing is saved before you saw what would be saved."),
        _("Leave the hidden column alone: it tells the portal which line is whose, and what was recorded."),
        _("The file holds personal data: pass it on only to those who need it, and delete it afterwards."),
    ]


def mark_of(row: Participation, answers: Mapping[int, bool | None]) -> str:
    """Return what a workbook hides in a line: which it is, and what was recorded then."""
    written = ",".join(f"{session}{_LETTERS[answer]}" for session, answer in answers.items())
    return f"T{row.event_id}R{row.pk}S{written}V{plain(row.post_score)}"


def read_mark(text: str) -> Mark | None:
    """Return what a line says of itself; None where that is no mark of the portal."""
    found = _MARK.fullmatch(text)
    if found is None:
        return None
    answers = {}
    for part in filter(None, found[3].split(",")):
        if re.fullmatch(r"[0-9]{1,18}[npa]", part) is None:
            return None
        answers[int(part[:-1])] = _ANSWERS[part[-1]]
    score = found[4]
    if score and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", score) is None:
        return None
    return Mark(int(found[1]), int(found[2]), answers, Decimal(score) if score else None)


def headings_of(sessions: Sequence[Session]) -> dict[str, Any]:
    """Return the heading of each column by its key; titles that read the same are told apart."""
    keys = [key_of(session) for session in sessions]
    taken = {fold(str(word)) for word in (*FIXED, *FIXED.values(), *keys)}
    headings: dict[str, Any] = {key: FIXED[key] for key in (LINE, "name", "organisation")}
    for key, session in zip(keys, sessions, strict=True):
        heading = clean(session.title)
        if fold(heading) in taken or not fold(heading):
            heading = f"{heading} [{session.pk}]"
        taken.add(fold(heading))
        headings[key] = heading
    return headings | {"score": FIXED["score"]}


def key_of(session: Session) -> str:
    """Return the key of the column of a session."""
    return f"attendance-at-{session.pk}"


def stored_answers(event: Event) -> dict[tuple[int, int], bool]:
    """Return what is recorded, by participation and session."""
    rows = Attendance.objects.filter(session__event=event)
    return {(row.participation_id, row.session_id): row.was_present for row in rows}


def plain(score: Decimal | None) -> str:
    """Return a score in plain digits; "" where there is none."""
    return "" if score is None else f"{Decimal(score).normalize():f}"


def _written(present: bool | None) -> str:  # noqa: FBT001 - the one thing it is about
    return {None: "", True: str(_("present")), False: str(_("absent"))}[present]
