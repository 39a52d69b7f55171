"""Pairs of the register that may be one person: looked at side by side."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import requires
from members.actions import duplicates
from members.choices import Permission
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Merge, Person, Posting
from office.audit import was_read
from office.choices import Door

MOST_PAIRS = 20
MOST_MERGES = 10


@require_safe
@requires(Permission.EDIT_REGISTER)
def duplicate_list(request: MemberRequest) -> HttpResponse:
    people = Person.objects.editable_by(request.user)
    pairs = duplicates.likely_pairs(people, limit=MOST_PAIRS + 1, after=_after(request))
    shown, more = pairs[:MOST_PAIRS], pairs[MOST_PAIRS:]
    postings = Posting.objects.select_related("organisation__administration").in_order()
    ids = {pk for pair in shown for pk in pair.key}
    told = people.prefetch_related(Prefetch("postings", postings))
    known = told.annotate(seats=Count("participations", distinct=True)).in_bulk(ids)
    was_read("pairs that may be one person", people=len(ids), reader=request.user, door=Door.PAGE)
    merges = Merge.objects.filter(split_at=None).select_related("kept", "lost", "created_by")
    context = {
        "pairs": [(known[pair.first_id], known[pair.second_id], pair.reasons) for pair in shown],
        "next": "{}-{}".format(*shown[-1].key) if more else "",
        "merges": merges.order_by("-pk")[:MOST_MERGES],
    }
    return render(request, "members/duplicate_list.html", context)


def _after(request: MemberRequest) -> tuple[int, int]:
    """Return the pair the list goes on behind; anything else asked for is its beginning."""
    first, _dash, second = request.GET.get("after", "")[:40].partition("-")
    if first.isascii() and first.isdecimal() and second.isascii() and second.isdecimal():
        return int(first), int(second)
    return 0, 0


@require_POST
@requires(Permission.EDIT_REGISTER)
def duplicate_not_same(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    first, second = (fetch_to_edit(Person, request.user, pk=each) for each in (pk, other))
    if first == second:
        messages.error(request, _("These are one entry already."))
    else:
        duplicates.say_not_same(first=first, second=second, by=at_the_page(request))
        messages.success(
            request,
            _("%(first)s and %(second)s are two people: they will not be shown as a pair again.")
            % {"first": first, "second": second},
        )
    return redirect("members:duplicate-list")
