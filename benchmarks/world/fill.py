"""Fills the database of the settings with one world."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command, get_commands
from django.db import connection

from benchmarks import databases
from benchmarks.sizes import Size
from benchmarks.world import attendance, events, links, people, reference
from programmes.models import Event

Table = tuple[str, Sequence[str], Iterator[str]]
REBUILD = "rebuild_figures"


def fill(size: Size, say: Callable[[str], None]) -> None:
    """Migrate, lay the ground, bring in the world, make what rests on it, and look it over."""
    say("reference data")
    ground = reference.lay_ground()
    with databases.as_owner_of_all() as server:
        with server.cursor() as cursor:
            databases.without_triggers(cursor)
            for table, columns, blocks in _tables(size, ground):
                say(table)
                databases.copy(cursor, table, columns, blocks)
                _set_sequence(cursor, table)
        server.commit()
    reference.close_years()
    reference.make_accounts()
    _vacuum(say)
    if REBUILD in get_commands():
        say(REBUILD)
        call_command(REBUILD, write=True, verbosity=0)
        _vacuum(say)
    with connection.cursor() as cursor:
        databases.mark_filled(cursor.cursor, size.database)
    say("filled")


def _vacuum(say: Callable[[str], None]) -> None:
    say("VACUUM ANALYZE")
    with databases.as_owner_of_all() as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _tables(size: Size, ground: reference.Ground) -> Iterator[Table]:
    """Yield each table with its columns and the blocks of its rows."""
    world = people.meet(size, ground)
    yield "members_person", people.PEOPLE, people.people_lines(world)
    yield "members_posting", people.POSTINGS, people.posting_lines(world, ground)
    planned = events.plan(size, world.size)
    yield "programmes_event", events.EVENTS, events.event_lines(planned, ground)
    rows, programmes = links.programmes_of(planned, ground)
    ids = np.asarray(ground.programmes)[programmes]
    yield "programmes_event_programmes", links.OF_PROGRAMMES, links.link_lines(rows, ids)
    pairs = links.phases_of(planned, ground, rows, programmes)
    yield "programmes_event_phases", links.OF_PHASES, links.link_lines(*pairs)
    yield "programmes_event_topics", links.OF_TOPICS, links.link_lines(*links.topics_of(planned, ground))
    yield "programmes_eventorganisation", links.OF_ORGANISATIONS, links.organisation_lines(planned, ground)
    yield "programmes_headcount", links.HEADCOUNTS, links.headcount_lines(planned, ground)
    content_type = ContentType.objects.get_for_model(Event).pk
    yield "office_auditentry", events.TRAIL, events.trail_lines(planned, content_type)
    lists = attendance.participation_lines(size, planned, world, ground)
    yield "programmes_participation", attendance.PARTICIPATIONS, lists


def _set_sequence(cursor: Any, table: str) -> None:
    """Let the next id be the one after the largest."""
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608 - our tables
    )
