"""The whole audit trail, and who read personal data: pages and files for administrators and auditors."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members.access import requires
from members.choices import Permission
from members.http import MemberRequest, page_of_many, refuses_unknown_filters, rest_of
from office.audit import was_read
from office.choices import Door
from office.filters import ReadFilter, TrailFilter
from office.models import AuditEntry, ReadEntry
from reports.http import csv_stream
from reports.sections.trail import lines_of
from sheets.writing import Column, write_csv

PER_PAGE = 50
AT_A_TIME = 2_000  # rows of a file fetched together

TRAIL_COLUMNS = (
    Column("at", "moment (UTC)"),
    Column("who", "who"),
    Column("door", "door"),
    Column("verb", "what was done"),
    Column("kind", "kind of record"),
    Column("number", "number of the record", "number"),
    Column("about", "about"),
    Column("fields", "changes"),
    Column("reason", "reason"),
    Column("upload", "list", "number"),
)
READ_COLUMNS = (
    Column("at", "moment (UTC)"),
    Column("who", "who"),
    Column("door", "door"),
    Column("what", "what was read"),
    Column("people", "people on it", "number"),
)
TRAIL_WORDS = {
    "title": _("Audit trail"),
    "lead": _(
        "Every change of every record: who, when, through which door, and why. Nothing is ever removed."
    ),
}
READ_WORDS = {
    "title": _("Who read personal data"),
    "lead": _(
        "Every page and file with names or values of people: who opened it, when, and how many were on it."
    ),
}


_refuses = refuses_unknown_filters("reports:trail", _("Audit trail"))


@require_safe
@requires(Permission.VIEW_AUDIT_TRAIL)
@_refuses
def trail(request: MemberRequest) -> HttpResponse:
    rows = AuditEntry.objects.select_related("actor", "content_type").latest_first()
    asked = TrailFilter(request.GET, queryset=rows, request=request)
    return _list(request, asked, "reports/trail.html", TRAIL_WORDS)


@require_safe
@requires(Permission.VIEW_AUDIT_TRAIL)
@_refuses
def read_log(request: MemberRequest) -> HttpResponse:
    rows = ReadEntry.objects.select_related("reader").latest_first()
    asked = ReadFilter(request.GET, queryset=rows, request=request)
    return _list(request, asked, "reports/read_log.html", READ_WORDS)


@require_safe
@requires(Permission.VIEW_AUDIT_TRAIL)
@_refuses
def trail_file(request: MemberRequest) -> HttpResponseBase:
    """Answer the lines as CSV, piece by piece; of personal fields their names, never a value."""
    rows = AuditEntry.objects.select_related("actor", "content_type").latest_first()
    asked = TrailFilter(request.GET, queryset=rows, request=request)
    return _file(request, asked, TRAIL_COLUMNS, _trail_rows, "audit-trail")


@require_safe
@requires(Permission.VIEW_AUDIT_TRAIL)
@_refuses
def read_file(request: MemberRequest) -> HttpResponseBase:
    rows = ReadEntry.objects.select_related("reader").latest_first()
    asked = ReadFilter(request.GET, queryset=rows, request=request)
    return _file(request, asked, READ_COLUMNS, _read_rows, "who-read-personal-data")


def _list(request: MemberRequest, asked: Any, template: str, words: dict[str, Any]) -> HttpResponse:
    page = page_of_many(asked.qs, request, per_page=PER_PAGE)
    rows = list(page)
    context = {
        "filter": asked,
        "page": page,
        "lines": lines_of(rows) if asked._meta.model is AuditEntry else rows,
        "querystring": rest_of(request),
        **words,
    }
    return render(request, template, context)


def _file(request: MemberRequest, asked: Any, columns: Any, make: Any, name: str) -> HttpResponseBase:
    rows = asked.qs
    who = "actor" if asked._meta.model is AuditEntry else "reader"
    people = rows.order_by().values(who).distinct().count()
    was_read(f"{name} (file)", people=people, reader=request.user, door=Door.PAGE)
    answer: StreamingHttpResponse = csv_stream(write_csv(make(rows), columns), name)
    return answer


def _trail_rows(rows: Any) -> Iterator[dict[str, Any]]:
    for line in _lines(rows):
        entry = line.entry
        yield {
            "at": f"{entry.at:%Y-%m-%d %H:%M:%S}",
            "who": entry.actor.email if entry.actor else None,
            "door": entry.door,
            "verb": entry.verb,
            "kind": entry.content_type.model,
            "number": entry.object_id,
            "about": line.about,
            "fields": "; ".join(line.fields),
            "reason": entry.reason,
            "upload": entry.upload_id,
        }


def _lines(rows: Any) -> Iterator[Any]:
    for entry in rows.iterator(chunk_size=AT_A_TIME):
        yield from lines_of([entry])


def _read_rows(rows: Any) -> Iterator[dict[str, Any]]:
    for entry in rows.iterator(chunk_size=AT_A_TIME):
        yield {
            "at": f"{entry.at:%Y-%m-%d %H:%M:%S}",
            "who": entry.reader.email,
            "door": entry.door,
            "what": entry.what,
            "people": entry.people,
        }
