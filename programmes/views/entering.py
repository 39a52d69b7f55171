"""The two pages every small record has: one to enter or change it, one to remove it with a reason."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from office import audit
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page

Save = Callable[..., Any]


def entered(
    request: MemberRequest, form: Any, save: Save, *, words: Mapping[str, Any], then: Any = None
) -> HttpResponse:
    """Return the page of a form, or store what it says and go to ``then``, else to the record.

    :param save: stores it; called with ``by``.
    :param words: title, kicker and breadcrumb of the page, and the address it leads back to.
    """
    record = form.instance
    stored = record.pk
    if request.method == "POST" and form.is_valid():
        try:
            save(by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, type(record).objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(then or form.instance)
    return render(request, "programmes/record_form.html", {"form": form, **words})


def removed(
    request: MemberRequest, record: Any, *, words: Mapping[str, Any], then: Any, remove: Save | None = None
) -> HttpResponse:
    """Return the page that asks for a reason, or remove the record and go to ``then``."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = at_the_page(request, form.cleaned_data["reason"])
        try:
            if remove is None:
                audit.remove(record, by=actor)
            else:
                remove(by=actor)
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Removed."))
            return redirect(then)
    return render(request, "programmes/record_remove.html", {"form": form, **words})
