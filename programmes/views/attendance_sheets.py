"""The tick list as a workbook, and the same sent back: checked, shown, saved when somebody says so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.actions import ticking
from programmes.forms.pasting import AttendanceForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, takes_file
from programmes.intake.attendance import LIMITS, SentAttendance, by_person, read_attendance
from programmes.intake.attendance_workbook import write_attendance
from programmes.models import Event
from programmes.views.attendance import attendance_rows
from programmes.views.closed import closed_period_of
from programmes.views.lists import as_file


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_attendance_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    rows = list(attendance_rows(request, event))
    people = len({row.person_id for row in rows})
    was_read(f"{event}: attendance, workbook", people=people, reader=request.user, door=Door.PAGE)
    return as_file(write_attendance(event, rows), f"attendance-{event.pk}.xlsx")


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def event_attendance_paste(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    form = AttendanceForm(request.POST, request.FILES) if request.method == "POST" else AttendanceForm()
    sent = None
    if form.is_valid():
        data = form.cleaned_data
        rows = list(attendance_rows(request, event))
        sent = read_attendance(data["rows"], event=event, rows=rows, theirs=data["theirs"])
        if "confirm" in request.POST and _is_saved(request, event, form, sent):
            changed = len(sent.changes)
            text = ngettext("%(count)d answer changed.", "%(count)d answers changed.", changed)
            messages.success(request, text % {"count": changed})
            return redirect("programmes:event-attendance", pk=pk)
        people = len({change.row.person_id for change in (*sent.changes, *sent.conflicts)})
        was_read(f"{event}: attendance", people=people, reader=request.user, door=Door.PAGE)
    context = {
        "event": event,
        "form": form,
        "sent": sent,
        "changes": list(by_person(sent.changes)) if sent else [],
        "conflicts": list(by_person(sent.conflicts)) if sent else [],
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_attendance_paste.html", context)


def _is_saved(request: MemberRequest, event: Event, form: AttendanceForm, sent: SentAttendance) -> bool:
    """Save the answers if all is as it was shown; else say so on the form."""
    if sent.problems:
        return False
    if form.cleaned_data["plan"] != sent.plan:
        form.add_error(None, _("What would be saved has changed since it was shown. Look at it again."))
        return False
    by = at_the_page(request)
    try:
        ticking.record_sheet(event=event, marks=sent.answers, scored=sent.scored, by=by)
    except ticking.MarkedMeanwhile:
        form.add_error(None, _("What would be saved has changed since it was shown. Look at it again."))
    except REFUSALS as error:
        refuse(form, error)
    else:
        return True
    return False
