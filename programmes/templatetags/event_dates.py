"""When an event was, in words: no more exact than it is known."""

import datetime as dt
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programmes.choices import Precision
from programmes.models import Event

register = template.Library()

_IN_FULL = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}
_WITHOUT_YEAR = {Precision.DAY: "j F", Precision.MONTH: "F"}


@register.filter
def event_dates(event: Event) -> str:
    """Return the dates of the event: "4–8 September 2023", "March 2020", "date not recorded"."""
    first, last = event.starts_on, event.ends_on
    if first is not None and last is not None:
        return span_in_words(first, event.starts_precision, last, event.ends_precision)
    if first is not None:
        return _("from %(day)s") % {"day": _full(first, event.starts_precision)}
    if last is not None:
        return _("until %(day)s") % {"day": _full(last, event.ends_precision)}
    return _("date not recorded")


@register.filter
def known_to(day: dt.date, precision: str) -> str:
    """Return a day that is known to the day, the month or the year: "January 2015"."""
    return _full(day, precision)


def _full(day: dt.date, precision: str) -> str:
    return _in_full(day, precision, get_language())


@lru_cache(maxsize=5000)  # days: a list names the same few again and again
def _in_full(day: dt.date, precision: str, language: str | None) -> str:
    return date_format(day, _IN_FULL[Precision(precision)])


def span_in_words(first: dt.date, first_precision: str, last: dt.date, last_precision: str) -> str:
    """Return both days in as few words as can be: "4–8 September 2023"."""
    begin, end = _full(first, first_precision), _full(last, last_precision)
    if begin == end:
        return end
    if first_precision != last_precision or first.year != last.year:
        return _("%(first)s – %(last)s") % {"first": begin, "last": end}
    if first_precision == Precision.MONTH:
        return _("%(first)s–%(last)s") % {"first": date_format(first, "F"), "last": end}
    if first.month == last.month:
        return _("%(first)s–%(last)s") % {"first": first.day, "last": end}
    return _("%(first)s – %(last)s") % {
        "first": date_format(first, _WITHOUT_YEAR[Precision.DAY]),
        "last": end,
    }
