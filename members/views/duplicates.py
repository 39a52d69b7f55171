"""Pairs of the register that may be one person: looked at side by side."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import requires
from members.actions.sameness import SamePerson, say_not_same
from members.choices import Permission
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.matching.pairs import Pair, likely_pairs
from members.models import Merge, Person, Posting
from office.audit import was_read
from office.choices import Door

MOST_PAIRS = 20
MOST_MERGES = 10


@require_safe
@requires(Permission.EDIT_REGISTER)
def duplicate_list(request: MemberRequest) -> HttpResponse:
    people = Person.objects.editable_by(request.user)
    pairs = likely_pairs(people, limit=MOST_PAIRS, after=_after(request))
    postings = Posting.objects.select_related("organisation__administration").in_order()
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    told = people.prefetch_related(Prefetch("postings", postings))
    known = told.annotate(seats=Count("participations", distinct=True)).in_bulk(ids)
    was_read("pairs that may be one person", people=len(ids), reader=request.user, door=Door.PAGE)
    merges = Merge.objects.filter(split_at=None).select_related("kept", "lost", "created_by")
    context = {
        "pairs": [(known[pair.first_id], known[pair.second_id], _in_words(pair)) for pair in pairs],
        "next": _next(pairs),
        "merges": merges.order_by("-pk")[:MOST_MERGES],
    }
    return render(request, "members/duplicate_list.html", context)


def _in_words(pair: Pair) -> str:
    """Return what speaks for one person."""
    return "; ".join(str(reason.label) for reason in pair.reasons)


def _after(request: MemberRequest) -> int:
    """Return the person whose pairs come before the page; anything else asked for is the beginning."""
    asked = request.GET.get("after", "")[:18]
    return int(asked) if asked.isascii() and asked.isdecimal() else 0


def _next(pairs: Sequence[Pair]) -> int | None:
    """Return where the next page begins: with the last person, who may have more pairs, or behind them."""
    if len(pairs) < MOST_PAIRS:
        return None
    first, last = pairs[0].first_id, pairs[-1].first_id
    return last if first == last else last - 1


@require_POST
@requires(Permission.EDIT_REGISTER)
def duplicate_not_same(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    first, second = (fetch_to_edit(Person, request.user, pk=each) for each in (pk, other))
    try:
        say_not_same(person=first, other=second, by=at_the_page(request))
    except SamePerson:
        messages.error(request, _("These are one entry already."))
    else:
        messages.success(
            request,
            _("%(first)s and %(second)s are two people: they will not be shown as a pair again.")
            % {"first": first, "second": second},
        )
    return redirect("members:duplicate-list")
