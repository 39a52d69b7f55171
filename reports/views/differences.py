"""What changed between two editions of one report, figure by figure, with the rows that explain it."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from members.access import allows, everyone_logged_in
from members.choices import Permission
from members.models import Administration
from programmes.models import Event
from reports import documents
from reports.choices import RowChange
from reports.models import Edition, FrozenSeat, RecordFact
from reports.models.editions import EditionQuerySet
from reports.sections.differences import ChangedFigure, Difference, difference_of
from reports.sections.differences.events import EventChange
from reports.sections.differences.records import RecordChange
from reports.sections.differences.told import (
    told_by_kind,
    told_events,
    told_record,
    told_records,
    told_rows,
)

PAGE = 50
MOST_REASONS = 20  # of one figure: what is behind the others stands with the events
ROWS = 200
MOST_DIGITS = 18  # of an id


@dataclass(frozen=True, slots=True)
class Line:
    """One changed figure as the page tells it."""

    figure: ChangedFigure
    words: list[str]


@require_safe
@everyone_logged_in
def edition_changes(request: HttpRequest, key: uuid.UUID, other: uuid.UUID | None = None) -> HttpResponse:
    """Show what is different from the edition before, or from another one of the same report."""
    visible = Edition.objects.visible_to(request.user).filter(document__isnull=False)
    edition = get_object_or_404(visible.select_related("programme", "phase", "administration"), key=key)
    others = visible.same_report_as(edition).exclude(pk=edition.pk).select_related("programme", "phase")
    before = get_object_or_404(others, key=other) if other else _before(edition, others)
    context: dict[str, Any] = {"edition": edition, "before": before, "others": others.newest_first()}
    if before is not None:
        with translation.override(edition.language):
            difference = difference_of(documents.frozen_in(before), documents.frozen_in(edition))
            context |= _told(request, difference)
    return render(request, "reports/edition_changes.html", context)


def _before(edition: Edition, others: EditionQuerySet) -> Edition | None:
    """Return the edition it took the place of, or would: the one that is released."""
    if edition.previous_id is not None:
        return others.filter(pk=edition.previous_id).first()
    return others.filter(released_at__isnull=False).exclude(previous=edition).order_by("-released_at").first()


def _told(request: HttpRequest, difference: Difference) -> dict[str, Any]:
    page = Paginator(difference.figures, PAGE).get_page(request.GET.get("page"))
    context = {
        "difference": difference,
        "page": page,
        "lines": [_line(each, difference) for each in page],
        "row_counts": told_rows(difference.row_counts),
        "events": _events(difference),
        "records": _records(request, difference),
        "kinds": list(told_by_kind(_told_by_number(difference), difference.called)),
        "opened": set(),
    }
    if allows(request.user, Permission.VIEW_REGISTER):
        opened = Event.objects.visible_to(request.user).filter(pk__in=list(difference.events))
        context["opened"] = set(opened.values_list("pk", flat=True))
        context |= _rows_of(request, difference)
    return context


def _line(figure: ChangedFigure, difference: Difference) -> Line:
    events = told_events(figure, most=MOST_REASONS)
    return Line(figure, [*events, *told_records(figure, difference.called, most=MOST_REASONS)])


def _records(request: HttpRequest, difference: Difference) -> list[tuple[str, str]]:
    """Return the records that differ and may be named, in words, with an address for who may read them."""
    changes = [each for each in difference.records if each.is_told_apart][:ROWS]
    asked: dict[type[RecordFact], set[int]] = defaultdict(set)
    for change in changes:
        asked[change.facts].add(change.latest.record)
    pages = {
        (facts, row.pk): row.get_absolute_url()
        for facts, ids in asked.items()
        for row in facts.of.objects.visible_to(request.user).filter(pk__in=ids)
        if hasattr(row, "get_absolute_url")
    }
    told = (
        (told_record(each, difference.called), pages.get((each.facts, each.latest.record), ""))
        for each in changes
    )
    return sorted(told)


def _told_by_number(difference: Difference) -> list[RecordChange]:
    return [each for each in difference.records if not each.is_told_apart]


def _events(difference: Difference) -> list[tuple[EventChange, str]]:
    """Return the events of which something differs, with how many rows of each became what."""
    changes = sorted(difference.events.values(), key=lambda each: (each.title, each.event))
    return [(each, told_rows(_counts(each))) for each in changes[:ROWS]]


def _counts(change: EventChange) -> dict[RowChange, int]:
    counts: dict[RowChange, int] = {}
    for lot, tally in change.lots.items():
        if lot.what != RowChange.SAME:
            counts[lot.what] = counts.get(lot.what, 0) + tally.rows
    return counts


def _rows_of(request: HttpRequest, difference: Difference) -> dict[str, Any]:
    """Return the rows of one event one by one, before and after: for who keeps the register alone."""
    asked = request.GET.get("event", "")
    if not asked:
        return {}
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS
    change = difference.events.get(int(asked)) if is_number else None
    if change is None:
        raise Http404
    pairs = difference.pairs_of(change.event)
    keys = [each for pair in pairs for each in pair if each]
    places = {row.administration for row in keys}
    names = Administration.objects.in_bulk([each for each in places if each])
    named = partial(_row, names)
    return {"event": change, "rows": [(named(one), named(two)) for one, two in pairs[:ROWS]]}


def _row(names: dict[int, Administration], row: FrozenSeat | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"seat": row, "administration": names.get(row.administration or 0)}
