"""What will become of each row of a list: compared with the event's list and with the register."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from members.choices import Sex
from members.matching.exact import certain
from members.matching.register import match
from members.matching.values import Description, Outcome, Verdict
from members.models import Person
from office.searching import AnyOf
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.choices import EventRole
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.rows import ListRow, RowReader
from programmes.models import Event, Participation
from sheets.text import fold

_STAMP = re.compile(r"E([0-9]{1,18})R([0-9]{1,18})V([0-9]{1,9})P([0-9]{1,9})")
_SAME_NAME = 0.75  # of likeness: below it a changed name may be another person
NEW, LEAVE_OUT, SAME, OURS, THEIRS = "new", "out", "same", "ours", "theirs"


def stamp(participation: Participation) -> str:
    """Return what a workbook hides in the row of a participation: which it is, and as it was."""
    person = participation.person
    return f"E{participation.event_id}R{participation.pk}V{participation.version}P{person.version}"


class Planner:
    """Makes the plan of one list. What was answered about a row stands."""

    def __init__(self, event: Event, *, usual_state: str, answers: Answers, among: Any) -> None:
        self._event = event
        self._usual_state = usual_state
        self._answers = answers.rows
        self._among = among

    def plan(self, rows: Sequence[ListRow], reader: RowReader) -> Plan:
        self._reader = reader
        listed = self._event.participations.select_related("person", "organisation__administration")
        self._listed = {each.pk: each for each in listed}
        self._by_person = {(each.person_id, each.role): each for each in self._listed.values()}
        planned: dict[int, PlannedRow] = {}
        free: list[ListRow] = []
        seen: dict[int, int] = {}
        for row in rows:
            fate = self._stamped(row, seen)
            if fate is None:
                free.append(row)
            else:
                planned[row.number] = fate
        entries = [(row, _entry(row, self._usual_state)) for row in free]
        said = [entry.described(row.number) for row, entry in entries if entry is not None]
        for (row, entry), verdict in zip(entries, self._verdicts(said), strict=True):
            planned[row.number] = self._found(row, entry, verdict)
        self._refuse_doubles(planned)
        return Plan(tuple(planned[row.number] for row in rows))

    def _verdicts(self, said: Sequence[Description]) -> Iterator[Verdict]:
        """Yield whom each description means; only those that are not plain are weighed."""
        plain = self._on_the_list(said)
        plain |= certain([each for each in said if each.key not in plain], among=self._among)
        rest = [each for each in said if each.key not in plain]
        weighed = iter(match(rest, among=self._among) if rest else ())
        for each in said:
            person = plain.get(each.key)
            yield next(weighed) if person is None else Verdict(each.key, Outcome.LINKED, person)

    def _on_the_list(self, said: Sequence[Description]) -> dict[int, int]:
        """Return whom descriptions mean that say what the event's list says already, by their keys.

        So a list that is sent again asks nothing again.
        """
        listed: dict[tuple[object, ...], set[Person]] = defaultdict(set)
        for each in self._listed.values():
            words = tuple(sorted(each.person.folded_name.split()))
            listed[words, each.organisation_id].add(each.person)
        found: dict[int, int] = {}
        for row in said if listed else ():
            words = tuple(sorted(fold(f"{row.family_name} {row.given_names}").split()))
            people = [one for one in listed.get((words, row.organisation_id), ()) if _agrees(one, row)]
            if len(people) == 1:
                found[row.key] = people[0].pk
        return found

    def _stamped(self, row: ListRow, seen: dict[int, int]) -> PlannedRow | None:
        """Return the fate of a row that was downloaded, or has problems; None for any other."""
        if self._answers.get(row.number) == LEAVE_OUT:
            return PlannedRow(row.number, Fate.LEFT_OUT, _entry(row, self._usual_state))
        if row.problems:
            return PlannedRow(row.number, Fate.PROBLEM, problems=tuple(row.problems))
        if not row.stamp or self._answers.get(row.number) == NEW:
            return None
        found = _STAMP.fullmatch(row.stamp)
        stored = self._listed.get(int(found[2])) if found and int(found[1]) == self._event.pk else None
        if found is None or stored is None:
            return self._problem(row, "row", self._gone(found))
        if stored.pk in seen:
            message = _("This is the row of the portal that row %(row)d is, too: clear one of them.")
            return self._problem(row, "row", message % {"row": seen[stored.pk]})
        seen[stored.pk] = row.number
        is_old = (stored.version, stored.person.version) != (int(found[3]), int(found[4]))
        return self._compared(row, stored, is_old=is_old)

    def _gone(self, found: re.Match[str] | None) -> str:
        if found is None:
            return _("This is no mark of the portal: clear the cell to add the person anew.")
        if int(found[1]) != self._event.pk:
            return _("This row was downloaded for another event: clear the cell to add the person here.")
        return _("This person was taken off the list since: clear the cell to add them again.")

    def _problem(self, row: ListRow, field: str, message: str) -> PlannedRow:
        return PlannedRow(row.number, Fate.PROBLEM, problems=(self._reader.problem(row, field, message),))

    def _compared(self, row: ListRow, stored: Participation, *, is_old: bool) -> PlannedRow:
        """Return the fate of a row that names its participation."""
        person = stored.person
        said = {
            "family_name": row.family_name,
            "given_names": row.given_names,
            "sex": row.sex,
            "email": row.email,
        }
        person_changes = _differences(person, said)
        planned = PlannedRow(
            row.number,
            Fate.UNCHANGED,
            _entry(row, self._usual_state, stored),
            person.pk,
            stored.pk,
            _changes(row, stored),
            person_changes,
        )
        if not planned.changes and not person_changes:
            return planned
        answer = self._answers.get(row.number, "")
        if _is_other_name(person, person_changes) and answer != SAME:
            planned.fate = Fate.ASKED
        elif is_old and answer != THEIRS:
            planned.fate = Fate.LEFT_OUT if answer == OURS else Fate.CONFLICT
        else:
            planned.fate = Fate.CHANGED
        return planned

    def _found(self, row: ListRow, entry: Entry | None, verdict: Verdict) -> PlannedRow:
        """Return the fate of a row that was typed: by whom the register says it is, or somebody said."""
        answer = self._answers.get(row.number, "")
        person_id = verdict.person_id if verdict.outcome == Outcome.LINKED else None
        refused: tuple[int, ...] = ()
        if verdict.outcome == Outcome.ASK:
            likely = [each.person_id for each in verdict.candidates]
            chosen = [pk for pk in likely if str(pk) == answer]
            if not chosen and answer != NEW:
                return PlannedRow(row.number, Fate.ASKED, entry, candidates=verdict.candidates)
            person_id = chosen[0] if chosen else None
            refused = tuple(pk for pk in likely if pk != person_id)
        stored = self._by_person.get((person_id, entry.role)) if person_id and entry else None
        planned = PlannedRow(row.number, Fate.NEW, entry, person_id, refused=refused)
        if stored is not None:
            planned.participation_id = stored.pk
            planned.changes = _changes(row, stored)
            planned.fate = Fate.CHANGED if planned.changes else Fate.UNCHANGED
        return planned

    def _refuse_doubles(self, planned: dict[int, PlannedRow]) -> None:
        """Make a problem of each row that names somebody in a role as a row above does."""
        above: dict[Any, PlannedRow] = {}
        by_email: dict[str, PlannedRow] = {}
        for row in planned.values():
            if row.entry is None or row.fate in {Fate.LEFT_OUT, Fate.PROBLEM, Fate.ASKED}:
                continue
            who = row.person_id or row.entry.new_person_key
            first, is_by_email = above.setdefault((who, row.entry.role), row), False
            mail = row.entry.email.lower()
            if first is row and mail and row.person_id is None:
                first = by_email.setdefault(mail, row)
                if first.entry and first.entry.new_person_key == row.entry.new_person_key:
                    first = row
                is_by_email = first is not row
            if first is not row:
                message = _double(first.number, is_by_email=is_by_email)
                row.problems = (self._reader.problem(ListRow(row.number), "family_name", message),)
                row.fate = Fate.PROBLEM


def _double(row: int, *, is_by_email: bool) -> str:
    if is_by_email:
        return _("Row %(row)d has the same e-mail with another name.") % {"row": row}
    return _("The same person in the same role as in row %(row)d.") % {"row": row}


def complete(plan: Plan) -> None:
    """Add to the rows of known people what the register lacks of them: sex and e-mail."""
    linked = [row for row in plan.of(Fate.NEW, Fate.CHANGED) if row.person_id and not row.person_changes]
    telling = [row for row in linked if row.entry and (row.entry.sex != Sex.NOT_STATED or row.entry.email)]
    people = Person.objects.filter(AnyOf(F("pk"), [row.person_id for row in telling]))
    wanting = people.filter(Q(sex=Sex.NOT_STATED) | Q(email=""))
    known = {pk: (sex, email) for pk, sex, email in wanting.values_list("pk", "sex", "email")}
    for row in telling:
        sex, email = known.get(row.person_id or 0, ("", "?"))
        if row.entry and sex == Sex.NOT_STATED and row.entry.sex != sex:
            row.person_changes["sex"] = [sex, row.entry.sex]
        if row.entry and row.entry.email and not email:
            row.person_changes["email"] = ["", row.entry.email]


def _agrees(person: Person, said: Description) -> bool:
    """Test if nothing both state differs."""
    if said.email and person.email and said.email.lower() != person.email.lower():
        return False
    return Sex.NOT_STATED in {said.sex, person.sex} or said.sex == person.sex


def _entry(row: ListRow, usual_state: str, stored: Participation | None = None) -> Entry | None:
    """Return a row with what it leaves open filled in: from its stored row, or with what is usual."""
    organisation = row.organisation or (stored.organisation if stored else None)
    if organisation is None:
        return None
    return Entry(
        family_name=row.family_name,
        given_names=row.given_names,
        sex=row.sex or Sex.NOT_STATED,
        email=row.email,
        organisation=organisation,
        position=row.position or (stored.position if stored else ""),
        role=row.role or (stored.role if stored else EventRole.PARTICIPANT),
        state=row.state or (stored.state if stored else usual_state),
    )


def _changes(row: ListRow, stored: Participation) -> dict[str, list[Any]]:
    said = {"role": row.role, "state": row.state, "position": row.position}
    changes = _differences(stored, said)
    if row.organisation is not None and row.organisation.pk != stored.organisation_id:
        changes["organisation_id"] = [stored.organisation_id, row.organisation.pk]
    return changes


def _differences(record: Any, said: dict[str, str]) -> dict[str, list[Any]]:
    """Return what is said otherwise than stored; an empty cell says nothing."""
    return {
        name: [getattr(record, name), str(value)]
        for name, value in said.items()
        if value and value != getattr(record, name)
    }


def _is_other_name(person: Person, changes: dict[str, list[Any]]) -> bool:
    """Test if a changed name is so different that it may be somebody else's."""
    if not changes.keys() & {"family_name", "given_names"}:
        return False
    new = {
        name: changes.get(name, [None, getattr(person, name)])[1] for name in ("family_name", "given_names")
    }
    before = " ".join(sorted(person.folded_name.split()))
    after = " ".join(sorted(fold(f"{new['family_name']} {new['given_names']}").split()))
    return SequenceMatcher(None, before, after).ratio() < _SAME_NAME
