"""Time zones by their IANA name."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.texts import Line

SUGGESTIONS = "known-zones"  # id of the list of suggestions on a page


class TimeZone(Line):
    """A time zone, in any case of letters; ``clean`` gives its name as IANA writes it, or ""."""

    widget = forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        zone = _zones().get(text.casefold().replace(" ", "_")) if text else ""
        if zone is None:
            raise ValidationError(
                _("There is no time zone “%(text)s”. Write it as Pacific/Fiji, or leave it empty."),
                params={"text": text},
            )
        return zone


def suggested_zones() -> list[str]:
    """Return the time zones of the administrations, in order."""
    zones = Administration.objects.exclude(time_zone="").order_by("time_zone")
    return list(zones.values_list("time_zone", flat=True).distinct())


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name or name == "UTC"}
