"""How long reports take: fills the worlds where they are not yet, measures, and writes the page.

`python -m benchmarks.reports`; the page in docs/ is written where everything was measured.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import databases
from benchmarks.reports.page import document
from benchmarks.sizes import SIZES
from capacity import embedded
from capacity.embedded.places import PROJECT, var_dir

PAGE = PROJECT / "docs" / "benchmarks-reports.md"
WHOLE, TYPICAL = "1m", "typical"
ROUNDS = 3  # of setting the long document, by turns
CHANGED = 100_000  # rows between two editions


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    asked.add_argument("--size", choices=SIZES, default=WHOLE, help="of the world of the large report")
    given = asked.parse_args()
    embedded.ensure_running()
    os.environ.setdefault("HTTPS", "false")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    folder = var_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    _run("benchmarks", "--sizes", ",".join({given.size: 0, TYPICAL: 0}), "--parts", "")
    load = [os.getloadavg()[0]]
    measured: dict[str, Any] = {
        "whole": _edition("whole", SIZES[given.size].database, folder),
        "typical": _edition("typical", SIZES[TYPICAL].database, folder),
        "changes": _measured("changes", str(CHANGED), folder, database=SIZES[TYPICAL].database),
    }
    setters = ["portal", "weasyprint"] if find_spec("weasyprint") else ["portal"]
    for _round in range(ROUNDS):
        for setter in setters:
            measured.setdefault(setter, []).append(_measured("typeset", setter, folder))
    load.append(os.getloadavg()[0])
    text = document(measured, machine=_machine(), load=load, day=dt.datetime.now(tz=dt.UTC).date())
    is_whole = given.size == WHOLE and "weasyprint" in measured
    path = PAGE if is_whole else folder / PAGE.name
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text}\nWritten: {path}\n")
    return 0


def _edition(which: str, database: str, folder: Path) -> Any:
    return _measured("edition", which, folder, database=database)


def _measured(module: str, which: str, folder: Path, *, database: str = "") -> Any:
    """Return what a process of its own measured."""
    results = folder / f"reports-{which}.json"
    _run(f"benchmarks.reports.{module}", results, which, database=database)
    return json.loads(results.read_text())


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


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} processors, {memory:.0f} GB of memory, Python {python}"


if __name__ == "__main__":
    sys.exit(main())
