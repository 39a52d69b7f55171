"""Administrations: the list with their figures, and the dashboard of one."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, requires
from members.choices import Permission, Role
from members.models import Administration, Succession
from programmes.http import MemberRequest
from programmes.models import Event, Headcount, Membership, Participation
from programmes.models.events import EventQuerySet
from reports import sections
from reports.asking import read_year
from reports.http import later
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import ADMINISTRATION, MODE, PROGRAMME, TOPIC, YEAR
from reports.periods import Period
from reports.scope import Scope
from reports.sections.addresses import addresses_of, retention_address
from reports.sections.charts import something
from reports.sections.closing import how_closed
from reports.sections.counted import Nothing
from reports.views.awaiting import awaited_by
from reports.views.refusing import refuses_unknown
from reports.views.years import in_period, year_choices

LISTED = (EVENTS_HELD, PARTICIPATIONS, PEOPLE)
MOST_AHEAD = 20


@require_safe
@requires(Permission.COUNT_REGION)
def administration_list(request: MemberRequest) -> HttpResponse:
    context = {
        "indicators": LISTED,
        "headings": [_("Events attended"), PARTICIPATIONS.name, PEOPLE.name],
        **later(request, partial(_listed, request.user), "members", "others"),
    }
    return render(request, "reports/administration_list.html", context)


def _listed(reader: Any) -> dict[str, Any]:
    """Return members of the region, and others that took part, each with its figures and where they lead."""
    scope = Scope(reader)
    figures = sections.figures_of(scope, ADMINISTRATION)
    groups = {group.key[0]: group for group in something(figures.by(ADMINISTRATION))}
    addresses = addresses_of(scope, [ADMINISTRATION], [(pk,) for pk in groups])
    rows = [
        (
            each,
            may_open(reader, each),
            [
                (groups.get(each.pk, Nothing())[one], addresses(one, (each.pk,)) if each.pk in groups else "")
                for one in LISTED
            ],
        )
        for each in Administration.objects.visible_to(reader).by_name()
    ]
    members = [row for row in rows if row[0].is_member and row[0].wco_region == Administration.ASIA_PACIFIC]
    return {
        "members": members,
        "others": [row for row in rows if row not in members and row[0].pk in groups],
    }


@require_safe
@requires(Permission.COUNT_REGION)
@refuses_unknown
def administration_page(request: MemberRequest, iso2: str) -> HttpResponse:
    with_past = ("country", "succession__predecessor", "succession__successor")
    known = Administration.objects.visible_to(request.user).select_related(*with_past)
    administration = get_object_or_404(known, country=iso2.upper())
    if not may_open(request.user, administration):
        raise Http404
    period = read_year(request.GET)
    ahead = _events_of(administration, Event.objects.visible_to(request.user)).ahead(timezone.localdate())
    preceded = list(administration.preceded.select_related("predecessor", "successor").order_by("pk"))
    make = partial(_told, request.user, administration, period, preceded)
    context = {
        "administration": administration,
        "past": _past(administration, preceded, request.user),
        "may_rename": allows(request.user, Permission.EDIT_ALL_EVENTS),
        "awaited": awaited_by(request.user) if administration.pk == request.user.organisation_id else [],
        "may_keep_officers": allows(request.user, Permission.KEEP_OFFICERS),
        "period": period,
        "ahead": ahead.select_related("host_country").order_by("starts_on", "pk")[:MOST_AHEAD],
        **later(request, make, "years", "closed", "as_of", "figures", "sections", "still_in_post"),
    }
    return render(request, "reports/administration_page.html", context)


def _past(administration: Administration, preceded: list[Succession], reader: Any) -> dict[str, Any]:
    """Return what it was called, what became of it and who became it: each in words, with its record.

    Of another administration the address of its page goes along, where the reader may open that.
    """
    became: Succession | None = getattr(administration, "succession", None)
    named = [
        (sections.name_told(each), each) for each in administration.former_names.order_by("-ends_on", "pk")
    ]
    others = [each.predecessor for each in preceded] + ([became.successor] if became else [])
    links = [each for each in others if may_open(reader, each)]
    return {
        "names": named,
        "became": (sections.became_told(became), became) if became else None,
        "preceded": [(sections.became_told(each), each) for each in preceded],
        "links": links,
    }


def _told(
    reader: Any, administration: Administration, period: Period | None, preceded: list[Succession]
) -> dict[str, Any]:
    everything = Scope(reader, administration=administration)
    trend = (YEAR, (YEAR, MODE), TOPIC, (TOPIC, YEAR))
    scope = in_period(everything, period, *trend, splits=(MODE, PROGRAMME))
    return {
        "years": year_choices(everything, period),
        "closed": how_closed(scope),
        "as_of": sections.figures_of(scope).as_of,
        "still_in_post": retention_address(scope),
        "figures": [
            sections.key_figures(scope),
            sections.by_year(everything),
            sections.by_topic_and_year(everything),
            sections.beside_the_region(scope, Scope(reader, period=period)),
            *([before] if (before := sections.before_it(scope, preceded)) else []),
        ],
        "sections": [
            sections.by_mode(scope),
            sections.by_programme(scope),
            sections.memberships_of(administration),
            sections.regional_roles_of(administration),
            sections.data_notes(scope),
            sections.definitions(scope),
        ],
    }


def may_open(reader: Any, administration: Administration) -> bool:
    """Test if the reader may open the page: the secretariat any, a focal point that of its own."""
    return reader.role != Role.FOCAL_POINT or administration.pk == reader.organisation_id


def _events_of(administration: Administration, events: EventQuerySet) -> EventQuerySet:
    """Keep events of programmes the administration has joined, and those it is on the list of."""
    joined = Membership.objects.filter(administration=administration).values("programme")
    linked = Event.programmes.through.objects.filter(programme__in=joined).values("event")
    named = Participation.objects.filter(organisation=administration).values("event")
    counted = Headcount.objects.filter(organisation=administration).values("event")
    return events.filter(Q(pk__in=linked) | Q(pk__in=named) | Q(pk__in=counted))
