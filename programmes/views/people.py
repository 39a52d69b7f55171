"""The people of an event: listed, added one by one, changed, taken off."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.actions import attending, marking
from programmes.choices import EXPECTED, ParticipationState
from programmes.forms.people import MarkForm, ParticipationForm, PersonForm, key_of
from programmes.forms.refusing import REFUSALS, in_words, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import MemberRequest, at_the_page, fetch_to_edit, page_of
from programmes.intake.organisations import shown_name
from programmes.models import Event, Participation
from programmes.views.closed import closed_period_of
from programmes.views.history import steps_of

PER_PAGE = 100


@require_safe
@everyone_logged_in
def event_people(request: MemberRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    seen = Participation.objects.visible_to(request.user).filter(event=event)
    rows = seen.select_related("person", "organisation__administration").in_order()
    page = page_of(rows, request, per_page=PER_PAGE)
    _log(request, event, people=len({row.person_id for row in page}))
    # Whom others nominate is not even counted here: only who took part is known to all.
    hidden = event.participations.took_part().exclude(pk__in=seen.values("pk"))
    context = {
        "event": event,
        "page": page,
        "lines": [(row, key_of(row), shown_name(row.organisation)) for row in page],
        "states": ParticipationState.choices,
        "expected": any(row.state in EXPECTED for row in page),
        "not_shown": hidden.aggregate(people=Count("person", distinct=True))["people"],
        "may_edit": Event.objects.editable_by(request.user).filter(pk=pk).exists(),
        "closed": closed_period_of(event),
    }
    return render(request, "programmes/event_people.html", context)


@requires(Permission.EDIT_EVENTS)
def event_people_add(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    initial = {"organisation": request.GET.get("organisation", "")}
    form = PersonForm(request.POST or None, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            attending.add_participants(event=event, attendees=[form.attendee], by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _added(form))
            page = "event-people-add" if "another" in request.POST else "event-people"
            return redirect(f"programmes:{page}", pk=pk)
    _log(request, event, people=len(form.candidates))
    context = {"event": event, "form": form, "closed": closed_period_of(event)}
    return render(request, "programmes/event_people_add.html", context)


def _added(form: PersonForm) -> str:
    entry = form.attendee.person
    words = {"name": form.known or entry, "organisation": shown_name(entry.organisation)}
    if form.known is not None:
        return _("%(name)s of %(organisation)s is known to the register; linked.") % words
    return _("%(name)s of %(organisation)s is added, and new in the register.") % words


@require_POST
@requires(Permission.EDIT_EVENTS)
def event_people_mark(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    form = MarkForm(request.POST, participations=event.participations.visible_to(request.user))
    if form.is_valid():
        try:
            changed = marking.change_people(event=event, participations=form.changed, by=at_the_page(request))
        except REFUSALS as error:
            messages.error(request, in_words(error))
        else:
            text = ngettext("%(count)d row changed.", "%(count)d rows changed.", changed)
            messages.success(request, text % {"count": changed})
    else:
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
    return redirect("programmes:event-people", pk=pk)


@requires(Permission.EDIT_EVENTS)
def participation_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participation = fetch_to_edit(Participation, request.user, pk=row, event=pk)
    context = _about(request, participation)
    form = ParticipationForm(request.POST or None, instance=participation)
    if request.method == "POST" and form.is_valid():
        try:
            marking.change_people(
                event=participation.event, participations=[form.instance], by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Participation.objects.get(pk=row).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:event-people", pk=pk)
    return render(request, "programmes/participation_edit.html", context | {"form": form})


@requires(Permission.EDIT_EVENTS)
def participation_remove(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participation = fetch_to_edit(Participation, request.user, pk=row, event=pk)
    context = _about(request, participation)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            attending.remove_participation(participation=participation, by=by)
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("Taken off the list."))
            return redirect("programmes:event-people", pk=pk)
    return render(request, "programmes/participation_remove.html", context | {"form": form})


def _about(request: MemberRequest, participation: Participation) -> dict[str, Any]:
    event = participation.event
    _log(request, event, people=1)
    return {
        "event": event,
        "participation": participation,
        "organisation": shown_name(participation.organisation),
        "closed": closed_period_of(event),
        "steps": steps_of(participation),
    }


def _log(request: MemberRequest, event: Event, *, people: int) -> None:
    was_read(f"{event}: people", people=people, reader=request.user, door=Door.PAGE)
