"""Events that were entered twice: found, told apart, or made one that belongs to both programmes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.entering import remove_event
from programmes.actions.guarding import refuse_if_closed
from programmes.choices import EventState
from programmes.models import Event, NotTwin

MOST = 300  # events looked at, the latest first
LINKS = ("programmes", "phases", "topics", "strands")


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that may be one event, the earlier entry first, and what they have in common."""

    event: Event
    other: Event
    why: tuple[str, ...]


def twins_of(account: Any) -> list[Twins]:
    """Return the pairs of the same days and country, and the same place, title or topic.

    At least one of each pair is of a programme the account works on. Parts of one activity are no twins,
    nor is a part and its whole, what was cancelled, or what somebody told apart.
    """
    same = {name: OuterRef(name) for name in ("starts_on", "ends_on", "host_country")}
    seen = Event.objects.visible_to(account).exclude(state=EventState.CANCELLED)
    others = Event.objects.filter(**same).exclude(pk=OuterRef("pk")).exclude(state=EventState.CANCELLED)
    rows = seen.filter(Exists(others), starts_on__isnull=False, host_country__isnull=False).newest_first()
    found = list(rows.select_related("host_country").prefetch_related(*LINKS)[:MOST])
    own = set(
        Event.objects.editable_by(account)
        .filter(pk__in=[each.pk for each in found])
        .values_list("pk", flat=True)
    )
    apart = set(NotTwin.objects.values_list("event", "other"))
    groups: dict[Any, list[Event]] = defaultdict(list)
    for event in found:
        groups[event.starts_on, event.ends_on, event.host_country_id].append(event)
    return [
        pair
        for those in groups.values()
        for pair in _pairs(those)
        if {pair.event.pk, pair.other.pk} & own and (pair.event.pk, pair.other.pk) not in apart
    ]


def _pairs(events: list[Event]) -> Iterator[Twins]:
    for one, other in combinations(sorted(events, key=lambda event: event.pk), 2):
        is_family = one.parent_id == other.pk or other.parent_id == one.pk
        are_parts = one.parent_id is not None and one.parent_id == other.parent_id
        why = tuple(_alike(one, other))
        if why and not is_family and not are_parts:
            yield Twins(one, other, why)


def _alike(one: Event, other: Event) -> Iterator[str]:
    if one.city and one.city.casefold() == other.city.casefold():
        yield _("the same place")
    if one.title.casefold() == other.title.casefold():
        yield _("the same title")
    if {each.pk for each in one.topics.all()} & {each.pk for each in other.topics.all()}:
        yield _("the same topic")


@transaction.atomic
def tell_apart(*, event: Event, other: Event, by: Actor) -> None:
    """Write down that two entries are two events; ``by.reason`` says why.

    :raises ValidationError: when it was said before.
    """
    first, second = sorted((event, other), key=lambda each: each.pk)
    audit.save(NotTwin(event=first, other=second, reason=by.reason), by=by)


@transaction.atomic
def make_one(*, kept: Event, other: Event, by: Actor) -> None:
    """Give ``kept`` the programmes, phases, topics, strands and organisations of ``other``, and remove that.

    :raises ValidationError: when people or numbers would be lost, or other records name the entry.
    :raises programmes.actions.guarding.PeriodClosed: when one of them lies in a closed period.
    """
    refuse_if_closed(kept, other.programmes.all())
    _refuse_loss(kept, other)
    for name in LINKS:
        both = getattr(kept, name).model.objects.filter(
            Q(pk__in=getattr(kept, name).values("pk")) | Q(pk__in=getattr(other, name).values("pk"))
        )
        audit.link(kept, name, list(both), by=by)
    known = set(kept.organisations.values_list("role", "organisation"))
    for row in other.organisations.all():
        if (row.role, row.organisation_id) not in known:
            row.pk, row._state.adding, row.event, row.version = None, True, kept, 1
            audit.save(row, by=by)
    try:
        remove_event(event=Event.objects.get(pk=other.pk), by=by)
    except ProtectedError as error:
        message = _("Other records name “%(event)s”: change those first.")
        raise ValidationError(message % {"event": other.title}) from error


def _refuse_loss(kept: Event, other: Event) -> None:
    here = set(kept.participations.values_list("person", "role"))
    lost = [row for row in other.participations.values_list("person", "role") if row not in here]
    if lost:
        message = _("%(count)s people stand only on the list of “%(event)s”: enter them at the other first.")
        raise ValidationError(message % {"count": len(lost), "event": other.title})
    counts_here = kept.headcounts.exists() or kept.participations.exists()
    if other.headcounts.exists() and not counts_here:
        message = _("Only “%(event)s” has numbers of people: keep that one.")
        raise ValidationError(message % {"event": other.title})
