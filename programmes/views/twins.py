"""Events that may have been entered twice, and what is decided about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import requires
from members.choices import Permission
from programmes.actions import twins
from programmes.forms.refusing import REFUSALS, in_words
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import Event


@require_safe
@requires(Permission.EDIT_EVENTS)
def twin_list(request: MemberRequest) -> HttpResponse:
    context = {"pairs": twins.twins_of(request.user), "form": ReasonForm()}
    return render(request, "programmes/twin_list.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def twin_decide(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    """Tell two entries apart, or keep the first and give it what the second belongs to."""
    kept, second = (fetch_to_edit(Event, request.user, pk=each) for each in (pk, other))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why: the reason stays on record."))
        return redirect("programmes:twin-list")
    by = at_the_page(request, form.cleaned_data["reason"])
    try:
        _decide(request.POST.get("decision", ""), kept, second, by)
    except REFUSALS as error:
        messages.error(request, in_words(error))
    return redirect("programmes:twin-list")


def _decide(decision: str, kept: Event, second: Event, by: Any) -> None:
    if decision == "apart":
        twins.tell_apart(event=kept, other=second, by=by)
    elif decision == "one" and kept.pk != second.pk:
        twins.make_one(kept=kept, other=second, by=by)
