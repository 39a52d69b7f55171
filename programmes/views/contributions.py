"""What the members of a programme share of its costs: listed, entered, and what was paid of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office import audit
from programmes.actions import membership as actions
from programmes.filters.memberships import ContributionFilter
from programmes.forms.memberships import ContributionForm, PaymentForm
from programmes.http import MemberRequest, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from programmes.models import Contribution, ContributionPayment, Membership
from programmes.views.entering import entered, removed

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("programmes:contribution-list", gettext_lazy("All contributions"))
def contribution_list(request: MemberRequest) -> HttpResponse:
    rows = Contribution.objects.visible_to(request.user).with_paid().newest_first()
    rows = rows.select_related("membership__programme", "membership__administration")
    asked = ContributionFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": asked,
        "querystring": rest_of(request),
        "page": page_of(asked.qs, request, per_page=PER_PAGE),
    }
    return render(request, "programmes/contribution_list.html", context)


@require_safe
@everyone_logged_in
def contribution_page(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Contribution.objects.visible_to(request.user).with_paid()
    contribution = get_object_or_404(
        seen.select_related("membership__programme", "membership__administration"), pk=pk
    )
    context = {
        "contribution": contribution,
        "payments": contribution.payments.by_day(),
        "may_edit": Contribution.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "programmes/contribution_page.html", context)


@requires(Permission.EDIT_EVENTS)
def contribution_new(request: MemberRequest, pk: int) -> HttpResponse:
    membership = fetch_to_edit(Membership, request.user, pk=pk)
    contribution = Contribution(membership=membership)
    return _entered(request, contribution, _words(_("Enter a contribution"), membership, membership))


@requires(Permission.EDIT_EVENTS)
def contribution_edit(request: MemberRequest, pk: int) -> HttpResponse:
    contribution = fetch_to_edit(Contribution, request.user, pk=pk)
    words = _words(_("Change a contribution"), contribution, contribution)
    words["remove"] = reverse("programmes:contribution-remove", args=[pk])
    return _entered(request, contribution, words)


@requires(Permission.EDIT_EVENTS)
def contribution_remove(request: MemberRequest, pk: int) -> HttpResponse:
    contribution = fetch_to_edit(Contribution, request.user, pk=pk)
    words = _words(_("Remove a contribution"), contribution, contribution)
    remove = partial(actions.remove_contribution, contribution=contribution)
    return removed(request, contribution, words=words, then=contribution.membership, remove=remove)


@requires(Permission.EDIT_EVENTS)
def payment_new(request: MemberRequest, pk: int) -> HttpResponse:
    contribution = fetch_to_edit(Contribution, request.user, pk=pk)
    form = PaymentForm(request.POST or None, instance=ContributionPayment(contribution=contribution))
    save = partial(actions.save_payment, payment=form.instance, today=timezone.localdate())
    words = _words(_("Enter a payment"), contribution, contribution)
    words["lead"] = _("In %(currency)s, the currency of the contribution.") % {
        "currency": contribution.currency
    }
    return entered(request, form, save, words=words, then=contribution)


@requires(Permission.EDIT_EVENTS)
def payment_remove(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    contribution = fetch_to_edit(Contribution, request.user, pk=pk)
    payment = get_object_or_404(contribution.payments, pk=row)
    words = _words(_("Remove a payment"), contribution, contribution) | {"about": str(payment)}
    return removed(request, payment, words=words, then=contribution)


def _entered(request: MemberRequest, contribution: Contribution, words: dict[str, Any]) -> HttpResponse:
    form = ContributionForm(request.POST or None, instance=contribution)
    return entered(request, form, partial(audit.save, form.instance), words=words)


def _words(title: str, about: Any, back: Any) -> dict[str, Any]:
    return {
        "title": title,
        "kicker": str(about),
        "trail": [(_("Contributions"), reverse("programmes:contribution-list"))],
        "back": back.get_absolute_url(),
    }
