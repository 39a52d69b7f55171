"""What a figure rests on."""

import datetime as dt
import re
from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from office import audit
from office.choices import Door
from office.keeping import kept
from programmes.choices import EventKind, Level, Mode
from programmes.http import MemberRequest
from reports.asking import UnknownQuestion, one_of
from reports.filters import Question, nameable, read_question, read_split
from reports.http import csv_answer, kept_of_records
from reports.indicators.registry import EVENTS_HELD
from reports.measuring.dimensions import DIMENSIONS
from reports.measuring.measure import measure
from reports.sections.counted import REACH
from reports.sections.evidence import (
    Around,
    Rows,
    all_rows,
    also_for,
    numbers_of,
    reasons_for,
    rows_counted,
    rows_of,
    tells_women,
)
from reports.sections.headline import figures_block
from reports.sections.latest import Cursor
from reports.sections.places import measured, missing_of
from reports.sections.record_rows import UNDATED, records_counted, records_undated
from reports.sections.split_lines import split_lines
from reports.views.refusing import refuses_unknown
from sheets.writing import write_csv

ROWS_ON_A_PAGE = 50
CURSOR = re.compile(r"(undated|\d{4}-\d\d-\d\d)\.(\d{1,18})\.([PHR]?\d{1,18})", re.ASCII)


@require_safe
@everyone_logged_in
@refuses_unknown
def evidence(request: MemberRequest) -> HttpResponse:
    question = read_question(request.GET, request.user, beside=("after", "also", "left_out"))
    around, indicator = Around(question.scope, question.places), question.indicator
    after = _cursor(request.GET)
    figures = measured(question.scope, [indicator], question.places)
    context: dict[str, Any] = {
        "indicator": indicator,
        "about": _in_words(question),
        "scope": question.scope,
        "figure": figures_block(question.scope, figures, indicators=[indicator], linked=False),
        "is_withheld": figures[indicator].is_withheld,
        "shows_women": tells_women(around, indicator),
        "is_first": after is None,
        "querystring": _without(request.GET, "after"),
        "whole": _without(request.GET, "after", "also", "left_out"),
    }
    if not context["is_withheld"]:
        lists = _record_lists if indicator.is_of_records else _lists
        context |= lists(around, question, request, after)
        _log_names(context, question, request.user)
    return render(request, "reports/evidence.html", context)


@require_safe
@everyone_logged_in
@refuses_unknown
def split_file(request: MemberRequest) -> HttpResponse:
    """Answer every group of a split as CSV: figures without anybody's name."""
    asked = request.GET.copy()
    asked["indicator"] = EVENTS_HELD.code  # the file has all figures of reach, not one that is asked for
    question = read_question(asked, request.user, beside=("by",))
    by = read_split(asked, question, request.user)
    if by is None:
        raise UnknownQuestion("by", _("Say by what: %(known)s.") % {"known": ", ".join(DIMENSIONS)})
    figures = measure(question.scope, REACH, by=[by])
    groups = nameable(figures.by(by, missing=missing_of(by)), by, request.user)
    columns, lines = split_lines(figures, groups)
    return csv_answer(write_csv(lines, columns), f"figures-by-{by.code}")


def _lists(
    around: Around, question: Question, request: MemberRequest, after: Cursor | None
) -> dict[str, Any]:
    """Return one group where it is asked for by name; else what is counted, and how much is left out."""
    indicator, params = question.indicator, request.GET
    if reason := params.get("left_out", ""):
        known = {each.code: each for each in reasons_for(around, indicator)}
        chosen = one_of(known, "left_out", reason)
        return {"only": rows_of(around, chosen, most=ROWS_ON_A_PAGE, after=after), "is_counted": False}
    if also := params.get("also", ""):
        known = {each.code: each for each in also_for(around, indicator)}
        chosen = one_of(known, "also", also)
        return {"only": rows_of(around, chosen, most=ROWS_ON_A_PAGE, after=after), "is_counted": True}
    if after is not None:
        return {"counted": rows_counted(around, indicator, most=ROWS_ON_A_PAGE, after=after)}
    # Only numbers are kept: names are read anew each time, and that is logged.
    numbers = kept(kept_of_records(request), partial(numbers_of, around, indicator))
    counted, also_counted, left_out = all_rows(around, indicator, numbers, most=ROWS_ON_A_PAGE)
    return {"counted": counted, "also": also_counted, "left_out": left_out}


def _record_lists(
    around: Around, question: Question, request: MemberRequest, after: Cursor | None
) -> dict[str, Any]:
    """Return the same of records: what is counted, or what no period can place."""
    indicator, params = question.indicator, request.GET
    if params.get("also"):
        raise UnknownQuestion("also", _("Nothing else enters this figure."))
    if reason := params.get("left_out", ""):
        one_of({UNDATED: UNDATED} if question.scope.period else {}, "left_out", reason)
        only = records_undated(around, indicator, most=ROWS_ON_A_PAGE, after=after)
        return {"only": only, "is_counted": False}
    lists: dict[str, Any] = {"counted": records_counted(around, indicator, most=ROWS_ON_A_PAGE, after=after)}
    if after is None and question.scope.period is not None:
        undated = records_undated(around, indicator, most=0)
        lists["left_out"] = [undated] if undated.total else []
    return lists


def _log_names(lists: dict[str, Any], question: Question, reader: Any) -> None:
    shown: list[Rows] = [lists[name] for name in ("counted", "only") if name in lists]
    named = sum(rows.names for rows in shown)
    what = f"evidence of {question.indicator.code}: {question.about}"
    audit.was_read(what, people=named, reader=reader, door=Door.PAGE)


def _cursor(params: QueryDict) -> Cursor | None:
    """Return after which row the page begins; None for the first page."""
    text = params.get("after", "")
    if not text:
        return None
    found = CURSOR.fullmatch(text)
    try:
        day = None if not found or found[1] == "undated" else dt.date.fromisoformat(found[1])
    except ValueError:
        found = None
    if found is None:
        raise UnknownQuestion("after", _("This is no row of a list. Begin with its first page."))
    return Cursor(day, int(found[2]), found[3])


def _in_words(question: Question) -> str:
    scope = question.scope
    words = [(Mode, scope.mode), (Level, scope.level), (EventKind, scope.kind)]
    labels = [str(choices(word).label) for choices, word in words if word]
    return " · ".join([question.about, *labels])


def _without(params: QueryDict, *names: str) -> str:
    rest = params.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()
