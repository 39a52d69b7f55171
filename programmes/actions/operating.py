"""Operations with those who take part in them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.models import Operation, Seizure


@transaction.atomic
def save_operation(*, record: Operation, today: dt.date, by: Actor) -> None:
    """Store an operation with ``record.chosen``: the administrations that take part, and its partners.

    :raises ValidationError: without administrations; when one that seized something would not take part; or
        when it was debriefed on a day to come.
    """
    administrations, partners = record.chosen
    if not administrations:
        raise ValidationError(
            {"administrations": _("An operation has administrations that take part in it.")}
        )
    if record.debriefed_on is not None and record.debriefed_on > today:
        raise ValidationError({"debriefed_on": _("This day is still to come.")})
    if record.pk:
        seized = record.seizures.filter(administration__isnull=False)
        if seized.exclude(administration__in=[each.pk for each in administrations]).exists():
            raise ValidationError(
                {"administrations": _("An administration with seizures in the operation takes part in it.")}
            )
    audit.save(record, by=by)
    audit.link(record, "administrations", administrations, by=by)
    audit.link(record, "partners", partners, by=by)


@transaction.atomic
def remove_operation(*, record: Operation, by: Actor) -> None:
    """Remove an operation.

    :raises ValidationError: when something was entered as seized in it.
    """
    if record.seizures.exists():
        raise ValidationError(_("Something is entered for it: remove that first."))
    audit.remove(record, by=by)


@transaction.atomic
def save_seizure(*, record: Seizure, today: dt.date, by: Actor) -> None:
    """Store what was seized of a commodity: by administrations, or by all together, so that it adds up.

    :raises ValidationError: when the commodity is entered the other way already.
    """
    Operation.objects.select_for_update(of=("self",)).get(pk=record.operation_id)
    same = Seizure.objects.filter(
        operation=record.operation_id, commodity__iexact=record.commodity, measured_in=record.measured_in
    ).exclude(pk=record.pk)
    is_of_all = record.administration_id is None
    if same.filter(administration__isnull=not is_of_all).exists():
        message = (
            _("This commodity is entered by administration already: what all seized is their sum.")
            if is_of_all
            else _("This commodity is entered of all together already, and would be counted twice.")
        )
        raise ValidationError({"administration": message})
    audit.save(record, by=by)
