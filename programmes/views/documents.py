"""Documents attached to missions and to answers of a survey: listed, attached, fetched, taken off."""

from collections.abc import Callable
from dataclasses import dataclass
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
from programmes.http import MemberRequest, at_the_page, takes_file
from programmes.models import Mission, MissionFile, Questionnaire, QuestionnaireFile
from programmes.views.entering import removed
from programmes.views.files import download

MOST_SENT = MOST_BYTES + 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """The documents of one record: ``attach`` is the action where the reader may attach one, else None."""

    word: str
    record: Any
    files: Any
    lead: str
    attach: Callable[..., Any] | None


@takes_file(MOST_SENT)
@everyone_logged_in
def mission_files(request: MemberRequest, pk: int) -> HttpResponse:
    mission = get_object_or_404(Mission.objects.visible_to(request.user), pk=pk)
    may_attach = Mission.objects.editable_by(request.user).filter(pk=pk).exists()
    page = Page(
        word="mission",
        record=mission,
        files=MissionFile.objects.visible_to(request.user).filter(mission=mission),
        lead=_(
            "The report of the mission and what belongs to it. The administration reads it; donors do not."
        ),
        attach=partial(attaching.attach_to_mission, mission=mission) if may_attach else None,
    )
    return _listed(request, page)


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


@takes_file(MOST_SENT)
@everyone_logged_in
def questionnaire_files(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Questionnaire.objects.select_related("survey__programme", "event", "administration")
    record = get_object_or_404(rows.visible_to(request.user), pk=pk)
    now = timezone.now()
    is_open = record.answered_at is None and record.is_open_at(now)
    may_attach = is_open and Questionnaire.objects.answerable_by(request.user).filter(pk=pk).exists()
    attach = partial(attaching.attach_to_questionnaire, questionnaire=record, now=now)
    page = Page(
        word="questionnaire",
        record=record,
        files=QuestionnaireFile.objects.visible_to(request.user).filter(questionnaire=record),
        lead=_("What shows what came of the workshop. The office reads it once the answers are sent."),
        attach=attach if may_attach else None,
    )
    return _listed(request, page)


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


def _listed(request: MemberRequest, page: Page) -> HttpResponse:
    if request.method == "POST" and page.attach is None:
        raise PermissionDenied
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and page.attach is not None:
        try:
            page.attach(name=form.name, content=form.content, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is attached."))
            return redirect(request.path)
    rows = page.files.without_content().select_related("created_by").in_order()
    editable = set(page.files.editable_by(request.user).values_list("pk", flat=True))
    context = {
        "record": page.record,
        "lead": page.lead,
        "lines": [
            (
                row,
                reverse(f"programmes:{page.word}-file", args=[row.pk]),
                reverse(f"programmes:{page.word}-file-remove", args=[row.pk]) if row.pk in editable else "",
            )
            for row in rows
        ],
        "form": form if page.attach is not None else None,
    }
    return render(request, "programmes/document_list.html", context)


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
