"""Search over people and events, in any script and spelling: each reader finds what they may read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission, Role
from members.models import Person, Posting
from office import audit
from office.choices import Door
from programmes.http import MemberRequest
from programmes.models import Event

MOST = 25  # of people and of events on the page
LONGEST = 200  # characters of a question


@dataclass(frozen=True, slots=True)
class Found:
    """The first rows that answer, and whether there are more; ``by_sound`` where nobody is so called."""

    rows: tuple[Any, ...] = ()
    more: bool = False
    by_sound: bool = False


@require_safe
@everyone_logged_in
def search(request: MemberRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "")[:LONGEST].replace("\x00", " ").split())
    asks_for_people = allows(request.user, Permission.VIEW_REGISTER) or request.user.role == Role.FOCAL_POINT
    people = _people(text, request.user) if text and asks_for_people else Found()
    audit.was_read(_("search for people"), people=len(people.rows), reader=request.user, door=Door.PAGE)
    context = {
        "searched": text,
        "asks_for_people": asks_for_people,
        "people": people,
        "events": _events(text, request.user) if text else Found(),
        "most": MOST,
    }
    return render(request, "reports/search.html", context)


def _people(text: str, reader: Any) -> Found:
    """Return whom the reader may read by name and is so called; else those whose names sound so."""
    postings = Posting.objects.select_related("organisation__administration").order_by("pk")
    seen = Person.objects.visible_to(reader).prefetch_related(Prefetch("postings", queryset=postings))
    called = _first(seen.called(text).by_name())
    if called.rows:
        return called
    alike = _first(seen.sounding(text).by_name())
    return Found(alike.rows, alike.more, by_sound=True)


def _events(text: str, reader: Any) -> Found:
    return _first(Event.objects.visible_to(reader).called(text).select_related("host_country").newest_first())


def _first(rows: Any) -> Found:
    """Return the first rows; one more is looked for instead of counting them all."""
    found = tuple(rows[: MOST + 1])
    return Found(found[:MOST], len(found) > MOST)
