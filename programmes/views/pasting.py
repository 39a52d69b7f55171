"""People of an event pasted from a spreadsheet: checked, shown, and saved when somebody says so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.access import requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.actions import attending
from programmes.forms.people import PasteForm, usual_state
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.intake.people import HEADINGS, LIMITS, PastedPeople, read_people
from programmes.models import Event
from programmes.views.closed import closed_period_of


@requires(Permission.EDIT_EVENTS)
def event_people_paste(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    form = PasteForm(request.POST or None)
    pasted = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["rows"]
        pasted = read_people(text, event=event, usual_state=usual_state(event))
        if "confirm" in request.POST and _is_saved(request, event, form, pasted):
            messages.success(request, _saved(pasted))
            return redirect("programmes:event-people", pk=pk)
        was_read(f"{event}: people", people=len(pasted.known), reader=request.user, door=Door.PAGE)
    context = {
        "event": event,
        "form": form,
        "pasted": pasted,
        "headings": [words[0] for words in HEADINGS.values()],
        "most": LIMITS.rows,
        "usual_state": usual_state(event).label,
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_people_paste.html", context)


def _is_saved(request: MemberRequest, event: Event, form: PasteForm, pasted: PastedPeople) -> bool:
    """Save the rows if all is as it was shown; else say so on the form."""
    if pasted.problems:
        return False
    if form.cleaned_data["plan"] != pasted.plan:
        form.add_error(None, _("What would be saved has changed since it was shown. Look at it again."))
        return False
    try:
        attending.add_participants(event=event, attendees=pasted.attendees, by=at_the_page(request))
    except REFUSALS as error:
        refuse(form, error)
        return False
    return True


def _saved(pasted: PastedPeople) -> str:
    added = len(pasted.attendees)
    words = {"count": added, "new": len(pasted.new), "known": len(pasted.known)}
    text = ngettext(
        "%(count)d person added: %(new)d new in the register, %(known)d known to it.",
        "%(count)d people added: %(new)d new in the register, %(known)d known to it.",
        added,
    )
    return text % words
