"""What will become of a list of people, row by row: plain values, made by a gate and saved by an action."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from members.matching.values import Description, Likeness
from members.models import Organisation
from members.names.numbers import staff_key
from sheets.text import fold


class Fate(StrEnum):
    """What becomes of a row of a list."""

    NEW = auto()  # comes on the event's list
    CHANGED = auto()  # is there, and says something else
    UNCHANGED = auto()
    CONFLICT = auto()  # was changed in the portal since it was downloaded, and says something else
    ASKED = auto()  # somebody has to say who is meant
    PROBLEM = auto()  # cannot be read
    LEFT_OUT = auto()  # the sender said so


@dataclass(slots=True)
class Entry:
    """A person as a row names them.

    ``role``, ``state`` and ``rank`` as they shall be at an event, the days and ``standing`` in a posting,
    ``joined_on`` in a cohort, ``side`` in a support activity.
    """

    family_name: str
    given_names: str
    sex: str
    email: str
    organisation: Organisation
    position: str
    staff_number: str = ""
    role: str = ""
    state: str = ""
    rank: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    standing: str = ""
    joined_on: dt.date | None = None
    side: str = ""

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    def described(self, key: int) -> Description:
        """Return the entry as the register is asked for it."""
        return Description(
            key=key,
            family_name=self.family_name,
            given_names=self.given_names,
            sex=self.sex,
            email=self.email,
            staff_number=self.staff_number,
            organisation_id=self.organisation.pk,
            position=self.position,
        )

    @property
    def new_person_key(self) -> tuple[object, ...]:
        """What two rows of one new person have in common."""
        words = tuple(sorted(fold(str(self)).split()))
        return (words, self.organisation.pk, self.email.lower(), staff_key(self.staff_number))

    @property
    def said(self) -> tuple[object, ...]:
        """Everything it says, to tell whether anything of it changed."""
        return tuple(getattr(self, name) for name in self.__slots__ if name != "organisation")


@dataclass(slots=True)
class PlannedRow:
    """A row and its fate. ``person_id`` is None for somebody new, ``stored_id`` for who is not listed.

    ``stored_id`` is the participation, in a list of officers the posting, of a cohort the participant, that
    ``changes`` are about. ``changes`` and ``person_changes`` map a field to [old, new]; so does
    ``posting_changes``, of ``posting_id``. ``candidates`` are people it may be, with the reasons; ``refused``
    those of them somebody said it is not; ``problems`` have their cell.
    """

    number: int
    fate: Fate
    entry: Entry | None = None
    person_id: int | None = None
    stored_id: int | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    person_changes: dict[str, list[Any]] = field(default_factory=dict)
    posting_id: int | None = None
    posting_changes: dict[str, list[Any]] = field(default_factory=dict)
    candidates: tuple[Likeness, ...] = ()
    refused: tuple[int, ...] = ()
    problems: tuple[Any, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether the question is if a row still names the person it named."""
        return self.fate == Fate.ASKED and self.stored_id is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """What will become of every row.

    ``beside`` are rows of the portal the sheet does not name, by id, with what changes of them all the same.
    """

    rows: tuple[PlannedRow, ...] = ()
    beside: tuple[tuple[int, dict[str, list[Any]]], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.fate for row in self.rows)
        return {str(fate): found[fate] for fate in Fate}

    @property
    def is_ready(self) -> bool:
        """Whether no row waits for anything."""
        return not any(row.fate in {Fate.PROBLEM, Fate.ASKED, Fate.CONFLICT} for row in self.rows)

    @property
    def sign(self) -> str:
        """A short sign for the plan: it differs where anything would be saved otherwise."""
        digest = hashlib.sha256(repr(self.beside).encode())
        for row in self.rows:
            entry = row.entry
            changes = (row.changes, row.person_changes, row.posting_id, row.posting_changes)
            step = (row.number, row.fate, row.person_id, row.stored_id, changes)
            said = entry and (entry.said, entry.organisation.pk)
            digest.update(repr((step, said)).encode("utf-8", "replace"))
        return digest.hexdigest()[:24]

    def of(self, *fates: Fate) -> list[PlannedRow]:
        return [row for row in self.rows if row.fate in fates]
