"""Samples of cascade trainings: drawn, answered, and what they say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, page_of
from programmes.models import Programme
from trainers.actions import checking
from trainers.forms.checking import CheckForm, DrawForm
from trainers.models import CascadeCheck, CascadeSample

PER_PAGE = 25


@require_safe
@requires(Permission.VIEW_REGISTER)
def sample_list(request: MemberRequest) -> HttpResponse:
    rows = CascadeSample.objects.visible_to(request.user).select_related("programme").newest_first()
    page = page_of(rows, request, per_page=PER_PAGE)
    context = {
        "page": page,
        "lines": [(sample, checking.confirmed_of(sample)) for sample in page],
        "may_draw": Programme.objects.editable_by(request.user).exists(),
    }
    return render(request, "trainers/sample_list.html", context)


@requires(Permission.EDIT_EVENTS)
def sample_draw(request: MemberRequest) -> HttpResponse:
    form = DrawForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            sample = checking.draw_sample(
                **form.cleaned_data, today=timezone.localdate(), by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Drawn. Ask about each of them, and write down what you hear."))
            return redirect("trainers:sample-page", sample.pk)
    return render(request, "trainers/sample_draw.html", {"form": form})


@require_safe
@requires(Permission.VIEW_REGISTER)
def sample_page(request: MemberRequest, pk: int) -> HttpResponse:
    sample = get_object_or_404(CascadeSample.objects.visible_to(request.user), pk=pk)
    checks = sample.checks.select_related(
        "training__trainer", "training__topic", "training__organisation__administration"
    ).order_by("pk")
    was_read(f"sample {pk} of cascade trainings", people=len(checks), reader=request.user, door=Door.PAGE)
    context = {
        "sample": sample,
        "checks": checks,
        "confirmed": checking.confirmed_of(sample),
        "may_edit": CascadeSample.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "trainers/sample_page.html", context)


@requires(Permission.EDIT_EVENTS)
def sample_check(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    check = fetch_to_edit(CascadeCheck, request.user, pk=row, sample=pk)
    form = CheckForm(request.POST or None, instance=check)
    if request.method == "POST" and form.is_valid():
        try:
            checking.answer_check(check=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, CascadeCheck.objects.get(pk=row).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("trainers:sample-page", pk)
    training = check.training
    was_read(f"cascade training {training.pk}", people=1, reader=request.user, door=Door.PAGE)
    return render(request, "trainers/sample_check.html", {"form": form, "check": check, "training": training})
