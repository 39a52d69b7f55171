"""A number published for several events together stands on a parent of theirs, and counts once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Organisation
from office import audit
from office.audit import Actor
from programmes.actions.attending import Count, refuse_second_count
from programmes.actions.entering import EventLinks
from programmes.actions.entries import SharedTotal
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.storing import REFUSALS, refusal, store_counts, store_new
from programmes.choices import EventKind, EventState, Level, Mode, OrganisationRole, Precision
from programmes.models import Event, SourceRow

T = TypeVar("T")


class TotalStanding(Enum):
    """What became of a shared total."""

    NEW = auto()
    UNCHANGED = auto()
    CHANGED = auto()  # differs from what was stored; not overwritten
    NOT_HERE = auto()  # none of its events is
    WAITING = auto()  # some of its events are here, not all
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class TotalLanding:
    """A shared total, what became of it, and why it was refused."""

    total: SharedTotal
    standing: TotalStanding
    refusal: str = ""


def land_total(*, total: SharedTotal, by: Actor) -> TotalLanding:
    """Make the parent that holds the total, once all of its parts are here.

    Doing it twice changes nothing.
    """
    stored = SourceRow.objects.filter(address=total.source, title=total.title).first()
    if stored is not None:
        same = stored.cells == total.cells
        return TotalLanding(total, TotalStanding.UNCHANGED if same else TotalStanding.CHANGED)
    parts = _parts(total)
    if len(parts) < len(total.parts):
        return TotalLanding(total, TotalStanding.WAITING if parts else TotalStanding.NOT_HERE)
    try:
        _make_parent(total=total, parts=parts, by=by)
    except REFUSALS as error:
        return TotalLanding(total, TotalStanding.REFUSED, refusal(error))
    return TotalLanding(total, TotalStanding.NEW)


def _parts(total: SharedTotal) -> list[Event]:
    titles = {title for _address, title in total.parts}
    rows = SourceRow.objects.filter(title__in=titles).select_related("event").order_by("pk")
    return [row.event for row in rows if (row.address, row.title) in total.parts]


@transaction.atomic
def _make_parent(*, total: SharedTotal, parts: Sequence[Event], by: Actor) -> None:
    parent = _parent(total, parts)
    store_new(event=parent, links=_links(parts), by=by)
    for part in parts:
        if part.parent_id is not None:
            raise ValidationError(_("“%(part)s” is part of another event.") % {"part": part})
        refuse_if_closed(part)
        part.parent = parent
        audit.save(part, by=by)
    if people := total.participants:
        refuse_second_count(parent)
        count = Count(None, people.number, accuracy=people.accuracy, source=total.source)
        store_counts(event=parent, counts=[count], by=by)
    SourceRow.objects.create(event=parent, address=total.source, title=total.title, cells=dict(total.cells))


def _parent(total: SharedTotal, parts: Sequence[Event]) -> Event:
    first = min((each for each in parts if each.starts_on), key=_start, default=None)
    last = max((each for each in parts if each.ends_on), key=_end, default=None)
    return Event(
        title=total.title,
        kind=_where_equal(parts, "kind", EventKind.DIALOGUE),
        level=_where_equal(parts, "level", Level.NOT_STATED),
        mode=_where_equal(parts, "mode", Mode.NOT_STATED),
        state=EventState.HELD,
        starts_on=first.starts_on if first else None,
        starts_precision=first.starts_precision if first else Precision.NONE,
        ends_on=last.ends_on if last else None,
        ends_precision=last.ends_precision if last else Precision.NONE,
        host_country_id=_where_equal(parts, "host_country_id", None),
        city=_where_equal(parts, "city", ""),
        source=total.source,
        note=total.note,
    )


def _start(event: Event) -> Any:
    return event.starts_on


def _end(event: Event) -> Any:
    return event.ends_on


def _where_equal(parts: Sequence[Event], name: str, otherwise: T) -> T:
    values = {getattr(part, name) for part in parts}
    return values.pop() if len(values) == 1 else otherwise


def _links(parts: Sequence[Event]) -> EventLinks:
    return EventLinks(
        programmes=_union(parts, lambda part: part.programmes.all()),
        phases=_union(parts, lambda part: part.phases.all()),
        topics=_union(parts, lambda part: part.topics.all()),
        strands=_union(parts, lambda part: part.strands.all()),
        organisers=_union(parts, _in_role(OrganisationRole.ORGANISER)),
        sponsors=_union(parts, _in_role(OrganisationRole.SPONSOR)),
        partners=_union(parts, _in_role(OrganisationRole.PARTNER)),
    )


def _union(parts: Sequence[Event], of: Callable[[Event], Iterable[T]]) -> list[T]:
    return list(dict.fromkeys(each for part in parts for each in of(part)))


def _in_role(role: OrganisationRole) -> Callable[[Event], Iterable[Organisation]]:
    def organisations(part: Event) -> Iterable[Organisation]:
        rows = part.organisations.filter(role=role).select_related("organisation").order_by("pk")
        return [row.organisation for row in rows]

    return organisations
