"""One person: their posts and what they took part in; and what a merge of two would change."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members.access import allows, everyone_logged_in, requires
from members.actions.merging import tried
from members.choices import Permission
from members.forms.merging import MergeForm
from members.forms.refusing import REFUSALS, refuse
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Merge, Person, Posting
from office.audit import was_read
from office.choices import Door
from programmes.models import (
    Event,
    Fellowship,
    Mission,
    MissionExpert,
    Participation,
    Programme,
    SupportActivity,
    SupportPerson,
)
from reports.actions.holding import released_about
from reports.sections.merge_effect import counted, merge_effect
from trainers.models import Cohort, CohortParticipant


@require_safe
@everyone_logged_in
def person_page(request: MemberRequest, pk: int) -> HttpResponse:
    reader = request.user
    entry = get_object_or_404(Person.everyone.select_related("merged_into"), pk=pk)
    person = Person.objects.visible_to(reader).filter(pk=entry.survivor.pk).first()
    if person is None:
        raise Http404
    if person.pk != pk:
        return redirect(person, permanent=False)
    was_read(f"person {pk}", people=1, reader=reader, door=Door.PAGE)
    seats, every = _seats(person, reader), Participation.objects.filter(person=person).count()
    postings = Posting.objects.visible_to(reader).filter(person=person)
    may_edit = allows(reader, Permission.EDIT_REGISTER)
    context = {
        "person": person,
        "postings": postings.select_related("organisation__administration").in_order(),
        "sayable": set(
            Posting.objects.editable_by(reader).filter(person=person).values_list("pk", flat=True)
        ),
        "seats": seats,
        "not_shown": every - len(seats),
        "in_cohorts": _in_cohorts(person, reader),
        "fellowships": Fellowship.objects.visible_to(reader).filter(person=person).newest_first(),
        "support": _in_support(person, reader),
        "missions": _on_missions(person, reader),
        "may_edit": may_edit and person.anonymised_at is None,
        "keeps_data": allows(reader, Permission.KEEP_PERSONAL_DATA),
        "merges": _merges(person) if may_edit else [],
    }
    return render(request, "reports/person_page.html", context)


def _seats(person: Person, reader: Any) -> QuerySet[Participation]:
    """Return what the person took part in, latest first, as far as the reader may open the event."""
    programmes = Programme.objects.visible_to(reader).in_order()
    rows = Participation.objects.visible_to(reader).filter(
        person=person, event__in=Event.objects.visible_to(reader).values("pk")
    )
    linked = rows.select_related("event__host_country", "organisation__administration")
    told = linked.prefetch_related(Prefetch("event__programmes", programmes))
    return told.order_by("-event__ends_on", "-event", "pk")


def _in_cohorts(person: Person, reader: Any) -> QuerySet[CohortParticipant]:
    """Return the cohorts the person is or was in, latest first, as far as the reader may open them."""
    rows = CohortParticipant.objects.visible_to(reader).filter(
        person=person, cohort__in=Cohort.objects.visible_to(reader)
    )
    return rows.select_related("cohort", "administration").order_by("-joined_on", "pk")


def _in_support(person: Person, reader: Any) -> QuerySet[SupportPerson]:
    """Return the support activities the person had a part in, as far as the reader may open them."""
    rows = SupportPerson.objects.visible_to(reader).filter(
        person=person, activity__in=SupportActivity.objects.visible_to(reader).values("pk")
    )
    return rows.select_related("activity").newest_first()


def _on_missions(person: Person, reader: Any) -> QuerySet[MissionExpert]:
    """Return the missions the person went on, as far as the reader may open them."""
    rows = MissionExpert.objects.visible_to(reader).filter(
        person=person, mission__in=Mission.objects.visible_to(reader).values("pk")
    )
    return rows.select_related("mission__administration").newest_first()


def _merges(person: Person) -> QuerySet[Merge]:
    return Merge.objects.filter(kept=person).select_related("lost").order_by("-pk")


@require_POST
@requires(Permission.EDIT_REGISTER)
def merge_preview(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    kept, lost = (fetch_to_edit(Person, request.user, pk=each) for each in (pk, other))
    was_read("two people side by side", people=2, reader=request.user, door=Door.PAGE)
    names = {"kept": kept.full_name, "lost": lost.full_name}
    form = MergeForm(request.POST, kept=kept, lost=lost)
    context: dict[str, Any] = {"form": form, "kept": kept, "lost": lost}
    if form.is_valid():
        touched = _touched(kept, lost)
        editions = released_about([kept, lost], request.user)
        before = counted(request.user)
        try:
            with tried(**form.chosen, by=at_the_page(request)):
                after = counted(request.user)
        except REFUSALS as error:
            refuse(form, error)
        else:
            answer = {"effect": merge_effect(before, after), "touched": touched, "editions": editions}
            sent = [(name, value) for name, value in form.data.items() if name in form.fields]
            return render(request, "reports/merge_preview.html", context | answer | names | {"sent": sent})
    return render(request, "members/person_merge.html", context)


def _touched(kept: Person, lost: Person) -> list[tuple[Event, list[Participation]]]:
    """Return the events of the entry that goes, with the lines of both on their lists, latest first."""
    events = Event.objects.filter(participations__person=lost).distinct().newest_first()
    rows = Participation.objects.filter(person__in=[kept, lost]).select_related("person").order_by("pk")
    linked = events.prefetch_related(Prefetch("participations", rows, to_attr="lines"))
    return [(event, event.lines) for event in linked]
