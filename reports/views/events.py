"""One event: everything the portal holds of it that the reader may see."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from office import audit
from office.choices import Door
from office.models import AuditEntry
from programmes.choices import EventState, OrganisationRole, ParticipationState
from programmes.http import MemberRequest
from programmes.models import (
    ClosedPeriod,
    Event,
    EventOrganisation,
    Headcount,
    Participation,
    PlanItem,
    Programme,
    SourceRow,
)
from programmes.models.reach import reach_of
from reports.http import later_of_records
from reports.sections.beside_events import beside
from reports.sections.evaluations import evaluation_of
from reports.sections.one_event import attendance_of
from reports.sections.said_at import said_at
from reports.sections.trail import Line, lines_of

PEOPLE_ON_A_PAGE = 50
NOT_YET_SAID = (ParticipationState.NOMINATED, ParticipationState.SELECTED)
MOST_CHANGES = 10
TOLD = (
    "may_edit", "attendance", "organisations", "programmes", "parent", "parts", "headcounts",
    "asks_who_came", "source_rows", "closed", "changes", "beside", "evaluation", "purpose", "served",
    "planned_as", "said",
)  # fmt: skip


@require_safe
@everyone_logged_in
def event_page(request: MemberRequest, pk: int) -> HttpResponse:
    reader = request.user
    event = get_object_or_404(
        Event.objects.visible_to(reader).select_related("host_country", "delivery", "purpose"), pk=pk
    )
    # Names are read anew each time, and that is logged; everything else is kept while no record changes.
    people, not_shown = _people(event, reader, request.GET.get("page"))
    make = partial(_told, event, reader, has_list=bool(people.paginator.count + not_shown))
    context = {
        "event": event,
        "shows_women": allows(reader, Permission.VIEW_REGISTER),
        "people": people,
        "not_shown": not_shown,
        **later_of_records(request, make, *TOLD),
    }
    return render(request, "reports/event_page.html", context)


def _told(event: Event, reader: Any, *, has_list: bool) -> dict[str, Any]:
    organisations = EventOrganisation.objects.select_related("organisation").order_by("pk")
    linked = ("phases__programme", "topics", Prefetch("organisations", queryset=organisations))
    prefetch_related_objects([event], *linked)
    may_edit = Event.objects.editable_by(reader).filter(pk=event.pk).exists()
    may_see_source = reach_of(reader).sees_all
    attendance = attendance_of(event, reader)
    if not has_list:  # then the head-counts say the same
        attendance = replace(attendance, blocks=attendance.blocks[:1])
    return {
        "may_edit": may_edit,
        "attendance": attendance,
        "organisations": _organisations(event),
        "programmes": _programmes(event, reader),
        "parent": _parent(event, reader),
        "parts": Event.objects.visible_to(reader).filter(parent=event).order_by("starts_on", "pk"),
        "headcounts": _headcounts(event, reader),
        "asks_who_came": may_edit and _asks_who_came(event),
        "source_rows": SourceRow.objects.filter(event=event).order_by("pk") if may_see_source else [],
        "closed": _closed(event),
        "evaluation": evaluation_of(event, reader),
        "beside": beside(event, reader),
        "purpose": getattr(event, "purpose", None),
        "served": event.objectives.in_order(),
        "planned_as": _planned_as(event, reader),
        "said": said_at(event, reader),
        "changes": _changes(event) if may_edit or allows(reader, Permission.VIEW_AUDIT_TRAIL) else [],
    }


def _planned_as(event: Event, reader: Any) -> QuerySet[PlanItem]:
    """Return the planned activities it delivered, of plans the reader may open."""
    rows = PlanItem.objects.visible_to(reader).filter(events=event)
    return rows.select_related("plan").order_by("plan__starts_on", "pk")


def _parent(event: Event, reader: Any) -> Event | None:
    if event.parent_id is None:
        return None
    return Event.objects.visible_to(reader).filter(pk=event.parent_id).first()


def _people(event: Event, reader: Any, page: str | None) -> tuple[Page[Participation], int]:
    """Return a page of the people the reader may see by name, and how many it may not; log the reading."""
    every = Participation.objects.filter(event=event)
    visible = every.visible_to(reader).select_related("person", "organisation__administration").in_order()
    shown = Paginator(visible, per_page=PEOPLE_ON_A_PAGE).get_page(page)
    audit.was_read(
        f"participants of event {event.pk}", people=len(shown.object_list), reader=reader, door=Door.PAGE
    )
    if allows(reader, Permission.VIEW_REGISTER):
        return shown, 0
    # Whom others nominate is not even counted: only who took part is known to all.
    hidden = every.took_part().exclude(pk__in=every.visible_to(reader).values("pk"))
    return shown, hidden.count()


def _asks_who_came(event: Event) -> bool:
    """Say whether it was held and of somebody on its list nobody has said that they came, or did not."""
    waiting = event.participations.filter(state__in=NOT_YET_SAID)
    return event.state == EventState.HELD and waiting.exists()


def _organisations(event: Event) -> list[tuple[str, list[EventOrganisation]]]:
    """Return organisers, sponsors and partners, each under its heading."""
    headings = (
        (OrganisationRole.ORGANISER, _("Organised by")),
        (OrganisationRole.SPONSOR, _("Sponsored by")),
        (OrganisationRole.PARTNER, _("With")),
    )
    rows = list(event.organisations.all())
    found = [(heading, [row for row in rows if row.role == role]) for role, heading in headings]
    return [(heading, those) for heading, those in found if those]


def _programmes(event: Event, reader: Any) -> list[tuple[Programme, bool]]:
    """Return the programmes of the event, and whether the reader may open each."""
    open_to_reader = set(Programme.objects.visible_to(reader).values_list("pk", flat=True))
    return [(each, each.pk in open_to_reader) for each in event.programmes.in_order()]


def _headcounts(event: Event, reader: Any) -> QuerySet[Headcount]:
    rows = Headcount.objects.visible_to(reader).filter(event=event)
    return rows.select_related("organisation__administration").in_order()


def _closed(event: Event) -> QuerySet[ClosedPeriod]:
    if event.counts_on is None:
        return ClosedPeriod.objects.none()
    periods = ClosedPeriod.objects.touching(*event.counts_on).filter(programme__events=event)
    return periods.select_related("programme").order_by("starts_on", "pk")


def _changes(event: Event) -> list[Line]:
    latest = AuditEntry.objects.about(Event, [event.pk]).select_related("actor", "content_type")
    return lines_of(latest.order_by("-pk")[:MOST_CHANGES])
