"""Results frameworks: set up, amended by a version that carries everything on, and kept as they were."""

import copy
import datetime as dt
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from office.records import Record
from programmes.models import Framework, Programme, ResultIndicator, ResultPeriod

R = TypeVar("R", bound=Record)


@transaction.atomic
def save_framework(*, record: Framework, today: dt.date, by: Actor) -> None:
    """Store a version; a new one takes over every indicator and period of the one before.

    :raises ValidationError: when a later version stands, or this one begins before the one before it.
    """
    before = _latest(record.programme)
    if record.pk:
        _refuse_replaced(record)
        before = before and _before(before)
    elif before is not None:
        record.number = before.number + 1
    if before is not None and record.in_force_from <= before.in_force_from:
        raise ValidationError({"in_force_from": _("The version before it begins on this day, or later.")})
    is_new = record.pk is None
    audit.save(record, by=by)
    if is_new and before is not None:
        _carry_on(before, record, by)


@transaction.atomic
def remove_framework(*, record: Framework, by: Actor) -> None:
    """Remove the latest version with what was entered in it: the one before is in force again.

    :raises ValidationError: when a later version stands, or it is the first and has indicators.
    """
    _latest(record.programme)
    _refuse_replaced(record)
    if record.number == 1 and record.indicators.exists():
        raise ValidationError(_("It has indicators: remove those first."))
    for indicator in record.indicators.all():
        remove_indicator(record=indicator, by=by)
    audit.remove(record, by=by)


@transaction.atomic
def save_indicator(*, record: ResultIndicator, today: dt.date, by: Actor) -> None:
    """Store an indicator of the latest version.

    :raises ValidationError: when a later version stands, or the portal is to count what is typed already.
    """
    _keep(record.framework)
    if record.counted_as and record.pk and record.periods.filter(actual__isnull=False).exists():
        raise ValidationError(
            {"counted_as": _("Actuals are typed for it: remove those, or let them stand and count nothing.")}
        )
    audit.save(record, by=by)


@transaction.atomic
def remove_indicator(*, record: ResultIndicator, by: Actor) -> None:
    """Remove an indicator of the latest version with its periods."""
    _keep(record.framework)
    for period in record.periods.all():
        audit.remove(period, by=by)
    audit.remove(record, by=by)


@transaction.atomic
def save_period(*, record: ResultPeriod, today: dt.date, by: Actor) -> None:
    """Store what an indicator is to be in a period, and what it was where it is typed.

    :raises ValidationError: when a later version stands, the portal counts the actual, or it is of a period
        that has not begun.
    """
    _keep(record.indicator.framework)
    if record.actual is not None and record.indicator.counted_as:
        raise ValidationError({"actual": _("The portal counts this: an actual cannot be typed.")})
    if record.actual is not None and record.starts_on > today:
        raise ValidationError({"actual": _("The period has not begun.")})
    audit.save(record, by=by)


@transaction.atomic
def remove_period(*, record: ResultPeriod, by: Actor) -> None:
    """Remove a period of an indicator of the latest version."""
    _keep(record.indicator.framework)
    audit.remove(record, by=by)


def _latest(programme: Programme) -> Framework | None:
    """Return the latest version, after whoever changes one of the programme at the same time."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    return Framework.objects.filter(programme=programme).order_by("-number").first()


def _before(version: Framework) -> Framework | None:
    return Framework.objects.filter(programme=version.programme_id, number__lt=version.number).order_by(
        "-number"
    ).first()  # fmt: skip


def _keep(framework: Framework) -> None:
    _latest(framework.programme)
    _refuse_replaced(framework)


def _refuse_replaced(framework: Framework) -> None:
    later = Framework.objects.filter(programme=framework.programme_id, number__gt=framework.number)
    if later.exists():
        raise ValidationError(_("A later version has taken its place: what this one said stays."))


def _carry_on(before: Framework, after: Framework, by: Actor) -> None:
    for indicator in before.indicators.newest_first():
        carried = _copy(indicator, by, framework=after)
        for period in indicator.periods.newest_first():
            _copy(period, by, indicator=carried)


def _copy(row: R, by: Actor, **changed: Any) -> R:
    new = copy.copy(row)
    new._state = copy.copy(row._state)
    new.pk, new._state.adding, new.version = None, True, 1
    for name, value in changed.items():
        setattr(new, name, value)
    audit.save(new, by=by)
    return new
