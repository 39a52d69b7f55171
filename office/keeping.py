"""Parts of pages that are kept for a minute, as one reader saw them, while nothing they tell has changed.

A view returns ``later(…)`` in its context, and its template says ``{% kept part %} … {% endkept %}``.
"""

import contextlib
import functools
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from redis.exceptions import RedisError

T = TypeVar("T")

SECONDS = 60
LATEST = 200  # entries of the trail


def later(
    request: HttpRequest, make: Callable[[], Mapping[str, Any]], *names: str, version: str
) -> dict[str, Any]:
    """Return a context whose ``names`` are made when one of them is first used, all together.

    What a template keeps is not made at all while it is kept. ``version`` changes with whatever the parts
    tell. No form that posts may stand in them: its token is another one each time.
    """
    made = functools.cache(make)
    lazily = {name: SimpleLazyObject(partial(_one_of, made, name)) for name in names}
    return {"kept_as": kept_as(request, version), **lazily}


def kept(name: str, make: Callable[[], T], *, seconds: int = SECONDS) -> T:
    """Return what is kept under the name, or what is made; that is kept so long, usually a minute."""
    found: T | None = None
    with contextlib.suppress(RedisError):  # without its cache a page is slower, and no worse
        found = cache.get(name)
    if found is None:
        found = make()
        with contextlib.suppress(RedisError):
            cache.set(name, found, seconds)
    return found


def records_version() -> str:
    """Return a word that changes whenever a record does: what the latest entries of the trail are.

    Several of them, as of two writers the first to begin may be the last whose entry is seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(id), SUM(id)"
            " FROM (SELECT id FROM office_auditentry ORDER BY id DESC LIMIT %s) AS latest",
            [LATEST],
        )
        return "/".join(map(str, cursor.fetchone()))


def _one_of(made: Callable[[], Mapping[str, Any]], name: str) -> Any:
    return made()[name]


def kept_as(request: HttpRequest, version: str) -> str:
    """Return the name under which what this reader sees at this address may be kept for a short while.

    It changes with the reader's rights and language.
    """
    reader: Any = request.user
    rights = [getattr(reader, name, None) for name in ("pk", "role", "organisation_id", "person_id")]
    seen = (*rights, get_language(), request.get_full_path(), version)
    return f"page:{hashlib.sha256(repr(seen).encode()).hexdigest()}"
