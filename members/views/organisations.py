"""Organisations, and by what others know them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, requires
from members.choices import Permission
from members.filters import OrganisationFilter
from members.forms.organisations import OrganisationForm
from members.forms.refusing import REFUSALS, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from members.models import Organisation
from office import audit

PER_PAGE = 50


@require_safe
@requires(Permission.VIEW_ALL_PROGRAMMES)
@refuses_unknown_filters("members:organisation-list", gettext_lazy("All organisations"))
def organisation_list(request: MemberRequest) -> HttpResponse:
    rows: Any = Organisation.objects.visible_to(request.user).select_related("administration").by_name()
    found = OrganisationFilter(request.GET, rows, request=request)
    context = {
        "filter": found,
        "page": page_of(found.qs, request, per_page=PER_PAGE),
        "querystring": rest_of(request),
        "may_edit": allows(request.user, Permission.BUILD_REPORTS),
    }
    return render(request, "members/organisation_list.html", context)


@requires(Permission.BUILD_REPORTS)
def organisation_edit(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = fetch_to_edit(Organisation, request.user, pk=pk)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            audit.save(form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Organisation.objects.get(pk=pk).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:organisation-list")
    context = {"organisation": organisation, "form": form}
    return render(request, "members/organisation_edit.html", context)
