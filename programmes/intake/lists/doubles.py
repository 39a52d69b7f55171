"""Rows of one list that name the same person twice."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from members.names.numbers import staff_key
from programmes.actions.plans import Entry, Fate, PlannedRow

_OUT = frozenset({Fate.LEFT_OUT, Fate.PROBLEM, Fate.ASKED})


def refuse_doubles(
    planned: Sequence[PlannedRow],
    *,
    key: Callable[[Entry], object],
    problem: Callable[[PlannedRow, str, str], None],
) -> None:
    """Make a problem of each row that names somebody as a row above does.

    Two people of one staff number, and two new ones of one e-mail, are one too: one of the rows has a
    wrong cell.
    """
    above: dict[Any, PlannedRow] = {}
    by_email: dict[str, PlannedRow] = {}
    by_number: dict[tuple[int, str], PlannedRow] = {}
    for row in planned:
        entry = row.entry
        if entry is None or row.fate in _OUT:
            continue
        first = above.setdefault((row.person_id or entry.new_person_key, key(entry)), row)
        if first is not row:
            message = _("The same person as in row %(row)d.")
            problem(row, "family_name", message % {"row": first.number})
        else:
            _refuse_shared_keys(row, entry, by_email, by_number, problem)


def _refuse_shared_keys(
    row: PlannedRow,
    entry: Entry,
    by_email: dict[str, PlannedRow],
    by_number: dict[tuple[int, str], PlannedRow],
    problem: Callable[[PlannedRow, str, str], None],
) -> None:
    if (mail := entry.email.lower()) and row.person_id is None:
        first = by_email.setdefault(mail, row)
        if not _is_one(first, row):
            message = _("Row %(row)d has the same e-mail with another name.")
            problem(row, "email", message % {"row": first.number})
            return
    if number := staff_key(entry.staff_number):
        first = by_number.setdefault((entry.organisation.pk, number), row)
        if not _is_one(first, row):
            message = _("Row %(row)d has the same staff number with another name.")
            problem(row, "staff_number", message % {"row": first.number})


def _is_one(first: PlannedRow, row: PlannedRow) -> bool:
    if first is row or first.entry is None or row.entry is None:
        return True
    return (first.person_id or first.entry.new_person_key) == (row.person_id or row.entry.new_person_key)
