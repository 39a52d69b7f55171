"""The officers of an administration saved from a list at once, and taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from members.actions.register import wait_for_turn
from members.choices import Standing
from members.models import Posting
from office import undoing
from office.audit import Actor
from office.models import Upload
from programmes.actions import registering, saving
from programmes.actions.plans import Fate, Plan


def save_officers(
    *, upload: Upload, plan: Callable[[], Plan], seen: str, only_good: bool, by: Actor
) -> Mapping[str, int]:
    """Save a list of officers: people and their postings; return how many rows met which fate.

    :raises programmes.actions.saving.PlanChanged: when another plan was shown, or a posting came meanwhile.
    :raises programmes.actions.saving.NotReady: when rows wait, and all or nothing was asked for.
    """
    return saving.save(
        upload=upload,
        refuse=lambda: None,
        plan=plan,
        write=lambda found, actor: _write(found, by=actor),
        seen=seen,
        only_good=only_good,
        by=by,
    )


@transaction.atomic
def undo_officers(*, upload: Upload, by: Actor) -> None:
    """Take a saved list of officers back, all or nothing.

    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    """
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)


def _write(plan: Plan, *, by: Actor) -> None:
    posted = registering.register(plan, by=by)
    changed = [(row.stored_id, _dated(row.changes, by)) for row in plan.of(Fate.CHANGED)]
    registering.change(Posting, [(pk, changes) for pk, changes in changed if pk is not None], by=by)
    rows = [row for row in plan.of(Fate.NEW) if row.number not in posted]
    registering.post([(row.person_id or 0, row.entry) for row in rows if row.entry is not None], by=by)


def _dated(changes: dict[str, list[Any]], by: Actor) -> dict[str, list[Any]]:
    """Return the changes of a posting with when and from whom it is known that somebody stays or goes."""
    if "standing" not in changes or by.upload is None:
        return changes
    known = None if changes["standing"][1] == Standing.UNKNOWN else by.upload.sent_on
    return changes | {"known_on": [None, known], "source": [None, by.upload.named]}
