"""An edition of the world of the bench, built as a worker builds it. `edition PATH whole|typical`.

Over everything: for the first time, and once more when its rows are kept. Typical: one programme, one year.
"""

import sys
import time
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - they need the settings
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.db.models.functions import ExtractYear  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.reports import measuring  # noqa: E402
from benchmarks.world.reference import address_of  # noqa: E402
from members.choices import Role  # noqa: E402
from members.models import Account  # noqa: E402
from office import audit  # noqa: E402
from office.audit import Actor  # noqa: E402
from office.choices import Door  # noqa: E402
from office.models import Job  # noqa: E402
from programmes.models import Programme  # noqa: E402
from reports import documents  # noqa: E402
from reports.actions import building, editions  # noqa: E402
from reports.actions.editions import Request  # noqa: E402
from reports.blocks import Document  # noqa: E402
from reports.documents.aid import activities_of  # noqa: E402
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS  # noqa: E402
from reports.measuring.measure import measure  # noqa: E402
from reports.models import Edition, EventFact  # noqa: E402
from reports.periods import Period  # noqa: E402
from reports.scope import Scope  # noqa: E402

TYPICAL = 60  # events of a year of a programme
FROZEN, COUNTED, STORED = "rows frozen, main figures counted", "sections counted", "stored"


def main() -> None:
    path, which = sys.argv[1:]
    who = Actor(Account.objects.get(email=address_of(Role.ADMINISTRATOR)), Door.JOB)
    if not str(settings.DATABASES["default"]["NAME"]).startswith("bench_"):
        raise SystemExit("It forgets all editions first: only in a database of the bench.")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reports_frozenevent, reports_frozenseat, reports_edition CASCADE")
    with measuring.Watch() as watch:
        edition, steps = _built(which, who)
        aid = _aid_of_all(edition, who) if which == "whole" else {}
    found = {"steps": steps | aid, "most": watch.most, "files": _sizes(edition), **_about(edition, who)}
    if which == "whole":
        _edition, found["again"] = _built(which, who)
    measuring.tell(path, found)


def _built(which: str, who: Actor) -> tuple[Edition, dict[str, float]]:
    """Build an edition, and return it with the seconds of each step."""
    edition, asked = _asked(which, who)
    moments = [(time.perf_counter(), FROZEN)]
    with Job.objects.claim(asked.pk) as job:
        if job is None:
            raise RuntimeError("Somebody else builds it.")
        renew = job.beat

        def noted(**values: Any) -> None:
            step = values["doing"] or (COUNTED if len(moments) == 1 else STORED)
            moments.append((time.perf_counter(), COUNTED if len(moments) == 1 else step))
            renew(**values)

        job.beat = noted  # type: ignore[method-assign]  # each step is told by it
        building.build_edition(edition=edition, job=job, now=timezone.now())
    moments.append((time.perf_counter(), ""))
    edition.refresh_from_db()
    if not edition.is_frozen:
        raise RuntimeError(f"It was not built: {Job.objects.get(pk=asked.pk).reason}")
    return edition, _lengths(moments)


def _lengths(moments: list[tuple[float, str]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for (begin, step), (end, _next) in zip(moments, moments[1:], strict=False):
        name = COUNTED if "Counting" in step else step
        found[name] = found.get(name, 0.0) + end - begin
    return found


def _asked(which: str, who: Actor) -> tuple[Edition, Job]:
    """Return an edition and its job, as they stand when a worker takes the job.

    Over everything nobody can ask for an activity report: it stands for the largest there could be.
    """
    if which == "typical":
        programme, year = _typical()
        request = Request(programme=programme, period=Period.calendar_year(year))
        return editions.ask_for_edition(request=request, by=who)
    edition = Edition(number=Edition.objects.count() + 1)
    audit.save(edition, by=who)
    return edition, Job.objects.create(kind=editions.BUILD, owner=who.account, subject=edition)


def _typical() -> tuple[Programme, int]:
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
    return Programme.objects.get(pk=programme), year


def _aid_of_all(edition: Edition, who: Actor) -> dict[str, float]:
    """Count and write the IATI activities of all programmes: an edition over everything has none."""
    scope, today = Scope.of_the_office(), timezone.now().date()
    seconds, told = measuring.timed(
        lambda: [
            activities_of(scope.narrowed(programme=each), today=today)
            for each in Programme.objects.in_order()
        ]
    )
    cover = replace(Document.from_json(edition.document or {}), sections=())
    document = replace(cover, aid=tuple(each for those in told for each in those))
    written, content = measuring.timed(lambda: measuring.render(document, "xml"))
    if not content:
        raise RuntimeError("The world of the bench has no IATI file.")
    return {"IATI of all programmes: counted": seconds, "IATI of all programmes: written": written}


def _sizes(edition: Edition) -> dict[str, int]:
    return dict(edition.files.order_by("pk").values_list("format", "size"))


def _about(edition: Edition, who: Actor) -> dict[str, int]:
    figures = measure(documents.scope_of(edition, who.account), [EVENTS_HELD, PARTICIPATIONS])
    return {
        "events": int(figures[EVENTS_HELD].low or 0),
        "participations": int(figures[PARTICIPATIONS].low or 0),
    }


if __name__ == "__main__":
    main()
