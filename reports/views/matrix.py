"""Administrations by topics: who was reached about what."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from members.models import Administration
from programmes.http import MemberRequest
from reports.asking import asked_in, one_of, read_year
from reports.http import csv_answer, later
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.definition import Indicator
from reports.scope import Scope
from reports.sections.closing import how_closed
from reports.sections.coverage import Coverage, coverage_lines, coverage_of, coverage_table
from reports.sections.headline import definitions_block
from reports.views.refusing import refuses_unknown
from reports.views.years import year_choices
from sheets.writing import write_csv

ROWS_ON_A_PAGE = 40
FIGURES: dict[str, Indicator] = {each.code: each for each in (PARTICIPATIONS, PEOPLE, EVENTS_HELD)}
ROWS = {"region": _("Members of the region"), "others": _("All others")}
PARAMETERS = ("figure", "rows", "page")


@require_safe
@requires(Permission.COUNT_REGION)
@refuses_unknown
def matrix(request: MemberRequest) -> HttpResponse:
    scope, indicator, rows = _asked(request)
    names = ("years", "closed", "as_of", "page", "table", "definition")
    context: dict[str, Any] = {
        "scope": scope,
        "indicator": indicator,
        "figures": [(code, each, each is indicator) for code, each in FIGURES.items()],
        "choices": [(code, words, code == rows) for code, words in ROWS.items()],
        "querystring": _querystring(request, "page"),
        "without_year": _querystring(request, "page", "year"),
        "without_figure": _querystring(request, "page", "figure"),
        "without_rows": _querystring(request, "page", "rows"),
        **later(request, partial(_told, scope, indicator, rows, request.GET.get("page")), *names),
    }
    return render(request, "reports/matrix.html", context)


def _told(scope: Scope, indicator: Indicator, rows: str, number: str | None) -> dict[str, Any]:
    coverage = coverage_of(scope, indicator)
    lines = _lines(coverage, rows)
    on_a_page = ROWS_ON_A_PAGE if rows == "others" else len(lines) or 1
    page = Paginator(lines, on_a_page).get_page(number)
    return {
        "years": year_choices(Scope(scope.reader), scope.period),
        "closed": how_closed(scope),
        "as_of": coverage.figures.as_of,
        "page": page,
        "table": coverage_table(coverage, list(page.object_list)),
        "definition": definitions_block([indicator]),
    }


@require_safe
@requires(Permission.COUNT_REGION)
@refuses_unknown
def matrix_file(request: MemberRequest) -> HttpResponse:
    """Answer all of it as CSV, whichever rows a page shows."""
    scope, indicator, _rows = _asked(request)
    columns, lines = coverage_lines(coverage_of(scope, indicator))
    year = scope.period.start.year if scope.period else "all-years"
    name = f"administrations-by-topic-{indicator.code}-{year}"
    return csv_answer(write_csv(lines, columns), name)


def _asked(request: MemberRequest) -> tuple[Scope, Indicator, str]:
    period = read_year(request.GET, beside=PARAMETERS)
    asked = asked_in(request.GET, {"year", *PARAMETERS})
    figure = one_of(FIGURES, "figure", asked.get("figure", [PARTICIPATIONS.code])[0])
    rows = asked.get("rows", ["region"])[0]
    one_of(ROWS, "rows", rows)
    return Scope(request.user, period=period), figure, rows


def _lines(coverage: Coverage, rows: str) -> list[Any]:
    """Return the rows asked for: every Member of the region, or all others that anything is recorded of."""
    members = {each.pk: str(each) for each in Administration.objects.of_the_region().by_name()}
    if rows == "region":
        return [coverage.row(pk, name) for pk, name in members.items()]
    return [group for group in coverage.rows if group.key[0] not in members]


def _querystring(request: MemberRequest, *left_out: str) -> str:
    rest = request.GET.copy()
    for name in left_out:
        rest.pop(name, None)
    return rest.urlencode()
