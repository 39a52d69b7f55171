"""Count everything again: `python -m recount`. Exits with 1 where portal and recount differ.

DATABASE names another database on the same server. QUESTIONS, a number, asks no more than that many, spread
over all there are: of millions of participations each takes minutes. One transaction, so that both sides
count the same records while others go on writing.
"""

import os
import sys
import time
from urllib.parse import quote, urlsplit

import django
from django.db import connection, transaction

from capacity import embedded
from recount.counting import Recount


def main() -> int:
    embedded.ensure_running()
    if name := os.environ.get("DATABASE"):
        url = urlsplit(os.environ["DATABASE_URL"])
        os.environ["DATABASE_URL"] = url._replace(path=f"/{quote(name)}").geturl()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    django.setup()
    # Reads models, which is possible only now.
    from recount.running import recount  # noqa: PLC0415

    began = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor, Recount() as book:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        result = recount(book, cursor, tell=say, most=int(os.environ.get("QUESTIONS", "0")))
    say(
        f"{result.asked} questions, {result.compared} cells compared, {result.different} different,"
        f" in {time.monotonic() - began:.0f} s ({connection.settings_dict['NAME']})"
    )
    return 1 if result.different else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
