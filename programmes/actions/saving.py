"""A list saved as it was shown, once, in one transaction; what it writes, each kind of list says."""

from collections.abc import Callable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.register import wait_for_turn
from office.audit import Actor, ChangedMeanwhile
from office.choices import UploadState
from office.models import Upload
from programmes.actions.attending import ImpossibleCount
from programmes.actions.guarding import PeriodClosed
from programmes.actions.nominating import NotOpen
from programmes.actions.plans import Plan


class PlanChanged(Exception):
    """What would be saved is not what was shown."""


class NotReady(Exception):
    """Rows wait for an answer or a correction, and all or nothing was asked for."""


# Why a list is not saved; the text of each says it.
REFUSALS = (PlanChanged, NotReady, ImpossibleCount, NotOpen, PeriodClosed)


@transaction.atomic
def save(
    *,
    upload: Upload,
    refuse: Callable[[], None],
    plan: Callable[[], Plan],
    write: Callable[[Plan, Actor], None],
    seen: str,
    only_good: bool,
    by: Actor,
) -> Mapping[str, int]:
    """Save a list in one transaction, and return how many rows met which fate.

    :param refuse: raises where nothing may be saved now, whatever the list says.
    :param plan: makes the plan anew, under the locks that keep register and list as they are.
    :param write: stores a plan.
    :param seen: the sign of the plan that was shown; "" where nobody looked (a command).
    :param only_good: leave out rows with a problem or a question; else they refuse the whole.
    :raises PlanChanged: when another plan was shown, or somebody wrote the same meanwhile.
    :raises NotReady: when rows wait, and all or nothing was asked for.
    """
    upload = Upload.objects.select_for_update().without_content().get(pk=upload.pk)
    if not upload.is_open:  # sent twice: it is saved once
        return upload.counts
    refuse()
    wait_for_turn()
    found = plan()
    if seen and found.sign != seen:
        raise PlanChanged(_("What would be saved has changed since it was shown. Look at it again."))
    if not only_good and not found.is_ready:
        raise NotReady(_("Some rows wait for a correction or an answer; nothing was saved."))
    try:
        with transaction.atomic():
            write(found, Actor(by.account, by.door, by.reason, upload))
    except (IntegrityError, ChangedMeanwhile) as error:  # by somebody who need not wait for the register
        raise PlanChanged(_("Somebody else changed the same people meanwhile. Look at it again.")) from error
    upload.state, upload.counts = UploadState.SAVED, found.counts
    upload.saved_at, upload.saved_by = timezone.now(), by.author
    upload.save(update_fields=["state", "counts", "saved_at", "saved_by"])
    return upload.counts
