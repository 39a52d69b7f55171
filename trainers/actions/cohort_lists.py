"""The participants of a cohort saved from a list at once, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from members.actions.register import wait_for_turn
from office import bulk, undoing
from office.audit import Actor
from office.models import Upload
from programmes.actions import registering, saving
from programmes.actions.plans import Fate, Plan, PlannedRow
from trainers.actions.locking import lock
from trainers.models import Cohort, CohortParticipant, CohortStage
from trainers.models.progress import Progress


def save_participants(
    *, cohort: Cohort, upload: Upload, plan: Callable[[], Plan], seen: str, only_good: bool, by: Actor
) -> Mapping[str, int]:
    """Save a list of the participants of a cohort; return how many rows met which fate.

    :raises programmes.actions.saving.PlanChanged: when another plan was shown.
    :raises programmes.actions.saving.NotReady: when rows wait, and all or nothing was asked for.
    :raises office.audit.ChangedMeanwhile: when somebody else removed the cohort.
    """
    return saving.save(
        upload=upload,
        refuse=lambda: lock(cohort),
        plan=plan,
        write=lambda found, actor: _write(cohort, found, by=actor),
        seen=seen,
        only_good=only_good,
        by=by,
    )


@transaction.atomic
def undo_participants(*, cohort: Cohort, upload: Upload, by: Actor) -> None:
    """Take a saved list of participants back, all or nothing.

    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    :raises office.audit.ChangedMeanwhile: when somebody else removed the cohort.
    """
    lock(cohort)
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)


def _write(cohort: Cohort, plan: Plan, *, by: Actor) -> None:
    registering.register(plan, by=by)
    registering.add_postings(plan.of(Fate.NEW, Fate.CHANGED), by=by)
    changed = [(row.stored_id, row.changes) for row in plan.of(Fate.CHANGED) if row.stored_id is not None]
    registering.change(CohortParticipant, changed, by=by)
    bulk.pour(CohortParticipant, list(_joining(cohort, plan.of(Fate.NEW))), by=by)


def _joining(cohort: Cohort, rows: Sequence[PlannedRow]) -> Iterator[dict[str, Any]]:
    """Yield the new participants; who joins after a stage was over is expected from the next one on."""
    stages = tuple(cohort.stages.select_related("event").in_order())
    for pk, row in zip(bulk.next_ids(CohortParticipant, len(rows)), rows, strict=True):
        if row.entry is not None and row.entry.joined_on is not None:
            first = _first_stage(stages, row.entry.joined_on)
            yield {
                "id": pk,
                "cohort_id": cohort.pk,
                "person_id": row.person_id,
                "administration_id": row.entry.organisation.pk,
                "joined_on": row.entry.joined_on,
                "first_stage_id": first.pk if first is not None else None,
            }


def _first_stage(stages: Sequence[CohortStage], joined_on: Any) -> CohortStage | None:
    """Return the stage somebody who joined then is expected from; None: from the first."""
    if not stages:
        return None
    found = Progress(tuple(stages), ()).next_stage(joined_on) or stages[-1]
    return None if found == stages[0] else found
