"""Cascade training: listed, reported, changed; whom it taught; its signed list."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from members.models import Person
from office.audit import was_read
from office.choices import Door
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    page_of_many,
    refuses_unknown_filters,
    rest_of,
    takes_file,
)
from programmes.views.files import download
from trainers.actions import cascade
from trainers.filters.teaching import CascadeFilter
from trainers.forms.cascade import MOST_BYTES, CascadeForm, SignedListForm, TaughtForm
from trainers.models import CascadePerson, CascadeTraining, LedgerLine, SignedList
from trainers.sections.branches import branches_of

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("trainers:cascade-list", gettext_lazy("All cascade trainings"))
def cascade_list(request: MemberRequest) -> HttpResponse:
    asked: Any = SimpleLazyObject(partial(_filter, request))
    page = page_of_many(asked.qs, request, per_page=PER_PAGE)
    _log(request, "cascade trainings", people=len({row.trainer_id for row in page}))
    context = {
        "filter": asked,
        "querystring": rest_of(request),
        "page": page,
        "may_report": allows(request.user, Permission.REPORT_CASCADE),
        "may_check": allows(request.user, Permission.VIEW_REGISTER),
    }
    return render(request, "trainers/cascade_list.html", context)


def _filter(request: MemberRequest) -> CascadeFilter:
    return CascadeFilter(request.GET, queryset=_listed(request), request=request)


def _listed(request: MemberRequest) -> QuerySet[CascadeTraining]:
    rows = CascadeTraining.objects.visible_to(request.user).with_alike().with_evidence().newest_first()
    return rows.select_related("trainer", "topic", "organisation__administration", "programme")


@require_safe
@everyone_logged_in
def cascade_training(request: MemberRequest, pk: int) -> HttpResponse:
    training = get_object_or_404(_listed(request), pk=pk)
    named = CascadePerson.objects.visible_to(request.user).filter(training=training)
    page = page_of(named.select_related("person").in_order(), request, per_page=PER_PAGE)
    _log(request, f"cascade training {pk}", people=1 + len(page.object_list))
    seen = CascadeTraining.objects.visible_to(request.user)
    context = {
        "training": training,
        "page": page,
        "signed_list": SignedList.objects.visible_to(request.user)
        .without_content()
        .filter(training=pk)
        .first(),
        "alike": seen.alike(training).select_related("trainer", "topic", "created_by").newest_first(),
        "may_edit": CascadeTraining.objects.editable_by(request.user).filter(pk=pk).exists(),
        "is_accredited": LedgerLine.objects.is_accredited(
            training.trainer, training.topic, training.starts_on
        ),
    }
    return render(request, "trainers/cascade_training.html", context)


@require_safe
@everyone_logged_in
def cascade_tree(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what came of somebody's teaching, as far as the reader may see it."""
    given = CascadeTraining.objects.visible_to(request.user).filter(trainer=OuterRef("pk"))
    readable = Person.objects.visible_to(request.user).values("pk")
    trainer = get_object_or_404(Person.objects.filter(Exists(given) | Q(pk__in=readable)), pk=pk)
    branches, left_out = branches_of(trainer, request.user)
    people = {person.pk for branch in branches for person, _further in branch.learners}
    _log(request, f"what person {pk} taught", people=1 + len(people))
    context = {"trainer": trainer, "branches": branches, "left_out": left_out}
    return render(request, "trainers/cascade_tree.html", context)


@requires(Permission.REPORT_CASCADE)
def cascade_new(request: MemberRequest) -> HttpResponse:
    return _entered(request, CascadeTraining())


@requires(Permission.REPORT_CASCADE)
def cascade_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _entered(request, fetch_to_edit(CascadeTraining, request.user, pk=pk))


