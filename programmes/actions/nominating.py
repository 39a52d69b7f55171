"""What an administration does with a call: nominate, put in order, withdraw."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.actions.register import PersonEntry, enter_people
from office import audit
from office.audit import Actor, ChangedMeanwhile
from programmes.actions.attending import AlreadyOnTheList
from programmes.actions.guarding import refuse_if_closed
from programmes.choices import EXPECTED, EventRole, ParticipationState
from programmes.models import Invitation, Participation
from programmes.models.people import ParticipationQuerySet

WITHDRAWABLE = EXPECTED | {ParticipationState.RESERVE}


class NotOpen(Exception):
    """Nominations are no longer, or not yet, taken."""


@transaction.atomic
def nominate(*, invitation: Invitation, person: PersonEntry, now: dt.datetime, by: Actor) -> Participation:
    """Put somebody last in the administration's order, and return their row: it goes on to the certificate.

    Who declined or was withdrawn before is nominated anew in the same row.

    :raises NotOpen: when the call was not sent, the deadline is over, or the event no longer planned.
    :raises programmes.actions.attending.AlreadyOnTheList: when they are on the event's list.
    :raises members.actions.register.SeveralMatch: when the name answers to several people.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    event = invitation.call.event
    refuse_if_closed(event)
    refuse_if_over(invitation, now)
    (who,) = enter_people(entries=[person], by=by)
    row = event.participations.filter(person=who, role=EventRole.PARTICIPANT).first()
    if row is None:
        row = Participation(event=event, person=who, role=EventRole.PARTICIPANT)
    elif row.organisation_id != invitation.administration_id:
        raise AlreadyOnTheList(
            _("%(name)s cannot be nominated here: ask the secretariat.") % {"name": person}
        )
    elif row.state != ParticipationState.DECLINED:
        raise AlreadyOnTheList(_("%(name)s is already on the list.") % {"name": person})
    row.state, row.state_reason = ParticipationState.NOMINATED, ""
    row.organisation, row.position = invitation.administration, person.position
    row.rank = _next_rank(invitation)
    audit.save(row, by=by)
    return row


@transaction.atomic
def put_in_order(
    *, invitation: Invitation, rows: Sequence[Participation], now: dt.datetime, by: Actor
) -> int:
    """Give the nominees the ranks 1, 2, 3 … as they stand in ``rows``; return how many changed.

    :raises NotOpen: when nominations are no longer taken.
    :raises office.audit.ChangedMeanwhile: when somebody was nominated or withdrawn meanwhile.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(invitation.call.event)
    refuse_if_over(invitation, now)
    if {row.pk for row in rows} != set(nominees_of(invitation).values_list("pk", flat=True)):
        raise ChangedMeanwhile
    changed = 0
    for rank, row in enumerate(rows, start=1):
        row.rank = rank
        changed += audit.save(row, by=by)
    return changed


@transaction.atomic
def withdraw(*, participation: Participation, by: Actor) -> None:
    """Take a nominee back, before the deadline or after it; the row stays, with the reason.

    :raises NotOpen: when they took part, did not come, or declined already.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else changed the row first.
    """
    refuse_if_closed(participation.event)
    if participation.state not in WITHDRAWABLE:
        raise NotOpen(
            _("%(name)s is: %(state)s. That is not taken back here.")
            % {"name": participation.person, "state": participation.get_state_display()}
        )
    participation.state = ParticipationState.DECLINED
    participation.state_reason = by.reason
    audit.save(participation, by=Actor(by.account, by.door))  # the reason is of a person: not for the trail


def nominees_of(invitation: Invitation) -> ParticipationQuerySet:
    """Return the administration's nominees in their order, those who declined left out."""
    rows = invitation.call.event.participations.nominated_by(invitation.administration)
    return rows.exclude(state=ParticipationState.DECLINED).by_rank()


def refuse_if_over(invitation: Invitation, now: dt.datetime) -> None:
    """Refuse what is done before the deadline only.

    :raises NotOpen: naming the deadline.
    """
    if not invitation.is_open_at(now):
        raise NotOpen(
            _("Nominations closed at the end of %(day)s. You can still withdraw somebody.")
            % {"day": date_format(invitation.call.deadline_on, "j F Y")}
        )


def _next_rank(invitation: Invitation) -> int:
    last = nominees_of(invitation).aggregate(last=Max("rank"))["last"]
    return (last or 0) + 1
