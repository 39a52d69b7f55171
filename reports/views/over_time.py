"""What there is beside events, at a glance, and the region over time."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from members.models import Account
from office.audit import was_read
from office.choices import Door
from programmes.http import MemberRequest
from programmes.kinds.registry import KINDS
from programmes.models import OfficePost
from reports.filters import scope_of
from reports.http import later_of_records
from reports.indicators import deliverables as delivered
from reports.indicators.missions import MISSIONS
from reports.measuring.measure import measure
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


def _areas(reader: Account) -> dict[str, Any]:
    scope = scope_of(reader)
    figures = measure(scope, [*delivered.DELIVERABLES, *MISSIONS])
    areas: tuple[Any, ...] = (
        (_("Plans and results"), (), ("frameworks",), [(_("Plans"), "programmes:plan-list")]),
        (
            _("Equipment and systems"),
            (*delivered.DEVICES, delivered.OPERATORS_TRAINED, delivered.SYSTEMS_LIVE),
            ("equipment", "handovers", "devices", "systems"),
            [],
        ),
        (_("Operations"), (delivered.OPERATIONS_HELD,), ("operations", "seizures"), []),
        (_("Missions"), MISSIONS, ("missions", "recommendations"), []),
        (
            _("Needs, offers and commitments"),
            (
                delivered.NEEDS_STATED,
                delivered.OFFERS_MADE,
                delivered.COMMITMENTS_MADE,
                delivered.COMMITMENTS_DONE,
            ),
            ("needs", "offers", "commitments"),
            [(_("Needs and offers"), "reports:need-matrix")],
        ),
        (
            _("Money and numbers of others"),
            (),
            ("expenditures", "statistics"),
            [(_("Published figures"), "reports:published-list")],
        ),
        (_("The office"), (), ("office-posts",), [(_("Over time"), "reports:timeline")]),
    )
    return {
        "areas": [
            (
                title,
                figures_block(scope, figures, indicators=indicators) if indicators else None,
                [
                    *((label, reverse(name)) for label, name in pages),
                    *((KINDS[word].title, reverse(KINDS[word].name("list"))) for word in words),
                ],
            )
            for title, indicators, words, pages in areas
        ]
    }
