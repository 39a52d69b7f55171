"""The form anybody in the room fills in, and the scores of a test."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from members.access import public, requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.actions import evaluating
from programmes.choices import EventRole
from programmes.forms.evaluations import CodeForm, PastedScoresForm, ReactionForm, ScoresForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import Evaluation, Participation


@public
@never_cache
def reaction_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a form, and lead to it."""
    form = CodeForm(request.GET or None)
    if request.GET and form.is_valid():
        code = form.cleaned_data["code"]
        if Evaluation.objects.filter(code=code).exists():
            return redirect("programmes:reaction", code)
        form.add_error("code", _("There is no form with this code."))
    return render(request, "programmes/reaction_code.html", {"form": form})


@public
@never_cache
def reaction(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.select_related("event"), code=code.upper())
    now = timezone.now()
    form = ReactionForm(request.POST or None)
    is_sent = False
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            evaluating.react(evaluation=found, key=key, answers=form.answers, now=now)
        except ValidationError as error:
            refuse(form, error)
        else:
            is_sent = True
    context = {"event": found.event, "form": form, "is_sent": is_sent, "is_open": found.is_open_at(now)}
    return render(request, "programmes/reaction.html", context)


@requires(Permission.EDIT_EVENTS)
def evaluation_scores(request: MemberRequest, pk: int) -> HttpResponse:
    found = fetch_to_edit(Evaluation, request.user, pk=pk)
    people = _people(found)
    is_pasted = "pasted" in request.POST
    sent = request.POST if request.method == "POST" else None
    form = ScoresForm(sent if sent and not is_pasted else None, people=people)
    pasted = PastedScoresForm(sent if sent and is_pasted else None, people=people)
    filled: Any = pasted if is_pasted else form
    if sent is not None and filled.is_valid():
        try:
            changed = evaluating.save_scores(evaluation=found, scores=filled.scores, by=at_the_page(request))
        except REFUSALS as error:
            refuse(filled, error)
        else:
            messages.success(request, _("Saved. Lines that changed: %(count)d.") % {"count": changed})
            return redirect("programmes:evaluation-scores", pk)
    was_read(f"scores of event {found.event_id}", people=len(people), reader=request.user, door=Door.PAGE)
    context = {"evaluation": found, "event": found.event, "form": form, "pasted": pasted, "filled": filled}
    return render(request, "programmes/evaluation_scores.html", context)


def _people(evaluation: Evaluation) -> list[Participation]:
    rows = evaluation.event.participations.took_part().filter(role=EventRole.PARTICIPANT)
    return list(rows.select_related("person", "organisation", "event").in_order())
