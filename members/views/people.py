"""People of the register: the list, and one corrected."""

import datetime as dt

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.actions import posting
from members.choices import Permission
from members.filters import PersonFilter
from members.forms.people import PersonForm
from members.forms.refusing import REFUSALS, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from members.models import Person, Posting
from office.audit import was_read
from office.choices import Door

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("members:person-list", gettext_lazy("Everybody"))
def person_list(request: MemberRequest) -> HttpResponse:
    postings = Posting.objects.select_related("organisation__administration").in_order()
    people = Person.objects.visible_to(request.user).by_name()
    found = PersonFilter(
        request.GET, people.prefetch_related(Prefetch("postings", postings)), request=request
    )
    page = page_of(found.qs, request, per_page=PER_PAGE)
    was_read("people of the register", people=len(page), reader=request.user, door=Door.PAGE)
    today = timezone.localdate()
    context = {
        "filter": found,
        "page": page,
        "lines": [(person, _latest(person, today)) for person in page],
        "querystring": rest_of(request),
        "may_edit": allows(request.user, Permission.EDIT_REGISTER),
    }
    return render(request, "members/person_list.html", context)


def _latest(person: Person, today: dt.date) -> list[Posting]:
    """Return the postings that are not over; where all are, the latest."""
    every = list(person.postings.all())
    return [each for each in every if not each.is_over(today)] or every[:1]


@requires(Permission.EDIT_REGISTER)
def person_edit(request: MemberRequest, pk: int) -> HttpResponse:
    person = fetch_to_edit(Person, request.user, pk=pk)
    was_read(f"person {pk}", people=1, reader=request.user, door=Door.PAGE)
    name = person.full_name
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        try:
            posting.save_person(person=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Person.objects.get(pk=pk).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(person)
    return render(request, "members/person_edit.html", {"person": person, "name": name, "form": form})
