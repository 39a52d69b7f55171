"""What was said and promised at one event, for its page."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from programmes.models import Commitment, Event, Statement
from reports.blocks import Column, Table


def said_at(event: Event, reader: Any) -> list[Table]:
    """Return what was said there and what was promised, as far as the reader may read it; a query for each.

    What names no event is of those of its programme that were held on its day.
    """
    return [*_statements(event, reader), *_commitments(event, reader)]


def _of(event: Event, day: str) -> Q:
    own = Q(event=event)
    if event.starts_on is None or event.ends_on is None:
        return own
    days = Q(**{f"{day}__range": (event.starts_on, event.ends_on)})
    return own | Q(days, event__isnull=True, programme__in=event.programmes.values("pk"))


def _statements(event: Event, reader: Any) -> list[Table]:
    rows = Statement.objects.visible_to(reader).filter(_of(event, "said_on"))
    said = list(rows.select_related("organisation__administration").in_order())
    if not said:
        return []
    cells = tuple((str(each.get_kind_display()), _marked(each, each.who), each.text) for each in said)
    columns = (Column(_("What")), Column(_("By")), Column(_("Contents")))
    links = tuple(("", "", each.get_absolute_url()) for each in said)
    return [Table(_("What was said"), columns, cells, evidence=links)]


def _commitments(event: Event, reader: Any) -> list[Table]:
    rows = Commitment.objects.visible_to(reader).filter(_of(event, "made_on"))
    made = list(rows.select_related("owner__administration").newest_first())
    if not made:
        return []
    columns = (Column(_("What was promised")), Column(_("By whom")), Column(_("Due on")), Column(_("State")))
    cells = tuple(
        (
            _marked(each, each.text),
            each.owner.called if each.owner else each.owner_words,
            each.due_on or _("no date agreed"),
            str(each.get_state_display()),
        )
        for each in made
    )
    links = tuple((each.get_absolute_url(), "", "", "") for each in made)
    return [Table(_("What was promised"), columns, cells, evidence=links)]


def _marked(row: Statement | Commitment, text: Any) -> str:
    return _("%(text)s (made up)") % {"text": text} if row.is_made_up else str(text)
