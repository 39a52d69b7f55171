"""Reports that are drafted by themselves: what is due, what is overdue, and their schedules."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, requires
from members.choices import Permission
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from reports.actions import scheduling
from reports.documents.kinds import kind_of
from reports.forms import ScheduleForm
from reports.models import Schedule


@require_safe
@requires(Permission.VIEW_ALL_PROGRAMMES)
def schedule_list(request: MemberRequest) -> HttpResponse:
    schedules = Schedule.objects.visible_to(request.user)
    linked = schedules.select_related("programme", "phase__programme", "donor", "owner").in_order()
    mine = set(Schedule.objects.editable_by(request.user).values_list("pk", flat=True))
    context = {
        "due": due_lines(request.user),
        "schedules": [(each, kind_of(each.kind).title, each.pk in mine) for each in linked],
        "may_plan": allows(request.user, Permission.BUILD_REPORTS),
    }
    return render(request, "reports/schedule_list.html", context)


def due_lines(account: Any) -> list[dict[str, Any]]:
    """Return what is due of the account's reports, with whether it is late."""
    today = timezone.localdate()
    return [
        {"due": each, "is_overdue": each.is_overdue(today), "title": kind_of(each.schedule.kind).title}
        for each in scheduling.due_for(account, today)
    ]


@requires(Permission.BUILD_REPORTS)
def schedule_new(request: MemberRequest) -> HttpResponse:
    return _written(
        request, Schedule(owner=request.user, first_on=timezone.localdate().replace(month=1, day=1))
    )


@requires(Permission.BUILD_REPORTS)
def schedule_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _written(request, fetch_to_edit(Schedule, request.user, pk=pk))


def _written(request: MemberRequest, schedule: Schedule) -> HttpResponse:
    form = ScheduleForm(request.POST or None, instance=schedule, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            scheduling.keep_schedule(
                record=form.instance, today=timezone.localdate(), by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved. Drafts are made as it says; nothing is released by itself."))
            return redirect(form.instance)
    return render(request, "reports/schedule_form.html", {"form": form, "schedule": schedule})
