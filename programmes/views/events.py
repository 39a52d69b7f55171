"""Events: the list, and one entered or changed in one form, moved on, removed."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from office.audit import ChangedMeanwhile
from office.filters import is_set
from office.keeping import later, records_version
from office.tasks import send_soon
from programmes.actions import entering
from programmes.choices import Accuracy, EventRole
from programmes.filters.lists import EventFilter
from programmes.forms.events import EventForm
from programmes.forms.refusing import REFUSALS, in_words, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm, StateForm
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of_many,
    refuses_unknown_filters,
    rest_of,
)
from programmes.models import Event, Headcount, Programme
from programmes.views.closed import closed_period_of
from programmes.views.today import today_at

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:event-list", gettext_lazy("All events"))
def event_list(request: MemberRequest) -> HttpResponse:
    asked: Any = SimpleLazyObject(partial(_filter, request))
    if is_set(request.GET):
        asked.qs  # noqa: B018 - refuses what it does not know
    make = partial(_a_page, request, asked)
    context = {
        "filter": asked,
        "querystring": rest_of(request),
        "may_enter": allows(request.user, Permission.EDIT_EVENTS),
        **later(request, make, "page", "programmes", version=records_version()),
    }
    return render(request, "programmes/event_list.html", context)


def _filter(request: MemberRequest) -> EventFilter:
    return EventFilter(request.GET, queryset=_listed(request), request=request)


def _a_page(request: MemberRequest, asked: EventFilter) -> dict[str, Any]:
    page = page_of_many(asked.qs, request, per_page=PER_PAGE)
    return {"page": page, "programmes": _programmes(page, request)}


def _listed(request: MemberRequest) -> QuerySet[Event]:
    counted = Headcount.objects.filter(event=OuterRef("pk"), role=EventRole.PARTICIPANT, people__isnull=False)
    return (
        Event.objects.visible_to(request.user)
        .with_participants()
        .annotate(
            is_about=Exists(counted.filter(accuracy=Accuracy.ABOUT)),
            is_at_least=Exists(counted.filter(accuracy=Accuracy.AT_LEAST)),
        )
        .select_related("host_country")
        .defer("note", "source")
        .newest_first()
    )


def _programmes(events: Iterable[Event], request: MemberRequest) -> dict[int, list[str]]:
    """Return the names of each event's programmes, of those the reader may see."""
    seen = Programme.objects.visible_to(request.user)
    links: Any = Event.programmes.through
    rows = links.objects.filter(event__in=[event.pk for event in events], programme__in=seen)
    named = rows.order_by("programme__position", "programme__code")
    found = defaultdict(list)
    for event, name in named.values_list("event_id", "programme__short_name"):
        found[event].append(name)
    return dict(found)


@requires(Permission.EDIT_EVENTS)
def event_new(request: MemberRequest) -> HttpResponse:
    mine = Programme.objects.editable_by(request.user)
    asked = [each for each in mine if each.code == request.GET.get("programme")]
    only = list(mine[:2])
    initial = {"programmes": asked or (only if len(only) == 1 else [])}
    form = EventForm(request.POST or None, instance=Event(), account=request.user, initial=initial)
    if _is_saved(request, form):
        messages.success(request, _("The event is entered. Add who took part, and say when it was held."))
        return redirect(form.instance)
    return render(request, "programmes/event_form.html", {"form": form, "event": None})


@requires(Permission.EDIT_EVENTS)
def event_edit(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    context = {"event": event, "title": event.title, "closed": closed_period_of(event)}
    form = EventForm(request.POST or None, instance=event, account=request.user)
    if _is_saved(request, form):
        messages.success(request, _("Saved."))
        return redirect(event)
    return render(request, "programmes/event_form.html", context | {"form": form})


def _is_saved(request: MemberRequest, form: EventForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        entering.save_event(
            event=form.instance,
            links=form.links,
            today=today_at(form.instance, now=timezone.now()),
            by=at_the_page(request),
        )
    except ChangedMeanwhile:
        form.tell_of_change()
    except REFUSALS as error:
        refuse(form, error)
    else:
        send_soon()
        return True
    return False


@requires(Permission.EDIT_EVENTS)
def event_state(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    context = {"event": event, "closed": closed_period_of(event)}
    form = StateForm(request.POST or None, event=event, state=request.GET.get("state", ""))
    if request.method == "POST" and form.is_valid():
        event.version = form.cleaned_data["version"]
        reason = form.cleaned_data["reason"]
        try:
            entering.change_state(
                event=event,
                state=form.cleaned_data["state"],
                today=today_at(event, now=timezone.now()),
                reason=reason,
                by=at_the_page(request, reason),
            )
        except REFUSALS as error:
            refuse(form, error)
            event.refresh_from_db()
            renew(form, event.version)
        else:
            send_soon()
            messages.success(
                request, _("The event is now: %(state)s.") % {"state": event.get_state_display()}
            )
            return redirect(event)
    return render(request, "programmes/event_state.html", context | {"form": form})


@requires(Permission.EDIT_EVENTS)
def event_remove(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    context = {"event": event, "closed": closed_period_of(event)}
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = event.title
        try:
            entering.remove_event(event=event, by=at_the_page(request, form.cleaned_data["reason"]))
        except ProtectedError:
            form.add_error(None, _("Other records rest on it: it cannot be removed. Cancel it instead."))
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("“%(event)s” is removed.") % {"event": title})
            return redirect("programmes:event-list")
    return render(request, "programmes/event_remove.html", context | {"form": form})
