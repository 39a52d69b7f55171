"""What administrations do for the region: all of it, entered, changed and removed."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse, renew
from members.forms.roles import RegionalRoleForm, WhyForm
from members.http import MemberRequest, at_the_page
from members.models import RegionalRole
from office import audit

FORM = "members/regional_role_form.html"


@require_safe
@everyone_logged_in
def role_list(request: MemberRequest) -> HttpResponse:
    rows = RegionalRole.objects.select_related("administration")
    in_order = rows.order_by(
        "kind", F("starts_on").asc(nulls_first=True), "administration__member_name", "pk"
    )
    context = {"roles": in_order, "may_edit": allows(request.user, Permission.EDIT_ALL_EVENTS)}
    return render(request, "members/regional_role_list.html", context)


@requires(Permission.EDIT_ALL_EVENTS)
def role_new(request: MemberRequest) -> HttpResponse:
    return _form(request, RegionalRole())


@requires(Permission.EDIT_ALL_EVENTS)
def role_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(RegionalRole.objects.select_related("administration"), pk=pk))


@requires(Permission.EDIT_ALL_EVENTS)
def role_remove(request: MemberRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(RegionalRole.objects.select_related("administration"), pk=pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            audit.remove(role, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is removed."))
            return redirect("members:regional-role-list")
    return render(request, FORM, {"form": form, "role": role, "is_removal": True})


def _form(request: MemberRequest, role: RegionalRole) -> HttpResponse:
    stored = role.pk
    form = RegionalRoleForm(request.POST or None, instance=role)
    if request.method == "POST" and form.is_valid():
        try:
            audit.save(form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, RegionalRole.objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:regional-role-list")
    return render(request, FORM, {"form": form, "role": role if stored else None})
