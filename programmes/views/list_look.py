"""A list that was sent in: asked about, shown, saved when somebody says so, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members.access import everyone_logged_in
from office.audit import was_read
from office.choices import Door
from office.models import Upload
from office.undoing import NotSaved, RestsOnIt
from programmes.actions import saving, sending
from programmes.forms.lists import answered, field_choices
from programmes.forms.refusing import REFUSALS, in_words
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.looking import UnreadableList, look_at, remember
from programmes.intake.lists.remarks import remarks
from programmes.intake.lists.showing import shown
from programmes.intake.lists.subject import Subject
from programmes.intake.lists.subjects import subject_of
from programmes.intake.organisations import KnownOrganisations
from programmes.tasks import wake
from programmes.views.list_pages import told_of
from programmes.views.lists import as_file


@everyone_logged_in
def list_look(request: MemberRequest, upload: int) -> HttpResponse:
    subject, found = _fetched(request, upload)
    if request.method == "POST" and found.is_open:
        return _answered(request, subject, found)
    job = found.jobs.order_by("-pk").first()
    context: dict[str, Any] = told_of(subject) | {"upload": found, "job": job}
    context["working"] = job is not None and not job.is_final
    context["failed"] = job.reason if job is not None and job.reason else ""
    if found.is_open and not context["working"]:
        try:
            context["look"] = _preview(request, subject, found)
        except UnreadableList as unreadable:
            context["failed"] = str(unreadable)
    if look := context.get("look"):
        was_read(f"{subject}: list", people=look["known"], reader=request.user, door=Door.PAGE)
        context |= {"fields": field_choices(subject.fields), "organisations": KnownOrganisations().names()}
    return render(request, "programmes/list_look.html", context)


def _preview(request: MemberRequest, subject: Subject, upload: Upload) -> dict[str, Any] | None:
    if upload.is_large:
        return upload.preview
    return shown(look_at(upload, subject, reader=request.user), subject)


def _answered(request: MemberRequest, subject: Subject, upload: Upload) -> HttpResponse:
    """Keep the answers, and save the list where that was asked and is what was shown."""
    here = redirect("programmes:list-look", upload=upload.pk)
    kept = Answers.from_json(upload.answers)
    answers, problems = answered(request.POST.dict(), kept)
    for problem in problems:
        messages.error(request, problem)
    if answers != kept:
        _keep(request, subject, upload, answers)
        if "save" not in request.POST or upload.is_large:
            return here
    if "save" not in request.POST or problems:
        return here
    seen, only_good = request.POST.get("sign", ""), request.POST["save"] == "good"
    if upload.is_large:
        if upload.preview is not None:
            upload.preview["saving"] = {"sign": seen, "only_good": only_good}
            upload.save(update_fields=["preview"])
            if job := sending.ask(sending.SAVE, upload, by=at_the_page(request)):
                wake(job)
        return here
    return _saved(request, subject, upload, seen=seen or "-", only_good=only_good) or here


def _keep(request: MemberRequest, subject: Subject, upload: Upload, answers: Answers) -> None:
    if job := sending.answer(upload=upload, answers=answers.to_json(), by=at_the_page(request)):
        wake(job)
    if answers.columns is not None and not upload.is_large:
        organisation = upload.sent_by.organisation if upload.sent_by else None
        remember(look_at(upload, subject, reader=request.user).columns, organisation=organisation)


def _saved(
    request: MemberRequest, subject: Subject, upload: Upload, *, seen: str, only_good: bool
) -> HttpResponse | None:
    """Save the list and go to what it is about; None, with the reason told, where it is refused."""
    try:
        counts = subject.save(
            upload,
            lambda: look_at(upload, subject, reader=request.user).plan,
            seen=seen,
            only_good=only_good,
            by=at_the_page(request),
        )
    except (*REFUSALS, saving.PlanChanged, saving.NotReady) as error:
        messages.error(request, in_words(error))
        return None
    words = ngettext(
        "Saved: %(new)d person added to the list, %(changed)d changed.",
        "Saved: %(new)d people added to the list, %(changed)d changed.",
        counts["new"],
    )
    messages.success(request, words % {"new": counts["new"], "changed": counts["changed"]})
    return redirect(told_of(subject)["back_url"])


@require_POST
@everyone_logged_in
def list_undo(request: MemberRequest, upload: int) -> HttpResponse:
    subject, found = _fetched(request, upload)
    try:
        subject.undo(found, by=at_the_page(request))
    except RestsOnIt as error:
        reasons = " ".join(error.reasons)
        messages.error(request, _("It cannot be undone: something rests on it. %(why)s") % {"why": reasons})
    except (*REFUSALS, NotSaved) as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, _("Undone: the list and the register are as they were before it."))
    return redirect("programmes:list-look", upload=upload)


@require_safe
@everyone_logged_in
def list_remarks(request: MemberRequest, upload: int) -> HttpResponse:
    subject, found = _fetched(request, upload)
    try:
        look = look_at(found, subject, reader=request.user)
    except UnreadableList as unreadable:
        messages.error(request, str(unreadable))
        return redirect("programmes:list-look", upload=upload)
    people = len(look.plan.rows)
    was_read(f"{subject}: list with remarks (file)", people=people, reader=request.user, door=Door.PAGE)
    return as_file(remarks(look), f"list-{found.pk}-with-remarks.xlsx")


def _fetched(request: MemberRequest, pk: int) -> tuple[Subject, Upload]:
    """Return the list of an upload, and the upload, for those who may change the list.

    :raises Http404: where there is none, or the account may not see it, or what it is about.
    :raises PermissionDenied: where it may see and not change what it is about.
    """
    upload = get_object_or_404(Upload.objects.without_content(), pk=pk)
    record = fetch_to_edit(upload.content_type.model_class() or Upload, request.user, pk=upload.object_id)
    subject = subject_of(record)
    return subject, get_object_or_404(subject.uploads_for(request.user), pk=pk)
