"""Equipment on its way: nothing is handed over that was not consigned, and accepted before that day."""

import datetime as dt
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor, ChangedMeanwhile
from office.records import Record
from programmes.models import AcceptanceTest, Consignment, Device, Handover

Wrong = tuple[str, str]  # field of the record that is being changed, message


@transaction.atomic
def save_on_the_way(*, record: Record, today: dt.date, by: Actor) -> bool:
    """Store a consignment, acceptance test, handover or device; return whether anything was different.

    The consignment is locked, so that two people cannot hand over the same devices.

    :raises ValidationError: when the whole of the consignment would contradict itself; see ``wrongs_of``.
    """
    before = _consignments(record, stored=True)
    _lock({*before, *_consignments(record, stored=False)})
    changed = audit.save(record, by=by)
    _refuse_wrongs({*before, *_consignments(record, stored=False)}, record, today)
    return changed


@transaction.atomic
def remove_on_the_way(*, record: Record, by: Actor) -> None:
    """Remove a consignment, acceptance test, handover or device.

    :raises ValidationError: when something rests on it.
    """
    consignments = _consignments(record, stored=True)
    _lock(consignments)
    if any(getattr(record, name).exists() for name in _resting_on(record)):
        raise ValidationError(_("Something is entered for it: remove that first."))
    audit.remove(record, by=by)
    _refuse_wrongs(consignments, None, dt.date.max)


def wrongs_of(consignment: Consignment, today: dt.date) -> Iterator[Wrong]:
    """Yield what contradicts itself in a consignment: the field it is told at, and why."""
    tests = list(AcceptanceTest.objects.filter(consignment=consignment))
    handovers = list(Handover.objects.filter(consignment=consignment).order_by("handed_over_on", "pk"))
    if sum(each.passed for each in tests) > consignment.quantity:
        yield "passed", _("More devices would be accepted than were consigned: %d.") % consignment.quantity
    if sum(each.quantity for each in handovers) > consignment.quantity:
        yield (
            "quantity",
            _("More devices would be handed over than were consigned: %d.") % consignment.quantity,
        )
    yield from _before_acceptance(tests, handovers)
    for handover in handovers:
        if handover.devices.count() > handover.quantity:
            yield "serial", _("More devices would be listed than were handed over: %d.") % handover.quantity
        if consignment.consigned_on is not None and handover.handed_over_on < consignment.consigned_on:
            yield "handed_over_on", _("Devices cannot be handed over before they were consigned.")
        if handover.handed_over_on > today:
            yield "handed_over_on", _("This day is still to come.")
    if any(each.tested_on is not None and each.tested_on > today for each in tests):
        yield "tested_on", _("This day is still to come.")


def _before_acceptance(tests: list[AcceptanceTest], handovers: list[Handover]) -> Iterator[Wrong]:
    """Yield the first handover of devices not accepted by then. An undated test is before all."""
    handed = accumulate(each.quantity for each in handovers)
    for handover, so_far in zip(handovers, handed, strict=True):
        day = handover.handed_over_on
        accepted = sum(each.passed for each in tests if each.tested_on is None or each.tested_on <= day)
        if so_far > accepted:
            words = {"handed": so_far, "accepted": accepted, "day": date_format(day, "j F Y")}
            yield (
                "handed_over_on",
                _(
                    "By %(day)s %(handed)d would be handed over, and %(accepted)d had passed an acceptance"
                    " test: enter the test first."
                )
                % words,
            )
            return


def _refuse_wrongs(consignments: set[int], record: Any, today: dt.date) -> None:
    names = {field.name for field in record._meta.concrete_fields} if record is not None else set()
    problems: dict[str, list[str]] = {}
    for consignment in Consignment.objects.filter(pk__in=consignments):
        for name, message in wrongs_of(consignment, today):
            problems.setdefault(name if name in names else "__all__", []).append(message)
    if problems:
        raise ValidationError(problems)


def _consignments(record: Any, *, stored: bool) -> set[int]:
    """Return which consignment the record belongs to, as stored or as it is about to be."""
    row = type(record)._default_manager.filter(pk=record.pk).first() if stored else record
    if row is None:
        return set()
    if isinstance(row, Consignment):
        return {row.pk} if row.pk else set()
    if isinstance(row, Device):
        return {row.handover.consignment_id}
    return {row.consignment_id}


def _lock(consignments: set[int]) -> None:
    rows = Consignment.objects.select_for_update(of=("self",)).filter(pk__in=consignments).order_by("pk")
    if len(list(rows)) < len(consignments):
        raise ChangedMeanwhile


def _resting_on(record: Record) -> tuple[str, ...]:
    if isinstance(record, Consignment):
        return ("tests", "handovers")
    return ("devices", "operators") if isinstance(record, Handover) else ()
