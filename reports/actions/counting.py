"""Storing the sums of spans of days anew, where the facts they were counted from have changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, QuerySet

from reports.actions import storing
from reports.measuring.moments import one_moment
from reports.measuring.spans import is_year
from reports.models import ChangedSpan, CountedSpan

# A year is stored with more splits than a month, and stored again once nobody has touched it for a while;
# until then its months answer for it.
QUIET = dt.timedelta(minutes=5)
LOCK = 7_312_045  # of PostgreSQL's advisory locks: one process counts at a time


@dataclass(frozen=True, slots=True)
class Recounted:
    """One span that was counted: ``before`` is its earlier checksum, empty where it had none."""

    code: str
    before: str
    after: str

    @property
    def is_as_before(self) -> bool:
        return self.before == self.after


def recount_changed(*, now: dt.datetime) -> list[Recounted]:
    """Store the sums of every changed span anew; years only once they are quiet.

    Doing it twice changes nothing; while another process does it, nothing is done.
    """
    return recount(_due(now), now=now)


def recount(codes: Iterable[str], *, now: dt.datetime) -> list[Recounted]:
    """Store the sums of the spans anew: a year, or what it is made of, in one transaction."""
    with _alone() as is_alone:
        lots = _lots(codes) if is_alone else []
        return [each for lot in lots for each in _recount(lot, now)]


def look(codes: Iterable[str]) -> list[Recounted]:
    """Count the spans again, and say how that compares with what is stored; store nothing."""
    before = dict(CountedSpan.objects.values_list("code", "checksum"))
    found = []
    for lot in _lots(codes):
        rows = storing.rows_of(lot)
        found += [Recounted(code, before.get(code, ""), storing.checksum_of(rows[code])) for code in lot]
    return found


def changed_codes() -> QuerySet[ChangedSpan, str]:
    return ChangedSpan.objects.order_by("code").values_list("code", flat=True).distinct()


def _due(now: dt.datetime) -> list[str]:
    latest = ChangedSpan.objects.values("code").annotate(latest=Max("changed_at")).order_by("code")
    stored = set(CountedSpan.objects.values_list("code", flat=True))
    return [
        row["code"]
        for row in latest
        if not is_year(row["code"]) or row["code"] not in stored or row["latest"] <= now - QUIET
    ]


def _lots(codes: Iterable[str]) -> list[list[str]]:
    """Return the spans in lots that are counted together: what one year is made of, then the year."""
    lots: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for code in sorted(codes):
        lots[code[:4], is_year(code)].append(code)
    return list(lots.values())


def _recount(codes: list[str], now: dt.datetime) -> list[Recounted]:
    """Count spans as they are at one moment. What changes meanwhile stays noted as changed."""
    with one_moment():
        before = dict(CountedSpan.objects.filter(code__in=codes).values_list("code", "checksum"))
        spans = [storing.store(code, rows, now=now) for code, rows in storing.rows_of(codes).items()]
        ChangedSpan.objects.filter(code__in=codes).delete()
    return [Recounted(span.code, before.get(span.code, ""), span.checksum) for span in spans]


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_alone,) = cursor.fetchone()
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
