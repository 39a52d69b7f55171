"""The roster: who is, or was on a day, accredited to teach; the languages they teach in; the schemes."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse
from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from members.models import Person, Posting
from office.audit import was_read
from office.choices import Door
from programmes.models import Programme
from trainers.actions import roster as actions
from trainers.filters.roster import RosterFilter
from trainers.forms.roster import LanguagesForm
from trainers.models import LedgerLine, Scheme, TeachingLanguage
from trainers.models.roster import Use, serving_on, use_of

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("trainers:trainer-list", gettext_lazy("All trainers"))
def trainer_list(request: MemberRequest) -> HttpResponse:
    lines = LedgerLine.objects.visible_to(request.user)
    found = RosterFilter(request.GET, lines, request=request)
    people = found.in_order(Person.objects.all().filter(pk__in=found.qs.values("person")))
    page = page_of(_with_all_about(people, found), request, per_page=PER_PAGE)
    was_read("the roster of trainers", people=len(page), reader=request.user, door=Door.PAGE)
    uses = use_of([person.pk for person in page])
    context = {
        "filter": found,
        "day": found.day,
        "page": page,
        "rows": [(person, uses.get(person.pk, Use())) for person in page],
        "has_made_up": any(person.is_made_up for person in page),
        "querystring": rest_of(request),
    }
    return render(request, "trainers/trainer_list.html", context)


def _with_all_about(people: Any, found: RosterFilter) -> Any:
    """Fetch with each person what they are accredited for on the day, and where they served."""
    accredited = LedgerLine.objects.accredited_on(found.day).select_related("scheme", "topic").in_order()
    postings = Posting.objects.filter(serving_on(found.day)).select_related("organisation__administration")
    return people.prefetch_related(
        Prefetch("ledger_lines", accredited, to_attr="accreditations"),
        Prefetch("postings", postings.in_order(), to_attr="served"),
        Prefetch("teaching_languages", TeachingLanguage.objects.in_order()),
    )


@require_safe
@everyone_logged_in
def scheme_list(request: MemberRequest) -> HttpResponse:
    schemes = Scheme.objects.visible_to(request.user).select_related("owner", "programme").by_name()
    programmes = set(Programme.objects.visible_to(request.user).values_list("pk", flat=True))
    context = {"schemes": schemes, "programmes": programmes}
    return render(request, "trainers/scheme_list.html", context)


@requires(Permission.KEEP_OFFICERS)
def person_languages(request: MemberRequest, pk: int) -> HttpResponse:
    person = fetch_to_edit(Person, request.user, pk=pk)
    was_read(f"person {pk}", people=1, reader=request.user, door=Door.PAGE)
    form = LanguagesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_languages(
                person=person, languages=form.cleaned_data["languages"], by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("trainers:person-ledger", pk)
    title = _("Languages to teach in")
    return render(request, "trainers/line_form.html", {"form": form, "person": person, "title": title})
