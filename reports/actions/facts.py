"""The facts as the records say them: held against what is kept, and made anew."""

from dataclasses import dataclass

from django.db import connection, transaction

from reports.models import ChangedSpan, CountedSpan, EventFact, TurnoutFact

TABLES = (EventFact, TurnoutFact)


@dataclass(frozen=True, slots=True)
class Held:
    """How the kept facts compare with the records.

    ``different``: rows that are kept and not so, and rows that are so and not kept.
    """

    kept: int
    different: int


def compare() -> Held:
    """Compare every kept fact with what the records say now."""
    kept = different = 0
    for model in TABLES:
        table, columns = model._meta.db_table, _columns(model)
        now, stored = f"SELECT {columns} FROM {table}_now", f"SELECT {columns} FROM {table}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (SELECT COUNT(*) FROM {table}), (SELECT COUNT(*) FROM"  # noqa: S608
                f" (({now} EXCEPT {stored}) UNION ALL ({stored} EXCEPT {now})) AS other)"
            )
            found = cursor.fetchone()
        kept, different = kept + found[0], different + found[1]
    return Held(kept, different)


@transaction.atomic
def rebuild() -> None:
    """Make all facts anew from the records, and note every span as changed.

    Writers at events wait for it: what they have not committed is not yet among the records.
    """
    with connection.cursor() as cursor:
        for model in TABLES:
            table, columns = model._meta.db_table, _columns(model)
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_now")  # noqa: S608
            cursor.execute(f"ANALYZE {table}")  # so that what is counted from it next is planned well
        ChangedSpan.objects.all().delete()
        cursor.execute(
            "INSERT INTO reports_changedspan (code)"
            " SELECT DISTINCT code FROM reports_eventfact f,"
            " reports_span_codes(f.counts_from, f.counts_to) code WHERE f.state = 'HELD'"
        )
    CountedSpan.objects.exclude(code__in=ChangedSpan.objects.values("code")).delete()


def _columns(model: type[EventFact] | type[TurnoutFact]) -> str:
    return ", ".join(str(field.column) for field in model._meta.concrete_fields if field.column != "id")
