"""The administrations of a cohort's group."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from members.forms.refusing import in_words, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit
from trainers.actions import cohorts as actions
from trainers.forms.cohorts import GroupForm
from trainers.forms.refusing import REFUSALS
from trainers.models import Cohort, CohortAdministration


@requires(Permission.EDIT_EVENTS)
def group_add(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    return _entered(request, CohortAdministration(cohort=cohort))


@requires(Permission.EDIT_EVENTS)
def group_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    return _entered(
        request, get_object_or_404(cohort.administrations.select_related("administration"), pk=row)
    )


def _entered(request: MemberRequest, row: CohortAdministration) -> HttpResponse:
    if request.method == "POST" and "remove" in request.POST and row.pk is not None:
        return _removed(request, row)
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_administration(row=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            if row.pk:
                renew(form, CohortAdministration.objects.get(pk=row.pk).version)
        else:
            messages.success(request, _("%(name)s is in the group.") % {"name": row.administration})
            if "another" in request.POST:
                return redirect("trainers:group-add", pk=row.cohort_id)
            return redirect(row.cohort)
    context = {"cohort": row.cohort, "row": row if row.pk else None, "form": form}
    return render(request, "trainers/group_form.html", context)


def _removed(request: MemberRequest, row: CohortAdministration) -> HttpResponse:
    try:
        actions.remove_administration(row=row, by=at_the_page(request))
    except REFUSALS as error:
        messages.error(request, in_words(error))
        return redirect("trainers:group-edit", pk=row.cohort_id, row=row.pk)
    messages.success(request, _("%(name)s is no longer in the group.") % {"name": row.administration})
    return redirect(row.cohort)
