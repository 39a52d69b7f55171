"""The history of one record: every line of the audit trail about it and what belongs to it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from members.http import MemberRequest, page_of
from office.audit import was_read
from office.choices import Door
from office.models import AuditEntry, Upload
from office.models.trail import AuditEntryQuerySet
from reports.sections.kinds import Kind, may_read_history
from reports.sections.trail import lines_of, values_of
from reports.views.one_record import kind_or_404, record_or_404

PER_PAGE = 50
MOST_LOOKED_UP = 200  # rows of one kind whose bulk statements are looked for, one by one


@require_safe
@everyone_logged_in
def record_history(request: MemberRequest, word: str, pk: int) -> HttpResponse:
    kind = kind_or_404(word)
    record = record_or_404(kind, request.user, pk)
    if not may_read_history(kind, request.user, record):
        raise PermissionDenied
    page = page_of(_keys(kind, record), request, per_page=PER_PAGE)
    entries = _entries([key for (key,) in page], with_values=kind.is_personal)
    if kind.is_personal:
        was_read(f"{word} {pk}: history", people=1, reader=request.user, door=Door.PAGE)
    context = {
        "record": record,
        "kind_name": record._meta.verbose_name,
        "page": page,
        "lines": lines_of(entries, values_of(entries) if kind.is_personal else None),
        "querystring": "",
    }
    return render(request, "reports/record_history.html", context)


def _keys(kind: Kind, record: Model) -> Any:
    """Return the ids of the lines, latest first."""
    first, *others = (each.values_list("pk") for each in _branches(kind, record))
    return first.union(*others).order_by("-pk")


def _branches(kind: Kind, record: Model) -> Iterator[AuditEntryQuerySet]:
    entries = AuditEntry.objects.all()
    yield entries.about(kind.model, [record.pk])
    yield entries.of_many(kind.model, [record.pk])
    for model, name in kind.parts:
        rows = model._default_manager.filter(**{name: record.pk}).order_by()
        yield entries.about(model, rows.values("pk"))
        latest = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_LOOKED_UP])
        if latest:
            yield entries.of_many(model, latest)
        if "__" not in name:
            yield entries.removed_from(model, name, record.pk)
    if isinstance(record, Upload):
        yield entries.filter(upload=record)
    else:
        yield entries.filter(upload__in=Upload.objects.about(record).values("pk"))


def _entries(keys: Sequence[int], *, with_values: bool) -> list[AuditEntry]:
    rows = AuditEntry.objects.filter(pk__in=keys).select_related("actor", "content_type", "upload")
    rows = rows.defer("upload__content", "upload__preview")
    if with_values:
        rows = rows.prefetch_related("personal_values")
    return list(rows.order_by("-pk"))
