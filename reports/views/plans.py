"""A plan beside what was delivered in its time."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from programmes.choices import PlanKind
from programmes.http import MemberRequest
from programmes.models import Plan
from programmes.models.plans import QUARTERS
from reports.documents.kind import DocumentKind
from reports.documents.kinds import ANNUAL_REPORT, QUARTERLY_REPORT
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
        "reports": list(_reports_of(plan)) if may_edit else [],
        **later_of_records(request, partial(_told, request.user, plan, may_edit=may_edit), "section"),
    }
    return render(request, "reports/plan_page.html", context)


def _reports_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the reports that stand beside an annual plan, each with where it is asked for, days filled in."""
    if plan.kind != PlanKind.ANNUAL:
        return
    yield str(ANNUAL_REPORT.title), _asked(plan, ANNUAL_REPORT, plan.starts_on, plan.ends_on)
    for quarter in QUARTERS:
        words = {"report": QUARTERLY_REPORT.title, "quarter": quarter}
        yield (
            _("%(report)s, quarter %(quarter)d") % words,
            _asked(plan, QUARTERLY_REPORT, *plan.days_of(quarter)),
        )


def _asked(plan: Plan, kind: DocumentKind, first: dt.date, last: dt.date) -> str:
    about = {"kind": kind.code, "programme": plan.programme.code, "starts_on": first, "ends_on": last}
    return f"{reverse('reports:edition-ask')}?{urlencode(about)}"


def _told(reader: Any, plan: Plan, *, may_edit: bool) -> dict[str, Any]:
    scope = scope_of(reader, programme=plan.programme).narrowed(period=Period(plan.starts_on, plan.ends_on))
    return {"section": against_delivery(plan, scope, may_edit=may_edit)}
