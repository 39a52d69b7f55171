"""How fast a long list comes into the portal: everything from nothing, and the page of what was measured.

`python -m benchmarks.lists` fills the world of the bench where it is not yet, gives its people names,
and lets each way to read the list work on a copy of that database of its own, in a process of its own.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql

from benchmarks import databases
from benchmarks.lists.page import document
from benchmarks.sizes import SIZES
from capacity import embedded
from capacity.embedded.places import PROJECT, var_dir

PAGE = PROJECT / "docs" / "benchmarks-lists.md"
ROWS, SIZE = 100_000, "1m"


def main() -> int:
    given = _asked()
    embedded.ensure_running()
    os.environ.setdefault("HTTPS", "false")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    folder = var_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    size, named = SIZES[given.size], f"bench_lists_{given.size}"
    workbook = folder / f"lists-{given.size}-{given.rows}.xlsx"
    if given.anew or not _is_filled(named):
        _run("benchmarks", "--sizes", given.size, "--parts", "")
        _copy(size.database, named)
    _run("benchmarks.lists.register", given.rows, workbook, database=named)
    load = [os.getloadavg()[0]]
    measured = {"portal": _measured("portal", workbook, named)}
    if find_spec("import_export"):
        measured["other"] = _measured("other", workbook, named)
    load.append(os.getloadavg()[0])
    day = dt.datetime.now(tz=dt.UTC).date()
    text = document(measured, rows=given.rows, people=size.people, load=load, day=day)
    is_whole = (given.size, given.rows) == (SIZE, ROWS)
    path = PAGE if is_whole else folder / PAGE.name
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text}\nWritten: {path}\n")
    return 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS, help="of the workbook")
    asked.add_argument("--size", choices=SIZES, default=SIZE, help="of the world")
    asked.add_argument("--anew", action="store_true", help="make the register again")
    return asked.parse_args()


def _measured(way: str, workbook: Path, named: str) -> dict[str, Any]:
    """Return what one way to read the list measured, on a fresh copy of the database."""
    results = workbook.with_name(f"lists-{way}.json")
    _copy(named, "bench_lists_run")
    _run(f"benchmarks.lists.{way}", workbook, results, database="bench_lists_run")
    found: dict[str, Any] = json.loads(results.read_text())
    return found


def _run(module: str, *args: object, database: str = "") -> None:
    """Run one of our programs, on a database where one is named.

    :raises SystemExit: where it fails; it has said why.
    """
    environment = dict(os.environ)
    if database:
        environment["DATABASE_URL"] = databases.named(os.environ["DATABASE_URL"], database)
        environment["REDIS_URL"] = databases.own_redis(os.environ["REDIS_URL"])
    command = [sys.executable, "-m", module, *map(str, args)]
    done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own programs
    if done.returncode:
        raise SystemExit(done.returncode)


def _is_filled(database: str) -> bool:
    with (
        contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server,
        server.cursor() as cursor,
    ):
        return databases.is_filled(cursor, database)


def _copy(database: str, copied: str) -> None:
    """Make a database again as a copy of another."""
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            name = sql.Identifier(copied)
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            cursor.execute(made.format(name, sql.Identifier(database)))


if __name__ == "__main__":
    sys.exit(main())
