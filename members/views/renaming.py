"""What administrations were called, and what became of them: entered, changed and removed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access import requires
from members.actions import renaming
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse, renew
from members.forms.renaming import FormerNameForm, SuccessionForm
from members.forms.roles import WhyForm
from members.http import MemberRequest, at_the_page
from members.models import Administration, FormerName, Succession
from office import audit

PAGE = "members/renaming_form.html"


@requires(Permission.EDIT_ALL_EVENTS)
def former_name_new(request: MemberRequest, iso2: str) -> HttpResponse:
    return _former_name(request, FormerName(administration=_administration(request, iso2)))


@requires(Permission.EDIT_ALL_EVENTS)
def former_name_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _former_name(request, _named(pk))


@requires(Permission.EDIT_ALL_EVENTS)
def former_name_remove(request: MemberRequest, pk: int) -> HttpResponse:
    record = _named(pk)
    return _remove(request, record, record.administration)


@requires(Permission.EDIT_ALL_EVENTS)
def succession_new(request: MemberRequest, iso2: str) -> HttpResponse:
    return _succession(request, Succession(predecessor=_administration(request, iso2)))


@requires(Permission.EDIT_ALL_EVENTS)
def succession_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _succession(request, _became(pk))


@requires(Permission.EDIT_ALL_EVENTS)
def succession_remove(request: MemberRequest, pk: int) -> HttpResponse:
    record = _became(pk)
    return _remove(request, record, record.predecessor)


def _administration(request: MemberRequest, iso2: str) -> Administration:
    return get_object_or_404(Administration.objects.visible_to(request.user), country=iso2.upper())


def _named(pk: int) -> FormerName:
    return get_object_or_404(FormerName.objects.select_related("administration"), pk=pk)


def _became(pk: int) -> Succession:
    return get_object_or_404(Succession.objects.select_related("predecessor", "successor"), pk=pk)


def _former_name(request: MemberRequest, record: FormerName) -> HttpResponse:
    form = FormerNameForm(request.POST or None, instance=record)
    title = record.name if record.pk else _("Enter a former name")
    return _form(request, form, record.administration, title, renaming.save_former_name)


def _succession(request: MemberRequest, record: Succession) -> HttpResponse:
    form = SuccessionForm(request.POST or None, instance=record)
    return _form(request, form, record.predecessor, _("What became of it"), renaming.save_succession)


def _form(
    request: MemberRequest, form: Any, administration: Administration, title: str, save: Callable[..., bool]
) -> HttpResponse:
    stored = form.instance.pk
    if request.method == "POST" and form.is_valid():
        try:
            save(record=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, type(form.instance).objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:administration-page", administration.iso2)
    word = "former-name" if isinstance(form.instance, FormerName) else "succession"
    context = {
        "form": form,
        "administration": administration,
        "title": title,
        "remove_url": reverse(f"members:{word}-remove", args=[stored]) if stored else "",
    }
    return render(request, PAGE, context)


def _remove(request: MemberRequest, record: Any, administration: Administration) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            audit.remove(record, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is removed."))
            return redirect("reports:administration-page", administration.iso2)
    title = _("Remove “%(record)s”?") % {"record": record}
    context = {"form": form, "administration": administration, "title": title, "is_removal": True}
    return render(request, PAGE, context)