def _entered(request: MemberRequest, training: CascadeTraining) -> HttpResponse:
    is_new, title = training.pk is None, str(training) if training.pk else ""
    form = CascadeForm(
        request.POST or None, instance=training, account=request.user, initial=_proposed(request, is_new)
    )
    if request.method == "POST" and form.is_valid():
        try:
            cascade.save_training(training=form.instance, today=timezone.localdate(), by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if not is_new:
                renew(form, CascadeTraining.objects.get(pk=training.pk).version)
        else:
            messages.success(request, _("The training is reported.") if is_new else _("Saved."))
            return redirect(form.instance)
    _log(request, "people called like a trainer", people=len(form.candidates))
    context = {"form": form, "training": None if is_new else training, "title": title}
    return render(request, "trainers/cascade_form.html", context)


def _proposed(request: MemberRequest, is_new: bool) -> dict[str, Any]:  # noqa: FBT001 - of one caller
    """Return what a new form begins with: the own administration, and the trainer asked for."""
    if not is_new:
        return {}
    asked = request.GET.get("trainer", "")
    found = None
    if asked.isascii() and asked.isdecimal() and len(asked) < 12:
        found = Person.objects.visible_to(request.user).filter(pk=int(asked)).first()
    own = request.user.organisation if allows(request.user, Permission.NOMINATE) else None
    return {"trainer_name": found.full_name if found else "", "organisation_name": own}


@requires(Permission.REPORT_CASCADE)
def cascade_remove(request: MemberRequest, pk: int) -> HttpResponse:
    training = fetch_to_edit(CascadeTraining, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        cascade.remove_training(training=training, by=by)
        messages.success(request, _("The training is removed."))
        return redirect("trainers:cascade-list")
    context = {"form": form, "training": training, "named": training.named.count()}
    return render(request, "trainers/cascade_remove.html", context)


@requires(Permission.REPORT_CASCADE)
def cascade_name(request: MemberRequest, pk: int) -> HttpResponse:
    """Put one person after the other on the list of whom the training taught."""
    training = fetch_to_edit(CascadeTraining, request.user, pk=pk)
    form = TaughtForm(
        request.POST or None, account=request.user, initial={"organisation": training.organisation}
    )
    if request.method == "POST" and form.is_valid():
        try:
            cascade.name_person(
                training=training,
                entry=form.entry,
                sector=form.cleaned_data["sector"],
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": form.entry})
            return redirect(
                "trainers:cascade-name" if "another" in request.POST else "trainers:cascade-training", pk
            )
    _log(request, f"cascade training {pk}", people=len(form.candidates))
    context = {"form": form, "training": training, "named": training.named.count()}
    return render(request, "trainers/cascade_name.html", context)


@requires(Permission.REPORT_CASCADE)
def cascade_take_off(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    taught = fetch_to_edit(CascadePerson, request.user, pk=row, training=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cascade.take_off(row=taught, by=at_the_page(request, form.cleaned_data["reason"]))
        messages.success(request, _("%(name)s is off the list.") % {"name": taught.person})
        return redirect(taught.training)
    _log(request, f"cascade training {pk}", people=1)
    return render(request, "trainers/cascade_take_off.html", {"form": form, "taught": taught})


@takes_file(MOST_BYTES + 100_000)
@requires(Permission.REPORT_CASCADE)
def cascade_list_attach(request: MemberRequest, pk: int) -> HttpResponse:
    training = fetch_to_edit(CascadeTraining, request.user, pk=pk)
    form = SignedListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        cascade.attach_list(training=training, name=form.name, content=form.content, by=at_the_page(request))
        messages.success(request, _("The signed list is attached."))
        return redirect(training)
    return render(request, "trainers/cascade_list_attach.html", {"form": form, "training": training})


@require_safe
@everyone_logged_in
def cascade_list_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Give the scan as a download: it is somebody's file, and never shown as a page of the portal."""
    found = get_object_or_404(SignedList.objects.visible_to(request.user), training=pk)
    _log(request, f"signed list of cascade training {pk}", people=found.training.people or 1)
    return download(bytes(found.content), found.name, called=f"signed-list-{pk}")


def _log(request: MemberRequest, what: str, *, people: int) -> None:
    was_read(what, people=people, reader=request.user, door=Door.PAGE)
