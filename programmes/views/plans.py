"""Objectives and plans: which there are, and entered, changed, removed; and what an event was for."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from office import audit
from programmes.actions import planning
from programmes.filters.plans import ObjectiveFilter, PlanFilter
from programmes.forms.plans import (
    ObjectiveForm,
    PlanForm,
    PlanItemForm,
    PurposeForm,
    delivered_by,
    next_year_of,
)
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    refuses_unknown_filters,
    rest_of,
)
from programmes.models import Event, EventPurpose, Objective, Plan, PlanItem, Programme

PER_PAGE = 50
FORM = "programmes/plan_form.html"


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:plan-list", gettext_lazy("All plans"))
def plan_list(request: MemberRequest) -> HttpResponse:
    rows = Plan.objects.visible_to(request.user).select_related("programme").newest_first()
    return _listed(request, PlanFilter(request.GET, rows, request=request), "programmes/plan_list.html")


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:objective-list", gettext_lazy("All objectives"))
def objective_list(request: MemberRequest) -> HttpResponse:
    rows = Objective.objects.visible_to(request.user).select_related("programme", "parent").in_order()
    asked = ObjectiveFilter(request.GET, rows, request=request)
    return _listed(request, asked, "programmes/objective_list.html")


def _listed(request: MemberRequest, asked: Any, template: str) -> HttpResponse:
    context = {
        "filter": asked,
        "page": page_of(asked.qs, request, per_page=PER_PAGE),
        "querystring": rest_of(request),
        "may_enter": allows(request.user, Permission.EDIT_EVENTS),
    }
    return render(request, template, context)


@requires(Permission.EDIT_EVENTS)
def objective_new(request: MemberRequest) -> HttpResponse:
    return _objective(request, Objective(), _("Enter an objective"))


@requires(Permission.EDIT_EVENTS)
def objective_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _objective(request, fetch_to_edit(Objective, request.user, pk=pk), _("Change an objective"))


def _objective(request: MemberRequest, objective: Objective, title: str) -> HttpResponse:
    form = ObjectiveForm(request.POST or None, instance=objective, account=request.user)
    if _is_saved(request, form):
        return redirect("programmes:objective-list")
    back = ("programmes:objective-list", _("Objectives"))
    return render(request, FORM, {"form": form, "title": title, "back": back[0], "back_label": back[1]})


@requires(Permission.EDIT_EVENTS)
def plan_new(request: MemberRequest) -> HttpResponse:
    asked = Programme.objects.editable_by(request.user).filter(code=request.GET.get("programme")).first()
    return _plan(request, Plan(), _("Enter a plan"), next_year_of(asked) if asked else {})


@requires(Permission.EDIT_EVENTS)
def plan_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _plan(request, fetch_to_edit(Plan, request.user, pk=pk), _("Change a plan"), {})


def _plan(request: MemberRequest, plan: Plan, title: str, proposed: dict[str, Any]) -> HttpResponse:
    form = PlanForm(request.POST or None, instance=plan, account=request.user, initial=proposed)
    if _is_saved(request, form):
        return redirect(form.instance)
    context = {"form": form, "title": title, "back": "programmes:plan-list", "back_label": _("Plans")}
    return render(request, FORM, context)


@requires(Permission.EDIT_EVENTS)
def plan_item_new(request: MemberRequest, pk: int) -> HttpResponse:
    plan = fetch_to_edit(Plan, request.user, pk=pk)
    return _item(request, PlanItem(plan=plan), _("Plan an activity"), _proposed(request, plan))


def _proposed(request: MemberRequest, plan: Plan) -> dict[str, Any]:
    """Return what a new activity begins with: of an event that is named, what its record says."""
    key = request.GET.get("event", "")
    seen = Event.objects.visible_to(request.user).filter(programmes=plan.programme_id)
    event = seen.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    return delivered_by(event, plan) if event else {"owner": plan.programme.lead_id}


@requires(Permission.EDIT_EVENTS)
def plan_item_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _item(request, fetch_to_edit(PlanItem, request.user, pk=pk), _("Change a planned activity"), {})


def _item(request: MemberRequest, item: PlanItem, title: str, proposed: dict[str, Any]) -> HttpResponse:
    form = PlanItemForm(request.POST or None, instance=item, account=request.user, initial=proposed)
    if _is_saved(request, form, lambda by: planning.save_item(item=form.instance, links=form.links, by=by)):
        if "another" in request.POST:
            return redirect("programmes:plan-item-new", item.plan_id)
        return redirect(item.plan)
    return render(request, FORM, {"form": form, "title": title, "plan": item.plan, "item": item})


@requires(Permission.EDIT_EVENTS)
def plan_item_remove(request: MemberRequest, pk: int) -> HttpResponse:
    item = fetch_to_edit(PlanItem, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            audit.remove(item, by=at_the_page(request, form.cleaned_data["reason"]))
        except (ProtectedError, *REFUSALS) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The activity is taken off the plan."))
            return redirect(item.plan)
    context = {
        "form": form,
        "title": _("Take an activity off the plan"),
        "plan": item.plan,
        "lead": item.title,
    }
    return render(request, FORM, context)


@requires(Permission.EDIT_EVENTS)
def event_purpose(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    purpose = EventPurpose.objects.filter(event=event).first() or EventPurpose(event=event)
    form = PurposeForm(request.POST or None, instance=purpose, account=request.user)

    def say(by: Any) -> None:
        data = form.cleaned_data
        about = {name: list(data[name]) for name in ("instruments", "objectives")}
        planning.say_purpose(purpose=form.instance, **about, by=by)

    if _is_saved(request, form, say):
        return redirect(event)
    context = {"form": form, "title": _("What it was for, and what came of it"), "event": event}
    return render(request, FORM, context)


def _is_saved(request: MemberRequest, form: Any, save: Any = None) -> bool:
    stored = form.instance.pk
    if request.method != "POST" or not form.is_valid():
        return False
    by = at_the_page(request)
    try:
        save(by) if save else audit.save(form.instance, by=by)
    except REFUSALS as error:
        refuse(form, error)
        if stored:
            renew(form, type(form.instance).objects.get(pk=stored).version)
    else:
        messages.success(request, _("Saved."))
        return True
    return False
