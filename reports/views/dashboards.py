"""Each reader's home, the region, and what a donor's money did."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in, requires
from members.choices import Permission, Role
from members.models import Account, Administration
from programmes.http import MemberRequest, page_of_many
from programmes.models import Event
from reports import sections
from reports.asking import read_year
from reports.blocks import MOST_ROWS_ON_A_PAGE, Narrative, Section
from reports.filters import scope_of
from reports.http import later, later_of_records
from reports.indicators.registry import EVENTS_HELD
from reports.measuring.dimensions import ADMINISTRATION, MODE, PHASE, SPONSOR, TOPIC, YEAR
from reports.models import Edition
from reports.periods import Period
from reports.quantities import shown_number
from reports.scope import Scope
from reports.sections.closing import how_closed
from reports.views.phases import phases_of
from reports.views.refusing import refuses_unknown
from reports.views.released import with_files
from reports.views.schedules import due_lines
from reports.views.work import work_lists
from reports.views.years import in_period, year_choices

MOST_EDITIONS = 12
PAGE = 30


@require_safe
@everyone_logged_in
def home(request: MemberRequest) -> HttpResponse:
    return HOMES[request.user.role](request)


def _secretariat_home(request: MemberRequest) -> HttpResponse:
    context = {
        "may_enter": allows(request.user, Permission.EDIT_EVENTS),
        "editions": with_files(Edition.objects.visible_to(request.user))[:5],
        "due": due_lines(request.user),
        **later_of_records(request, partial(_told_at_home, request.user), "work", "sections", "as_of"),
    }
    return render(request, "reports/home.html", context)


def _told_at_home(reader: Account) -> dict[str, Any]:
    scope = Scope(reader)
    figures = sections.figures_of(scope, YEAR, (YEAR, MODE))
    return {
        "work": work_lists(reader, timezone.localdate()),
        "sections": [sections.key_figures(scope), sections.by_year(scope)],
        "as_of": figures.as_of,
    }


def _focal_point_home(request: MemberRequest) -> HttpResponse:
    administration = _administration_of(request.user)
    if administration is None:
        return _own_events(request)
    return redirect("reports:administration-page", iso2=administration.iso2)


def _administration_of(account: Account) -> Administration | None:
    if account.organisation_id is None:
        return None
    return Administration.objects.filter(pk=account.organisation_id).first()


def _donor_home(request: MemberRequest) -> HttpResponse:
    return redirect("reports:funded")


def _own_events(request: MemberRequest) -> HttpResponse:
    """Show the events the reader took part in, with what they come to."""
    context = later_of_records(request, partial(_own, request), "page", "sections")
    return render(request, "reports/own_events.html", context)


def _own(request: MemberRequest) -> dict[str, Any]:
    scope = scope_of(request.user)
    events = Event.objects.visible_to(request.user).select_related("host_country").newest_first()
    return {
        "page": page_of_many(events, request, per_page=PAGE),
        "sections": [sections.key_figures(scope), sections.definitions(scope)],
    }


HOMES: Mapping[str, Callable[[MemberRequest], HttpResponse]] = {
    Role.ADMINISTRATOR: _secretariat_home,
    Role.OFFICER: _secretariat_home,
    Role.AUDITOR: _secretariat_home,
    Role.FOCAL_POINT: _focal_point_home,
    Role.DONOR: _donor_home,
    Role.MASTER_TRAINER: _own_events,
}


@require_safe
@requires(Permission.COUNT_REGION)
@refuses_unknown
def region(request: MemberRequest) -> HttpResponse:
    period = read_year(request.GET)
    told = later(request, partial(_region, request.user, period), "years", "closed", "sections", "as_of")
    return render(request, "reports/region.html", {"period": period, **told})


def _region(reader: Account, period: Period | None) -> dict[str, Any]:
    everything = Scope(reader)
    scope = in_period(everything, period, YEAR, (YEAR, MODE), splits=(MODE, TOPIC, ADMINISTRATION, SPONSOR))
    return {
        "years": year_choices(everything, period),
        "closed": how_closed(scope),
        "as_of": sections.figures_of(scope).as_of,
        "sections": [
            sections.key_figures(scope),
            sections.by_year(everything),
            sections.by_topic(scope),
            sections.by_mode(scope),
            sections.by_administration(scope),
            sections.by_partner(scope),
            sections.data_notes(scope),
            sections.definitions(scope),
        ],
    }


@require_safe
@everyone_logged_in
@refuses_unknown
def funded(request: MemberRequest) -> HttpResponse:
    if request.user.role != Role.DONOR:
        raise PermissionDenied
    period = read_year(request.GET)
    names = ("has_phases", "years", "closed", "as_of", "money", "sections")
    context = {
        "organisation": request.user.organisation,
        "period": period,
        "editions": with_files(Edition.objects.visible_to(request.user))[:MOST_EDITIONS],
        **later_of_records(request, partial(_funded, request.user, period), *names),
    }
    return render(request, "reports/funded.html", context)


def _funded(donor: Account, period: Period | None) -> dict[str, Any]:
    everything = scope_of(donor)
    splits = (PHASE, TOPIC, MODE, ADMINISTRATION)
    scope = in_period(everything, period, YEAR, (YEAR, MODE), splits=splits)
    phases = list(phases_of(donor).filter(funding__donor=donor.organisation))
    return {
        "has_phases": bool(phases),
        "years": year_choices(everything, period),
        "closed": how_closed(scope),
        "as_of": sections.figures_of(scope).as_of,
        "money": [
            sections.key_figures(scope),
            sections.by_year(everything),
            sections.phases_and_money(phases),
            *filter(None, [sections.spending(scope)]),
            sections.key_figures_by_phase(scope, phases),
        ],
        "sections": [
            sections.by_topic(scope),
            sections.by_mode(scope),
            sections.by_administration(scope),
            *_event_by_event(scope),
            sections.data_notes(scope),
            sections.definitions(scope),
        ],
    }


def _event_by_event(scope: Scope) -> list[Section]:
    """Return the events one by one where a page has room for them: of more, a year is to be chosen."""
    held = sections.figures_of(scope)[EVENTS_HELD].low or 0
    if held <= MOST_ROWS_ON_A_PAGE:
        return [sections.activities(scope)]
    words = _("%(count)s events are too many for one page. Choose a year above, and they are listed.")
    narrative = Narrative("", (words % {"count": shown_number(held)},))
    return [Section(_("Activities"), (narrative,))]
