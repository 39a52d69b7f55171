"""Keeping rows as they stand: of those kept already in the same state nothing is written."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from pyroaring import BitMap

from reports.measuring.distinct import unpacked


@dataclass(frozen=True, slots=True)
class Keeping:
    """Rows to be kept: in which table, under which key, and the SELECT of them as they are now."""

    model: Any
    key: tuple[str, ...]
    now: str
    params: Any


@transaction.atomic
def keep(rows: Keeping) -> BitMap:
    """Keep the state of every row, and return the ids under which they are kept."""
    model = rows.model
    columns = ", ".join(f.column for f in model._meta.concrete_fields if f.name not in ("id", "mark"))
    table = model._meta.db_table
    marked = (
        f"SELECT {columns}, hashtextextended(one::text, 0) AS mark"  # noqa: S608 - ours throughout
        f" FROM (SELECT {columns} FROM ({rows.now}) AS every) AS one"
    )
    same = " AND ".join(f"kept.{column} = now.{column}" for column in (*rows.key, "mark"))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS frozen_now")
        # Looked up first: a row that is kept already must not use up a number. And before any is written, or
        # each would be sought among those that are just being written: of a million without an end.
        cursor.execute(
            f"CREATE TEMPORARY TABLE frozen_now ON COMMIT DROP AS SELECT now.*, kept.id"  # noqa: S608
            f" FROM ({marked}) AS now LEFT JOIN {table} kept ON {same}",
            rows.params,
        )
        cursor.execute(
            f"WITH added AS (INSERT INTO {table} ({columns}, mark)"  # noqa: S608
            f" SELECT {columns}, mark FROM frozen_now WHERE id IS NULL ON CONFLICT DO NOTHING RETURNING id)"
            " SELECT (SELECT count(*) FROM frozen_now), string_agg(int4send(id), '') FROM"
            " (SELECT id FROM frozen_now WHERE id IS NOT NULL UNION ALL SELECT id FROM added) AS every"
        )
        number, packed = cursor.fetchone()
        kept = unpacked(packed)
        if len(kept) < number:  # another job kept some of them meanwhile
            cursor.execute("ANALYZE frozen_now")
            cursor.execute(
                "SELECT string_agg(int4send(kept.id), '')"  # noqa: S608
                f" FROM frozen_now now JOIN {table} kept ON {same}"
            )
            kept = unpacked(cursor.fetchone()[0])
        cursor.execute("DROP TABLE frozen_now")
    return kept
