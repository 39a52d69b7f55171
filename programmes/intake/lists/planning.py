"""What will become of each row of a list: compared with the list in the portal and with the register."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from members.choices import Sex
from members.matching.exact import certain
from members.matching.register import match
from members.matching.values import Description, Outcome, Verdict
from members.models import Person
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.intake.lists.completing import complete
from programmes.intake.lists.doubles import refuse_doubles
from programmes.intake.lists.rows import ListRow, RowReader
from sheets.text import fold

_MARK = re.compile(r"([A-Z][0-9]{1,18})R([0-9]{1,18})V([0-9]{1,9})P([0-9]{1,9})")
_SAME_NAME = 0.75  # of likeness: below it a changed name may be another person
NEW, LEAVE_OUT, SAME, OURS, THEIRS = "new", "out", "same", "ours", "theirs"


def mark_of(stored: Any, *, on: str) -> str:
    """Return what a workbook hides in a row: of which list it is, which row there, and as it was."""
    return f"{on}R{stored.pk}V{stored.version}P{stored.person.version}"


class Planner(ABC):
    """Makes the plan of one list. What was answered about a row stands.

    Each kind of list says what of the portal its rows are compared with, and what they may change there.
    """

    def __init__(
        self,
        *,
        mark: str,
        answers: Mapping[int, str],
        among: Any,
        beyond: Any = None,
        correctable: Any = None,
    ) -> None:
        """``mark`` tells the list from every other; ``among`` whom of the register the reader may find.

        ``beyond`` are people the reader may not find and must not enter a second time, ``correctable`` those
        whose names, sex and e-mail they may change; None: there is no such limit.
        """
        self._mark = mark
        self._answers = answers
        self._among = among
        self._beyond = beyond
        self._correctable = correctable

    # --- What a kind of list says of itself ---

    @abstractmethod
    def listed(self) -> Iterable[Any]:
        """Return the rows of the portal a workbook of this list is made of, with their person."""

    @abstractmethod
    def entry(self, row: ListRow, stored: Any = None) -> Entry | None:
        """Return a row with what it leaves open filled in: from its stored row, or with what is usual."""

    @abstractmethod
    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        """Return what the row says otherwise than its stored row."""

    @abstractmethod
    def stored_of(self, person_id: int, entry: Entry) -> Any:
        """Return the stored row of somebody of the register; None where there is none."""

    def key(self, entry: Entry) -> object:
        """Return what, beside the person, no two rows may share."""
        return None

    @abstractmethod
    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        """Look at the whole once more, where one row bears on another."""

    # --- The plan ---

    def plan(self, rows: Sequence[ListRow], reader: RowReader) -> Plan:
        self.reader = reader
        self.beside: list[tuple[int, dict[str, list[Any]]]] = []
        self._listed = {each.pk: each for each in self.listed()}
        planned: dict[int, PlannedRow] = {}
        free: list[ListRow] = []
        seen: dict[int, int] = {}
        for row in rows:
            fate = self._marked(row, seen)
            if fate is None:
                free.append(row)
            else:
                planned[row.number] = fate
        entries = [(row, self.entry(row)) for row in free]
        said = [entry.described(row.number) for row, entry in entries if entry is not None]
        for (row, entry), verdict in zip(entries, self._verdicts(said), strict=True):
            planned[row.number] = self._found(row, entry, verdict)
        in_order = [planned[row.number] for row in rows]
        self._refuse_hidden(in_order)
        self._refuse_corrections(in_order)
        complete(in_order)
        refuse_doubles(in_order, key=self.key, problem=self.problem)
        self.finish(in_order, rows)
        return Plan(tuple(in_order), tuple(self.beside))

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
        """Return whom descriptions mean that say what the list in the portal says already, by their keys.

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

    def _marked(self, row: ListRow, seen: dict[int, int]) -> PlannedRow | None:
        """Return the fate of a row that was downloaded, or has problems; None for any other."""
        if self._answers.get(row.number) == LEAVE_OUT:
            return PlannedRow(row.number, Fate.LEFT_OUT, self.entry(row))
        if row.problems:
            return PlannedRow(row.number, Fate.PROBLEM, problems=tuple(row.problems))
        if not row.stamp or self._answers.get(row.number) == NEW:
            return None
        found = _MARK.fullmatch(row.stamp)
        stored = self._listed.get(int(found[2])) if found and found[1] == self._mark else None
        if found is None or stored is None:
            return self._refused(row, self._gone(found))
        if stored.pk in seen:
            message = _("This is the row of the portal that row %(row)d is, too: clear one of them.")
            return self._refused(row, message % {"row": seen[stored.pk]})
        seen[stored.pk] = row.number
        is_old = (stored.version, stored.person.version) != (int(found[3]), int(found[4]))
        return self._compared(row, stored, is_old=is_old)

    def _gone(self, found: re.Match[str] | None) -> str:
        if found is None:
            return _("This is no mark of the portal: clear the cell to add the person anew.")
        if found[1] != self._mark:
            return _("This row was downloaded for another list: clear the cell to add the person here.")
        return _("This person was taken off the list since: clear the cell to add them again.")

    def _refused(self, row: ListRow, message: str) -> PlannedRow:
        problem = self.reader.problem(row, "row", message)
        return PlannedRow(row.number, Fate.PROBLEM, problems=(problem,))

    def problem(self, row: PlannedRow, field: str, message: str) -> None:
        """Make a problem of a planned row."""
        row.problems = (*row.problems, self.reader.problem(ListRow(row.number), field, message))
        row.fate = Fate.PROBLEM

    def _compared(self, row: ListRow, stored: Any, *, is_old: bool) -> PlannedRow:
        """Return the fate of a row that names its stored row."""
        person = stored.person
        names = ("family_name", "given_names", "sex", "email")
        planned = PlannedRow(
            row.number,
            Fate.UNCHANGED,
            self.entry(row, stored),
            person.pk,
            stored.pk,
            self.changes(row, stored),
            differences(person, {name: getattr(row, name) for name in names}),
        )
        if not planned.changes and not planned.person_changes:
            return planned
        answer = self._answers.get(row.number, "")
        if _is_other_name(person, planned.person_changes) and answer != SAME:
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
        stored = self.stored_of(person_id, entry) if person_id and entry else None
        planned = PlannedRow(row.number, Fate.NEW, entry, person_id, refused=refused)
        if stored is not None:
            planned.stored_id = stored.pk
            planned.changes = self.changes(row, stored)
            planned.fate = Fate.CHANGED if planned.changes else Fate.UNCHANGED
        return planned

    def _refuse_hidden(self, planned: Sequence[PlannedRow]) -> None:
        """Make a problem of rows that look new to somebody who may not see whom they may mean."""
        if self._beyond is None:
            return
        new = {row.number: row for row in planned if row.fate == Fate.NEW and row.person_id is None}
        said = [row.entry.described(number) for number, row in new.items() if row.entry is not None]
        for verdict in match(said, among=self._beyond):
            if verdict.outcome != Outcome.NEW:
                message = _("The register knows somebody this may be: ask the secretariat to enter them.")
                self.problem(new[verdict.key], "family_name", message)

    def _refuse_corrections(self, planned: Sequence[PlannedRow]) -> None:
        """Make a problem of rows that correct somebody the reader may not correct."""
        correcting = [row for row in planned if row.person_changes and row.fate != Fate.LEFT_OUT]
        if self._correctable is None or not correcting:
            return
        ids = {row.person_id for row in correcting}
        may = set(self._correctable.filter(pk__in=ids).values_list("pk", flat=True))
        for row in correcting:
            if row.person_id not in may:
                message = _("They have worked elsewhere too: ask the secretariat to correct this.")
                self.problem(row, next(iter(row.person_changes)), message)


def differences(record: Any, said: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what is said otherwise than stored; an empty cell says nothing."""
    return {
        name: [getattr(record, name), str(value) if isinstance(value, str) else value]
        for name, value in said.items()
        if value not in {"", None} and value != getattr(record, name)
    }


def _agrees(person: Person, said: Description) -> bool:
    """Test if nothing both state differs."""
    if said.email and person.email and said.email.lower() != person.email.lower():
        return False
    return Sex.NOT_STATED in {said.sex, person.sex} or said.sex == person.sex


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
