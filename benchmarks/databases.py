"""Databases of the bench's own, on the server the portal uses, and rows brought into them by COPY."""

import contextlib
import hashlib
import os
import queue
import threading
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg2  # type: ignore[import-untyped]
from django.conf import settings
from psycopg2 import errors, sql
from psycopg2.extensions import connection as Connection  # type: ignore[import-untyped]

from capacity.embedded.places import PROJECT

WORLD = "bench 1"  # raised when the world changes, so that databases with another are filled anew
REDIS_DATABASE = "9"  # a numbered room of its own: the bench empties the cache it uses


def named(url: str, database: str) -> str:
    """Return the address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def own_redis(url: str) -> str:
    """Return the address of the bench's own room on the same Redis."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        query = dict(parse_qsl(parts.query)) | {"db": REDIS_DATABASE}
        return f"unix://{parts.netloc}{parts.path}?{urlencode(query)}"  # urlunsplit would lose the slashes
    return urlunsplit(parts._replace(path=f"/{REDIS_DATABASE}"))


def stamp() -> str:
    """Return what a filled database says of itself: the world, and the tables it was made for."""
    names = sorted(path.stem for path in PROJECT.glob("*/migrations/0*.py"))
    return f"{WORLD}, {hashlib.sha256(' '.join(names).encode()).hexdigest()[:12]}"


def make(database: str, *, anew: bool) -> None:
    """Have the database ready: as it was filled, or empty where it was not, or not with this world.

    `anew`: empty in any case.
    """
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            if not anew and is_filled(cursor, database):
                return
            name = sql.Identifier(database)
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))


def is_filled(cursor: Any, database: str) -> bool:
    """Test if the database was filled to the end with this world."""
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
    )
    return bool(cursor.fetchone() == (stamp(),))


def mark_filled(cursor: Any, database: str) -> None:
    cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(database)), [stamp()])


@contextlib.contextmanager
def as_owner_of_all() -> Iterator[Connection]:
    """Connect to the settings' database as one who may turn triggers off: with us, `postgres`."""
    about = settings.DATABASES["default"]
    user = "postgres" if settings.EMBEDDED else about["USER"]
    server = psycopg2.connect(
        host=about["HOST"] or None,
        port=about["PORT"] or None,
        dbname=about["NAME"],
        user=user,
        password=about["PASSWORD"] or None,
        **about["OPTIONS"],
    )
    with contextlib.closing(server):
        yield server


def without_triggers(cursor: Any) -> None:
    """Turn off triggers and the checks of foreign keys for this session.

    Raises SystemExit where the role may not: it takes a superuser, or GRANT SET ON PARAMETER.
    """
    try:
        cursor.execute("SET session_replication_role = replica")
    except errors.InsufficientPrivilege:
        raise SystemExit(
            "The role of DATABASE_URL may not set session_replication_role; as a superuser:"
            " GRANT SET ON PARAMETER session_replication_role TO that role."
        ) from None


class Blocks:
    """Blocks of text as a file that COPY reads, made in a thread while the server takes in the last."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._made: queue.Queue[bytes | BaseException] = queue.Queue(maxsize=3)
        self._rest = b""
        threading.Thread(target=self._make, args=(blocks,), daemon=True).start()

    def _make(self, blocks: Iterator[str]) -> None:
        try:
            for block in blocks:
                if block:
                    self._made.put(block.encode())
        except BaseException as problem:  # noqa: BLE001 - raised again where it is read
            self._made.put(problem)
        else:
            self._made.put(b"")

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; none at the end. Raises what making the block raised."""
        if not self._rest:
            made = self._made.get()
            if isinstance(made, BaseException):
                raise made
            self._rest = made
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def copy(cursor: Any, table: str, columns: Sequence[str], blocks: Iterator[str]) -> None:
    """Bring the rows of the blocks (COPY's own text form) into the table.

    Its plain indexes are dropped before and made again after: faster than keeping them row by row.
    """
    again = _drop_indexes(cursor, table)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    cursor.copy_expert(into, Blocks(blocks), size=1 << 20)
    for statement in again:
        cursor.execute(statement)


def _drop_indexes(cursor: Any, table: str) -> list[str]:
    """Drop the indexes no constraint rests on; return the statements that make them again."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisunique"
        " AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE conindid > 0) ORDER BY indexrelid",
        [table],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")  # quoted by regclass
    return [definition for _, definition in found]
