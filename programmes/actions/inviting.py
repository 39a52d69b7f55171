"""Calls for nominations: prepared, sent to the administrations, and reminded of once."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Administration
from office import audit
from office.audit import Actor
from office.choices import Verb
from programmes.actions import letters
from programmes.actions.guarding import refuse_if_closed
from programmes.choices import Precision
from programmes.models import Call, Event, Invitation

_FIRST = "Pacific/Kiritimati"  # where every day begins first


@transaction.atomic
def save_call(
    *, call: Call, invited: Mapping[Administration, int | None], now: dt.datetime, by: Actor
) -> bool:
    """Store a call and whom it is addressed to; return whether anything was different.

    Of a call that was sent, an administration that comes later gets its mail now, and the others are told
    of another deadline; that brings its own reminder.

    :param invited: each administration with its own number of seats; None: as the call gives each.
    :raises ValidationError: when a rule is broken, or one that has nominated is no longer invited.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else saved it first.
    """
    refuse_if_closed(call.event)
    _refuse_deadline_after_start(call)
    has_moved = Call.objects.filter(pk=call.pk).exclude(deadline_on=call.deadline_on).exists()
    changed = audit.save(call, by=by)
    stored = {each.administration_id: each for each in call.invitations.select_related("administration")}
    addressed = {administration.pk for administration in invited}
    others = False
    for pk, invitation in stored.items():
        if pk not in addressed:
            _refuse_if_nominated(invitation)
            audit.remove(invitation, by=by)
            others = True
    for administration, seats in invited.items():
        invitation = stored.get(administration.pk) or Invitation(call=call, administration=administration)
        is_new = invitation.pk is None
        invitation.call, invitation.seats = call, seats
        if has_moved:
            invitation.reminded_at = None
        others = audit.save(invitation, by=by) or others
        if is_new and invitation.is_open_at(now):
            letters.post(invitation, "invitation", letters.invitation_letter, by=by)
        elif has_moved and invitation.is_open_at(now):
            letters.post(invitation, f"deadline-{call.version}", letters.deadline_letter, by=by)
    if others and not changed:
        audit.touch(call, by=by)
    return changed or others


def _refuse_deadline_after_start(call: Call) -> None:
    """Refuse a deadline on which the event has begun; where its first day is not known, any day goes."""
    begins = call.event.starts_on if call.event.starts_precision == Precision.DAY else None
    if begins is not None and call.deadline_on >= begins:
        text = _("The event begins on %(day)s: nominations close before.")
        raise ValidationError({"deadline_on": text % {"day": date_format(begins, "j F Y")}})


@transaction.atomic
def tell_of_calling_off(*, event: Event, by: Actor) -> int:
    """Write to every administration asked to nominate that the event is cancelled or postponed.

    Return how many mails were written; none where no call was sent.
    """
    rows = Invitation.objects.filter(call__event=event, call__sent_at__isnull=False)
    written = 0
    for invitation in rows.select_related("call__event__host_country", "administration").by_name():
        occasion = f"{event.state.lower()}-{event.version}"
        written += letters.post(invitation, occasion, letters.calling_off_letter, by=by)
    return written


def _refuse_if_nominated(invitation: Invitation) -> None:
    if invitation.call.event.participations.nominated_by(invitation.administration).exists():
        text = _("%(administration)s has nominated already: it stays invited.")
        raise ValidationError({"administrations": text % {"administration": invitation.administration}})


@transaction.atomic
def send_call(*, call: Call, now: dt.datetime, by: Actor) -> int:
    """Send the call to its administrations, once; return how many mails were written.

    :raises ValidationError: when it was sent, is over already, or is addressed to nobody.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else saved it first.
    """
    refuse_if_closed(call.event)
    if call.sent_at is not None:
        raise ValidationError(_("It was sent already."))
    if not call.event.is_ahead:
        raise ValidationError(_("The event is no longer planned: nobody can be nominated for it."))
    if call.deadline_on < now.astimezone(ZoneInfo(_FIRST)).date():
        raise ValidationError(_("The deadline is over: give a later day."))
    invitations = list(call.invitations.select_related("administration").by_name())
    if not invitations:
        raise ValidationError(_("It is addressed to no administration yet."))
    call.sent_at = now
    audit.save(call, by=by)
    audit.note(call, Verb.RELEASED, by=by)
    written = 0
    for invitation in invitations:
        invitation.call = call
        written += letters.post(invitation, "invitation", letters.invitation_letter, by=by)
    return written


def remind_all(*, now: dt.datetime, by: Actor) -> int:
    """Remind every administration whose time has come, each once; return how many mails were written."""
    rows = Invitation.objects.filter(reminded_at__isnull=True, call__sent_at__isnull=False)
    # A day more, as it is still yesterday somewhere.
    near = rows.filter(call__deadline_on__gte=now.date() - dt.timedelta(days=1))
    return sum(remind(invitation_id=pk, now=now, by=by) for pk in near.values_list("pk", flat=True))


@transaction.atomic
def remind(*, invitation_id: int, now: dt.datetime, by: Actor) -> int:
    """Remind an administration that has nominated nobody, once of each deadline; return how many mails.

    One without an account to write to is reminded when it has one.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("call__event", "administration")
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None or not _wants_reminding(invitation, now):
        return 0
    occasion = f"reminder-{invitation.call.deadline_on}"
    written = letters.post(invitation, occasion, letters.reminder_letter, by=by)
    if written:
        invitation.reminded_at = now
        audit.save(invitation, by=by)
    return written


def _wants_reminding(invitation: Invitation, now: dt.datetime) -> bool:
    call = invitation.call
    is_near = (call.deadline_on - now.date()).days <= call.remind_days
    if not call.remind_days or not is_near or invitation.reminded_at is not None:
        return False
    nominated = call.event.participations.nominated_by(invitation.administration)
    return invitation.is_open_at(now) and not nominated.exists()


@transaction.atomic
def save_seats(*, invitation: Invitation, by: Actor) -> bool:
    """Give one invited administration seats of its own; return whether anything was different.

    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else saved it first.
    """
    refuse_if_closed(invitation.call.event)
    return audit.save(invitation, by=by)
