"""The certification of a participant: given, or taken back."""

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
from office.audit import was_read
from office.choices import Door
from programmes.forms.states import ReasonForm
from trainers.actions import certifying as actions
from trainers.forms.participants import CertifyEverybodyForm, CertifyForm
from trainers.forms.refusing import REFUSALS
from trainers.models import Cohort, CohortParticipant, progress_of


@requires(Permission.EDIT_EVENTS)
def cohort_certify(request: MemberRequest, pk: int) -> HttpResponse:
    cohort = fetch_to_edit(Cohort, request.user, pk=pk)
    form = CertifyEverybodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day, today = form.cleaned_data["certified_on"], timezone.localdate()
        try:
            certified = actions.certify_everybody(
                cohort=cohort, certified_on=day, today=today, by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            text = ngettext(
                "%(count)d person is certified.", "%(count)d people are certified.", len(certified)
            )
            messages.success(request, text % {"count": len(certified)})
            return redirect(cohort)
    lines = actions.waiting(cohort)
    was_read(f"{cohort}: to certify", people=len(lines), reader=request.user, door=Door.PAGE)
    complete = [line for line in lines if line.expected and not line.missing]
    others = [line for line in lines if line not in complete]
    context = {"cohort": cohort, "form": form, "complete": complete, "others": others}
    return render(request, "trainers/cohort_certify.html", context)


@requires(Permission.EDIT_EVENTS)
def participant_certify(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participant = fetch_to_edit(CohortParticipant, request.user, pk=row, cohort=pk)
    was_read(f"{participant.cohort}: participant", people=1, reader=request.user, door=Door.PAGE)
    initial = {
        "version": participant.version,
        "certified_on": participant.certified_on,
        "exception": participant.exception_reason,
    }
    form = CertifyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        participant.version = form.cleaned_data["version"]
        try:
            actions.certify(
                participant=participant,
                certified_on=form.cleaned_data["certified_on"],
                exception=form.cleaned_data["exception"],
                today=timezone.localdate(),
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
            participant = CohortParticipant.objects.get(pk=row)
            renew(form, participant.version)
        else:
            messages.success(request, _("%(name)s is certified.") % {"name": participant})
            return redirect("trainers:cohort-page", pk=pk)
    (line,) = progress_of(participant.cohort, [participant]).lines
    context = {"cohort": participant.cohort, "participant": participant, "line": line, "form": form}
    context["back"] = ReasonForm()
    return render(request, "trainers/participant_certify.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def certificate_take_back(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    participant = fetch_to_edit(CohortParticipant, request.user, pk=row, cohort=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the certification is taken back."))
        return redirect("trainers:participant-certify", pk=pk, row=row)
    try:
        actions.take_back(
            participant=participant,
            today=timezone.localdate(),
            by=at_the_page(request, form.cleaned_data["reason"]),
        )
    except REFUSALS as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, _("The certification is taken back."))
    return redirect("trainers:cohort-page", pk=pk)
