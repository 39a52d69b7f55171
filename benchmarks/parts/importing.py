"""What keeping the facts costs an import of many participations."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from benchmarks.parts.base import Bench, Column, Part, Values
from benchmarks.sizes import LAST_YEAR
from benchmarks.timing import timed
from office import bulk
from office.audit import Actor
from office.choices import Door
from programmes.choices import EventRole, EventState, ParticipationState
from programmes.models import Event, Participation

ROWS = 100_000
EVENTS = 400  # a year of the region: an import is of many events at once
TRIES = 3


class Undone(Exception):
    """Ends the transaction: nothing of it stays."""


def measure(bench: Bench) -> dict[str, Values]:
    """Return the best time with the triggers of the facts, and without, tried in turns."""
    rows = min(ROWS, bench.size.participations // 10)
    best: dict[str, float] = {}
    for _ in range(1 if bench.in_haste else TRIES):
        for name, is_kept in (("without", False), ("with", True)):
            bench.say(f"import: {name}")
            took = _import(rows, facts_are_kept=is_kept)
            best[name] = min(took, best.get(name, took))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) programmes_participation")  # of what was taken back
    extra = 100 * (best["with"] - best["without"]) / best["without"]
    return {
        f"import of {rows:,} participations": {
            "with": best["with"],
            "without": best["without"],
            "extra": extra,
            "triggers": len(_triggers()),
        }
    }


def _import(rows: int, *, facts_are_kept: bool) -> float:
    """Return the milliseconds of one import, taken back at its end."""
    made = list(_participations(rows))
    for pk, row in zip(bulk.next_ids(Participation, len(made)), made, strict=True):
        row["id"] = pk
    took = 0.0
    try:
        with transaction.atomic():
            if not facts_are_kept:
                with connection.cursor() as cursor:
                    # Not session_replication_role, which would skip the checks of foreign keys too.
                    cursor.execute("ALTER TABLE programmes_participation DISABLE TRIGGER USER")
            took, _ = timed(lambda: _store(made))
            raise Undone
    except Undone:
        return took


def _store(made: list[dict[str, Any]]) -> None:
    """Write them as a list is; what was put off to the end of the transaction is done as well."""
    bulk.pour(Participation, made, by=Actor(None, Door.COMMAND))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _participations(count: int) -> Iterator[dict[str, Any]]:
    """Yield rows of officers not on the lists yet, at events of the open year."""
    events = Event.objects.filter(state=EventState.HELD, ends_on__year=LAST_YEAR).order_by("pk")
    ids = list(events.values_list("pk", flat=True)[:EVENTS])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (person_id) person_id, organisation_id FROM members_posting"
            " WHERE ends_on IS NULL ORDER BY person_id LIMIT %s",
            [-(-count // len(ids)) * 3],
        )
        people = cursor.fetchall()
    listed = set(Participation.objects.filter(event__in=ids).values_list("event_id", "person_id"))
    given = 0
    for person, organisation in people:
        for event in ids:
            if given < count and (event, person) not in listed:
                given += 1
                yield {
                    "event_id": event,
                    "person_id": person,
                    "organisation_id": organisation,
                    "role": EventRole.PARTICIPANT,
                    "state": ParticipationState.ATTENDED,
                    "position": "Officer",
                }


def _triggers() -> list[str]:
    """Return the triggers of our own on the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'programmes_participation'::regclass"
            " AND NOT tgisinternal"
        )
        return [name for (name,) in cursor.fetchall()]


PART = Part(
    code="importing",
    title="Import",
    about=(
        "Milliseconds to bring in participations of 400 held events of the open year, as lists of"
        " people are (`office.bulk.pour`), foreign keys checked, in a transaction that is then taken back:"
        " the best of three, with the triggers that keep the facts and with them disabled, in turns."
    ),
    columns=(
        Column("with", "facts kept", "ms"),
        Column("without", "not kept", "ms"),
        Column("extra", "more, %", "ratio"),
        Column("triggers", "triggers", "count"),
    ),
    measure=measure,
)
