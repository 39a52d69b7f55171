"""The records of deliverables that a list of a scope may show."""

from typing import Any

from reports.choices import Audience
from reports.scope import Scope


def countable(scope: Scope, rows: Any, *, day: str = "") -> Any:
    """Keep the rows a list of the scope may show.

    ``day`` is the column of the day by which they belong to a period; without a period undated ones count.
    What only events have (mode, level, kind, one event, those of a cohort) leaves nothing.
    """
    of_events = scope.mode or scope.level or scope.kind or scope.event or scope.cohort
    if scope.audience == Audience.PUBLIC or of_events:
        return rows.none()
    rows = rows.countable_for(scope.reader)
    if scope.audience == Audience.DONOR:
        rows = rows.filter(**{f"{rows.phase_at}__funding__donor": scope.donor})
    if scope.programme is not None:
        rows = rows.filter(**{rows.programme_at: scope.programme})
    if scope.phase is not None:
        rows = rows.filter(**{rows.phase_at: scope.phase})
    if scope.topics:
        owner = rows.programme_at.removesuffix("programme")
        rows = rows.filter(**{f"{owner}topic__in": scope.topics})
    if scope.administration is not None and rows.administration_at:
        rows = rows.filter(**{rows.administration_at: scope.administration})
    if scope.period is not None and day:
        rows = rows.filter(**{f"{day}__range": (scope.period.start, scope.period.end)})
    return rows
