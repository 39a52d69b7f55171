"""What was promised in a programme and is still open, what is late first."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Commitment, Programme
from reports.blocks import Column, Section, Table

MOST = 20


def commitments_of(programme: Programme, *, reader: Any, today: dt.date) -> Section | None:
    """Return the open commitments the reader may see; None where nothing was promised."""
    seen = Commitment.objects.visible_to(reader).filter(programme=programme)
    if not seen.exists():
        return None
    still_open = seen.still_open().select_related("owner").newest_first()
    rows = tuple(
        (each.text, each.who, each.due_on or _("no date agreed"), _standing(each, today))
        for each in still_open[:MOST]
    )
    columns = (
        Column(_("What was promised")),
        Column(_("By whom")),
        Column(_("Due on"), "date"),
        Column(_("State")),
    )
    overdue = still_open.filter(due_on__lt=today).count()
    said = ngettext("%(count)d is overdue.", "%(count)d are overdue.", overdue) % {"count": overdue}
    intro = said if overdue else _("None is overdue.")
    return Section(_("Commitments"), (Table(_("Still open"), columns, rows),), intro=intro)


def _standing(commitment: Commitment, today: dt.date) -> str:
    state = str(commitment.get_state_display())
    return _("%(state)s, overdue") % {"state": state} if commitment.is_overdue(today) else state
