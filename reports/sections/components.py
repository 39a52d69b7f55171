"""A phase as it is reported when it ends: what it was, and its figures by component."""

from dataclasses import replace

from django.utils.translation import gettext as _

from programmes.models import Component, Phase
from reports.blocks import Cell, Column, Notes, Section, Table
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import MODE, TOPIC
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.counted import of_nothing
from reports.sections.membership import phases_and_money

COLUMNS = (EVENTS_HELD, PARTICIPATIONS, PEOPLE, ADMINISTRATIONS_REACHED)


def the_phase(scope: Scope) -> Section | None:
    """Return what the phase was for, its days, donor and money, and its components."""
    if scope.phase is None:
        return None
    phase = (
        Phase.objects.select_related("programme").prefetch_related("funding__donor").get(pk=scope.phase.pk)
    )
    section = phases_and_money([phase])
    names = ", ".join(str(each) for each in _components(scope))
    lines = [phase.programme.summary, _("Components: %(names)s.") % {"names": names} if names else ""]
    about = tuple(line for line in lines if line)
    return Section(_("The phase"), (*([Notes("", about)] if about else []), *section.blocks))


def by_component(scope: Scope) -> Section | None:
    """Return the figures of each component of the programme, and of those the events online."""
    components = list(_components(scope))
    if not components:
        return None
    figures = measure(scope, COLUMNS, by=[TOPIC, (TOPIC, MODE)])
    of_topic = {group.key[0]: group for group in figures.by(TOPIC)}
    online = {group.key[0]: group for group in figures.by(TOPIC, MODE) if group.key[1] == "ONLINE"}
    rows: list[tuple[Cell, ...]] = []
    for each in components:
        group, virtual = of_topic.get(each.topic_id), online.get(each.topic_id)
        cells = [replace(group[one], not_recorded=0) if group else of_nothing(one) for one in COLUMNS]
        cells.insert(1, virtual[EVENTS_HELD] if virtual else of_nothing(EVENTS_HELD))
        rows.append((str(each), *cells))
    numbers = [Column(str(one.name), "number") for one in COLUMNS]
    numbers.insert(1, Column(_("Of them online"), "number", _("events")))
    table = Table(
        _("Figures of each component"),
        (Column(_("Component")), *numbers),
        tuple(rows),
        notes=(_("An event belongs to a component by its topic; of two components, it stands under each."),),
    )
    return Section(_("By component"), (table,))


def _components(scope: Scope) -> list[Component]:
    rows = Component.objects.select_related("topic").in_order()
    if scope.phase is not None:
        return list(rows.of_phase(scope.phase).distinct())
    return list(rows.filter(programme=scope.programme)) if scope.programme is not None else []
