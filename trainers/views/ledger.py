"""Accreditations of one person: how they stand, every line of the ledger, and a further line."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Person
from office.audit import was_read
from office.choices import Door
from trainers.actions import ledger as actions
from trainers.forms.ledger import LineForm
from trainers.models import LedgerLine, Scheme, TeachingLanguage


@require_safe
@everyone_logged_in
def person_ledger(request: MemberRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(Person.everyone.select_related("merged_into"), pk=pk)
    person = _person(request, entry.survivor.pk)
    if person.pk != pk:
        return redirect("trainers:person-ledger", person.pk)
    return _shown(request, person)


@require_safe
@everyone_logged_in
def own_ledger(request: MemberRequest) -> HttpResponse:
    """The accreditations of the person who is signed in."""
    if request.user.person_id is None:
        raise Http404
    return _shown(request, _person(request, request.user.person_id))


def _shown(request: MemberRequest, person: Person) -> HttpResponse:
    today = timezone.localdate()
    lines = LedgerLine.objects.visible_to(request.user).filter(person=person)
    told = lines.select_related("scheme", "topic", "event", "created_by", "corrects", "corrected_by")
    schemes = set(Scheme.objects.editable_by(request.user).values_list("pk", flat=True))
    languages = TeachingLanguage.objects.visible_to(request.user).filter(person=person)
    context = {
        "person": person,
        "is_own": request.user.person_id == person.pk,
        "standings": [(line, line.status_on(today)) for line in lines.last_on(today).told().by_name()],
        "lines": told.latest_first(),
        "correctable": schemes,
        "may_enter": bool(schemes),
        "languages": languages.in_order(),
        "may_say_languages": _may_say_languages(request.user, person),
        "today": today,
    }
    return render(request, "trainers/person_ledger.html", context)


@requires(Permission.KEEP_ACCREDITATIONS)
def line_new(request: MemberRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = LineForm(request.POST or None, person=person, account=request.user)
    if request.method == "POST" and _is_entered(request, form):
        return redirect("trainers:person-ledger", person.pk)
    return _asked(request, form, person, _("Enter a step"))


@requires(Permission.KEEP_ACCREDITATIONS)
def line_correct(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    line = fetch_to_edit(LedgerLine, request.user, pk=row, person=pk)
    _log(request, line.person)
    form = LineForm(request.POST or None, person=line.person, account=request.user, corrects=line)
    if request.method == "POST" and _is_entered(request, form):
        return redirect("trainers:person-ledger", pk)
    return _asked(request, form, line.person, _("Correct a line"), line=line)


def _is_entered(request: MemberRequest, form: LineForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.enter_line(line=form.instance, today=_latest_today(), by=at_the_page(request))
    except REFUSALS as error:
        refuse(form, error)
        return False
    messages.success(request, _("Entered into the ledger."))
    return True


def _latest_today() -> dt.date:
    """Return the day it is where the day begins first: in Samoa and Tonga it is tomorrow already."""
    return (timezone.now() + dt.timedelta(hours=14)).date()


def _asked(request: MemberRequest, form: LineForm, person: Person, title: str, **about: Any) -> HttpResponse:
    context = {"form": form, "person": person, "title": title, **about}
    return render(request, "trainers/line_form.html", context)


def _person(request: MemberRequest, pk: int) -> Person:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    _log(request, person)
    return person


def _may_say_languages(account: Any, person: Person) -> bool:
    may = allows(account, Permission.KEEP_OFFICERS)
    return may and Person.objects.editable_by(account).filter(pk=person.pk).exists()


def _log(request: MemberRequest, person: Person) -> None:
    was_read(f"person {person.pk}", people=1, reader=request.user, door=Door.PAGE)
