"""The stages of a cohort: planned, entered, changed, and who came to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.access import requires
from members.choices import Permission
from members.forms.refusing import in_words, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit
from office.audit import ChangedMeanwhile, was_read
from office.choices import Door
from trainers.actions import participants as people
from trainers.actions import stages as actions
from trainers.forms.refusing import REFUSALS
from trainers.forms.stages import StageForm, StageMarksForm
from trainers.models import Cohort, CohortParticipant, CohortStage, progress_of


@require_POST
@requires(Permission.EDIT_EVENTS)
def stages_plan(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    try:
        made = actions.plan_stages(cohort=cohort, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
    else:
        text = ngettext("%(count)d stage made.", "%(count)d stages made.", len(made))
        messages.success(request, text % {"count": len(made)})
    return redirect(cohort)


@requires(Permission.EDIT_EVENTS)
def stage_new(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    last = cohort.stages.order_by("-position").first()
    return _entered(request, CohortStage(cohort=cohort, position=last.position + 1 if last else 1))


@requires(Permission.EDIT_EVENTS)
def stage_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    return _entered(request, fetch_to_edit(CohortStage, request.user, pk=row, cohort=pk))


def _entered(request: MemberRequest, stage: CohortStage) -> HttpResponse:
    if request.method == "POST" and "remove" in request.POST and stage.pk is not None:
        return _removed(request, stage)
    title = stage.title
    form = StageForm(request.POST or None, instance=stage, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_stage(stage=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if stage.pk:
                renew(form, CohortStage.objects.get(pk=stage.pk).version)
        else:
            messages.success(request, _("Saved."))
            if "another" in request.POST:
                return redirect("trainers:stage-new", pk=stage.cohort_id)
            return redirect(stage.cohort)
    context = {"cohort": stage.cohort, "stage": stage if stage.pk else None, "title": title, "form": form}
    return render(request, "trainers/stage_form.html", context)


def _removed(request: MemberRequest, stage: CohortStage) -> HttpResponse:
    try:
        actions.remove_stage(stage=stage, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
        return redirect("trainers:stage-edit", pk=stage.cohort_id, row=stage.pk)
    messages.success(request, _("The stage is removed."))
    return redirect(stage.cohort)


@requires(Permission.EDIT_EVENTS)
def stage_attendance(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    stage = fetch_to_edit(CohortStage, request.user, pk=row, cohort=pk)
    rows = CohortParticipant.objects.visible_to(request.user).filter(cohort=pk)
    seen = rows.select_related("person", "administration", "first_stage").in_order()
    lines = progress_of(stage.cohort, seen).lines
    form = StageMarksForm(request.POST or None, stage=stage, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.record_attendance(
                stage=stage, marks=form.marks, today=timezone.localdate(), by=at_the_page(request)
            )
        except ChangedMeanwhile:
            form.tell_of_change(stage)
        except REFUSALS as error:
            refuse(form, error)
        else:
            text = ngettext("%(count)d answer changed.", "%(count)d answers changed.", changed)
            messages.success(request, text % {"count": changed})
            return redirect(stage.cohort)
    was_read(f"{stage.cohort}: attendance", people=len(form.lines), reader=request.user, door=Door.PAGE)
    context = {"cohort": stage.cohort, "stage": stage, "form": form}
    return render(request, "trainers/stage_attendance.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def stage_take(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    stage = fetch_to_edit(CohortStage, request.user, pk=row, cohort=pk)
    try:
        added, outside = people.take_over(stage=stage, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
    else:
        text = ngettext(
            "%(count)d person joined the cohort.", "%(count)d people joined the cohort.", len(added)
        )
        messages.success(request, text % {"count": len(added)})
        if outside:
            text = ngettext(
                "%(count)d person was left out: their administration is not in the group.",
                "%(count)d people were left out: their administrations are not in the group.",
                outside,
            )
            messages.warning(request, text % {"count": outside})
    return redirect(stage.cohort)
