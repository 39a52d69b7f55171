"""The records a figure of deliverables rests on, and those no period can place."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from reports.measuring.definition import Indicator
from reports.sections.evidence import Around, Rows
from reports.sections.latest import Cursor

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in a figure: what the row adds to it, empty where each is one.

    ``who`` is the person a row is about, where its record names people.
    """

    record: Any
    fact: Any
    amount: Any
    who: Any = None


def records_counted(around: Around, indicator: Indicator, *, most: int, after: Cursor | None = None) -> Rows:
    """Return the records that add up to the figure, latest first, from where a page before ended."""
    return _rows(around, indicator, around.all_of(indicator.facts), "", "", most=most, after=after)


def records_undated(around: Around, indicator: Indicator, *, most: int, after: Cursor | None = None) -> Rows:
    """Return the records of the same kind that no period can place."""
    rows = around.scope.undated(indicator.records)
    for place in around.places:
        rows = rows.filter(place.rows(indicator.facts))
    return _rows(around, indicator, rows, UNDATED, _("No day is recorded"), most=most, after=after)


def _rows(
    around: Around, indicator: Indicator, rows: Any, code: str, words: str, *, most: int, after: Cursor | None
) -> Rows:
    counted = rows.filter(indicator.rows)
    kind = indicator.records.of
    readable = counted
    if not around.reads_everything:
        readable = counted.filter(row_id__in=kind.objects.visible_to(around.scope.reader).values("pk"))
    page = readable if after is None else readable.filter(_beyond(after))
    names_people = bool(kind.objects.all().names_people)
    tells_who = names_people and indicator.records.has("person_id")
    if tells_who:
        page = page.select_related("person")
    found = list(_in_order(page)[: most + 1]) if most else []
    shown = found[:most]
    told_with = indicator.records.related
    records = kind.objects.select_related(*told_with) if told_with else kind.objects.all()
    by_id = records.in_bulk([row.row_id for row in shown])
    total = counted.count()
    last = shown[-1] if len(found) > most else None
    return Rows(
        code=code,
        words=words,
        of_events=False,
        of_records=True,
        names_people=names_people,
        total=total,
        shown=total if readable is counted else readable.count(),
        rows=[
            RecordRow(
                by_id[row.row_id],
                row,
                getattr(row, indicator.amount) if indicator.amount else None,
                row.person if tells_who else None,
            )
            for row in shown
        ],
        after=None if last is None else Cursor(last.counts_to, last.row_id, str(last.pk)),
    )


def _in_order(rows: Any) -> Any:
    told = rows.select_related("programme", "administration", "phase")
    return told.order_by(F("counts_to").desc(nulls_last=True), "row_id", "pk")


def _beyond(after: Cursor) -> Q:
    further = Q(row_id__gt=after.event) | Q(row_id=after.event, pk__gt=int(after.pk))
    if after.counts_to is None:
        return Q(counts_to__isnull=True) & further
    same_day = Q(counts_to=after.counts_to) & further
    return same_day | Q(counts_to__lt=after.counts_to) | Q(counts_to__isnull=True)
