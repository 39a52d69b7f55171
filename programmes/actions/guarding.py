"""What every change of an event or of another record of a programme asks first: are its books open?"""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office.audit import ChangedMeanwhile
from programmes.models import ClosedPeriod, Event, Programme


class PeriodClosed(Exception):
    """It lies in a period whose figures were reported."""


def refuse_if_closed(event: Event, programmes: Iterable[Programme] = ()) -> None:
    """Lock the event's programmes, so that none is closed meanwhile, and refuse a closed period.

    The event is locked too, and its programmes before it: its changes follow one another, whatever it
    belongs to.

    :param programmes: programmes it shall belong to, beside those it belongs to already.
    :raises PeriodClosed: naming the programme, the period and why it was closed.
    :raises office.audit.ChangedMeanwhile: when somebody else removed the event.
    """
    ids = {each.pk for each in programmes}
    if event.pk:
        ids |= set(Event.programmes.through.objects.filter(event=event).values_list("programme", flat=True))
    list(Programme.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    spans = [event.counts_on]
    if event.pk:
        stored = Event.objects.select_for_update(of=("self",), no_key=True).filter(pk=event.pk).first()
        if stored is None:
            raise ChangedMeanwhile
        spans.append(stored.counts_on)
    for span in spans:
        if span is not None:
            _refuse(ids, *span)


def refuse_if_kept_closed(record: Any, *, is_removed: bool = False) -> None:
    """Lock the programme of a record that is no event, and refuse where its day lies in a closed period.

    Both count, the day as stored and as it shall be; of a record in stages those that differ.

    :raises PeriodClosed: naming the programme, the period and why it was closed.
    """
    rows: Any = type(record)._default_manager.all()
    if rows.event_at:
        before = rows.select_related(rows.event_at).filter(pk=record.pk)
        for each in (*before, record):
            refuse_if_closed(getattr(each, rows.event_at))
        return
    if not rows.days_at:
        return
    stored = rows.filter(pk=record.pk).values_list(rows.programme_at, *rows.days_at).first()
    programmes = {_at(record, rows.programme_at).pk} | ({stored[0]} if stored else set())
    was = stored[1:] if stored else [None] * len(rows.days_at)
    now = [_at(record, path) for path in rows.days_at]
    list(Programme.objects.select_for_update(of=("self",)).filter(pk__in=programmes).order_by("pk"))
    for before, after in zip(was, now, strict=True):
        stands = rows.is_in_stages and not is_removed and before == after
        for day in {before, after} - {None} if not stands else ():
            _refuse(programmes, day, day)


def _at(record: Any, path: str) -> Any:
    """Return what a lookup leads to; None where something on the way is missing."""
    return reduce(lambda row, name: getattr(row, name, None), path.split("__"), record)


def _refuse(programme_ids: set[int], first: dt.date, last: dt.date) -> None:
    closed = (
        ClosedPeriod.objects.touching(first, last)
        .filter(programme__in=programme_ids)
        .select_related("programme")
        .order_by("starts_on", "pk")
        .first()
    )
    if closed is not None:
        raise PeriodClosed(
            _("%(programme)s is closed from %(first)s to %(last)s: %(reason)s")
            % {
                "programme": closed.programme,
                "first": date_format(closed.starts_on, "j F Y"),
                "last": date_format(closed.ends_on, "j F Y"),
                "reason": closed.reason,
            }
        )
