"""What a figure rests on."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from office import audit
from office.choices import Door
from programmes.choices import EventKind, Level, Mode
from programmes.http import MemberRequest, page_of
from reports.filters import Question, read_question
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.evidence import Evidence, evidence_of
from reports.sections.headline import figures_block
from reports.views.refusing import refuses_unknown

ROWS_ON_A_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown
def evidence(request: MemberRequest) -> HttpResponse:
    question = read_question(request.GET, request.user, beside=("page",))
    scope, indicator = question.scope, question.indicator
    found = evidence_of(scope, indicator)
    page = page_of(found.rows, request, per_page=ROWS_ON_A_PAGE, count=found.shown)
    _log_names(found, page.object_list, question, request.user)
    figures = measure(scope, [indicator])
    context = {
        "indicator": indicator,
        "about": _in_words(scope),
        "figure": figures_block(scope, figures, indicators=[indicator], linked=False),
        "evidence": found,
        "page": page,
        "querystring": _without_page(request.GET),
    }
    return render(request, "reports/evidence.html", context)


def _log_names(found: Evidence, rows: Any, question: Question, reader: Any) -> None:
    named = 0 if found.of_events else sum(row.is_named for row in rows)
    what = f"evidence of {question.indicator.code}: {question.scope}"
    audit.was_read(what, people=named, reader=reader, door=Door.PAGE)


def _in_words(scope: Scope) -> str:
    words = [(Mode, scope.mode), (Level, scope.level), (EventKind, scope.kind)]
    labels = [str(choices(word).label) for choices, word in words if word]
    return " · ".join([str(scope), *labels])


def _without_page(params: QueryDict) -> str:
    rest = params.copy()
    rest.pop("page", None)
    return rest.urlencode()
