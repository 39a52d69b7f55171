"""Cascade training in figures: numbers, for everybody who may count them."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from programmes.http import MemberRequest
from reports.http import later_of_records
from reports.sections.cascade import cascade_in_figures, definition


@require_safe
@everyone_logged_in
def cascade(request: MemberRequest) -> HttpResponse:
    names = ("figures", "sections", "definition")
    context = later_of_records(request, partial(_told, request.user), *names)
    return render(request, "reports/cascade.html", context)


def _told(reader: Any) -> dict[str, Any]:
    figures, sections = cascade_in_figures(reader)
    return {"figures": figures, "sections": sections, "definition": definition()}
