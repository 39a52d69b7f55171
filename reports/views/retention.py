"""Who was still in post some time after a training: of every person trained, so on a page of its own."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from programmes.http import MemberRequest
from reports import sections
from reports.asking import UnknownQuestion
from reports.filters import read_question
from reports.http import later_of_records
from reports.indicators.retention import RETENTION
from reports.scope import Scope
from reports.views.refusing import refuses_unknown


@require_safe
@everyone_logged_in
@refuses_unknown
def retention(request: MemberRequest) -> HttpResponse:
    asked = request.GET.copy()
    asked["indicator"] = RETENTION[0].code  # all are told; what may be asked of one may be of the others
    question = read_question(asked, request.user)
    if question.places:
        raise UnknownQuestion("sponsor", _("It is told of programmes, phases, administrations and years."))
    context = {
        "about": question.about,
        "programme": question.scope.programme,
        "administration": question.scope.administration,
        **later_of_records(request, partial(_told, question.scope), "section"),
    }
    return render(request, "reports/retention.html", context)


def _told(scope: Scope) -> dict[str, Any]:
    return {"section": sections.retention(scope)}
