"""Who has answered a follow-up survey, and who has not."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from programmes.http import MemberRequest
from programmes.models import Questionnaire, Survey
from reports.blocks import Block
from reports.periods import Period
from reports.scope import Scope
from reports.sections import surveys as told


@require_safe
@everyone_logged_in
def survey_page(request: MemberRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey.objects.visible_to(request.user).select_related("programme"), pk=pk)
    rows = Questionnaire.objects.countable_for(request.user).filter(survey=survey)
    counted = list(rows.select_related("administration", "event", "survey").in_order())
    context = {
        "survey": survey,
        "blocks": _blocks(survey, counted, request.user) if counted else [],
        "may_edit": Survey.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "reports/survey_page.html", context)


def _blocks(survey: Survey, counted: list[Questionnaire], reader: Any) -> list[Block]:
    """Return the numbers for everybody; who answered what for who may see it: of its own, or of all."""
    year = Period(survey.starts_on, survey.ends_on)
    scope = Scope(reader, programme=survey.programme, period=year)
    sees_all = allows(reader, Permission.VIEW_ALL_PROGRAMMES)
    blocks = [*told.response_figures(scope, by_name=sees_all), told.by_workshop(counted)]
    if sees_all:
        blocks += [told.not_answered(counted), *told.response_matrix(counted)]
    else:
        seen = set(Questionnaire.objects.visible_to(reader).values_list("pk", flat=True))
        own = [row for row in counted if row.pk in seen]
        blocks += [told.not_answered(own)] if own else []
    return blocks
