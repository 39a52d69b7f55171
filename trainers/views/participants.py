"""The participants of a cohort: found in the register and entered, changed, gone."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from members.forms.refusing import in_words, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Person
from office.audit import was_read
from office.choices import Door
from programmes.forms.states import ReasonForm
from programmes.http import takes_file
from programmes.intake.lists.looking import LIMITS
from programmes.intake.lists.subjects import subject_of
from programmes.views.lists import give_workbook, send_page
from trainers.actions import participants as actions
from trainers.forms.participants import LeaveForm, NewParticipantForm, ParticipantForm
from trainers.forms.refusing import REFUSALS
from trainers.models import Cohort, CohortParticipant

MOST_FOUND = 20
LONGEST = 200  # letters of a name searched for


@requires(Permission.EDIT_EVENTS)
def participant_new(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    asked = request.GET.get("q", "").strip()[:LONGEST].replace("\0", "")
    found = _found(request, cohort, asked)
    form = NewParticipantForm(request.POST or None, instance=CohortParticipant(cohort=cohort), found=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_participants(participants=[form.instance], by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(name)s is in the cohort.") % {"name": form.instance})
            page = "participant-new" if "another" in request.POST else "cohort-page"
            return redirect(f"trainers:{page}", pk=pk)
    was_read(f"{cohort}: people to add", people=len(found), reader=request.user, door=Door.PAGE)
    context = {"cohort": cohort, "form": form, "asked": asked, "found": found, "most": MOST_FOUND}
    return render(request, "trainers/participant_new.html", context)


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def participant_list(request: MemberRequest, pk: int) -> HttpResponse:
    return send_page(request, subject_of(fetch_to_edit(Cohort, request.user, pk=pk)))


@require_safe
@requires(Permission.EDIT_EVENTS)
def participant_workbook(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    return give_workbook(request, subject_of(cohort), f"cohort-{pk}-participants")


def _found(request: MemberRequest, cohort: Cohort, asked: str) -> QuerySet[Person]:
    """Return people of the register who are called so; none where nothing is asked."""
    people = Person.objects.visible_to(request.user)
    if not asked:
        return people.none()
    keys = people.called(asked).by_name().values_list("pk", flat=True)[:MOST_FOUND]
    return people.filter(pk__in=list(keys)).prefetch_related("postings__organisation").by_name()


@requires(Permission.EDIT_EVENTS)
def participant_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participant = _of(request, pk, row)
    form = ParticipantForm(request.POST or None, instance=participant)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_participant(participant=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, CohortParticipant.objects.get(pk=row).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("trainers:cohort-page", pk=pk)
    context = {"cohort": participant.cohort, "participant": participant, "form": form}
    return render(request, "trainers/participant_edit.html", context)


@requires(Permission.EDIT_EVENTS)
def participant_leave(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participant = _of(request, pk, row)
    initial = {
        "version": participant.version,
        "left_on": participant.left_on,
        "reason": participant.left_reason,
    }
    form = LeaveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        participant.version = form.cleaned_data["version"]
        left_on, reason = form.cleaned_data["left_on"], form.cleaned_data["reason"]
        try:
            actions.let_leave(
                participant=participant, left_on=left_on, reason=reason, by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
            renew(form, CohortParticipant.objects.get(pk=row).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("trainers:cohort-page", pk=pk)
    context = {"cohort": participant.cohort, "participant": participant, "form": form}
    return render(request, "trainers/participant_leave.html", context)


@requires(Permission.EDIT_EVENTS)
def participant_remove(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participant = _of(request, pk, row)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = at_the_page(request, form.cleaned_data["reason"])
        try:
            actions.remove_participant(participant=participant, by=by)
        except REFUSALS as error:
            form.add_error(None, in_words(error))
        else:
            messages.success(request, _("Taken off the cohort."))
            return redirect("trainers:cohort-page", pk=pk)
    context = {"cohort": participant.cohort, "participant": participant, "form": form}
    return render(request, "trainers/participant_remove.html", context)


def _of(request: MemberRequest, pk: int, row: int) -> CohortParticipant:
    """Return the participant to change; that their name was read is logged."""
    participant = fetch_to_edit(CohortParticipant, request.user, pk=row, cohort=pk)
    was_read(f"{participant.cohort}: participant", people=1, reader=request.user, door=Door.PAGE)
    return participant
