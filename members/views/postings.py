"""Postings of one person: entered, corrected, ended by a move, and who is still in post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import requires
from members.actions import posting as actions
from members.choices import Permission
from members.forms.people import MoveForm, PostingForm, StandingForm
from members.forms.refusing import REFUSALS, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Person, Posting
from office.audit import was_read
from office.choices import Door


@requires(Permission.EDIT_REGISTER)
def posting_new(request: MemberRequest, pk: int) -> HttpResponse:
    person = fetch_to_edit(Person, request.user, pk=pk)
    _log(request, person)
    form = PostingForm(request.POST or None, instance=Posting(person=person), today=timezone.localdate())
    if request.method == "POST" and _is_saved(request, form):
        return redirect(person)
    title = _("Enter a posting")
    return render(request, "members/posting_form.html", {"person": person, "form": form, "title": title})


@requires(Permission.EDIT_REGISTER)
def posting_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    posting = fetch_to_edit(Posting, request.user, pk=row, person=pk)
    _log(request, posting.person)
    form = PostingForm(request.POST or None, instance=posting, today=timezone.localdate())
    if request.method == "POST" and _is_saved(request, form):
        return redirect(posting.person)
    context = {"person": posting.person, "form": form, "title": _("Correct a posting")}
    return render(request, "members/posting_form.html", context)


def _is_saved(request: MemberRequest, form: PostingForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.save_posting(posting=form.instance, by=at_the_page(request))
    except REFUSALS as error:
        refuse(form, error)
        if form.instance.pk:
            renew(form, Posting.objects.get(pk=form.instance.pk).version)
        return False
    messages.success(request, _("Saved."))
    return True


@requires(Permission.EDIT_REGISTER)
def posting_move(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    posting = fetch_to_edit(Posting, request.user, pk=row, person=pk)
    _log(request, posting.person)
    form = MoveForm(request.POST or None, posting=posting)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        posting.version = said.pop("version")
        try:
            actions.record_move(posting=posting, by=at_the_page(request), **said)
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Posting.objects.get(pk=row).version)
        else:
            messages.success(request, _("The move is recorded: one posting has ended, the next has begun."))
            return redirect(posting.person)
    context = {
        "person": posting.person,
        "posting": posting,
        "form": form,
        "title": _("Moved to another post"),
    }
    return render(request, "members/posting_form.html", context)


@requires(Permission.REPORT_MOVES)
def posting_standing(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    posting = fetch_to_edit(Posting, request.user, pk=row, person=pk)
    _log(request, posting.person)
    form = StandingForm(request.POST or None, posting=posting, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        posting.version = form.cleaned_data["version"]
        try:
            actions.say_standing(posting=posting, word=form.word, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Posting.objects.get(pk=row).version)
        else:
            messages.success(request, _("Recorded."))
            return redirect(posting.person)
    context = {"person": posting.person, "posting": posting, "form": form, "title": _("Still in post?")}
    return render(request, "members/posting_form.html", context)


def _log(request: MemberRequest, person: Person) -> None:
    was_read(f"person {person.pk}", people=1, reader=request.user, door=Door.PAGE)
