"""The staff of a support activity saved from a list at once, and taken back."""

from collections.abc import Callable, Mapping

from django.db import transaction

from members.actions.register import wait_for_turn
from office import bulk, undoing
from office.audit import Actor, ChangedMeanwhile
from office.models import Upload
from programmes.actions import registering, saving
from programmes.actions.guarding import refuse_if_kept_closed
from programmes.actions.plans import Fate, Plan
from programmes.models import SupportActivity, SupportPerson


def save_staff(
    *,
    activity: SupportActivity,
    upload: Upload,
    plan: Callable[[], Plan],
    seen: str,
    only_good: bool,
    by: Actor,
) -> Mapping[str, int]:
    """Save a list of the staff of a support activity; return how many rows met which fate.

    :raises programmes.actions.guarding.PeriodClosed: when the activity lies in a closed period.
    :raises programmes.actions.saving.PlanChanged: when another plan was shown.
    :raises programmes.actions.saving.NotReady: when rows wait, and all or nothing was asked for.
    :raises office.audit.ChangedMeanwhile: when somebody else removed the activity.
    """
    return saving.save(
        upload=upload,
        refuse=lambda: _lock(activity),
        plan=plan,
        write=lambda found, actor: _write(activity, found, by=actor),
        seen=seen,
        only_good=only_good,
        by=by,
    )


@transaction.atomic
def undo_staff(*, activity: SupportActivity, upload: Upload, by: Actor) -> None:
    """Take a saved list of staff back, all or nothing.

    :raises programmes.actions.guarding.PeriodClosed: when the activity lies in a closed period.
    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    :raises office.audit.ChangedMeanwhile: when somebody else removed the activity.
    """
    _lock(activity)
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)


def _lock(activity: SupportActivity) -> None:
    refuse_if_kept_closed(activity)
    if SupportActivity.objects.select_for_update(of=("self",)).filter(pk=activity.pk).first() is None:
        raise ChangedMeanwhile


def _write(activity: SupportActivity, plan: Plan, *, by: Actor) -> None:
    registering.register(plan, by=by)
    registering.add_postings(plan.of(Fate.NEW, Fate.CHANGED), by=by)
    changed = [(row.stored_id, row.changes) for row in plan.of(Fate.CHANGED) if row.stored_id is not None]
    registering.change(SupportPerson, changed, by=by)
    rows = [row for row in plan.of(Fate.NEW) if row.entry is not None]
    new = [
        {
            "id": pk,
            "activity_id": activity.pk,
            "person_id": row.person_id,
            "organisation_id": row.entry.organisation.pk,
            "side": row.entry.side,
            "position": row.entry.position,
        }
        for pk, row in zip(bulk.next_ids(SupportPerson, len(rows)), rows, strict=True)
        if row.entry is not None
    ]
    bulk.pour(SupportPerson, new, by=by)
