"""A plan beside what was delivered in its time."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from programmes.http import MemberRequest
from programmes.models import Plan
from reports.filters import scope_of
from reports.http import later_of_records
from reports.periods import Period
from reports.sections.plans import against_delivery


@require_safe
@everyone_logged_in
def plan_page(request: MemberRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("programme"), pk=pk)
    may_edit = Plan.objects.editable_by(request.user).filter(pk=plan.pk).exists()
    context = {
        "plan": plan,
        "may_edit": may_edit,
        **later_of_records(request, partial(_told, request.user, plan, may_edit=may_edit), "section"),
    }
    return render(request, "reports/plan_page.html", context)


def _told(reader: Any, plan: Plan, *, may_edit: bool) -> dict[str, Any]:
    scope = scope_of(reader, programme=plan.programme).narrowed(period=Period(plan.starts_on, plan.ends_on))
    return {"section": against_delivery(plan, scope, may_edit=may_edit)}
