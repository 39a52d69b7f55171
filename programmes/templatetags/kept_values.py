"""A value of a record, as a page shows it."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from members.models import Person
from programmes.models import Event, Programme

register = template.Library()

_ADDRESS = re.compile(r"https://\S+")


@register.filter
def kept_words(value: Any) -> str | SafeString:
    """Return the value in words, without a link: what stands in a link of its own."""
    return str(value) if isinstance(value, Event | Person | Programme) else kept_value(value)


@register.filter
def kept_value(value: Any) -> str | SafeString:
    """Return the value in words; None and empty text are "not recorded", an address is a link.

    So is an event, a person and a programme: whoever reads of them in a record may read their page.
    """
    if value is None or value == "":
        return mark_safe(render_to_string("programmes/_not_recorded.html"))  # noqa: S308 - a text of ours
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    if isinstance(value, Event | Person | Programme):
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value)
    text = str(value)
    if _ADDRESS.fullmatch(text):
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', text)
    return text
