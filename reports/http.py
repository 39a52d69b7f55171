"""How files are sent, whichever door they leave by."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFile


def file_answer(edition: Edition, code: str) -> HttpResponse:
    """Return one file as a download that no cache on the way keeps; 404 when there is none."""
    if code not in FORMATS:
        raise Http404
    file = get_object_or_404(EditionFile, edition=edition, format=code)
    kind = FORMATS[code]
    answer = HttpResponse(bytes(file.content), content_type=kind.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{edition.reference}.{kind.extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def csv_answer(pieces: Iterable[bytes], name: str) -> HttpResponse:
    """Return a CSV file as a download that no cache on the way keeps."""
    answer = HttpResponse(b"".join(pieces), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
