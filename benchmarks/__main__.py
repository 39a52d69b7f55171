"""`make bench`: for each size a database is filled once, and each part measured on it."""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django

from benchmarks import databases
from benchmarks.sizes import SIZES
from capacity import embedded
from capacity.embedded.places import PROJECT, var_dir

ALL_SIZES, ALL_PARTS = "1m,10m", "pages,figures,importing"
PAGE = PROJECT / "docs" / "benchmarks.md"


def main() -> int:
    given = _asked()
    embedded.ensure_running()
    os.environ.setdefault("HTTPS", "false")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    server, queue = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
    folder = var_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name in given.sizes.split(","):
        database = SIZES[name].database
        databases.make(database, anew=given.anew)
        address = {
            "DATABASE_URL": databases.named(server, database),
            "REDIS_URL": databases.own_redis(queue),
        }
        raw = folder / f"{name}.json"
        command = [sys.executable, "-m", "benchmarks.one", name, given.parts, str(raw)]
        done = subprocess.run(command, env=os.environ | address, check=False)  # noqa: S603 - our own program
        if done.returncode:
            return done.returncode
        found.append(json.loads(raw.read_text()))
    is_whole = (given.sizes, given.parts) == (ALL_SIZES, ALL_PARTS)
    _write(found, PAGE if is_whole else folder / "benchmarks.md")
    return 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--sizes", default=ALL_SIZES, help=f"of {', '.join(SIZES)}, with commas between")
    asked.add_argument("--parts", default=ALL_PARTS, help=f"of {ALL_PARTS}; none only fills")
    asked.add_argument("--anew", action="store_true", help="fill the databases again")
    given = asked.parse_args()
    for word in given.sizes.split(","):
        if word not in SIZES:
            asked.error(f"there is no size {word!r}; there are: {', '.join(SIZES)}")
    for word in filter(None, given.parts.split(",")):
        if word not in ALL_PARTS.split(","):
            asked.error(f"there is no part {word!r}; there are: {ALL_PARTS}")
    return given


def _write(found: list[dict[str, Any]], path: Path) -> None:
    """Write the page; it replaces docs/benchmarks.md only where everything was measured in this run."""
    django.setup()
    from benchmarks import document  # noqa: PLC0415 - it reads the parts, which need the settings

    results = {str(each["size"]): each["parts"] for each in found}
    day = dt.datetime.now(tz=dt.UTC).date()
    document.write(document.written(results, str(found[0]["machine"]), day), path)
    sys.stdout.write(f"Written: {path}\n")


if __name__ == "__main__":
    sys.exit(main())
