"""Cohorts: the list, the page that shows how one stands, and one entered, changed or removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import in_words, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from office.audit import was_read
from office.choices import Door
from programmes.forms.states import ReasonForm
from programmes.models import Event
from programmes.models.agreements import smallest_told_to
from trainers.actions import cohorts as actions
from trainers.filters.cohorts import CohortFilter
from trainers.forms.cohorts import CohortForm
from trainers.forms.refusing import REFUSALS
from trainers.models import Cohort, Progress, certified_as_told, progress_for

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("trainers:cohort-list", gettext_lazy("All cohorts"))
def cohort_list(request: MemberRequest) -> HttpResponse:
    cohorts = Cohort.objects.visible_to(request.user).with_participants().select_related("programme")
    rows = cohorts.prefetch_related("topics").latest_first()
    asked = CohortFilter(request.GET, queryset=rows, request=request)
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    context = {
        "filter": asked,
        "page": page,
        "querystring": rest_of(request),
        "may_enter": allows(request.user, Permission.EDIT_EVENTS),
    }
    return render(request, "trainers/cohort_list.html", context)


@require_safe
@everyone_logged_in
def cohort_page(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Cohort.objects.visible_to(request.user).select_related("programme", "phase__programme")
    cohort = get_object_or_404(seen, pk=pk)
    counted, shown = _progress(request, cohort)
    events = Event.objects.visible_to(request.user).filter(cohort_stages__cohort=cohort)
    context = {
        "cohort": cohort,
        "group": cohort.administrations.select_related("administration").order_by(
            "administration__member_name", "pk"
        ),
        "progress": shown,
        "shown_keys": {line.participant.pk for line in shown.lines},
        "not_shown": len(counted.lines) - len(shown.lines),
        "open_events": set(events.values_list("pk", flat=True)),
        "has_made_up": counted.has_made_up,
        "curve": counted.curve(),
        "curves": counted.curves(),
        "certified": certified_as_told(counted, shown, smallest=_smallest(request)),
        "next_stage": counted.next_stage(timezone.localdate()),
        "may_edit": Cohort.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "trainers/cohort_page.html", context)


def _smallest(request: MemberRequest) -> int:
    """Return from how many people on the reader is told what is said of them without their names."""
    own = request.user.organisation_id
    return smallest_told_to([own] if own else [], timezone.localdate())


def _progress(request: MemberRequest, cohort: Cohort) -> tuple[Progress, Progress]:
    """Return the progress of all, for numbers alone, and of those whose names are shown; that is logged."""
    counted, shown = progress_for(cohort, request.user)
    was_read(f"{cohort}: participants", people=len(shown.lines), reader=request.user, door=Door.PAGE)
    return counted, shown


@require_safe
@everyone_logged_in
def cohort_expected(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=pk)
    counted, shown = _progress(request, cohort)
    stage = counted.next_stage(timezone.localdate())
    context: dict[str, Any] = {"cohort": cohort, "stage": stage, "lines": [], "not_shown": 0}
    context["has_made_up"] = counted.has_made_up
    if stage is not None:
        context["lines"] = [line for line in shown.lines if line.at(stage).is_expected]
        expected = sum(line.at(stage).is_expected for line in counted.lines)
        context["not_shown"] = expected - len(context["lines"])
    return render(request, "trainers/cohort_expected.html", context)


@requires(Permission.EDIT_EVENTS)
def cohort_new(request: MemberRequest) -> HttpResponse:
    return _entered(request, Cohort())


@requires(Permission.EDIT_EVENTS)
def cohort_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _entered(request, fetch_to_edit(Cohort, request.user, pk=pk))


def _entered(request: MemberRequest, cohort: Cohort) -> HttpResponse:
    title = cohort.title
    form = CohortForm(request.POST or None, instance=cohort, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_cohort(cohort=form.instance, topics=form.topics, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if cohort.pk:
                renew(form, Cohort.objects.get(pk=cohort.pk).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    context = {"cohort": cohort if cohort.pk else None, "title": title, "form": form}
    return render(request, "trainers/cohort_form.html", context)


@requires(Permission.EDIT_EVENTS)
def cohort_remove(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = cohort.title
        try:
            actions.remove_cohort(cohort=cohort, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("“%(cohort)s” is removed.") % {"cohort": title})
            return redirect("trainers:cohort-list")
    return render(request, "trainers/cohort_remove.html", {"cohort": cohort, "form": form})
