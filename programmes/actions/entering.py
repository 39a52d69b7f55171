"""Entering an event: its own facts, its links, and where it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Organisation
from office import audit
from office.audit import Actor
from programmes.actions.attending import ImpossibleCount, above, below, has_count, refuse_counted
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.inviting import tell_of_calling_off
from programmes.choices import EventState, OrganisationRole
from programmes.models import (
    Attendance,
    Call,
    CompletionRule,
    Event,
    EventOrganisation,
    Invitation,
    Phase,
    Programme,
    Strand,
    Topic,
)

CALLED_OFF = frozenset({EventState.CANCELLED, EventState.POSTPONED})


@dataclass(frozen=True, slots=True)
class EventLinks:
    """What an event belongs to, is about, and who made it possible: the whole of each list.

    :raises ValidationError: when a phase or strand is of none of the programmes.
    """

    programmes: Sequence[Programme] = ()
    phases: Sequence[Phase] = ()
    topics: Sequence[Topic] = ()
    strands: Sequence[Strand] = ()
    organisers: Sequence[Organisation] = ()
    sponsors: Sequence[Organisation] = ()
    partners: Sequence[Organisation] = ()

    def __post_init__(self) -> None:
        known = {programme.pk for programme in self.programmes}
        for name, rows in (("phases", self.phases), ("strands", self.strands)):
            for row in rows:
                if row.programme_id not in known:
                    message = _("%(phase)s is not of a programme of this event.") % {"phase": row}
                    raise ValidationError({name: message})


@transaction.atomic
def save_event(*, event: Event, links: EventLinks, by: Actor, today: dt.date | None = None) -> bool:
    """Store an event with all its links; return whether anything was different.

    :param today: the day at its place, where somebody says now when it was held.

    :raises programmes.actions.guarding.PeriodClosed: when it lies, or lay, in a closed period.
    :raises django.core.exceptions.ValidationError: when a rule of the event is broken.
    :raises office.audit.ChangedMeanwhile: when somebody else saved it first.
    """
    refuse_if_closed(event, links.programmes)
    if event.state == EventState.HELD and today is not None and _is_ahead(event, today):
        raise ValidationError({"last_day": _("It was held: it cannot end after today.")})
    _refuse_circle(event)
    _refuse_closed_parent(event)
    _refuse_double_count(event)
    changed = [_save_event(event, by)]
    for name in ("programmes", "phases", "topics", "strands"):
        changed.append(audit.link(event, name, getattr(links, name), by=by))
    for role, wanted in (
        (OrganisationRole.ORGANISER, links.organisers),
        (OrganisationRole.SPONSOR, links.sponsors),
        (OrganisationRole.PARTNER, links.partners),
    ):
        changed.append(_link_organisations(event, role, wanted, by))
    return any(changed)


def _save_event(event: Event, by: Actor) -> bool:
    """Store the event's own fields, and tell whom its call was sent to where it is called off."""
    before = Event.objects.filter(pk=event.pk).values_list("state", flat=True).first()
    changed = audit.save(event, by=by)
    if event.state in CALLED_OFF and before not in {None, event.state}:
        tell_of_calling_off(event=event, by=by)
    return changed


def _refuse_closed_parent(event: Event) -> None:
    """Refuse to put the event under, or take it from, one in a closed period: a whole is counted otherwise.

    :raises programmes.actions.guarding.PeriodClosed: naming the period of the parent.
    """
    stored = Event.objects.filter(pk=event.pk).select_related("parent").first()
    before = stored.parent if stored else None
    if before != event.parent:
        for parent in filter(None, (before, event.parent)):
            refuse_if_closed(parent)


def _refuse_double_count(event: Event) -> None:
    """Refuse a parent whose participants are counted where the event's, or its parts', are too."""
    if event.pk is None or event.parent is None or not any(map(has_count, (event, *below(event)))):
        return
    try:
        refuse_counted(above(event))
    except ImpossibleCount as error:
        raise ValidationError({"parent": str(error)}) from error


@transaction.atomic
def change_state(*, event: Event, state: EventState, today: dt.date, by: Actor, reason: str = "") -> None:
    """Say where an event stands: held, confirmed, postponed or cancelled.

    :raises ValidationError: when it shall be held but has not ended, or ends it without a reason.
    :raises programmes.actions.guarding.PeriodClosed: when it lies in a closed period.
    """
    refuse_if_closed(event)
    if state == EventState.HELD and _is_ahead(event, today):
        raise ValidationError({"state": _("It has not ended yet: it cannot be marked as held.")})
    event.state = state
    event.state_reason = reason
    _save_event(event, by)


@transaction.atomic
def remove_event(*, event: Event, by: Actor) -> None:
    """Delete an event entered by mistake, with its people lists; a tombstone stays.

    :raises ValidationError: when it has parts, or administrations were asked to nominate for it.
    :raises programmes.actions.guarding.PeriodClosed: when it lies in a closed period.
    """
    refuse_if_closed(event)
    if event.parts.exists():
        raise ValidationError(_("It has parts: remove or move them first."))
    if Call.objects.sent().filter(event=event).exists():
        raise ValidationError(_("Its call for nominations was sent: cancel the event instead."))
    if event.parent is not None:
        refuse_if_closed(event.parent)
    for rows in (
        Attendance.objects.filter(session__event=event),
        event.sessions.all(),
        CompletionRule.objects.filter(event=event),
        Invitation.objects.filter(call__event=event),
        Call.objects.filter(event=event),
        event.participations.all(),
        event.headcounts.all(),
        event.organisations.all(),
    ):
        for row in rows:
            audit.remove(row, by=by)
    audit.remove(event, by=by)


def _is_ahead(event: Event, today: dt.date) -> bool:
    """Test if the event cannot have ended by the end of the day."""
    span = event.counts_on
    return span is not None and span[0] > today


def _refuse_circle(event: Event) -> None:
    seen, above = {event.pk}, event.parent
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"parent": _("An event cannot be part of itself.")})
        seen.add(above.pk)
        above = above.parent


def _link_organisations(
    event: Event, role: OrganisationRole, wanted: Sequence[Organisation], by: Actor
) -> bool:
    stored = {row.organisation_id: row for row in event.organisations.filter(role=role)}
    ids = {each.pk for each in wanted}
    gone = [row for pk, row in stored.items() if pk not in ids]
    new = [each for each in wanted if each.pk not in stored]
    for row in gone:
        audit.remove(row, by=by)
    for organisation in new:
        audit.save(EventOrganisation(event=event, organisation=organisation, role=role), by=by)
    if gone or new:
        audit.touch(event, by=by)
    return bool(gone or new)
