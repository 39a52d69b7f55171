"""A value of a record, as a page shows it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def kept_value(value: Any) -> str | SafeString:
    """Return the value in words; None and empty text are "not recorded"."""
    if value is None or value == "":
        return mark_safe(render_to_string("programmes/_not_recorded.html"))  # noqa: S308 - a text of ours
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    return str(value)
