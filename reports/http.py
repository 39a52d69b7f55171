"""How files are sent, whichever door they leave by."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, TypeVar

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from office.audit import was_fetched
from office.choices import Door
from programmes.http import MemberRequest
from reports.formats.registry import FORMATS
from reports.measuring.spans import facts_version
from reports.models import Edition, EditionFile

Answer = TypeVar("Answer", bound=HttpResponseBase)


def file_answer(edition: Edition, code: str, *, reader: Any, door: Door) -> HttpResponse:
    """Return one file as a download that no cache on the way keeps; 404 when there is none.

    Who took it is logged. There is no link that could be passed on: whoever asks is looked at each time.
    """
    if code not in FORMATS:
        raise Http404
    file = get_object_or_404(EditionFile, edition=edition, format=code)
    kind = FORMATS[code]
    was_fetched(f"report {edition.reference} ({code})", reader=reader, door=door)
    answer = HttpResponse(bytes(file.content), content_type=kind.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{edition.reference}.{kind.extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def later(request: MemberRequest, make: Callable[[], Mapping[str, Any]], *names: str) -> dict[str, Any]:
    """Return a context whose ``names`` are made when one of them is first used, all together.

    What a template keeps for a minute (``{% kept %}``) is not made at all while it is kept.
    """
    made = cache(make)
    lazily = {name: SimpleLazyObject(partial(_one_of, made, name)) for name in names}
    return {"kept_as": _kept_as(request), **lazily}


def _one_of(made: Callable[[], Mapping[str, Any]], name: str) -> Any:
    return made()[name]


def _kept_as(request: MemberRequest) -> str:
    """Return the name under which what this reader sees at this address may be kept for a short while.

    It changes with the reader's rights, the language and whatever changes a figure.
    """
    reader = request.user
    seen = (
        reader.pk,
        reader.role,
        reader.organisation_id,
        reader.person_id,
        get_language(),
        request.get_full_path(),
        facts_version(),
    )
    return f"page:{hashlib.sha256(repr(seen).encode()).hexdigest()}"


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
