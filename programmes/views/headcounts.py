"""People of an event counted without names: the whole list in one form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from programmes.actions import attending
from programmes.forms.headcounts import HeadcountLines, more_lines, sent_lines, stored_lines
from programmes.forms.refusing import REFUSALS, in_words
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import Event
from programmes.views.closed import closed_period_of


@requires(Permission.EDIT_EVENTS)
def event_headcounts(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    lines, refusal = _lines(request, event), ""
    if request.method == "POST" and lines.is_bound and lines.is_valid():
        try:
            attending.replace_headcounts(event=event, counts=lines.counts, by=at_the_page(request))
        except REFUSALS as error:
            refusal = in_words(error)
        else:
            messages.success(request, _("The head-count is recorded."))
            return redirect(event)
    context = {"event": event, "lines": lines, "refusal": refusal, "closed": closed_period_of(event)}
    return render(request, "programmes/event_headcounts.html", context)


def _lines(request: MemberRequest, event: Event) -> HeadcountLines:
    if request.method != "POST":
        return stored_lines(event)
    if "more" in request.POST:
        return more_lines(request.POST, event)
    return sent_lines(request.POST, event)
