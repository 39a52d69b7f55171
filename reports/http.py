"""How files are sent, whichever door they leave by."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from office import keeping
from reports.formats.registry import FORMATS
from reports.measuring.spans import facts_version
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


def later(request: HttpRequest, make: Callable[[], Mapping[str, Any]], *names: str) -> dict[str, Any]:
    """Return a context of figures that are made when one is first used, and kept while no figure changes."""
    return keeping.later(request, make, *names, version=facts_version())


def later_of_records(
    request: HttpRequest, make: Callable[[], Mapping[str, Any]], *names: str
) -> dict[str, Any]:
    """Return the same of what tells records beside figures: kept while no record changes either."""
    return keeping.later(request, make, *names, version=_version_of_all())


def kept_of_records(request: HttpRequest) -> str:
    """Return the name under which what a reader sees here is kept while no record and no figure changes."""
    return keeping.kept_as(request, _version_of_all())


def _version_of_all() -> str:
    return f"{facts_version()}/{keeping.records_version()}"


def csv_answer(pieces: Iterable[bytes], name: str) -> HttpResponse:
    """Return a CSV file as a download that no cache on the way keeps."""
    answer = HttpResponse(b"".join(pieces), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
