"""The abbreviations reports explain: seen, entered, changed and removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse, renew
from office import audit
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from reports.forms.abbreviations import AbbreviationForm
from reports.models import Abbreviation

FORM = "reports/abbreviation_form.html"


@require_safe
@everyone_logged_in
def abbreviation_list(request: MemberRequest) -> HttpResponse:
    context = {
        "rows": Abbreviation.objects.visible_to(request.user).in_order(),
        "may_edit": allows(request.user, Permission.BUILD_REPORTS),
    }
    return render(request, "reports/abbreviation_list.html", context)


@requires(Permission.BUILD_REPORTS)
def abbreviation_new(request: MemberRequest) -> HttpResponse:
    return _form(request, Abbreviation())


@requires(Permission.BUILD_REPORTS)
def abbreviation_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _form(request, fetch_to_edit(Abbreviation, request.user, pk=pk))


@requires(Permission.BUILD_REPORTS)
def abbreviation_remove(request: MemberRequest, pk: int) -> HttpResponse:
    row = fetch_to_edit(Abbreviation, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            audit.remove(row, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is removed."))
            return redirect("reports:abbreviation-list")
    return render(request, FORM, {"form": form, "row": row, "is_removal": True})


def _form(request: MemberRequest, row: Abbreviation) -> HttpResponse:
    stored, title = row.pk, row.short
    form = AbbreviationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            audit.save(form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, Abbreviation.objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:abbreviation-list")
    context: dict[str, Any] = {"form": form, "row": row if stored else None, "title": title}
    return render(request, FORM, context)
