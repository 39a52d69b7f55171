"""`make bench`: for each size a database is filled once, and each part measured on it."""

import argparse
import os
import subprocess
import sys

from benchmarks import databases
from benchmarks.sizes import SIZES
from capacity import embedded


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks")
    asked.add_argument("--sizes", default="1m,10m")
    asked.add_argument("--anew", action="store_true", help="fill the databases again")
    given = asked.parse_args()
    embedded.ensure_running()
    server = os.environ["DATABASE_URL"]
    for name in given.sizes.split(","):
        size = SIZES[name]
        is_new = databases.make(size.database, anew=given.anew)
        environment = os.environ | {
            "DATABASE_URL": databases.named(server, size.database),
            "REDIS_URL": databases.own_redis(os.environ["REDIS_URL"]),
        }
        command = [sys.executable, "-m", "benchmarks.one", name, *(["--fill"] if is_new else [])]
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own program
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
