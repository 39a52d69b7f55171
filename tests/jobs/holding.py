"""Keeping a worker at one point of its work: it waits for a lock the test holds."""

import contextlib
from collections.abc import Iterator

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.jobs.machines import soon


@contextlib.contextmanager
def held(*statements: str) -> Iterator[BaseDatabaseWrapper]:
    """Hold locks in a transaction of another connection until the block ends."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        yield other
    finally:
        other.close()


def row_of(job: int) -> str:
    return f"SELECT FROM office_job WHERE id = {int(job)} FOR UPDATE"


def table(name: str, *, mode: str = "ACCESS EXCLUSIVE") -> str:
    return f"LOCK TABLE {name} IN {mode} MODE"


def wait_until_kept(*, waiting: int = 1, of: str = "") -> None:
    """Wait until so many connections wait for a lock, in a statement that has these words."""
    soon(lambda: _kept(of) >= waiting)


def _kept(of: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE %s",
            [f"%{of}%"],
        )
        return int(cursor.fetchone()[0])


def end_waiting(*, of: str) -> None:
    """End the connections that wait for a lock: what a killed worker asked for last is not done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE %s",
            [f"%{of}%"],
        )
