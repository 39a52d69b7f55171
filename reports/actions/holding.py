"""Which released reports rest on certain people. What was released stays: they are named, not changed."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from members.models import Person
from programmes.models import Participation, Programme
from reports.choices import OUT
from reports.documents import scope_of
from reports.models import Edition, ParticipationFact


def released_about(people: Collection[Person], reader: Any) -> list[Edition]:
    """Return the editions once released that the reader may open, about an event they took part in."""
    ids = [person.pk for person in people]
    events = Participation.objects.filter(person__in=ids).took_part().values("event")
    programmes = Programme.objects.filter(events__in=events).values("pk")
    about_them = Q(programme__in=programmes) | Q(programme__isnull=True)
    editions = Edition.objects.visible_to(reader).filter(about_them, state__in=OUT)
    about = ("programme", "phase", "cohort", "administration", "donor")
    linked = editions.defer("document").select_related(*about).newest_first()
    return [
        each
        for each in linked
        if scope_of(each, reader).facts(ParticipationFact).filter(person__in=ids, took_part=True).exists()
    ]
