"""What a list says of an event in a few words: where it was, and how many took part."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programmes.choices import Mode
from programmes.models import Event

register = template.Library()


@register.filter
def event_place(event: Event, country: str = "") -> str:
    """Return city and host country, "online" where that is all the place there is, else "".

    :param country: what the country is called, where that is not its ISO name.
    """
    country = country or (event.host_country.name if event.host_country else "")
    if event.city and country and not country.startswith(event.city):
        return _("%(city)s, %(country)s") % {"city": event.city, "country": country}
    if event.city or country:
        return country or event.city
    return _("online") if event.mode == Mode.ONLINE else ""


@register.filter
def event_participants(event: Any) -> str:
    """Return the participants of an event of a list, "" where none are recorded.

    Named and unnamed ones are two facts and stay two numbers. Wants an event ``with_participants``
    and whether the unnamed ones are ``is_about`` or ``is_at_least``.
    """
    if event.unnamed is None:
        return "" if event.named is None else _number(event.named)
    unnamed = _number(event.unnamed)
    if event.is_about:
        unnamed = _("about %(number)s") % {"number": unnamed}
    if event.is_at_least:
        unnamed = _("at least %(number)s") % {"number": unnamed}
    if event.named is None:
        return unnamed
    return _("%(named)s by name, %(unnamed)s without") % {"named": _number(event.named), "unnamed": unnamed}


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)
