"""Closing a period once its figures are reported, and opening it again with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from office.choices import Verb
from programmes.models import ClosedPeriod, Programme


@transaction.atomic
def close_period(*, programme: Programme, starts_on: dt.date, ends_on: dt.date, by: Actor) -> ClosedPeriod:
    """Close a programme's days, both included: events that ended in them no longer change.

    :raises ValidationError: without a reason, in reversed order, or where days are closed already.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if not by.reason:
        raise ValidationError({"reason": _("Say why the period is closed.")})
    if programme.closed_periods.touching(starts_on, ends_on).exists():
        raise ValidationError(_("Some of these days are closed already."))
    period = ClosedPeriod(programme=programme, starts_on=starts_on, ends_on=ends_on, reason=by.reason)
    audit.save(period, by=by)
    audit.note(period, Verb.CLOSED, by=by)
    return period


@transaction.atomic
def reopen_period(*, period: ClosedPeriod, now: dt.datetime, by: Actor) -> None:
    """Open a closed period again.

    :raises ValidationError: without a reason, or when it is open already.
    """
    if not by.reason:
        raise ValidationError({"reason": _("Say why the period is opened again.")})
    if period.reopened_at is not None:
        raise ValidationError(_("It is open already."))
    period.reopened_at = now
    period.reopen_reason = by.reason
    audit.save(period, by=by)
    audit.note(period, Verb.REOPENED, by=by)
