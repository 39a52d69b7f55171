"""What was done: one line per event that the reader may open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Country
from programmes.models import Event
from programmes.templatetags.event_dates import event_dates
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import EVENT
from reports.measuring.measure import Group, measure
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.charts import something
from reports.sections.wording import place_of

SHOWN = (EVENTS_HELD, ADMINISTRATIONS_REACHED, PARTICIPATIONS)
OF_A_LINE = (
    "title",
    "starts_on",
    "starts_precision",
    "ends_on",
    "ends_precision",
    "city",
    "mode",
    "parent",
    "host_country",
)


def activities(scope: Scope) -> Section:
    """Return the events held, one line each, oldest first; what the reader may not open is only counted."""
    figures = measure(scope, SHOWN, by=(EVENT,))
    groups = {group.key[0]: group for group in something(figures.by_key(EVENT).values())}
    events = list(_named(in_order_of_time(openable(scope)).filter(pk__in=groups)))
    rows = [_line(event, groups) for event in events]
    evidence = [_evidence(event, scope) for event in events]
    total = replace(figures[PARTICIPATIONS], not_recorded=0)
    if rows:
        rows.append(("", _("Total"), "", "", figures[ADMINISTRATIONS_REACHED], total))
        whole = [evidence_address(scope, each) for each in (ADMINISTRATIONS_REACHED, PARTICIPATIONS)]
        evidence.append(("", "", "", "", *whole))
    table = Table(
        title=_("Events held, oldest first"),
        columns=(
            Column(_("Dates")),
            Column(_("Event")),
            Column(_("Place")),
            Column(_("Mode")),
            Column(_("Administrations"), "number"),
            Column(_("Participants"), "number"),
        ),
        rows=tuple(rows),
        notes=(*_counted_once(rows), *_not_listed(len(groups) - len(events))),
        total_row=bool(rows),
        evidence=tuple(evidence),
    )
    return Section(_("Activities"), (table,))


def _named(events: QuerySet[Event]) -> QuerySet[Event]:
    """Read no more of the events than their lines say, and each country once: a report may list thousands."""
    countries = Country.objects.select_related("administration")
    return events.only(*OF_A_LINE).prefetch_related(Prefetch("host_country", countries))


def openable(scope: Scope) -> QuerySet[Event]:
    """Return the events whose titles may stand in a section: those the reader may open.

    A table made for the public is a fixed one, of events that were held: it names them all.
    """
    if scope.audience == Audience.PUBLIC:
        return Event.objects.all()
    return Event.objects.visible_to(scope.reader)


def in_order_of_time(events: QuerySet[Event]) -> QuerySet[Event]:
    """Order events by when they ended, undated last."""
    return events.order_by(Coalesce("ends_on", "starts_on").asc(nulls_last=True), F("starts_on"), "pk")


def _line(event: Event, groups: Mapping[Any, Group]) -> tuple[Cell, ...]:
    own = groups[event.pk]
    return (
        event_dates(event),
        event.title,
        place_of(event) or None,
        str(event.get_mode_display()),
        own[ADMINISTRATIONS_REACHED],
        _participants(event, own[PARTICIPATIONS], groups),
    )


def _evidence(event: Event, scope: Scope) -> tuple[str, ...]:
    """Return where the line leads: what is counted of one event stands on its page."""
    is_read_here = not scope.for_others and scope.audience != Audience.PUBLIC
    address = event.get_absolute_url() if is_read_here else ""
    return ("", address, "", "", address, address)


def _counted_once(rows: Sequence[object]) -> tuple[str, ...]:
    """Return why the administrations need not add up, where there is something to add up."""
    if len(rows) < 3:  # one event and the total
        return ()
    return (_("An administration that was at several events stands at each, and once in the total."),)


def _participants(event: Event, own: Quantity, groups: Mapping[Any, Group]) -> Cell:
    """Return the number of an event; where it stands on its parent, say so."""
    parent = groups.get(event.parent_id)
    if own.is_recorded or parent is None or not parent[PARTICIPATIONS].is_recorded:
        return own
    return _("counted with its whole")


def _not_listed(events: int) -> tuple[str, ...]:
    if not events:
        return ()
    words = ngettext(
        "%(count)s more event is counted in the total and not open to you.",
        "%(count)s more events are counted in the total and not open to you.",
        events,
    )
    return (words % {"count": shown_number(events)},)
