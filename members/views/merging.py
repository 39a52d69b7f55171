"""Two entries become one, and one becomes two again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import requires
from members.actions import merging, splitting
from members.choices import Outcome, Permission, Rejoining
from members.forms.merging import MergeForm, ReasonedForm
from members.forms.refusing import REFUSALS, in_words, refuse
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Merge, MergeLine, NotSame, Person
from office.audit import was_read
from office.choices import Door

ABOUT = ("event", "organisation__administration")  # what a row may be about, in words


@requires(Permission.EDIT_REGISTER)
def person_merge(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    done = Merge.objects.filter(kept=pk, lost=other, split_at=None).first()
    if done is not None:
        return redirect(done)
    kept, lost = (fetch_to_edit(Person, request.user, pk=each) for each in (pk, other))
    was_read("two people side by side", people=2, reader=request.user, door=Door.PAGE)
    form = MergeForm(request.POST or None, kept=kept, lost=lost)
    if request.method == "POST" and form.is_valid():
        try:
            merge = merging.merge_people(**form.chosen, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The two entries are one person now: %(name)s.") % {"name": kept})
            return redirect(merge)
    context = {"form": form, "kept": kept, "lost": lost, "apart": _are_apart(kept, lost)}
    return render(request, "members/person_merge.html", context)


def _are_apart(first: Person, second: Person) -> bool:
    """Test if somebody said that these are two people."""
    low, high = sorted((first.pk, second.pk))
    return NotSame.objects.filter(person=low, other=high).exists()


@require_safe
@requires(Permission.EDIT_REGISTER)
def merge_page(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, "members/merge_page.html", _about(request, pk))


@requires(Permission.EDIT_REGISTER)
def merge_split(request: MemberRequest, pk: int) -> HttpResponse:
    context = _about(request, pk)
    form = ReasonedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            splitting.split_people(merge=context["merge"], now=timezone.now(), by=by)
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("They are two entries again."))
            return redirect(context["merge"])
    return render(request, "members/merge_split.html", context | {"form": form})


def _about(request: MemberRequest, pk: int) -> dict[str, Any]:
    merges = Merge.objects.select_related("kept", "lost", "created_by", "updated_by")
    merge = get_object_or_404(merges, pk=pk)
    was_read(f"merge {merge}", people=2, reader=request.user, door=Door.PAGE)
    every = list(merge.lines.select_related("content_type").order_by("pk"))
    rows = _rows(every)
    lines: list[dict[str, Any]] = [
        {"line": line, "kind": _kind(line), "about": _told(line, rows), "fields": _fields(line)}
        for line in every
    ]
    stayed = [
        each
        for each in lines
        if each["line"].outcome not in {Outcome.NONE, Outcome.RETURNED}
        or each["line"].what == Rejoining.ADDED
    ]
    return {"merge": merge, "lines": lines, "stayed": stayed}


def _kind(line: MergeLine) -> str:
    model = line.content_type.model_class()
    return str(model._meta.verbose_name).capitalize() if model else str(line.content_type)


def _rows(lines: Sequence[MergeLine]) -> dict[tuple[int, int], Any]:
    """Return the rows the lines are about, by kind and number, with what they are about themselves."""
    ids: dict[Any, set[int]] = defaultdict(set)
    for line in lines:
        ids[line.content_type].add(_number(line))
    found: dict[tuple[int, int], Any] = {}
    for kind, numbers in ids.items():
        model: Any = kind.model_class()
        if model is None or model is Person:
            continue
        names = {field.name for field in model._meta.concrete_fields}
        beside = [path for path in ABOUT if path.split("__")[0] in names]
        rows = model._default_manager.select_related(*beside).in_bulk(numbers)
        found |= {(kind.pk, pk): row for pk, row in rows.items()}
    return found


def _number(line: MergeLine) -> int:
    """Return the row a line is about: of one that became one with another, that other."""
    return line.into_id if line.what == Rejoining.FOLDED and line.into_id else line.object_id


def _told(line: MergeLine, rows: Mapping[tuple[int, int], Any]) -> str:
    """Return what a row is about in words: an event, an organisation."""
    if line.content_type.model_class() is Person:
        return ""
    row = rows.get((line.content_type_id, _number(line)))
    if row is None:
        return _("removed since")
    about = getattr(row, "event", None) or getattr(row, "organisation", None) or row
    return str(getattr(about, "called", about))


def _fields(line: MergeLine) -> str:
    model: Any = line.content_type.model_class()
    if model is None:
        return ""
    return ", ".join(str(model._meta.get_field(name).verbose_name) for name in line.fields_kept)
