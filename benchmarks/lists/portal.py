"""The portal reads a list as `manage.py read_list --write` does; then its rows are copied barely.

python -m benchmarks.lists.portal WORKBOOK RESULTS
"""

import io
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - only once the settings are read

from benchmarks import databases  # noqa: E402
from benchmarks.document import machine  # noqa: E402
from benchmarks.timing import timed  # noqa: E402
from office import bulk  # noqa: E402
from office.audit import Actor  # noqa: E402
from office.choices import Door  # noqa: E402
from programmes.actions import listing, sending  # noqa: E402
from programmes.actions.plans import Plan  # noqa: E402
from programmes.intake.lists.answers import Answers  # noqa: E402
from programmes.intake.lists.looking import look, open_sent  # noqa: E402
from programmes.intake.lists.of_event import EventPeople  # noqa: E402
from programmes.models import Event, Participation  # noqa: E402

BY = Actor(None, Door.COMMAND)
FEW = 30  # rows of a list that is entered every day
WRITTEN = ("person_id", "role", "state", "organisation_id", "position")


def main() -> None:
    path, results = map(Path, sys.argv[1:3])
    data, event = path.read_bytes(), _event("A long list")
    reading, book = timed(lambda: open_sent(data))
    looking, seen = timed(lambda: look(book, subject=EventPeople(event), answers=Answers(), reader=None))
    _checkpoint()
    writing, _ = timed(lambda: _save(event, data, seen.plan))
    found = {
        "machine": machine(),
        "reading": reading / 1000,
        "looking": looking / 1000,
        "writing": writing / 1000,
        "whole": (reading + looking + writing) / 1000,
        "memory": _memory(resource.RUSAGE_SELF),
        "memory_beside": _memory(resource.RUSAGE_CHILDREN),
        "saved": event.participations.count(),
        "listed": Participation.objects.count(),
        **{key: seen.plan.counts[key] for key in ("new", "asked", "problem")},
    }
    found |= {"poured": _poured(event), "copied": _copied(event, is_bare=False)}
    found |= {"bare": _copied(event, is_bare=True), "few": _few(data)}
    results.write_text(json.dumps(found))


def _save(event: Event, data: bytes, plan: Plan) -> None:
    with transaction.atomic():
        upload, _job = sending.send_list(about=event, sent=data, name="long.xlsx", is_large=False, by=BY)
        listing.save_list(event=event, upload=upload, plan=lambda: plan, seen="", only_good=True, by=BY)


def _event(title: str) -> Event:
    return Event.objects.create(
        title=title, kind="WORKSHOP", state="HELD", starts_on="2026-02-02", ends_on="2026-02-06"
    )


def _memory(whose: int) -> float:
    """Return the most megabytes this process held, or any of those it started."""
    return resource.getrusage(whose).ru_maxrss / 1024


def _poured(event: Event) -> float:
    """Return the seconds of writing the event's participations into another event as the portal writes."""
    other = _event("Poured")
    rows = list(event.participations.values(*WRITTEN))

    def pour() -> None:
        ids = bulk.next_ids(Participation, len(rows))
        made = ({"id": pk, "event_id": other.pk, **row} for pk, row in zip(ids, rows, strict=True))
        bulk.pour(Participation, made, by=BY)

    _checkpoint()
    return timed(pour)[0] / 1000


def _copied(event: Event, *, is_bare: bool) -> float:
    """Return the seconds of a COPY of the event's participations into another event, and nothing else.

    Where it is bare, not even the triggers that keep the facts of the figures are at work: indexes
    and foreign keys alone.
    """
    other = _event("Copied")
    fields: Any = Participation._meta.concrete_fields
    names = [str(field.column) for field in fields if not field.primary_key]
    columns = ", ".join(names)
    shown = ", ".join(str(other.pk) if name == "event_id" else name for name in names)
    file = io.StringIO()
    query = f"SELECT {shown} FROM programmes_participation WHERE event_id = {event.pk}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", file)
        file.seek(0)

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if is_bare:
                cursor.execute("ALTER TABLE programmes_participation DISABLE TRIGGER USER")
            cursor.copy_expert(f"COPY programmes_participation ({columns}) FROM STDIN", file)
            if is_bare:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("ALTER TABLE programmes_participation ENABLE TRIGGER USER")

    _checkpoint()
    return timed(copy)[0] / 1000


def _checkpoint() -> None:
    """Let a write begin as the first one did: after this, PostgreSQL logs each page it changes as a whole."""
    with databases.as_owner_of_all() as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("CHECKPOINT")


def _few(data: bytes) -> float:
    """Return the seconds until a list of few rows is understood, as its page shows it."""
    book = open_sent(data)
    book.grids[0].rows[FEW + 1 :] = []
    lines = "\n".join("\t".join(cells) for _number, cells in book.grids[0].rows)
    event = _event("A short list")
    answers = Answers()
    return (
        timed(lambda: look(open_sent(lines), subject=EventPeople(event), answers=answers, reader=None))[0]
        / 1000
    )


if __name__ == "__main__":
    main()
