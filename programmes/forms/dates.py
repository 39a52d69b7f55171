"""Dates as far as they are known: a day, a month, a year."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions.entries import Day
from programmes.choices import Precision
from programmes.forms.texts import Line
from programmes.intake import cells

_WRITTEN = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


def as_written(day: dt.date | None, precision: str) -> str:
    """Return the day as the field wants it written; "" where it is not recorded."""
    return day.strftime(_WRITTEN[Precision(precision)]) if day else ""


class KnownDay(Line):
    """A day written 2024-03-31, 2024-03 or 2024; ``clean`` gives a Day, empty: not recorded.

    ``reads`` says whether a month stands for its first day or its last.
    """

    widget = forms.TextInput(
        attrs={
            "pattern": r"\d{4}(-\d{2}(-\d{2})?)?",
            "title": _("Year, month and day as 2024-03-31, or 2024-03, or 2024"),
            "autocomplete": "off",
        }
    )

    def __init__(self, *, reads: Callable[[str], Day], **about: Any) -> None:
        super().__init__(max_length=40, **about)
        self.reads = reads

    def clean(self, value: Any) -> Any:
        try:
            return self.reads(super().clean(value))
        except cells.BadCell as bad:
            raise ValidationError(str(bad)) from bad


class IsoDay(forms.DateField):
    """A whole day, written 2024-03-31; never guessed from 03/04/2024."""

    input_formats = ["%Y-%m-%d"]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Write the day as 2024-03-31.")}
