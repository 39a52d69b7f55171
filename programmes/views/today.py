"""Which day it is where an event is held."""

import datetime as dt
from zoneinfo import ZoneInfo

from members.models import Administration
from programmes.models import Event

_FIRST = "Pacific/Kiritimati"  # where every day begins first


def today_at(event: Event, *, now: dt.datetime) -> dt.date:
    """Return the day it is at the event's place: by its own zone, else its host's.

    Where neither is known, the latest day it is anywhere: nobody in Tonga is told to wait for London.
    """
    zone = event.time_zone
    if not zone and event.host_country_id:
        hosts = Administration.objects.filter(country=event.host_country_id).exclude(time_zone="")
        zone = hosts.values_list("time_zone", flat=True).first() or ""
    return now.astimezone(ZoneInfo(zone or _FIRST)).date()
