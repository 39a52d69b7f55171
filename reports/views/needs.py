"""Needs and offers beside each other, and what was delivered since."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from members.models import Account
from programmes.http import MemberRequest
from programmes.models import Need, Offer, Programme
from reports.asking import asked_in, one_of
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS
from reports.sections.headline import definitions_block
from reports.sections.needs import balance_of, by_topic, by_whom
from reports.views.refusing import refuses_unknown


@require_safe
@everyone_logged_in
@refuses_unknown
def need_matrix(request: MemberRequest) -> HttpResponse:
    programmes = _with_needs(request.user)
    asked = asked_in(request.GET, {"programme"})
    chosen = one_of(programmes, "programme", asked["programme"][0]) if asked else None
    programme = chosen or next(iter(programmes.values()), None)
    context: dict[str, Any] = {
        "programme": programme,
        "choices": [(code, each, each == programme) for code, each in programmes.items()],
    }
    if programme is not None:
        balance = balance_of(programme, reader=request.user, today=timezone.localdate())
        context["sections"] = [by_topic(balance), by_whom(balance)]
        context["definition"] = definitions_block([EVENTS_HELD, PARTICIPATIONS])
    return render(request, "reports/need_matrix.html", context)


def _with_needs(reader: Account) -> dict[str, Programme]:
    """Return by code the programmes in which something was asked for or offered that the reader may count."""
    needs = Need.objects.countable_for(reader).values("programme")
    offers = Offer.objects.countable_for(reader).values("programme")
    seen = Programme.objects.visible_to(reader).filter(Q(pk__in=needs) | Q(pk__in=offers))
    return {each.code: each for each in seen.in_order()}
