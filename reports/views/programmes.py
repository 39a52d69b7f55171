"""Programmes: the list, and everything the portal holds of one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from members.models import Account
from programmes.http import MemberRequest
from programmes.models import Agreement, Event, Need, Partner, Plan, Programme, Survey
from reports import sections
from reports.asking import read_year
from reports.blocks import Section
from reports.choices import EditionState
from reports.filters import scope_of
from reports.http import later
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import ADMINISTRATION, MODE, PHASE, PROGRAMME, SPONSOR, TOPIC
from reports.models import Edition
from reports.periods import Period
from reports.scope import Scope
from reports.sections.addresses import retention_address
from reports.sections.closing import how_closed
from reports.sections.counted import Nothing
from reports.sections.headline import figures_block
from reports.sections.results import at_a_glance
from reports.views.awaiting import awaited_by
from reports.views.phases import phases_of
from reports.views.refusing import refuses_unknown
from reports.views.released import with_files
from reports.views.years import in_period, year_choices
from trainers.models import Cohort

LISTED = (EVENTS_HELD, PARTICIPATIONS, PEOPLE)
MOST_EVENTS = 10
MOST_AHEAD = 5


@require_safe
@everyone_logged_in
def programme_list(request: MemberRequest) -> HttpResponse:
    context = {
        **later(request, partial(_listed, request.user), "rows"),
        "may_see_periods": allows(request.user, Permission.VIEW_ALL_PROGRAMMES),
    }
    return render(request, "reports/programme_list.html", context)


def _listed(reader: Account) -> dict[str, Any]:
    """Return the programmes the reader may open, each with its main figures."""
    scope = scope_of(reader)
    groups = {group.key[0]: group for group in sections.figures_of(scope, PROGRAMME).by(PROGRAMME)}
    return {
        "rows": [
            (
                each,
                figures_block(
                    scope.narrowed(programme=each), groups.get(each.pk, Nothing()), indicators=LISTED
                ),
            )
            for each in Programme.objects.visible_to(reader).select_related("lead").in_order()
        ]
    }


@require_safe
@everyone_logged_in
@refuses_unknown
def programme_page(request: MemberRequest, code: str) -> HttpResponse:
    visible = Programme.objects.visible_to(request.user).select_related("lead")
    programme = get_object_or_404(visible.annotate(**_has(request.user)), code__iexact=code)
    period = read_year(request.GET, programme)
    events = Event.objects.visible_to(request.user).filter(programmes=programme)
    editions = list(with_files(Edition.objects.visible_to(request.user).filter(programme=programme))[:10])
    names = (
        "now",
        "years",
        "open_or_closed",
        "as_of",
        "about",
        "by_phase",
        "sections",
        "members",
        "still_in_post",
    )
    context = {
        "programme": programme,
        "period": period,
        "events": events.select_related("host_country").newest_first()[:MOST_EVENTS],
        "awaited": awaited_by(request.user, programme=programme),
        "ahead": _ahead(events),
        "editions": editions,
        "latest": next((each for each in editions if each.state == EditionState.RELEASED), None),
        "closed": [(period, getattr(period, "seal", None)) for period in _closed(programme)],
        "may_edit": Programme.objects.editable_by(request.user).filter(pk=programme.pk).exists(),
        **later(request, partial(_told, request.user, programme, period), *names),
    }
    return render(request, "reports/programme_page.html", context)


def _ahead(events: Any) -> Any:
    """Return the next events: by their first day, without a date last."""
    ahead = events.ahead(timezone.localdate()).select_related("host_country")
    return ahead.order_by(F("starts_on").asc(nulls_last=True), "pk")[:MOST_AHEAD]


def _has(reader: Account) -> dict[str, Exists]:
    """Return of which records that have pages of their own the reader may open any, one condition each."""
    kinds: dict[str, Any] = {"cohorts": Cohort, "plans": Plan, "needs": Need, "surveys": Survey}
    return {
        f"has_{name}": Exists(kind.objects.visible_to(reader).filter(programme=OuterRef("pk")))
        for name, kind in kinds.items()
    }


def _delivered(scope: Scope) -> Iterator[Section]:
    """Yield what was delivered beside events, where there is any."""
    for section in (
        sections.by_strand,
        sections.by_component,
        sections.equipment,
        sections.systems,
        sections.operations,
        sections.missions,
        sections.fellowships,
        sections.support,
    ):
        if (made := section(scope)) is not None:
            yield made


def _closed(programme: Programme) -> Any:
    return programme.closed_periods.in_force().select_related("seal").order_by("-ends_on")


def _agreements(reader: Account, programme: Programme) -> Any:
    return Agreement.objects.visible_to(reader).filter(programme=programme)


def _partners(reader: Account, programme: Programme) -> Section | None:
    rows = Partner.objects.visible_to(reader).filter(programme=programme)
    return sections.partners_of(rows, _agreements(reader, programme))


def _promised(reader: Account, programme: Programme) -> Section | None:
    return sections.commitments_of(programme, reader=reader, today=timezone.localdate())


def _told(reader: Account, programme: Programme, period: Period | None) -> dict[str, Any]:
    everything = scope_of(reader, programme=programme)
    year = sections.year_of(everything)
    splits = (PHASE, TOPIC, MODE, ADMINISTRATION, SPONSOR)
    scope = in_period(everything, period, year, (year, MODE), splits=splits)
    phases = list(phases_of(reader).filter(programme=programme))
    today = timezone.localdate()
    now = (
        sections.plan_by_quarter(programme, reader=reader, today=today),
        sections.open_matters(programme, reader=reader, today=today),
    )
    return {
        "now": [each for each in now if each is not None],
        "years": year_choices(everything, period),
        "open_or_closed": how_closed(scope),
        "as_of": sections.figures_of(scope).as_of,
        "still_in_post": retention_address(scope),
        "about": [
            sections.key_figures(scope),
            *([held_to] if (held_to := at_a_glance(everything)) else []),
            sections.by_year(everything),
            *([planned] if (planned := sections.plan_against_delivery(scope)) else []),
            sections.phases_and_money(phases),
            *([agreed] if (agreed := sections.agreements_of(_agreements(reader, programme))) else []),
            *([partners] if (partners := _partners(reader, programme)) else []),
            *([spent] if (spent := sections.spending(scope)) else []),
            *([promised] if (promised := _promised(reader, programme)) else []),
        ],
        "by_phase": sections.key_figures_by_phase(scope, phases) if len(phases) > 1 else None,
        "sections": [
            sections.published_beside_ours(scope),
            sections.by_topic(scope),
            sections.by_mode(scope),
            sections.by_administration(scope),
            sections.by_partner(scope),
            *_delivered(scope),
            *([cascade] if (cascade := sections.cascade(everything)) else []),
            sections.data_notes(scope),
            sections.definitions(scope),
        ],
        "members": sections.members_of(programme, phases),
    }
