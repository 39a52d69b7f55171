"""Agreements: which there are, entering one, amending one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from programmes.actions import agreeing
from programmes.choices import SMALLEST_GROUP
from programmes.filters.lists import AgreementFilter
from programmes.forms.agreements import AgreementForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    refuses_unknown_filters,
    rest_of,
)
from programmes.models import Agreement

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:agreement-list", gettext_lazy("All agreements"))
def agreement_list(request: MemberRequest) -> HttpResponse:
    seen = Agreement.objects.visible_to(request.user)
    seen = seen.select_related("organisation", "programme", "phase__programme", "amended_by", "amends")
    seen = seen.prefetch_related("parties")
    asked = AgreementFilter(request.GET, seen.newest_first(), request=request)
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    context = {
        "filter": asked,
        "page": page,
        "querystring": rest_of(request),
        "may_enter": allows(request.user, Permission.KEEP_AGREEMENTS),
        "usual": SMALLEST_GROUP,
    }
    return render(request, "programmes/agreement_list.html", context)


@requires(Permission.KEEP_AGREEMENTS)
def agreement_new(request: MemberRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.enter_agreement(
                agreement=form.instance,
                parties=form.cleaned_data["signed_with"],
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The agreement is entered."))
            return redirect("programmes:agreement-list")
    return render(request, "programmes/agreement_form.html", {"form": form})


@requires(Permission.KEEP_AGREEMENTS)
def agreement_amend(request: MemberRequest, pk: int) -> HttpResponse:
    earlier = fetch_to_edit(Agreement, request.user, pk=pk)
    kept = ("kind", "organisation", "programme", "phase", "title", "smallest", "counting")
    initial = {name: getattr(earlier, name) for name in kept}
    initial["signed_with"] = list(earlier.parties.all())
    form = AgreementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.amend_agreement(
                earlier=earlier,
                agreement=form.instance,
                parties=form.cleaned_data["signed_with"],
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The agreement is amended."))
            return redirect("programmes:agreement-list")
    return render(request, "programmes/agreement_form.html", {"form": form, "earlier": earlier})
