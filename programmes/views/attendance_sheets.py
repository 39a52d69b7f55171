"""The tick list as a workbook, and its rows pasted back: checked, shown, saved when somebody says so."""

import io

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
from programmes.forms.pasting import PasteForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.intake.attendance import (
    PastedAttendance,
    changes_by_person,
    read_attendance,
    write_attendance,
)
from programmes.models import Event
from programmes.views.attendance import attendance_rows
from programmes.views.closed import closed_period_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_attendance_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    rows = list(attendance_rows(request, event))
    file = io.BytesIO()
    write_attendance(file, event=event, rows=rows)
    people = len({row.person_id for row in rows})
    was_read(f"{event}: attendance, workbook", people=people, reader=request.user, door=Door.PAGE)
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="attendance-{event.pk}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(Permission.EDIT_EVENTS)
def event_attendance_paste(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    form = PasteForm(request.POST or None)
    pasted = None
    if request.method == "POST" and form.is_valid():
        rows = list(attendance_rows(request, event))
        pasted = read_attendance(form.cleaned_data["rows"], event=event, rows=rows)
        if "confirm" in request.POST and _is_saved(request, event, form, pasted):
            changed = len(pasted.changes)
            text = ngettext("%(count)d answer changed.", "%(count)d answers changed.", changed)
            messages.success(request, text % {"count": changed})
            return redirect("programmes:event-attendance", pk=pk)
        people = len({change.row.person_id for change in pasted.changes})
        was_read(f"{event}: attendance", people=people, reader=request.user, door=Door.PAGE)
    context = {
        "event": event,
        "form": form,
        "pasted": pasted,
        "changes": list(changes_by_person(pasted)) if pasted else [],
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_attendance_paste.html", context)


def _is_saved(request: MemberRequest, event: Event, form: PasteForm, pasted: PastedAttendance) -> bool:
    """Save the answers if all is as it was shown; else say so on the form."""
    if pasted.problems:
        return False
    if form.cleaned_data["plan"] != pasted.plan:
        form.add_error(None, _("What would be saved has changed since it was shown. Look at it again."))
        return False
    by = at_the_page(request)
    try:
        ticking.record_sheet(event=event, marks=pasted.marks, scored=pasted.scored, by=by)
    except ticking.MarkedMeanwhile:
        form.add_error(None, _("What would be saved has changed since it was shown. Look at it again."))
    except REFUSALS as error:
        refuse(form, error)
    else:
        return True
    return False
