"""Members of programmes: listed, entered, and when each source says they joined."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from programmes.actions import membership as actions
from programmes.filters.memberships import MembershipFilter
from programmes.forms.memberships import ClaimForm, MembershipForm, NewMembershipForm
from programmes.http import MemberRequest, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from programmes.models import Contribution, Membership, MembershipClaim, Programme
from programmes.views.entering import entered, removed

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:membership-list", gettext_lazy("All members"))
def membership_list(request: MemberRequest) -> HttpResponse:
    rows = Membership.objects.visible_to(request.user).with_claims().in_order()
    asked = MembershipFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": asked,
        "querystring": rest_of(request),
        "page": page_of(asked.qs, request, per_page=PER_PAGE),
        "may_enter": Programme.objects.editable_by(request.user).exists(),
    }
    return render(request, "programmes/membership_list.html", context)


@require_safe
@everyone_logged_in
def membership_page(request: MemberRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.visible_to(request.user).with_claims(), pk=pk)
    contributions = Contribution.objects.visible_to(request.user).filter(membership=membership)
    context = {
        "membership": membership,
        "claims": MembershipClaim.objects.filter(membership=membership).shown_first(),
        "contributions": contributions.with_paid().newest_first(),
        "may_edit": Membership.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "programmes/membership_page.html", context)


@requires(Permission.EDIT_EVENTS)
def membership_new(request: MemberRequest) -> HttpResponse:
    membership = Membership()
    initial = {"programme": _asked_programme(request)}
    form = NewMembershipForm(request.POST or None, instance=membership, account=request.user, initial=initial)

    def save(*, by: Any) -> None:
        actions.join(membership=form.instance, claim=form.claim, by=by)

    words = _words(_("Enter a member"), "", reverse("programmes:membership-list"))
    return entered(request, form, save, words=words)


@requires(Permission.EDIT_EVENTS)
def membership_edit(request: MemberRequest, pk: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    words = _words(_("Change a membership"), membership)
    words["remove"] = reverse("programmes:membership-remove", args=[pk])
    form = MembershipForm(request.POST or None, instance=membership, account=request.user)
    save = partial(actions.save_membership, membership=form.instance)
    return entered(request, form, save, words=words)


@requires(Permission.EDIT_EVENTS)
def membership_remove(request: MemberRequest, pk: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    words = _words(_("Remove a membership entered by mistake"), membership)
    remove = partial(actions.remove_membership, membership=membership)
    return removed(request, membership, words=words, then="programmes:membership-list", remove=remove)


@requires(Permission.EDIT_EVENTS)
def claim_new(request: MemberRequest, pk: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    return _claimed(request, membership, MembershipClaim(membership=membership))


@requires(Permission.EDIT_EVENTS)
def claim_edit(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    return _claimed(request, membership, get_object_or_404(membership.claims, pk=row))


@requires(Permission.EDIT_EVENTS)
def claim_remove(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    claim = get_object_or_404(membership.claims, pk=row)
    words = _words(_("Remove what a source says"), membership) | {"about": claim.source}
    remove = partial(actions.remove_claim, claim=claim)
    return removed(request, claim, words=words, then=membership, remove=remove)


def _claimed(request: MemberRequest, membership: Membership, claim: MembershipClaim) -> HttpResponse:
    words = _words(_("When a source says it joined"), membership)
    if claim.pk:
        words["remove"] = reverse("programmes:claim-remove", args=[membership.pk, claim.pk])
    form = ClaimForm(request.POST or None, instance=claim)
    save = partial(actions.save_claim, claim=form.instance)
    return entered(request, form, save, words=words, then=membership)


def _asked_programme(request: MemberRequest) -> Programme | None:
    """Return the programme that the address names, where the account works on it."""
    found = Programme.objects.editable_by(request.user)
    return found.filter(code=request.GET.get("programme", "")[:12].replace("\0", "")).first()


def _words(title: str, membership: Any, back: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "kicker": str(membership),
        "trail": [(_("Members"), reverse("programmes:membership-list"))],
        "back": back or membership.get_absolute_url(),
    }
