"""What others published, beside ours: seen, entered, explained and removed."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
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
from programmes.models import Programme
from reports.asking import asked_in, one_of
from reports.choices import DifferenceStanding
from reports.filters import scope_of
from reports.forms.published import PublishedFigureForm
from reports.models import PublishedFigure
from reports.sections.published import beside_ours
from reports.sections.standing import counts_the_whole
from reports.views.refusing import refuses_unknown

FORM = "reports/published_form.html"


@require_safe
@everyone_logged_in
@refuses_unknown
def published_list(request: MemberRequest) -> HttpResponse:
    """Show the figures about programmes the reader may open, and of each how ours stands to it."""
    programmes = {each.code: each for each in Programme.objects.visible_to(request.user).in_order()}
    asked = asked_in(request.GET, {"programme", "difference"})
    rows = PublishedFigure.objects.select_related("programme", "phase__programme", "topic").in_order()
    rows = rows.filter(programme__in=programmes.values())
    if "programme" in asked:
        rows = rows.filter(programme=one_of(programmes, "programme", asked["programme"][0]))
    standing = asked["difference"][0] if "difference" in asked else ""
    if standing:
        rows = rows.filter(
            standing=one_of(dict.fromkeys(DifferenceStanding, standing), "difference", standing)
        )
    scope = scope_of(request.user)
    lines = beside_ours(scope, list(rows), is_whole=counts_the_whole(scope))
    editable = set(PublishedFigure.objects.editable_by(request.user).values_list("pk", flat=True))
    groups = groupby(lines, key=lambda line: line.figure.programme)
    context = {
        "groups": [(programme, list(those)) for programme, those in groups],
        "editable": editable,
        "is_whole": counts_the_whole(scope),
        "may_enter": allows(request.user, Permission.EDIT_EVENTS),
        "programmes": programmes,
        "chosen": asked.get("programme", [""])[0],
        "standing": standing,
        "standings": DifferenceStanding.choices,
    }
    return render(request, "reports/published_list.html", context)


@requires(Permission.EDIT_EVENTS)
def published_new(request: MemberRequest) -> HttpResponse:
    return _form(request, PublishedFigure())


@requires(Permission.EDIT_EVENTS)
def published_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _form(request, fetch_to_edit(PublishedFigure, request.user, pk=pk))


@requires(Permission.EDIT_EVENTS)
def published_remove(request: MemberRequest, pk: int) -> HttpResponse:
    figure = fetch_to_edit(PublishedFigure, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            audit.remove(figure, by=at_the_page(request, form.cleaned_data["reason"]))
        except ProtectedError:
            form.add_error(None, _("It stands on the fact sheet: take it off there first."))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is removed."))
            return redirect("reports:published-list")
    return render(request, FORM, {"form": form, "figure": figure, "is_removal": True})


def _form(request: MemberRequest, figure: PublishedFigure) -> HttpResponse:
    stored = figure.pk
    form = PublishedFigureForm(request.POST or None, instance=figure, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            audit.save(form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, PublishedFigure.objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:published-list")
    context: dict[str, Any] = {"form": form, "figure": figure if stored else None}
    return render(request, FORM, context)
