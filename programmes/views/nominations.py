"""What an administration does with a call it is sent: nominate, put in order, withdraw."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import requires
from members.actions.register import PersonEntry
from members.choices import Permission
from members.models import Person
from office.audit import was_read
from office.choices import Door
from programmes.actions import nominating
from programmes.choices import EventRole
from programmes.forms.calls import NomineeForm, RankForm, WithdrawForm
from programmes.forms.refusing import REFUSALS, in_words, refuse
from programmes.http import MemberRequest, at_the_page
from programmes.models import Invitation, Participation
from sheets.text import fold

MOST_FOUND = 30  # people of a register shown at once


@require_safe
@requires(Permission.NOMINATE)
def invitation_page(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _own(request, pk)
    return _page(request, invitation, RankForm(nominees=list(_nominees(invitation))))


@require_POST
@requires(Permission.NOMINATE)
def invitation_rank(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _own(request, pk)
    form = RankForm(request.POST, nominees=list(_nominees(invitation)))
    if form.is_valid():
        try:
            nominating.put_in_order(
                invitation=invitation, rows=form.rows, now=timezone.now(), by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The order is saved."))
            return redirect(invitation)
    return _page(request, invitation, form)


def _page(request: MemberRequest, invitation: Invitation, form: RankForm) -> HttpResponse:
    event = invitation.call.event
    rows = event.participations.nominated_by(invitation.administration).select_related("person").by_rank()
    by_key = {row.pk: form[name] for name, row in form.nominees.items()}
    _log(request, invitation, people=len(rows))
    context = {
        "event": event,
        "call": invitation.call,
        "invitation": invitation,
        "lines": [(row, by_key.get(row.pk), row.state in nominating.WITHDRAWABLE) for row in rows],
        "form": form,
        "is_open": invitation.is_open_at(timezone.now()),
    }
    return render(request, "programmes/invitation_page.html", context)


@requires(Permission.NOMINATE)
def invitation_nominate(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _own(request, pk)
    sent = request.POST if request.method == "POST" and "person" not in request.POST else None
    form = NomineeForm(sent, invitation=invitation, account=request.user)
    if request.method == "POST":
        person = form.person if sent is not None and form.is_valid() else _of_register(request, invitation)
        if person is not None and _is_nominated(request, invitation, person, form):
            messages.success(request, _("%(name)s is nominated.") % {"name": person})
            return redirect(invitation)
    words = request.GET.get("q", "")[:100].replace("\0", "")
    found = list(_register(request, invitation, words)[: MOST_FOUND + 1])
    _log(request, invitation, people=len(found[:MOST_FOUND]) + len(form.candidates))
    context = {
        "event": invitation.call.event,
        "invitation": invitation,
        "form": form,
        "words": words,
        "found": found[:MOST_FOUND],
        "more": len(found) > MOST_FOUND,
        "is_open": invitation.is_open_at(timezone.now()),
    }
    return render(request, "programmes/invitation_nominate.html", context)


def _is_nominated(
    request: MemberRequest, invitation: Invitation, person: PersonEntry, form: NomineeForm
) -> bool:
    by = at_the_page(request)
    try:
        nominating.nominate(invitation=invitation, person=person, now=timezone.now(), by=by)
    except REFUSALS as error:
        if form.is_bound:
            refuse(form, error)
        else:
            messages.error(request, in_words(error))
        return False
    return True


def _register(request: MemberRequest, invitation: Invitation, words: str) -> QuerySet[Person]:
    """Return people ever posted with the administration who are not on the event's list as participants."""
    listed = invitation.call.event.participations.filter(role=EventRole.PARTICIPANT).exclude(state="DECLINED")
    people = Person.objects.visible_to(request.user).filter(
        postings__organisation=invitation.administration_id
    )
    if fold(words):
        people = people.called(words)
    return people.exclude(pk__in=listed.values("person")).distinct().by_name()


def _of_register(request: MemberRequest, invitation: Invitation) -> PersonEntry | None:
    """Return the person of the register whose button was pressed, in their latest position."""
    pk = request.POST.get("person", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    person = get_object_or_404(_register(request, invitation, ""), pk=int(pk))
    postings = person.postings.filter(organisation=invitation.administration_id)
    latest = postings.order_by("starts_on", "pk").last()
    return PersonEntry(
        family_name=person.family_name,
        given_names=person.given_names,
        organisation=invitation.administration,
        position=latest.position if latest else "",
        known=person,
    )


@requires(Permission.NOMINATE)
def nominee_withdraw(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    invitation = _own(request, pk)
    rows = invitation.call.event.participations.nominated_by(invitation.administration)
    participation = get_object_or_404(rows.select_related("person", "event"), pk=row)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            nominating.withdraw(participation=participation, by=by)
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("%(name)s is withdrawn.") % {"name": participation.person})
            return redirect(invitation)
    _log(request, invitation, people=1)
    context = {"event": participation.event, "invitation": invitation, "participation": participation}
    return render(request, "programmes/nominee_withdraw.html", context | {"form": form})


def _own(request: MemberRequest, pk: int) -> Invitation:
    """Return the invitation for which the account may name people; else it does not exist for them."""
    rows: Any = Invitation.objects.editable_by(request.user)
    rows = rows.select_related("call__event__host_country", "administration")
    found: Invitation = get_object_or_404(rows, pk=pk)
    return found


def _nominees(invitation: Invitation) -> QuerySet[Participation]:
    return nominating.nominees_of(invitation).select_related("person")


def _log(request: MemberRequest, invitation: Invitation, *, people: int) -> None:
    was_read(f"{invitation}: nominees", people=people, reader=request.user, door=Door.PAGE)
