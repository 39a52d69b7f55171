"""Several cascade trainings reported at once: sent, shown, and saved when somebody says so."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.forms.refusing import REFUSALS, in_words
from programmes.http import MemberRequest, at_the_page, takes_file
from programmes.intake.lists.looking import LIMITS, UnreadableList, open_sent
from programmes.views.lists import as_file
from trainers.actions import cascade
from trainers.forms.cascade import programmes_of
from trainers.forms.cascade_list import ListLook, SendTrainingsForm, look_at
from trainers.intake.cascade_list import COLUMNS, MOST, Rows, blank_workbook, from_kept, kept, rows_of


@takes_file(LIMITS.size)
@requires(Permission.REPORT_CASCADE)
def cascade_paste(request: MemberRequest) -> HttpResponse:
    form = SendTrainingsForm(request.POST, request.FILES) if request.method == "POST" else SendTrainingsForm()
    try:
        if "kept" in request.POST:
            return _shown(request, from_kept(request.POST["kept"]))
        if form.is_valid():
            return _shown(request, rows_of(open_sent(form.sent)))
    except UnreadableList as unreadable:
        form = SendTrainingsForm({"rows": " "}) if "kept" in request.POST else form
        form.full_clean()
        form.add_error(None, str(unreadable))
    context = {
        "form": form,
        "headings": [heading for heading, _words in COLUMNS.values()],
        "most": MOST,
    }
    return render(request, "trainers/cascade_paste.html", context)


def _shown(request: MemberRequest, rows: Rows) -> HttpResponse:
    """Show what the rows would make; save it where that was asked, and nothing is wrong."""
    look = look_at(rows, account=request.user, today=timezone.localdate())
    if "save" in request.POST and not look.problems and (answer := _saved(request, look)):
        return answer
    people = len({training.trainer_id for training in look.trainings})
    was_read("trainers named in a list", people=people, reader=request.user, door=Door.PAGE)
    context = {"look": look, "kept": kept(rows)}
    return render(request, "trainers/cascade_paste_look.html", context)


def _saved(request: MemberRequest, look: ListLook) -> HttpResponse | None:
    """Save all, and go to the list; None, with the reason told, where it is refused."""
    trainings: Any = look.trainings
    try:
        cascade.save_trainings(trainings=trainings, today=timezone.localdate(), by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
        return None
    text = ngettext("%(count)d training is reported.", "%(count)d trainings are reported.", len(trainings))
    messages.success(request, text % {"count": len(trainings)})
    return redirect("trainers:cascade-list")


@require_safe
@requires(Permission.REPORT_CASCADE)
def cascade_workbook(request: MemberRequest) -> HttpResponse:
    return as_file(blank_workbook(list(programmes_of(request.user))), "cascade-trainings.xlsx")
