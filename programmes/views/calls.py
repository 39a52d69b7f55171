"""Calls for nominations: listed, prepared, sent, chosen from."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from office.tasks import send_soon
from programmes.actions import inviting, letters, selecting
from programmes.filters.lists import CallFilter
from programmes.forms.calls import CallForm, SeatsForm, SelectionForm
from programmes.forms.refusing import REFUSALS, VersionedForm, in_words, refuse
from programmes.forms.seen import renew
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    refuses_unknown_filters,
    rest_of,
)
from programmes.models import Call, Event, Invitation
from programmes.views.closed import closed_period_of

PER_PAGE = 50
CHOSEN_AT_ONCE = 100  # nominees on one page of the choice; seats are counted over all


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:call-list", gettext_lazy("All calls"))
def call_list(request: MemberRequest) -> HttpResponse:
    own = Invitation.objects.editable_by(request.user).filter(administration=request.user.organisation_id)
    calls = Call.objects.visible_to(request.user).select_related("event__host_country").latest_first()
    calls = calls.prefetch_related(Prefetch("invitations", queryset=own, to_attr="own"))
    asked = CallFilter(request.GET, queryset=calls, request=request)
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    context = {"filter": asked, "page": page, "querystring": rest_of(request)}
    return render(request, "programmes/call_list.html", context)


@require_safe
@requires(Permission.VIEW_ALL_PROGRAMMES)
def event_call(request: MemberRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    call = Call.objects.visible_to(request.user).filter(event=event).first()
    context: dict[str, Any] = {"event": event, "call": call, "closed": closed_period_of(event)}
    context["may_edit"] = Event.objects.editable_by(request.user).filter(pk=pk).exists()
    if call is not None:
        invitations = call.invitations.select_related("administration").by_name()
        nominees = selecting.nominees_by_administration(event)
        context["invitations"] = [(each, nominees[each.administration_id]) for each in invitations]
        context["without_account"] = letters.who_has_no_account(call)
        context["form"] = VersionedForm(initial={"version": call.version})
    return render(request, "programmes/event_call.html", context)


@requires(Permission.EDIT_EVENTS)
def call_edit(request: MemberRequest, pk: int) -> HttpResponse:
    event = fetch_to_edit(Event, request.user, pk=pk)
    call = Call.objects.filter(event=event).first() or Call(event=event)
    form = CallForm(request.POST or None, instance=call)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.save_call(
                call=form.instance, invited=form.invited, now=timezone.now(), by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
            if call.pk:
                renew(form, Call.objects.get(pk=call.pk).version)
        else:
            send_soon()
            messages.success(request, _("The call is saved."))
            return redirect("programmes:event-call", pk=pk)
    context = {"event": event, "call": call, "form": form, "closed": closed_period_of(event)}
    return render(request, "programmes/call_edit.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def call_send(request: MemberRequest, pk: int) -> HttpResponse:
    call = fetch_to_edit(Call, request.user, event=pk)
    form = VersionedForm(request.POST)
    if form.is_valid():
        call.version = form.cleaned_data["version"]
        try:
            written = inviting.send_call(call=call, now=timezone.now(), by=at_the_page(request))
        except REFUSALS as error:
            messages.error(request, in_words(error))
        else:
            send_soon()
            messages.success(request, _("The call is sent. %(mails)s") % {"mails": _mails(written)})
    return redirect("programmes:event-call", pk=pk)


@require_POST
@requires(Permission.EDIT_EVENTS)
def call_outcome(request: MemberRequest, pk: int) -> HttpResponse:
    call = fetch_to_edit(Call, request.user, event=pk)
    try:
        written = selecting.tell_outcome(call=call, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
    else:
        send_soon()
        messages.success(request, _mails(written))
    return redirect("programmes:event-selection", pk=pk)


def _mails(written: int) -> str:
    text = ngettext("%(count)d mail stands in the outbox.", "%(count)d mails stand in the outbox.", written)
    return text % {"count": written} if written else _("No mail was written: there is nothing new to say.")


@requires(Permission.EDIT_EVENTS)
def invitation_seats(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    call = fetch_to_edit(Call, request.user, event=pk)
    invitation = get_object_or_404(call.invitations.select_related("administration"), pk=row)
    initial = {"version": invitation.version, "seats": invitation.seats}
    form = SeatsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        invitation.version, invitation.seats = form.cleaned_data["version"], form.cleaned_data["seats"]
        try:
            inviting.save_seats(invitation=invitation, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Invitation.objects.get(pk=row).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:event-call", pk=pk)
    context = {"event": call.event, "invitation": invitation, "form": form}
    return render(
        request, "programmes/invitation_seats.html", context | {"closed": closed_period_of(call.event)}
    )


@requires(Permission.EDIT_EVENTS)
def event_selection(request: MemberRequest, pk: int) -> HttpResponse:
    call = fetch_to_edit(Call, request.user, event=pk)
    rows = selecting.choosable(call.event)
    choices = [(state, state.label) for state in selecting.CHOICES]
    page = page_of(rows, request, per_page=CHOSEN_AT_ONCE)
    shown = list(page)
    form = SelectionForm(request.POST or None, rows=shown, choices=choices)
    exceeded: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        changed = form.choose()
        if "count" not in request.POST:
            try:
                number = selecting.choose(
                    call=call,
                    changed=changed,
                    reason_for_more=form.cleaned_data["reason_for_more"],
                    by=at_the_page(request),
                )
            except selecting.SeatsExceeded as error:
                exceeded = error.sentences
            except REFUSALS as error:
                refuse(form, error)
            else:
                text = ngettext("%(count)d row changed.", "%(count)d rows changed.", number)
                messages.success(request, text % {"count": number})
                there = reverse("programmes:event-selection", args=[pk])
                return redirect(f"{there}?page={page.number}" if page.number > 1 else there)
    _log(request, call.event, shown)
    balance = selecting.balance_of(call, rows)
    context: dict[str, Any] = {"event": call.event, "call": call, "form": form, "page": page}
    context |= {"exceeded": exceeded, "balance": balance, "over": balance.exceeded()}
    context["closed"] = closed_period_of(call.event)
    return render(request, "programmes/event_selection.html", context)


def _log(request: MemberRequest, event: Event, rows: Sequence[Any]) -> None:
    people = len({row.person_id for row in rows})
    was_read(f"{event}: nominees", people=people, reader=request.user, door=Door.PAGE)
