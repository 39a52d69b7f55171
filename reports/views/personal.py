"""A person's own data, given on request; and their name erased."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from members.http import MemberRequest, at_the_page
from members.models import Person
from office.audit import ChangedMeanwhile, was_read
from office.choices import Door
from reports.actions.anonymising import CannotAnonymise, anonymise_person
from reports.forms import ErasingForm
from reports.sections.personal import all_about


@require_safe
@requires(Permission.KEEP_PERSONAL_DATA)
def person_data(request: MemberRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    parts = all_about(person)
    was_read(f"person {pk}: all their data", people=1, reader=request.user, door=Door.PAGE)
    return render(request, "reports/person_data.html", {"person": person, "parts": parts})


@require_safe
@requires(Permission.KEEP_PERSONAL_DATA)
def person_data_file(request: MemberRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    parts = [part.to_json() for part in all_about(person)]
    was_read(f"person {pk}: all their data (file)", people=1, reader=request.user, door=Door.PAGE)
    answer = JsonResponse(
        {"person": pk, "parts": parts}, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = f'attachment; filename="person-{pk}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(Permission.KEEP_PERSONAL_DATA)
def person_anonymise(request: MemberRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    was_read(f"person {pk}", people=1, reader=request.user, door=Door.PAGE)
    form = ErasingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = anonymise_person(
                person=person, now=timezone.now(), by=at_the_page(request, form.cleaned_data["reason"])
            )
        except CannotAnonymise as error:
            form.add_error(None, str(error))
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else changed this meanwhile. Look at it again."))
        else:
            count = sum(done.values())
            words = ngettext(
                "The name is erased; it stood in %(count)s place.",
                "The name is erased; it stood in %(count)s places.",
                count,
            )
            messages.success(request, words % {"count": count})
            return redirect(person)
    return render(request, "reports/person_anonymise.html", {"person": person, "form": form})


def _person(request: MemberRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
