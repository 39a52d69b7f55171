"""What an event has to do with: operations it prepared, devices handed over or taught on, materials."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from programmes.models import Event, Handover, Operation
from trainers.models import Material


@dataclass(frozen=True, slots=True)
class Beside:
    """A record of another kind with its address, and what the event is to it."""

    record: str
    url: str
    as_what: str


def beside(event: Event, reader: Any) -> list[Beside]:
    """Return the records that name the event, as far as the reader may open them; a query per kind."""
    return [*_operations(event, reader), *_handovers(event, reader), *_materials(event, reader)]


def _operations(event: Event, reader: Any) -> list[Beside]:
    steps = {
        "planning_id": _("Planning meeting of"),
        "briefing_id": _("Briefing for"),
        "debriefing_id": _("Debriefing of"),
    }
    naming = Q(planning=event) | Q(briefing=event) | Q(debriefing=event)
    return [
        Beside(str(each), each.get_absolute_url(), words)
        for each in Operation.objects.visible_to(reader).filter(naming).newest_first()
        for column, words in steps.items()
        if getattr(each, column) == event.pk
    ]


def _handovers(event: Event, reader: Any) -> list[Beside]:
    rows = Handover.objects.visible_to(reader).filter(Q(ceremony=event) | Q(training=event))
    acts = {"ceremony_id": _("Ceremony of"), "training_id": _("Hands-on training for")}
    return [
        Beside(str(each), each.get_absolute_url(), words)
        for each in rows.select_related("consignment__item", "consignment__administration").newest_first()
        for column, words in acts.items()
        if getattr(each, column) == event.pk
    ]


def _materials(event: Event, reader: Any) -> list[Beside]:
    rows = Material.objects.visible_to(reader).filter(events=event).by_title()
    return [Beside(str(each), each.get_absolute_url(), _("Material it used")) for each in rows]
