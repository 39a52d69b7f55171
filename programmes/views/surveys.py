"""Follow-up surveys: sent to administrations, answered by them, agreed for publication, opened again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, public, requires
from members.choices import Permission, Role
from members.models import Account
from office.audit import Actor
from office.choices import Door
from office.tasks import send_soon
from programmes.actions import survey_letters, surveying
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.surveys import AgreedForm, AnswersForm, ReopenForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import Questionnaire, Survey


@requires(Permission.EDIT_EVENTS)
def survey_send(request: MemberRequest, pk: int) -> HttpResponse:
    survey = fetch_to_edit(Survey, request.user, pk=pk)
    problem = ""
    if request.method == "POST":
        by, now = at_the_page(request), timezone.now()
        try:
            written = surveying.send(survey=survey, today=timezone.localdate(), now=now, by=by)
        except REFUSALS as error:
            problem = " ".join(getattr(error, "messages", [str(error)]))
        else:
            send_soon()
            messages.success(request, _("Sent. Mails written: %(count)d.") % {"count": written})
            return redirect("reports:survey-page", pk)
    asked = surveying.to_be_asked(survey)
    everybody = {each.pk: each for invited in asked.values() for each in invited}
    speakers = survey_letters.speakers_of(everybody.values(), timezone.now())
    context = {
        "survey": survey,
        "asked": list(asked.items()),
        "silent": [everybody[key] for key, accounts in speakers.items() if not accounts],
        "is_sent": survey.sent_at is not None,
        "problem": problem,
    }
    return render(request, "programmes/survey_send.html", context)


@everyone_logged_in
def questionnaire_answer(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_questionnaires().visible_to(request.user), pk=pk)
    if not Questionnaire.objects.answerable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    ways = {"done": reverse("programmes:questionnaires-list"), "by": at_the_page(request)}
    return _answer(request, found, ways)


@public
@never_cache
@require_safe
def survey_by_link(request: HttpRequest, token: str) -> HttpResponse:
    survey, account = _of_link(token)
    rows = _questionnaires().filter(survey=survey, administration=account.organisation_id).in_order()
    now = timezone.now()
    lines = [
        (row, reverse("programmes:questionnaire-by-link", args=[token, row.pk]), row.is_open_at(now))
        for row in rows
    ]
    context = {"survey": survey, "administration": account.administration, "lines": lines}
    return render(request, "programmes/survey_by_link.html", context)


@public
@never_cache
def questionnaire_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    survey, account = _of_link(token)
    rows = _questionnaires().filter(survey=survey, administration=account.organisation_id)
    found = get_object_or_404(rows, pk=pk)
    done = reverse("programmes:survey-by-link", args=[token])
    return _answer(request, found, {"done": done, "by": Actor(account, Door.PAGE)})


def _of_link(token: str) -> tuple[Survey, Account]:
    """Return what a link is for: it opens nothing once its account no longer speaks, or all is closed.

    :raises Http404: for any other text.
    """
    key = survey_letters.key_of(token)
    if key is None:
        raise Http404
    now = timezone.now()
    speaking = Account.objects.get_queryset().current(now).filter(role=Role.FOCAL_POINT)
    account = get_object_or_404(speaking, pk=key.account, organisation=key.administration)
    survey = get_object_or_404(Survey.objects.select_related("programme"), pk=key.survey)
    administration = account.administration
    if administration is None or survey_letters.is_over(survey, administration, now):
        raise Http404
    return survey, account


def _answer(request: HttpRequest, questionnaire: Questionnaire, ways: dict[str, Any]) -> HttpResponse:
    """Show the questions of a questionnaire, keep a draft of them, or take the answers."""
    now = timezone.now()
    is_final = "send" in request.POST
    is_draft = request.method == "POST" and not is_final
    form = AnswersForm(request.POST or None, questionnaire=questionnaire, is_draft=is_draft)
    if request.method == "POST" and form.is_valid():
        take = surveying.send_answers if is_final else surveying.save_draft
        about = {"version": form.cleaned_data["version"], "answers": form.given}
        try:
            take(questionnaire=questionnaire, now=now, by=ways["by"], **about)
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Questionnaire.objects.get(pk=questionnaire.pk).version)
        else:
            if is_final:
                messages.success(request, _("Thank you: your answers are sent."))
                return redirect(ways["done"])
            messages.success(request, _("Saved. It is not sent yet."))
            return redirect(request.path)
    context = {
        "questionnaire": questionnaire,
        "survey": questionnaire.survey,
        "form": form,
        "answers": questionnaire.answers.in_order(),
        "is_open": questionnaire.answered_at is None and questionnaire.is_open_at(now),
        "back": ways["done"],
    }
    return render(request, "programmes/questionnaire_answer.html", context)


@requires(Permission.EDIT_EVENTS)
def questionnaire_agree(request: MemberRequest, pk: int) -> HttpResponse:
    found = fetch_to_edit(Questionnaire, request.user, pk=pk)
    form = AgreedForm(request.POST or None, questionnaire=found)
    if request.method == "POST" and form.is_valid():
        try:
            surveying.agree(questionnaire=found, agreed=form.cleaned_data["agreed"], by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    lead = _("Only what is marked here stands in the Good Practice Report, under the administration's name.")
    return _form(request, found, form, _("Agree what is published"), lead)


@requires(Permission.EDIT_EVENTS)
def questionnaire_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    found = fetch_to_edit(Questionnaire, request.user, pk=pk)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        until = form.cleaned_data["until"]
        try:
            surveying.reopen(questionnaire=found, until=until, today=timezone.localdate(), by=by)
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It can be answered again."))
            return redirect(found)
    lead = _("The answers stay as a draft of the administration, and can be changed and sent once more.")
    return _form(request, found, form, _("Open it again"), lead)


def _form(request: MemberRequest, record: Questionnaire, form: Any, title: str, lead: str) -> HttpResponse:
    context = {"record": record, "form": form, "title": title, "lead": lead}
    return render(request, "programmes/questionnaire_form.html", context)


def _questionnaires() -> Any:
    return Questionnaire.objects.select_related("survey__programme", "event", "administration", "answered_by")
