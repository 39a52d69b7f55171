"""The tick list of an event: people by sessions, each cell present, absent or not recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from programmes.actions.ticking import Mark, MarkedMeanwhile
from programmes.intake.organisations import shown_name
from programmes.models import Attendance, Event, Participation, Session

NOT_RECORDED, PRESENT, ABSENT = "-", "P", "A"
_MEANT = {NOT_RECORDED: None, PRESENT: True, ABSENT: False}
_SIGNS = {meant: sign for sign, meant in _MEANT.items()}


def words_of(sign: str) -> str:
    """Return a sign as the page says it."""
    return {NOT_RECORDED: _("not recorded"), PRESENT: _("present"), ABSENT: _("absent")}[sign]


@dataclass(slots=True)
class Cell:
    """One person at one session: as recorded or as it was sent; ``problem`` where both differ."""

    name: str
    session: Session
    sign: str
    problem: str = ""


@dataclass(slots=True)
class TickLine:
    """One person of the list; ``seen`` is a sign for each session, as the page showed them."""

    row: Participation
    organisation: str
    seen: str
    cells: list[Cell]


@dataclass(slots=True)
class TickList:
    """The list, as it is recorded or as it was sent; sent without ``problems``, ``marks`` are its answers."""

    sessions: Sequence[Session]
    lines: list[TickLine] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def session_ids(self) -> str:
        return ",".join(str(session.pk) for session in self.sessions)

    def tell(self, refusal: MarkedMeanwhile, event: Event) -> None:
        """Say at each cell what somebody else recorded; saved once more, what is chosen here holds."""
        stored = _recorded(event)
        against = {mark.key for mark in refusal.marks}
        for line in self.lines:
            for place, cell in enumerate(line.cells):
                key = (line.row.pk, cell.session.pk)
                if key in against:
                    sign = _SIGNS[stored.get(key)]
                    cell.problem = _("somebody else: %(answer)s") % {"answer": words_of(sign)}
                    line.seen = line.seen[:place] + sign + line.seen[place + 1 :]


def recorded_list(event: Event, rows: Iterable[Participation]) -> TickList:
    """Return the list of these people as it is recorded."""
    ticks = TickList(list(event.sessions.in_order()))
    stored = _recorded(event)
    for row in rows:
        seen = "".join(_SIGNS[stored.get((row.pk, session.pk))] for session in ticks.sessions)
        ticks.lines.append(_line(row, ticks.sessions, seen, seen))
    return ticks


def sent_list(event: Event, rows: Mapping[int, Participation], data: Any) -> TickList:
    """Return the list as it was sent.

    :param rows: everybody it may be about, by id; the list itself says who was on the page.
    """
    ticks = TickList(list(event.sessions.in_order()))
    if data.get("sessions") != ticks.session_ids:
        ticks.problems.append(_("The sessions have changed meanwhile. Load the page again."))
        return ticks
    by_number = {str(pk): row for pk, row in rows.items()}
    for name in data:
        kind, _dash, number = name.partition("-")
        if kind != "seen":
            continue
        row = by_number.get(number)
        seen = data[name]
        if row is None or len(seen) != len(ticks.sessions) or not set(seen) <= set(_MEANT):
            ticks.problems.append(_("The list has changed meanwhile. Load the page again."))
            return ticks
        signs = "".join(
            _sent(data, row, session, was) for session, was in zip(ticks.sessions, seen, strict=True)
        )
        ticks.lines.append(_line(row, ticks.sessions, seen, signs))
    ticks.marks = [
        Mark(line.row, cell.session, _MEANT[cell.sign], _MEANT[was])
        for line in ticks.lines
        for cell, was in zip(line.cells, line.seen, strict=True)
    ]
    return ticks


def _sent(data: Any, row: Participation, session: Session, was: str) -> str:
    """Return the sign a cell was sent with; where it was left open and the session is filled up: present."""
    sign = str(data.get(f"{row.pk}-{session.pk}", was))
    sign = sign if sign in _MEANT else was
    if sign == NOT_RECORDED and data.get("fill") == str(session.pk):
        return PRESENT
    return sign


def _line(row: Participation, sessions: Sequence[Session], seen: str, signs: str) -> TickLine:
    cells = [
        Cell(f"{row.pk}-{session.pk}", session, sign) for session, sign in zip(sessions, signs, strict=True)
    ]
    return TickLine(row, shown_name(row.organisation), seen, cells)


def _recorded(event: Event) -> dict[tuple[int, int], bool]:
    rows = Attendance.objects.filter(session__event=event)
    return {(row.participation_id, row.session_id): row.was_present for row in rows}
