"""A whole list of the people of an event saved at once, in few statements, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from members.actions.register import wait_for_turn
from office import bulk, undoing
from office.audit import Actor
from office.models import Upload
from programmes.actions import registering, saving
from programmes.actions.attending import refuse_second_count
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.plans import Fate, Plan, PlannedRow
from programmes.choices import TOOK_PART, EventRole
from programmes.models import Event, Participation


def save_list(
    *, event: Event, upload: Upload, plan: Callable[[], Plan], seen: str, only_good: bool, by: Actor
) -> Mapping[str, int]:
    """Save a list of an event, and return how many rows met which fate; see ``saving.save``.

    :raises programmes.actions.saving.PlanChanged: when another plan was shown.
    :raises programmes.actions.saving.NotReady: when rows wait, and all or nothing was asked for.
    :raises programmes.actions.attending.ImpossibleCount: when a number stands on the parent or parts.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """

    def write(found: Plan, actor: Actor) -> None:
        if any(map(_counts, found.of(Fate.NEW, Fate.CHANGED))):
            refuse_second_count(event)
        write_participations(event, found, by=actor)

    return saving.save(
        upload=upload,
        refuse=lambda: refuse_if_closed(event),
        plan=plan,
        write=write,
        seen=seen,
        only_good=only_good,
        by=by,
    )


@transaction.atomic
def undo_list(*, event: Event, upload: Upload, by: Actor) -> None:
    """Take a saved list back, all or nothing.

    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)


def write_participations(event: Event, plan: Plan, *, by: Actor) -> None:
    """Store the rows of a plan: the people in the register, and their participations in the event."""
    registering.register(plan, by=by)
    registering.add_postings(plan.of(Fate.NEW, Fate.CHANGED), by=by)
    _change_participations(plan, by)
    new = plan.of(Fate.NEW)
    bulk.pour(Participation, _participations(event, new, bulk.next_ids(Participation, len(new))), by=by)


def _counts(row: PlannedRow) -> bool:
    entry = row.entry
    return entry is not None and entry.role == EventRole.PARTICIPANT and entry.state in TOOK_PART


def _participations(event: Event, rows: Sequence[PlannedRow], ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for pk, row in zip(ids, rows, strict=True):
        if row.entry is not None:
            yield {
                "id": pk,
                "event_id": event.pk,
                "person_id": row.person_id,
                "role": row.entry.role,
                "state": row.entry.state,
                "rank": row.entry.rank,
                "organisation_id": row.entry.organisation.pk,
                "position": row.entry.position,
            }


def _change_participations(plan: Plan, by: Actor) -> None:
    wanted = [(row.stored_id, row.changes) for row in plan.of(Fate.CHANGED) if row.stored_id is not None]
    registering.change(Participation, [*wanted, *plan.beside], by=by)
