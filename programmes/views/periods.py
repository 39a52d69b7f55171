"""Closed periods: which there are, closing one, opening one again."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, requires
from members.choices import Permission
from office.keeping import later, records_version
from programmes.actions import closing
from programmes.forms.periods import PeriodForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page, page_of
from programmes.models import ClosedPeriod, Programme


@require_safe
@requires(Permission.VIEW_ALL_PROGRAMMES)
def period_list(request: MemberRequest) -> HttpResponse:
    make = partial(_a_page, request)
    context = {
        "may_close": allows(request.user, Permission.CLOSE_PERIODS),
        **later(request, make, "page", version=records_version()),
    }
    return render(request, "programmes/period_list.html", context)


def _a_page(request: MemberRequest) -> dict[str, Any]:
    seen = Programme.objects.visible_to(request.user)
    rows = ClosedPeriod.objects.filter(programme__in=seen).select_related("programme")
    return {"page": page_of(rows.order_by("-ends_on", "-pk"), request, per_page=50)}


@requires(Permission.CLOSE_PERIODS)
def period_close(request: MemberRequest) -> HttpResponse:
    form = PeriodForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("programme", "starts_on", "ends_on")}
        try:
            closing.close_period(**about, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The period is closed."))
            return redirect("programmes:period-list")
    return render(request, "programmes/period_close.html", {"form": form})


@requires(Permission.CLOSE_PERIODS)
def period_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Programme.objects.visible_to(request.user)
    period = get_object_or_404(ClosedPeriod.objects.in_force(), pk=pk, programme__in=seen)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            closing.reopen_period(period=period, now=timezone.now(), by=by)
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The period is open again."))
            return redirect("programmes:period-list")
    return render(request, "programmes/period_reopen.html", {"form": form, "period": period})
