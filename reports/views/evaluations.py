"""The form to show in the room, and what came of it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from programmes.http import MemberRequest, fetch_to_edit
from programmes.models import Evaluation, Reaction
from reports.formats.certificate import square_of
from reports.sections.evaluations import evaluation_of


@require_safe
@requires(Permission.EDIT_EVENTS)
def evaluation_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    found = fetch_to_edit(Evaluation, request.user, pk=pk)
    address = settings.PORTAL_ADDRESS + reverse("programmes:reaction", args=[found.code])
    context = {
        "evaluation": found,
        "address": address,
        "by_code": settings.PORTAL_ADDRESS + reverse("programmes:reaction-code"),
        "square": mark_safe(square_of(address)),  # noqa: S308 - drawn by us from an address of ours
    }
    return render(request, "reports/evaluation_sheet.html", context)


@require_safe
@everyone_logged_in
def evaluation_page(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Evaluation.objects.visible_to(request.user).select_related("event", "programme")
    found = get_object_or_404(rows, pk=pk)
    words = Reaction.objects.visible_to(request.user).filter(evaluation=found).in_no_order()
    context = {
        "evaluation": found,
        "is_open": found.is_open_at(timezone.now()),
        "blocks": evaluation_of(found.event, request.user),
        "liked": [row.liked for row in words if row.liked],
        "missed": [row.missed for row in words if row.missed],
    }
    return render(request, "reports/evaluation_page.html", context)
