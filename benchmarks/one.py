"""One size, in a process of its own: its database filled where it is missing, then the parts measured."""

import argparse
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from benchmarks.sizes import SIZES  # noqa: E402 - only once the settings are read
from benchmarks.world.fill import fill  # noqa: E402


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.one")
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("--fill", action="store_true")
    given = asked.parse_args()
    size = SIZES[given.size]
    if given.fill:
        began = time.monotonic()
        fill(size, lambda line: say(f"  {time.monotonic() - began:6.1f} s  {line}"))
        say(f"  {time.monotonic() - began:6.1f} s  filled")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
