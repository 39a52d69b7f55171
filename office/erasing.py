"""The one way to take something out of the trail: a person's values, and their name from its words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def erasing() -> Iterator[None]:
    """Let the database take values out of the side table, and words out of entries, inside the block.

    Everything else about the trail stays refused. Only anonymising a person opens it.
    """
    with transaction.atomic():
        _say("on")
        yield
        _say("off")


def _say(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('office.erasing', %s, true)", [word])  # until the transaction ends
