"""People from a spreadsheet: a workbook taken along, and a list sent in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from members.models import Administration
from office.audit import Actor, was_read
from office.choices import Door
from office.models import Upload
from programmes.actions import sending
from programmes.forms.lists import SendForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, takes_file
from programmes.intake.lists.fields import ROW, label
from programmes.intake.lists.looking import AT_ONCE, LIMITS, UnreadableList, open_sent, refuse_at_once
from programmes.intake.lists.subject import Subject
from programmes.intake.lists.subjects import subject_of
from programmes.intake.lists.workbook import workbook_of
from programmes.models import Event, Invitation, SupportActivity
from programmes.tasks import wake
from programmes.views.list_pages import told_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EARLIER = 20  # uploads named on the page
_AT_ONCE = 150_000  # bytes of a file that may hold more rows than a page answers for


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def event_people_paste(request: MemberRequest, pk: int) -> HttpResponse:
    return send_page(request, subject_of(fetch_to_edit(Event, request.user, pk=pk)))


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_people_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    return give_workbook(request, subject_of(fetch_to_edit(Event, request.user, pk=pk)), f"event-{pk}-people")


@takes_file(LIMITS.size)
@requires(Permission.NOMINATE)
def invitation_list(request: MemberRequest, pk: int) -> HttpResponse:
    return send_page(request, subject_of(_invitation(request, pk)))


@require_safe
@requires(Permission.NOMINATE)
def invitation_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    return give_workbook(request, subject_of(_invitation(request, pk)), f"nominees-{pk}")


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def support_list_send(request: MemberRequest, pk: int) -> HttpResponse:
    return send_page(request, subject_of(fetch_to_edit(SupportActivity, request.user, pk=pk)))


@require_safe
@requires(Permission.EDIT_EVENTS)
def support_list_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    activity = fetch_to_edit(SupportActivity, request.user, pk=pk)
    return give_workbook(request, subject_of(activity), f"support-{pk}-staff")


@takes_file(LIMITS.size)
@requires(Permission.KEEP_OFFICERS)
def officer_list(request: MemberRequest, iso2: str) -> HttpResponse:
    administration = fetch_to_edit(Administration, request.user, country=iso2.upper())
    return send_page(request, subject_of(administration))


@require_safe
@requires(Permission.KEEP_OFFICERS)
def officer_workbook(request: MemberRequest, iso2: str) -> HttpResponse:
    administration = fetch_to_edit(Administration, request.user, country=iso2.upper())
    return give_workbook(request, subject_of(administration), f"officers-{administration.iso2.lower()}")


def _invitation(request: MemberRequest, pk: int) -> Invitation:
    """Return the invitation for which the account may name people; else it does not exist for them."""
    rows: Any = Invitation.objects.editable_by(request.user)
    found: Invitation = get_object_or_404(rows.select_related("call__event", "administration"), pk=pk)
    return found


def send_page(request: MemberRequest, subject: Subject) -> HttpResponse:
    """Return the page that takes a list in, or the way to what would become of it."""
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_valid():
        try:
            upload = _taken(subject, form, at_the_page(request))
        except UnreadableList as unreadable:
            form.add_error(None, str(unreadable))
        else:
            return redirect("programmes:list-look", upload=upload.pk)
    context = {
        "form": form,
        "needed": subject.needed,
        "headings": [label(key) for key in subject.fields if key != ROW],
        "limits": {"rows": LIMITS.rows, "megabytes": LIMITS.size // 1_000_000},
        "earlier": subject.uploads_for(request.user).without_content().newest_first()[:_EARLIER],
    }
    return render(request, "programmes/list_send.html", told_of(subject) | context)


def _taken(subject: Subject, form: SendForm, by: Actor) -> Upload:
    """Keep what was sent; what cannot be read at all is refused at once, a large list is left to a job.

    :raises UnreadableList: saying why.
    """
    is_large = len(form.sent) > _AT_ONCE
    if is_large:
        refuse_at_once(form.sent)
    else:
        is_large = max(len(grid.rows) for grid in open_sent(form.sent).grids) > AT_ONCE
    upload, job = sending.send_list(
        about=subject.record, sent=form.sent, name=form.name, is_large=is_large, by=by
    )
    if job is not None:
        wake(job)
    return upload


def give_workbook(request: MemberRequest, subject: Subject, name: str) -> HttpResponse:
    """Return a list as a workbook to fill in; that its names were read is logged."""
    rows = subject.rows_for(request.user)
    people = rows.order_by().values("person").distinct().count()
    was_read(f"{subject}: people (workbook)", people=people, reader=request.user, door=Door.PAGE)
    return as_file(workbook_of(subject, rows), f"{name}.xlsx")


def as_file(content: bytes, name: str) -> HttpResponse:
    """Return a workbook as a download that no cache on the way keeps."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
