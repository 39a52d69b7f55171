"""A whole list of nominees saved at once, and taken back: the same rows as when each is named on the page."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.db import transaction

from members.actions.register import wait_for_turn
from office import undoing
from office.audit import Actor
from office.models import Upload
from programmes.actions import saving
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.listing import write_participations
from programmes.actions.nominating import refuse_if_over
from programmes.actions.plans import Plan
from programmes.models import Invitation


def save_nominees(
    *,
    invitation: Invitation,
    upload: Upload,
    plan: Callable[[], Plan],
    seen: str,
    only_good: bool,
    now: dt.datetime,
    by: Actor,
) -> Mapping[str, int]:
    """Save a list of nominees, and return how many rows met which fate; see ``saving.save``.

    :raises programmes.actions.saving.PlanChanged: when another plan was shown.
    :raises programmes.actions.saving.NotReady: when rows wait, and all or nothing was asked for.
    :raises programmes.actions.nominating.NotOpen: when nominations are no longer taken.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    event = invitation.call.event

    def refuse() -> None:
        refuse_if_closed(event)
        refuse_if_over(invitation, now)

    return saving.save(
        upload=upload,
        refuse=refuse,
        plan=plan,
        write=lambda found, actor: write_participations(event, found, by=actor),
        seen=seen,
        only_good=only_good,
        by=by,
    )


@transaction.atomic
def undo_nominees(*, invitation: Invitation, upload: Upload, now: dt.datetime, by: Actor) -> None:
    """Take a saved list of nominees back, all or nothing.

    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    :raises programmes.actions.nominating.NotOpen: when nominations are no longer taken.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(invitation.call.event)
    refuse_if_over(invitation, now)
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)
