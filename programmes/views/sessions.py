"""The sessions of an event: listed, entered, changed, removed."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from programmes.actions import ticking
from programmes.forms.refusing import REFUSALS, in_words, refuse
from programmes.forms.seen import renew
from programmes.forms.sessions import SessionForm
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import CompletionRule, Event, Session
from programmes.views.closed import closed_period_of


@require_safe
@everyone_logged_in
def event_sessions(request: MemberRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    context = {
        "event": event,
        "sessions": Session.objects.visible_to(request.user).filter(event=event).in_order(),
        "rule": CompletionRule.objects.visible_to(request.user).filter(event=event).first(),
        "may_edit": Event.objects.editable_by(request.user).filter(pk=pk).exists(),
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_sessions.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def event_sessions_plan(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    try:
        made = ticking.plan_days(event=event, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
    else:
        text = ngettext("%(count)d session made.", "%(count)d sessions made.", len(made))
        messages.success(request, text % {"count": len(made)})
    return redirect("programmes:event-sessions", pk=pk)


@requires(Permission.EDIT_EVENTS)
def session_new(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    last = event.sessions.order_by("-position").first()
    session = Session(event=event, held_on=last.held_on if last else event.starts_on)
    session.position = last.position + 1 if last else 1
    return _entered(request, session, SessionForm(request.POST or None, instance=session))


@requires(Permission.EDIT_EVENTS)
def session_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    session = fetch_to_edit(Session, request.user, pk=row, event=pk)
    return _entered(request, session, SessionForm(request.POST or None, instance=session))


def _entered(request: MemberRequest, session: Session, form: SessionForm) -> HttpResponse:
    event, title = session.event, session.title
    if request.method == "POST" and form.is_valid():
        try:
            ticking.save_session(session=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if session.pk:
                renew(form, Session.objects.get(pk=session.pk).version)
        else:
            messages.success(request, _("Saved."))
            page = "session-new" if "another" in request.POST else "event-sessions"
            return redirect(f"programmes:{page}", pk=event.pk)
    context = {
        "event": event,
        "session": session if session.pk else None,
        "title": title,
        "form": form,
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/session_form.html", context)


@requires(Permission.EDIT_EVENTS)
def session_remove(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    session = fetch_to_edit(Session, request.user, pk=row, event=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            ticking.remove_session(session=session, by=by)
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("The session is removed."))
            return redirect("programmes:event-sessions", pk=pk)
    context = {
        "event": session.event,
        "session": session,
        "recorded": session.attendances.aggregate(answers=Count("pk"))["answers"],
        "form": form,
        "closed": closed_period_of(session.event),
    }
    return render(request, "programmes/session_remove.html", context)
