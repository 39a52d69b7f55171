"""Documents attached to missions and to answers of a survey: listed, attached, fetched, taken off."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office.audit import was_fetched
from office.choices import Door
from programmes.actions import attaching
from programmes.forms.files import MOST_BYTES, AttachForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, takes_file
from programmes.models import Mission, MissionFile, Questionnaire, QuestionnaireFile
from programmes.views.entering import removed
from programmes.views.files import download

MOST_SENT = MOST_BYTES + 100_000


@require_safe
@everyone_logged_in
def mission_files(request: MemberRequest, pk: int) -> HttpResponse:
    mission = get_object_or_404(Mission.objects.visible_to(request.user), pk=pk)
    may_attach = Mission.objects.editable_by(request.user).filter(pk=pk).exists()
    lead = _("The report of the mission and what belongs to it. The administration reads it; donors do not.")
    files = MissionFile.objects.visible_to(request.user).filter(mission=mission)
    return _listed(request, "mission", mission, files, lead, may_attach=may_attach)


@takes_file(MOST_SENT)
@requires(Permission.EDIT_EVENTS)
def mission_attach(request: MemberRequest, pk: int) -> HttpResponse:
    mission = fetch_to_edit(Mission, request.user, pk=pk)
    then = reverse("programmes:mission-files", args=[pk])
    return _attached(request, mission, then, partial(attaching.attach_to_mission, mission=mission))


@require_safe
@everyone_logged_in
def mission_file(request: MemberRequest, pk: int) -> HttpResponse:
    return _fetched(
        request, get_object_or_404(MissionFile.objects.visible_to(request.user), pk=pk), "mission"
    )


@requires(Permission.EDIT_EVENTS)
def mission_file_remove(request: MemberRequest, pk: int) -> HttpResponse:
    row = _to_take_off(MissionFile, request, pk)
    then = reverse("programmes:mission-files", args=[row.mission_id])
    return _taken_off(request, row, then, partial(attaching.take_off_mission, row=row))


@require_safe
@everyone_logged_in
def questionnaire_files(request: MemberRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(_questionnaires().visible_to(request.user), pk=pk)
    is_open = record.answered_at is None and record.is_open_at(timezone.now())
    may_attach = is_open and Questionnaire.objects.answerable_by(request.user).filter(pk=pk).exists()
    lead = _("What shows what came of the workshop. The office reads it once the answers are sent.")
    files = QuestionnaireFile.objects.visible_to(request.user).filter(questionnaire=record)
    return _listed(request, "questionnaire", record, files, lead, may_attach=may_attach)


@takes_file(MOST_SENT)
@requires(Permission.ANSWER_SURVEYS)
def questionnaire_attach(request: MemberRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(_questionnaires().visible_to(request.user), pk=pk)
    if not Questionnaire.objects.answerable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    then = reverse("programmes:questionnaire-files", args=[pk])
    attach = partial(attaching.attach_to_questionnaire, questionnaire=record, now=timezone.now())
    return _attached(request, record, then, attach)


@require_safe
@everyone_logged_in
def questionnaire_file(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(QuestionnaireFile.objects.visible_to(request.user), pk=pk)
    return _fetched(request, row, "questionnaire")


@everyone_logged_in
def questionnaire_file_remove(request: MemberRequest, pk: int) -> HttpResponse:
    row = _to_take_off(QuestionnaireFile, request, pk)
    then = reverse("programmes:questionnaire-files", args=[row.questionnaire_id])
    remove = partial(attaching.take_off_questionnaire, row=row, now=timezone.now())
    return _taken_off(request, row, then, remove)


def _questionnaires() -> Any:
    return Questionnaire.objects.select_related("survey__programme", "event", "administration")


def _listed(
    request: MemberRequest, word: str, record: Any, files: Any, lead: str, *, may_attach: bool
) -> HttpResponse:
    rows = files.without_content().in_order()
    editable = set(files.editable_by(request.user).values_list("pk", flat=True))
    context = {
        "record": record,
        "lead": lead,
        "lines": [
            (
                row,
                reverse(f"programmes:{word}-file", args=[row.pk]),
                reverse(f"programmes:{word}-file-remove", args=[row.pk]) if row.pk in editable else "",
            )
            for row in rows
        ],
        "attach_url": reverse(f"programmes:{word}-attach", args=[record.pk]) if may_attach else "",
    }
    return render(request, "programmes/document_list.html", context)


def _attached(request: MemberRequest, record: Any, then: str, attach: Callable[..., Any]) -> HttpResponse:
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach(name=form.name, content=form.content, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is attached."))
            return redirect(then)
    return render(request, "programmes/document_attach.html", {"record": record, "form": form, "back": then})


def _fetched(request: MemberRequest, row: Any, word: str) -> HttpResponse:
    was_fetched(f"document {row.pk} of a {word}", reader=request.user, door=Door.PAGE)
    return download(bytes(row.content), row.name, called=f"{word}-document-{row.pk}")


def _to_take_off(model: Any, request: MemberRequest, pk: int) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user).without_content(), pk=pk)
    if not model.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return row


def _taken_off(request: MemberRequest, row: Any, then: str, remove: Callable[..., Any]) -> HttpResponse:
    words = {"title": _("Take this document off?"), "kicker": row.name, "trail": [(_("Documents"), then)]}
    return removed(request, row, words=words | {"back": then}, then=then, remove=remove)
