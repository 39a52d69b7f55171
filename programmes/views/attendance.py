"""Who was at which session: ticked on a page, on paper, and what completing the event takes."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.actions import completing, ticking
from programmes.choices import ON_THE_ATTENDANCE_LIST
from programmes.forms.refusing import REFUSALS, in_words, refuse
from programmes.forms.seen import renew
from programmes.forms.sessions import CompletionRuleForm
from programmes.forms.ticking import TickList, recorded_list, sent_list
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, page_of
from programmes.models import CompletionRule, Event, Participation
from programmes.views.closed import closed_period_of

PER_PAGE = 50


@requires(Permission.EDIT_EVENTS)
def event_attendance(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    page = page_of(attendance_rows(request, event), request, per_page=PER_PAGE)
    if request.method == "POST":
        rows = {row.pk: row for row in attendance_rows(request, event)}
        ticks = sent_list(event, rows, request.POST)
        if not ticks.problems and _is_recorded(request, event, ticks):
            return redirect(request.get_full_path())
    else:
        ticks = recorded_list(event, page)
    _log(request, event, [line.row for line in ticks.lines])
    context = {
        "event": event,
        "ticks": ticks,
        "page": page,
        "signs": [("-", "–"), ("P", _("present")), ("A", _("absent"))],
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_attendance.html", context)


def attendance_rows(request: MemberRequest, event: Event) -> QuerySet[Participation]:
    """Return the people of the attendance list, in the order of the people page."""
    listed = Participation.objects.visible_to(request.user).filter(event=event)
    listed = listed.filter(state__in=ON_THE_ATTENDANCE_LIST)
    return listed.select_related("person", "organisation__administration").in_order()


def _is_recorded(request: MemberRequest, event: Event, ticks: TickList) -> bool:
    try:
        changed = ticking.record_attendance(event=event, marks=ticks.marks, by=at_the_page(request))
    except ticking.MarkedMeanwhile as refusal:
        ticks.tell(refusal, event)
        ticks.problems.append(
            _(
                "Somebody else recorded something else meanwhile, where it is marked. Nothing has been "
                "saved: look at it, and save again what is right."
            )
        )
    except REFUSALS as error:
        ticks.problems.append(in_words(error))
    else:
        text = ngettext("%(count)d answer changed.", "%(count)d answers changed.", changed)
        messages.success(request, text % {"count": changed})
        return True
    return False


@require_safe
@requires(Permission.EDIT_EVENTS)
def event_attendance_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    ticks = recorded_list(event, attendance_rows(request, event))
    _log(request, event, [line.row for line in ticks.lines])
    return render(request, "programmes/event_attendance_sheet.html", {"event": event, "ticks": ticks})


@requires(Permission.EDIT_EVENTS)
def event_completion_rule(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    rule = CompletionRule.objects.filter(event=event).first() or CompletionRule(event=event)
    form = CompletionRuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        try:
            completing.save_rule(rule=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if rule.pk:
                renew(form, CompletionRule.objects.get(pk=rule.pk).version)
        else:
            messages.success(request, _("The rule is saved. See what it proposes."))
            return redirect("programmes:event-completion", pk=pk)
    context = {"event": event, "form": form, "closed": closed_period_of(event)}
    return render(request, "programmes/event_completion_rule.html", context)


@requires(Permission.EDIT_EVENTS)
def event_completion(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    rule = CompletionRule.objects.filter(event=event).first()
    if rule is None:
        return redirect("programmes:event-completion-rule", pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            changed = completing.confirm_completion(
                event=event, keys=set(request.POST.getlist("rows")), by=at_the_page(request)
            )
        except REFUSALS as error:
            problem = in_words(error)
        else:
            text = ngettext("%(count)d state changed.", "%(count)d states changed.", changed)
            messages.success(request, text % {"count": changed})
            return redirect("programmes:event-completion", pk=pk)
    context = {"event": event, "rule": rule, "problem": problem, "closed": closed_period_of(event)}
    return render(request, "programmes/event_completion.html", context | _standings(request, event))


def _standings(request: MemberRequest, event: Event) -> dict[str, object]:
    try:
        standings = completing.standings_of(event)
    except REFUSALS as error:
        return {"standings": [], "unusable": in_words(error)}
    _log(request, event, [each.participation for each in standings])
    return {"standings": standings, "proposals": any(each.is_change for each in standings), "unusable": ""}


def _log(request: MemberRequest, event: Event, rows: Iterable[Participation]) -> None:
    people = len({row.person_id for row in rows})
    was_read(f"{event}: attendance", people=people, reader=request.user, door=Door.PAGE)
