"""The pages of every kind of record: its list, one record, entering, changing and removing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office.audit import was_read
from office.choices import Door
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of_many,
    refuses_unknown_filters,
    rest_of,
)
from programmes.kinds.kind import Kind, Part
from programmes.models import Programme

PER_PAGE = 50
MOST_PARTS = 100  # rows of one part on the page of a record


def pages_of(kind: Kind) -> list[URLPattern]:
    """Return the addresses of a kind, each with a view of its own."""
    word = kind.word

    @require_safe
    @everyone_logged_in
    @refuses_unknown_filters(kind.name("list"), kind.title)
    def records(request: MemberRequest) -> HttpResponse:
        return _list(kind, request)

    @require_safe
    @everyone_logged_in
    def record(request: MemberRequest, pk: int) -> HttpResponse:
        return _page(kind, request, pk)

    @requires(Permission.EDIT_EVENTS)
    def new(request: MemberRequest) -> HttpResponse:
        return _form(kind, request, kind.model())

    @requires(Permission.EDIT_EVENTS)
    def edit(request: MemberRequest, pk: int) -> HttpResponse:
        return _form(kind, request, fetch_to_edit(kind.model, request.user, pk=pk))

    @requires(Permission.EDIT_EVENTS)
    def remove(request: MemberRequest, pk: int) -> HttpResponse:
        return _remove(kind, request, fetch_to_edit(kind.model, request.user, pk=pk))

    return [
        path(f"{word}/", records, name=f"{word}-list"),
        path(f"{word}/new/", new, name=f"{word}-new"),
        path(f"{word}/<int:pk>/", record, name=f"{word}-page"),
        path(f"{word}/<int:pk>/change/", edit, name=f"{word}-edit"),
        path(f"{word}/<int:pk>/remove/", remove, name=f"{word}-remove"),
    ]


def _list(kind: Kind, request: MemberRequest) -> HttpResponse:
    rows = kind.rows().visible_to(request.user)
    asked: Any = kind.filters(request.GET, queryset=rows, request=request)
    page = page_of_many(asked.qs, request, per_page=PER_PAGE)
    lines = _lines(kind, page.object_list)
    _log(kind, request, f"list of {kind.word}", len(lines))
    context = {
        "kind": kind,
        "filter": asked,
        "querystring": rest_of(request),
        "page": page,
        "lines": lines,
        "all_url": reverse(kind.name("list")),
        "new_url": reverse(kind.name("new")) if _may_enter(request) else kind.new_for(request.user),
    }
    return render(request, "programmes/kept_list.html", context)


def _page(kind: Kind, request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(kind.rows().visible_to(request.user), pk=pk)
    may_edit = kind.model._default_manager.editable_by(request.user).filter(pk=pk).exists()  # type: ignore[attr-defined]
    _log(kind, request, f"{kind.word} {pk}", 1)
    context = {
        "kind": kind,
        "record": row,
        "parent": getattr(row, kind.parent) if kind.parent else None,
        "facts": list(kind.facts(row)),
        "parts": [_part(part, row, request, may_edit=may_edit) for part in kind.parts],
        "all_url": reverse(kind.name("list")),
        "told_url": reverse(kind.told_at, args=[pk]) if kind.told_at else "",
        "edit_url": reverse(kind.name("edit"), args=[pk]) if may_edit else "",
        "remove_url": reverse(kind.name("remove"), args=[pk]) if may_edit else "",
        "leads": list(kind.leads(row, request.user, may_edit)),
    }
    return render(request, "programmes/kept_page.html", context)


def _part(part: Part, row: Any, request: MemberRequest, *, may_edit: bool) -> dict[str, Any]:
    below = part.kind.rows().visible_to(request.user).filter(**{part.link: row})[:MOST_PARTS]
    address = f"{reverse(part.kind.name('new'))}?{part.link}={row.pk}"
    return {"kind": part.kind, "lines": _lines(part.kind, below), "new_url": address if may_edit else ""}


def _lines(kind: Kind, rows: Any) -> list[tuple[str, list[Any]]]:
    return [(reverse(kind.name("page"), args=[row.pk]), kind.line(row)) for row in rows]


def _form(kind: Kind, request: MemberRequest, record: Any) -> HttpResponse:
    stored, title = record.pk, str(record) if record.pk else ""
    asked = {} if stored else {name: request.GET[name] for name in request.GET}
    about: dict[str, Any] = {"instance": record, "account": request.user, "initial": asked}
    form = kind.form(request.POST or None, **about)
    if request.method == "POST" and form.is_valid():
        try:
            kind.keep(record=form.instance, today=timezone.localdate(), by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, kind.model._default_manager.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(kind.name("page"), form.instance.pk)
    back = reverse(kind.name("page"), args=[stored]) if stored else reverse(kind.name("list"))
    context = {
        "kind": kind,
        "form": form,
        "title": title or kind.new_label,
        "is_new": not stored,
        "back": back,
        "all_url": reverse(kind.name("list")),
    }
    return render(request, "programmes/kept_form.html", context)


def _remove(kind: Kind, request: MemberRequest, record: Any) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind.take_away(record=record, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is removed."))
            return redirect(kind.name("list"))
    context = {
        "kind": kind,
        "form": form,
        "record": record,
        "back": reverse(kind.name("page"), args=[record.pk]),
        "all_url": reverse(kind.name("list")),
    }
    return render(request, "programmes/kept_remove.html", context)


def _may_enter(request: MemberRequest) -> bool:
    return Programme.objects.editable_by(request.user).exists()


def _log(kind: Kind, request: MemberRequest, what: str, people: int) -> None:
    if kind.names_people and people:
        was_read(what, people=people, reader=request.user, door=Door.PAGE)
