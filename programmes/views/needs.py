"""What an administration says it needs, entered by its own focal point."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from programmes.actions import stating
from programmes.forms.needs import OwnNeedForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page
from programmes.models import Need


@requires(Permission.STATE_NEEDS)
def own_need_new(request: MemberRequest) -> HttpResponse:
    administration = request.user.administration
    if administration is None:
        raise PermissionDenied
    form = OwnNeedForm(request.POST or None, instance=Need(), account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            stating.state(
                need=form.instance,
                administration=administration,
                today=timezone.localdate(),
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    context = {
        "form": form,
        "administration": administration,
        "title": _("Say what you need"),
        "back": reverse("programmes:needs-list"),
    }
    return render(request, "programmes/own_need.html", context)


@requires(Permission.STATE_NEEDS)
def own_need_edit(request: MemberRequest, pk: int) -> HttpResponse:
    need = _own(request, pk)
    form = OwnNeedForm(request.POST or None, instance=need, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            stating.change(need=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Need.objects.get(pk=pk).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    return _about(request, Need.objects.get(pk=pk), form, _("Change what you need"))


@requires(Permission.STATE_NEEDS)
def own_need_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    need = _own(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            stating.withdraw(need=need, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is withdrawn."))
            return redirect("programmes:needs-list")
    return _about(request, need, form, _("Withdraw this need?"), button=_("Withdraw"))


def _own(request: MemberRequest, pk: int) -> Need:
    """Return a need of the reader's own administration; another one they see is not theirs to change."""
    need = get_object_or_404(Need.objects.visible_to(request.user).select_related("administration"), pk=pk)
    if not Need.objects.said_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return need


def _about(request: MemberRequest, need: Need, form: Any, title: str, *, button: str = "") -> HttpResponse:
    context = {
        "form": form,
        "need": need,
        "administration": need.administration,
        "title": title,
        "button": button,
        "why_it_stands": stating.why_it_stands(need),
        "back": need.get_absolute_url(),
    }
    return render(request, "programmes/own_need.html", context)
