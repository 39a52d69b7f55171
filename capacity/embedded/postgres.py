"""The portal's own PostgreSQL 18: made once, started when somebody needs it, stopped by the last.

It listens on a Unix socket in a folder of our own and knows people by who they are (peer): no
password that could be lost, no port that others could reach.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psycopg2  # type: ignore[import-untyped]
from psycopg2.extensions import connection as Connection  # type: ignore[import-untyped]
from psycopg2.extensions import quote_ident

from capacity.embedded import binaries, folders, processes
from capacity.embedded.errors import CannotStart
from capacity.embedded.owners import my_name
from capacity.embedded.places import Place

DATABASE = "capacity"
ROLE = "capacity"  # an ordinary role, as in production: it may make databases, and no more
PORT = 5432  # only the name of the socket: nothing listens on the network
PATIENCE = 300  # seconds; after a crash PostgreSQL may have much to read
SMALL_MEMORY = 256 * 1024 * 1024  # bytes of /dev/shm below which parallel queries would fail

OPTIONS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "15min",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
HASTE = {"fsync": "off", "full_page_writes": "off"}  # a crash of the machine would lose data


def start(place: Place, *, haste: bool) -> str:
    """Have PostgreSQL running and return its DATABASE_URL.

    In `haste` (tests) it does not wait for the disk. Raises CannotStart with the log's last words.
    """
    programs = binaries.postgres_bin(place)
    _make_cluster(place, programs, haste=haste)
    if not _answers(place):
        _end_unreachable(place)
    if not _answers(place):
        _launch(place, programs, haste=haste)
    _make_database(place)
    return f"postgresql://{ROLE}@:{PORT}/{DATABASE}?{urlencode({'host': place.sockets})}"


def stop(place: Place) -> None:
    """Stop PostgreSQL, ending open connections; nothing happens where it does not run."""
    processes.end(_pid_file(place), place.postgres_data, how=signal.SIGINT)


def _make_cluster(place: Place, programs: Path, *, haste: bool) -> None:
    """Make the database's files; a making that was cut short is begun again."""
    if place.postgres_data.exists():
        return
    if not haste:
        sys.stderr.write(f"Making a PostgreSQL database in {place.postgres_data} …\n")
    half = place.home / "postgres.new"
    shutil.rmtree(half, ignore_errors=True)
    command = [
        str(programs / "initdb"),
        f"--pgdata={half}",
        "--username=postgres",
        "--auth=peer",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    ]
    answer = subprocess.run(  # noqa: S603 - our own binary, our own options
        command + (["--no-sync"] if haste else []),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd=place.home,
        env=processes.quiet_environment(place),
        **place.owner.identity(),
    )
    if answer.returncode != 0:
        log = place.log("initdb")
        folders.write_private(log, answer.stdout + answer.stderr, like=place.var)
        words = processes.last_words(log, 0)
        raise CannotStart(f"The database could not be made: {words} (log: {log})")
    half.rename(place.postgres_data)


def _launch(place: Place, programs: Path, *, haste: bool) -> None:
    """Start the server and wait until it answers."""
    _write_access(place)
    options = OPTIONS | (HASTE if haste else {}) | _memory_options()
    options["unix_socket_directories"] = str(place.sockets)
    options["hba_file"] = str(place.home / "pg_hba.conf")
    options["ident_file"] = str(place.home / "pg_ident.conf")
    command = [str(programs / "postgres"), "-D", str(place.postgres_data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        processes.forget_lock(_pid_file(place))
        for stale in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (place.sockets / stale).unlink(missing_ok=True)
        before = processes.log_length(place.log("postgres"))
        server = processes.launch(place, "postgres", command)
        if _wait_ready(place, server, deadline):
            return
        words = processes.last_words(place.log("postgres"), before)
        if "still in use" not in words:  # workers of a killed server end within seconds
            break
        time.sleep(0.5)
    raise CannotStart(f"PostgreSQL did not start: {words} (log: {place.log('postgres')})")


def _wait_ready(place: Place, server: subprocess.Popen[bytes], deadline: float) -> bool:
    """Wait until the server answers (True) or has ended (False)."""
    while time.monotonic() < deadline:
        if _answers(place):
            return True
        if server.poll() is not None:
            return False
        time.sleep(0.03)
    return False


def _end_unreachable(place: Place) -> None:
    """Wait for a server that lives and does not answer yet; end it where its socket is gone."""
    deadline = time.monotonic() + PATIENCE
    while processes.living(_pid_file(place), place.postgres_data) is not None:
        if _answers(place):
            return
        if time.monotonic() > deadline or not (place.sockets / f".s.PGSQL.{PORT}").exists():
            stop(place)
        time.sleep(0.1)


def _answers(place: Place) -> bool:
    """Say whether our own server, with our own data, answers on our socket."""
    try:
        with _connected(place, "postgres") as server, server.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            row = cursor.fetchone()
    except psycopg2.OperationalError:
        return False
    return row is not None and os.path.realpath(row[0]) == os.path.realpath(place.postgres_data)


@contextlib.contextmanager
def _connected(place: Place, database: str) -> Iterator[Connection]:
    """Connect as the owner of everything, outside any transaction."""
    server = psycopg2.connect(
        host=str(place.sockets),
        port=PORT,
        user="postgres",
        dbname=database,
        connect_timeout=10,
    )
    try:
        server.autocommit = True
        yield server
    finally:
        server.close()


def _make_database(place: Place) -> None:
    """Make the portal's role and database where they are missing."""
    with _connected(place, "postgres") as server, server.cursor() as cursor:
        role, database = quote_ident(ROLE, cursor), quote_ident(DATABASE, cursor)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {role} LOGIN CREATEDB")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {database} OWNER {role}")


def _write_access(place: Place) -> None:
    """Write who may connect: the user who runs the portal, and root, who may do all anyway."""
    rules = "local all all peer map=portal\n"
    names = dict.fromkeys([my_name(), place.owner.name if place.owner.is_me else "root", "root"])
    people = "".join(f'portal "{name}" {role}\n' for name in names for role in ("postgres", ROLE))
    for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", people)):
        folders.write_private(place.home / name, text, like=place.home)


def _memory_options() -> dict[str, str]:
    """Keep shared memory of parallel queries in files where the machine has little of it."""
    shared = Path("/dev/shm")  # noqa: S108 - only its size is asked
    if shared.is_dir() and shutil.disk_usage(shared).total >= SMALL_MEMORY:
        return {}
    return {"dynamic_shared_memory_type": "mmap"}


def _pid_file(place: Place) -> Path:
    return place.postgres_data / "postmaster.pid"
