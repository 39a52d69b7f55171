"""One report of the world of the bench: over everything, or a typical one. `counted PATH whole|typical`."""

import sys
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402 - they need the settings
from django.db.models.functions import ExtractYear  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.reports import measuring  # noqa: E402
from programmes.models import Programme  # noqa: E402
from reports import documents  # noqa: E402
from reports.blocks import Document  # noqa: E402
from reports.documents.aid import activities_of  # noqa: E402
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS  # noqa: E402
from reports.measuring.measure import measure  # noqa: E402
from reports.models import EventFact  # noqa: E402
from reports.periods import Period  # noqa: E402
from reports.scope import Scope  # noqa: E402

TYPICAL = 60  # events of a year of a programme


def main() -> None:
    path, which = sys.argv[1:]
    scope = Scope.of_the_office() if which == "whole" else _typical()
    seconds, document = measuring.timed(lambda: _made(scope, which))
    files = measuring.written(document, ("pdf", "xlsx", "zip", "xml"))
    figures = measure(scope, [EVENTS_HELD, PARTICIPATIONS])
    measuring.tell(
        path,
        {
            "about": str(scope),
            "events": int(figures[EVENTS_HELD].low or 0),
            "participations": int(figures[PARTICIPATIONS].low or 0),
            "counting": seconds,
            "files": files,
            "memory": measuring.memory(),
        },
    )


def _made(scope: Scope, which: str) -> Document:
    """Return the document as an edition freezes it: written down and read again."""
    now = timezone.now()
    document = documents.make_document(scope, reference="BENCH", now=now)
    if which == "whole":
        programmes = Programme.objects.in_order()
        told = [activities_of(scope.narrowed(programme=each), today=now.date()) for each in programmes]
        document = replace(document, aid=tuple(each for those in told for each in those))
    return Document.from_json(document.canonical_json())


def _typical() -> Scope:
    """Return the programme and year whose number of events is nearest to a typical one."""
    rows: Any = (
        EventFact.objects.filter(state="HELD", is_umbrella=False, event__programmes__isnull=False)
        .annotate(year=ExtractYear("counts_to"))
        .order_by()
        .values_list("event__programmes", "year")
        .annotate(number=Count("pk"))
    )
    programme, year, _number = min(
        (row for row in rows if row[1]), key=lambda row: (abs(row[2] - TYPICAL), row)
    )
    found = Programme.objects.get(pk=programme)
    return Scope.of_the_office(programme=found, period=Period.calendar_year(year))


if __name__ == "__main__":
    main()
