"""What there is beside events, at a glance, and the region over time."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from members.models import Account
from office.audit import was_read
from office.choices import Door
from programmes.http import MemberRequest
from programmes.kinds.areas import AREAS
from programmes.models import OfficePost
from reports.blocks import KeyFigures
from reports.filters import scope_of
from reports.http import later_of_records
from reports.indicators import deliverables as delivered
from reports.indicators.missions import MISSIONS
from reports.indicators.support import FELLOWS, FELLOWSHIP_WEEKS, SUPPORT_ACTIVITIES, SUPPORT_PEOPLE
from reports.indicators.surveys import QUESTIONNAIRES_ANSWERED, QUESTIONNAIRES_SENT
from reports.measuring.definition import Indicator
from reports.measuring.measure import Figures, measure
from reports.scope import Scope
from reports.sections.headline import figures_block
from reports.sections.over_time import picture_of, spans_of, years_of


@require_safe
@everyone_logged_in
def timeline(request: MemberRequest) -> HttpResponse:
    spans = spans_of(request.user)
    named = OfficePost.objects.visible_to(request.user).exclude(name="").count()
    was_read("posts of the office", people=named, reader=request.user, door=Door.PAGE)
    context = {
        "picture": picture_of(spans, timezone.localdate()),
        "years": years_of(scope_of(request.user), spans),
        "undated": [span for span in spans if not span.first and not span.last],
        "may_edit": allows(request.user, Permission.EDIT_EVENTS),
    }
    return render(request, "reports/timeline.html", context)


@require_safe
@everyone_logged_in
def deliverables(request: MemberRequest) -> HttpResponse:
    """Show each area with its figures and its pages."""
    context = later_of_records(request, partial(_areas, request.user), "areas")
    return render(request, "reports/deliverables.html", context)


# What the overview tells of an area, by its code.
TOLD: dict[str, tuple[Indicator, ...]] = {
    "plans": (QUESTIONNAIRES_SENT, QUESTIONNAIRES_ANSWERED),
    "equipment": (*delivered.DEVICES, delivered.OPERATORS_TRAINED, delivered.SYSTEMS_LIVE),
    "operations": (delivered.OPERATIONS_HELD,),
    "missions": MISSIONS,
    "support": (FELLOWS, FELLOWSHIP_WEEKS, SUPPORT_ACTIVITIES, SUPPORT_PEOPLE),
    "needs": (
        delivered.NEEDS_STATED,
        delivered.OFFERS_MADE,
        delivered.COMMITMENTS_MADE,
        delivered.COMMITMENTS_DONE,
    ),
}


def _areas(reader: Account) -> dict[str, Any]:
    scope = scope_of(reader)
    figures = measure(scope, [each for told in TOLD.values() for each in told])
    return {
        "areas": [
            (
                area.title,
                _told(scope, figures, TOLD.get(area.code, ())),
                area.code in TOLD,
                [(label, reverse(name)) for label, name in area.pages],
            )
            for area in AREAS
        ]
    }


def _told(scope: Scope, figures: Figures, indicators: tuple[Indicator, ...]) -> KeyFigures | None:
    """Return the figures of an area, none where nothing is entered: a row of zeros would read as a result."""
    if not any(figures[each].low for each in indicators):
        return None
    return figures_block(scope, figures, indicators=indicators)
