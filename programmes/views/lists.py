"""People of an event from a spreadsheet: sent, asked about, shown, saved when somebody says so, undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import requires
from members.choices import Permission
from office.audit import Actor, was_read
from office.choices import Door
from office.models import Upload
from office.undoing import NotSaved, RestsOnIt
from programmes.actions import listing, sending
from programmes.forms.lists import SendForm, answered, field_choices
from programmes.forms.refusing import REFUSALS, in_words
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, takes_file
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.fields import HEADINGS, ROW
from programmes.intake.lists.looking import (
    AT_ONCE,
    LIMITS,
    UnreadableList,
    look_at,
    open_sent,
    refuse_at_once,
    remember,
    usual_state,
)
from programmes.intake.lists.showing import shown
from programmes.intake.lists.workbook import event_workbook, remarks
from programmes.intake.organisations import KnownOrganisations
from programmes.models import Event, Participation
from programmes.tasks import wake
from programmes.views.closed import closed_period_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EARLIER = 20  # uploads named on the page
_AT_ONCE = 150_000  # bytes of a file that may hold more rows than a page answers for


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def event_people_paste(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_valid():
        try:
            upload = _taken(event, form, at_the_page(request))
        except UnreadableList as unreadable:
            form.add_error(None, str(unreadable))
        else:
            return redirect("programmes:event-list-look", pk=pk, upload=upload.pk)
    context = {
        "event": event,
        "form": form,
        "headings": [words[0] for key, words in HEADINGS.items() if key != ROW],
        "limits": {"rows": LIMITS.rows, "megabytes": LIMITS.size // 1_000_000},
        "usual_state": usual_state(event).label,
        "earlier": Upload.objects.about(event).without_content().newest_first()[:_EARLIER],
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_people_paste.html", context)


def _taken(event: Event, form: SendForm, by: Actor) -> Upload:
    """Keep what was sent; what cannot be read at all is refused at once, a large list is left to a job.

    :raises UnreadableList: saying why.
    """
    is_large = len(form.sent) > _AT_ONCE
    if is_large:
        refuse_at_once(form.sent)
    else:
        is_large = max(len(grid.rows) for grid in open_sent(form.sent).grids) > AT_ONCE
    upload, job = sending.send_list(event=event, sent=form.sent, name=form.name, is_large=is_large, by=by)
    if job is not None:
        wake(job)
    return upload


@requires(Permission.EDIT_EVENTS)
def event_list_look(request: MemberRequest, pk: int, upload: int) -> HttpResponse:
    event, found = _fetched(request, pk, upload)
    if request.method == "POST" and found.is_open:
        return _answered(request, event, found)
    job = found.jobs.order_by("-pk").first()
    context: dict[str, Any] = {"event": event, "upload": found, "job": job, "closed": closed_period_of(event)}
    context["working"] = job is not None and not job.is_final
    context["failed"] = job.reason if job is not None and job.reason else ""
    if found.is_open and not context["working"]:
        try:
            context["look"] = _preview(request, event, found)
        except UnreadableList as unreadable:
            context["failed"] = str(unreadable)
    if look := context.get("look"):
        was_read(f"{event}: list", people=look["known"], reader=request.user, door=Door.PAGE)
        context |= {"fields": field_choices(), "organisations": KnownOrganisations().names()}
    return render(request, "programmes/event_list_look.html", context)


def _preview(request: MemberRequest, event: Event, upload: Upload) -> dict[str, Any] | None:
    if upload.is_large:
        return upload.preview
    return shown(look_at(upload, event, reader=request.user), event)


def _answered(request: MemberRequest, event: Event, upload: Upload) -> HttpResponse:
    """Keep the answers, and save the list where that was asked and is what was shown."""
    here = redirect("programmes:event-list-look", pk=event.pk, upload=upload.pk)
    kept = Answers.from_json(upload.answers)
    answers, problems = answered(request.POST.dict(), kept)
    for problem in problems:
        messages.error(request, problem)
    if answers != kept:
        _keep(request, event, upload, answers)
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
    return _saved(request, event, upload, seen=seen or "-", only_good=only_good) or here


def _keep(request: MemberRequest, event: Event, upload: Upload, answers: Answers) -> None:
    if job := sending.answer(upload=upload, answers=answers.to_json(), by=at_the_page(request)):
        wake(job)
    if answers.columns is not None and not upload.is_large:
        organisation = upload.sent_by.organisation if upload.sent_by else None
        remember(look_at(upload, event, reader=request.user).columns, organisation=organisation)


def _saved(
    request: MemberRequest, event: Event, upload: Upload, *, seen: str, only_good: bool
) -> HttpResponse | None:
    """Save the list and go to the people of the event; None, with the reason told, where it is refused."""
    try:
        counts = listing.save_list(
            event=event,
            upload=upload,
            plan=lambda: look_at(upload, event, reader=request.user).plan,
            seen=seen,
            only_good=only_good,
            by=at_the_page(request),
        )
    except (*REFUSALS, listing.PlanChanged, listing.NotReady) as error:
        messages.error(request, in_words(error))
        return None
    words = _("Saved: %(new)d people added to the list, %(changed)d changed.")
    messages.success(request, words % {"new": counts["new"], "changed": counts["changed"]})
    return redirect("programmes:event-people", pk=event.pk)


@require_POST
@requires(Permission.EDIT_EVENTS)
def event_list_undo(request: MemberRequest, pk: int, upload: int) -> HttpResponse:
    event, found = _fetched(request, pk, upload)
    try:
        listing.undo_list(event=event, upload=found, by=at_the_page(request))
    except RestsOnIt as error:
        reasons = " ".join(error.reasons)
        messages.error(request, _("It cannot be undone: something rests on it. %(why)s") % {"why": reasons})
    except (*REFUSALS, NotSaved) as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, _("Undone: the list and the register are as they were before it."))
    return redirect("programmes:event-list-look", pk=pk, upload=upload)


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_list_remarks(request: MemberRequest, pk: int, upload: int) -> HttpResponse:
    event, found = _fetched(request, pk, upload)
    try:
        look = look_at(found, event, reader=request.user)
    except UnreadableList as unreadable:
        messages.error(request, str(unreadable))
        return redirect("programmes:event-list-look", pk=pk, upload=upload)
    people = len(look.plan.rows)
    was_read(f"{event}: list with remarks (file)", people=people, reader=request.user, door=Door.PAGE)
    return _file(remarks(look), f"list-{found.pk}-with-remarks.xlsx")


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_people_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    rows = Participation.objects.visible_to(request.user).filter(event=event)
    people = rows.values("person").distinct().count()
    was_read(f"{event}: people (workbook)", people=people, reader=request.user, door=Door.PAGE)
    return _file(event_workbook(event, rows), f"event-{event.pk}-people.xlsx")


def _fetched(request: MemberRequest, pk: int, upload: int) -> tuple[Event, Upload]:
    event = fetch_to_edit(Event, request.user, pk=pk)
    return event, get_object_or_404(Upload.objects.about(event), pk=upload)


def _file(content: bytes, name: str) -> HttpResponse:
    """Return a download that no cache on the way keeps."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
