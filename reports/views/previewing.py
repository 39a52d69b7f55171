"""What a submitted report tells of one administration, read by it before others do; and its objection."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from members.access import everyone_logged_in
from members.models import Administration
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page
from reports.actions import objecting
from reports.blocks import Document
from reports.documents.previewing import told_of
from reports.forms import ObjectionForm
from reports.models import Edition, EditionFacts, FrozenEvent, FrozenSeat, Objection
from reports.tasks import wake


@everyone_logged_in
def edition_preview(request: MemberRequest, key: uuid.UUID, iso2: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.select_related("programme", "phase", "donor"), key=key)
    administration = get_object_or_404(Administration, country_id=iso2.upper())
    if not objecting.may_preview(request.user, edition, administration):
        raise Http404
    may_object = objecting.may_object(request.user, edition, administration)
    own = Objection.objects.filter(edition=edition, administration=administration).first()
    form = ObjectionForm(request.POST or None, initial={"text": own.text if own else ""})
    if request.method == "POST":
        if not may_object:
            raise PermissionDenied
        if form.is_valid() and _is_taken(request, edition, administration, form):
            return redirect("reports:edition-preview", key=edition.key, iso2=administration.iso2)
    context = {
        "edition": edition,
        "administration": administration,
        "sections": _told(edition, administration),
        "objection": own,
        "form": form if may_object else None,
    }
    return render(request, "reports/edition_preview.html", context)


def _told(edition: Edition, administration: Administration) -> list[object]:
    facts = EditionFacts.objects.get(edition=edition)
    seats = FrozenSeat.objects.filter(administration=administration.pk, took_part=True)
    rows = facts.seat_ids
    attended = {event for pk, event in seats.values_list("pk", "event") if pk in rows}
    titles = _titles(facts, attended)
    names = {administration.member_name, str(administration)}
    return list(told_of(Document.from_json(edition.document or {}), names, titles))


def _titles(facts: EditionFacts, events: set[int]) -> set[str]:
    kept = facts.event_ids
    rows = FrozenEvent.objects.filter(event__in=events).values_list("pk", "title")
    return {title for pk, title in rows if pk in kept}


def _is_taken(
    request: MemberRequest, edition: Edition, administration: Administration, form: ObjectionForm
) -> bool:
    try:
        job = objecting.object_to(
            edition=edition,
            administration=administration,
            text=form.cleaned_data["text"],
            by=at_the_page(request),
        )
    except REFUSALS as error:
        refuse(form, error)
        return False
    if job is not None:
        wake(job)
        messages.success(request, _("Saved. The report says so now."))
    return True
