"""Other events that an event names, or may be the same as."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from members.models import Account
from programmes.choices import Precision
from programmes.models import Event

_NUMBERED = re.compile(r"(?:.*\s)?#?(\d{1,18})")
_NAMED_AT_MOST = 5  # candidates named in a message
_SUGGESTED = 60


def written(event: Event | None) -> str:
    """Return how an event is named in a field: its title and number."""
    return f"{event.title} #{event.pk}" if event else ""


def find_parent(text: str, *, account: Account, kept: Event | None) -> Event | None:
    """Return the event meant by a title, some words of it, or its number; None where nothing is written.

    Only events the account may change are found, and ``kept``, which it stood under already.

    :raises ValidationError: where none is meant, or several are.
    """
    if not text:
        return None
    if text == written(kept):
        return kept
    rows = Event.objects.editable_by(account)
    if numbered := _NUMBERED.fullmatch(text):
        found = list(rows.filter(pk=int(numbered[1])))
    else:
        found = list(rows.filter(title__iexact=text)) or _with_words(rows, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(
            _("There is no event “%(text)s” that you may change. Write its title or its number."),
            params={"text": text},
        )
    named = ", ".join(f"“{written(each)}”" for each in found[:_NAMED_AT_MOST])
    raise ValidationError(
        _("Several events are called so: %(events)s. Write the number of the one you mean."),
        params={"events": named},
    )


def suggested_parents(account: Account) -> list[str]:
    """Return events that hold parts together already, newest first: most likely one of them is meant."""
    umbrellas = Event.objects.editable_by(account).filter(parts__isnull=False).distinct()
    return [written(each) for each in umbrellas.newest_first()[:_SUGGESTED]]


def twin_of(event: Event, *, account: Account) -> Event | None:
    """Return an event that may be the same, entered before: the same days, and title or place."""
    days = Q(
        starts_on=event.starts_on,
        starts_precision=event.starts_precision,
        ends_on=event.ends_on,
        ends_precision=event.ends_precision,
    )
    likely = Q(title__iexact=event.title)
    if event.city and Precision.DAY in {event.starts_precision, event.ends_precision}:
        likely |= Q(city__iexact=event.city, host_country=event.host_country_id, kind=event.kind)
    others = Event.objects.visible_to(account).exclude(pk=event.pk)
    return others.filter(days & likely).newest_first().first()


def _with_words(rows: QuerySet[Event], text: str) -> list[Event]:
    for word in text.split():
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("-pk")[: _NAMED_AT_MOST + 1])
