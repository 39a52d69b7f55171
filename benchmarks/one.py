"""One size, in a process of its own: its database filled where it is not, then the parts measured."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from django.db import connection  # noqa: E402 - only once the settings are read

from benchmarks import databases, document  # noqa: E402
from benchmarks.parts import PARTS  # noqa: E402
from benchmarks.parts.base import Bench  # noqa: E402
from benchmarks.sizes import SIZES  # noqa: E402
from benchmarks.world import fill  # noqa: E402


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.one")
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("parts", help="codes, with commas between")
    asked.add_argument("results", type=Path, help="where the raw values go")
    given = asked.parse_args()
    size = SIZES[given.size]
    began = time.monotonic()

    def say(line: str) -> None:
        sys.stdout.write(f"{given.size:>5}  {time.monotonic() - began:7.1f} s  {line}\n")
        sys.stdout.flush()

    with connection.cursor() as cursor:
        is_filled = databases.is_filled(cursor, size.database)
    if not is_filled:
        fill.fill(size, say)
    bench = Bench(size=size, say=say, in_haste=size.name == "tiny")
    rows = {code: PARTS[code].measure(bench) for code in given.parts.split(",") if code}
    found = {"size": size.name, "machine": document.machine(), "parts": rows}
    document.write(json.dumps(found, indent=1, default=str) + "\n", given.results)


if __name__ == "__main__":
    main()
