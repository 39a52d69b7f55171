"""How files are sent, whichever door they leave by."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from office import keeping
from office.audit import was_fetched
from office.choices import Door
from office.models import ReadEntry
from reports.formats.registry import KEPT
from reports.measuring.spans import facts_version
from reports.models import Edition, EditionFile

Answer = TypeVar("Answer", bound=HttpResponseBase)


def file_answer(edition: Edition, code: str, *, reader: Any, door: Door) -> HttpResponse:
    """Return one file as a download that no cache on the way keeps; 404 when there is none.

    Who took it is logged. There is no link that could be passed on: whoever asks is looked at each time.
    """
    if code not in KEPT:
        raise Http404
    file = get_object_or_404(EditionFile, edition=edition, format=code)
    kind = KEPT[code]
    was_fetched(f"{_logged_as(edition)}{code})", reader=reader, door=door)
    answer = HttpResponse(bytes(file.content), content_type=kind.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{edition.reference}.{kind.extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def fetches_of(edition: Edition) -> QuerySet[ReadEntry]:
    """Return who took a file of the edition, latest first; what the public took is logged of no one."""
    logged = ReadEntry.objects.filter(what__startswith=_logged_as(edition))
    return logged.select_related("reader").latest_first()


def _logged_as(edition: Edition) -> str:
    """Return how the read log names the edition's files, up to their format."""
    return f"report {edition.reference} ("


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


CSV = "text/csv; charset=utf-8"


def csv_answer(pieces: Iterable[bytes], name: str) -> HttpResponse:
    """Return a CSV file as a download that no cache on the way keeps."""
    return _as_download(HttpResponse(b"".join(pieces), content_type=CSV), name)


def csv_stream(pieces: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """Return the same, sent while it is written: for lists that may be very long."""
    return _as_download(StreamingHttpResponse(pieces, content_type=CSV), name)


def _as_download(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
