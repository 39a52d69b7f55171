"""Results frameworks: where a version stands, and one of its indicators period by period."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from members.models import Account
from programmes.http import MemberRequest
from programmes.models import Framework, ResultIndicator
from reports.filters import scope_of
from reports.http import later_of_records
from reports.sections.one_result import one_result
from reports.sections.results import latest_of, lights_block, notes_of, version_words
from reports.sections.standing import indicators_of, standings


@require_safe
@everyone_logged_in
def framework(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Framework.objects.visible_to(request.user).select_related("programme")
    version = get_object_or_404(rows.newest_first(), pk=pk)
    may_edit = Framework.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {
        "framework": version,
        "about": version_words(version),
        "versions": rows.filter(programme=version.programme).newest_first(),
        "may_edit": may_edit,
        "may_change": may_edit and not version.is_replaced,
        **later_of_records(request, partial(_told, request.user, version), "groups", "lights", "notes"),
    }
    return render(request, "reports/framework.html", context)


def _told(reader: Account, version: Framework) -> dict[str, Any]:
    scope, today = scope_of(reader, programme=version.programme), timezone.localdate()
    indicators = indicators_of(version, scope)
    found = standings(scope, indicators, today)
    lines = {each.indicator.pk: each for many in found.values() for each in latest_of(many)}
    groups: dict[Any, list[Any]] = {}
    for indicator in indicators:
        groups.setdefault(indicator.objective, []).append((indicator, lines.get(indicator.pk)))
    return {
        "groups": list(groups.items()),
        "lights": lights_block(list(lines.values())),
        "notes": notes_of(scope),
    }


@require_safe
@everyone_logged_in
def result(request: MemberRequest, pk: int) -> HttpResponse:
    rows = ResultIndicator.objects.visible_to(request.user).select_related(
        "framework__programme", "objective"
    )
    indicator = get_object_or_404(rows, pk=pk)
    latest = Framework.objects.editable_by(request.user).newest_first().filter(is_replaced=False)
    context = {
        "indicator": indicator,
        "may_edit": ResultIndicator.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_change": latest.filter(pk=indicator.framework_id).exists(),
        **later_of_records(request, partial(_one, request.user, indicator), "section"),
    }
    return render(request, "reports/result.html", context)


def _one(reader: Account, indicator: ResultIndicator) -> dict[str, Any]:
    scope = scope_of(reader, programme=indicator.framework.programme)
    every = [each for each in indicators_of(indicator.framework, scope) if each.pk == indicator.pk]
    lines = standings(scope, every, timezone.localdate()).get(indicator.pk, [])
    return {"section": one_result(scope, every[0], lines)}
