"""What every change of an event asks first: are its books still open?"""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office.audit import ChangedMeanwhile
from programmes.models import ClosedPeriod, Event, Programme


class PeriodClosed(Exception):
    """The event lies in a period whose figures were reported."""


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
