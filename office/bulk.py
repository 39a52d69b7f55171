"""Many records at once, and still the one way to write: few large statements, and the same trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import timezone

from office.audit import Actor, ChangedMeanwhile, differences, entry_about, note_many, personal_values
from office.choices import Verb
from office.models import AuditEntry, AuditPersonalValue, Tombstone
from office.records import Record

_BATCH = 2_000  # rows of one statement that is no COPY
_ALWAYS = ("version", "updated_at", "updated_by")  # what every change stores
_PIECE = 64_000  # characters handed on at a time
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Take ``count`` ids of a table that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def pour(model: type[Record], rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[int]:
    """Insert rows that a gate has checked by one COPY, and return their ids.

    A row maps columns (``person_id``) to values, ``id`` from ``next_ids`` among them; what it leaves out
    has the field's default. Rows are taken one by one, so that a hundred thousand need no memory.
    """
    ids: list[int] = []
    columns = _columns(model, by)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", _Text(_lines(rows, columns, ids)))
    if ids:
        note_many(Verb.ADDED_MANY, model, ids, by=by)
    return ids


@transaction.atomic
def change_many(model: type[Record], records: Sequence[Record], *, by: Actor) -> int:
    """Store changed records that a gate has checked; return how many were different.

    The trail gets the differences of each, as when one is saved.

    :raises office.audit.ChangedMeanwhile: when a stored version is not the one that was read.
    """
    rows: Any = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    stored = rows.in_bulk([record.pk for record in records])
    changed: list[tuple[Record, dict[str, list[Any]]]] = []
    for record in records:
        record.derive()
        known = stored.get(record.pk)
        if known is None or known.version != record.version:
            raise ChangedMeanwhile
        if different := differences(known, record):
            changed.append((record, different))
    now = timezone.now()
    for record, _different in changed:
        record.version += 1
        record.updated_at = now
        record.updated_by = by.author
    names = {name for _record, different in changed for name in different} | model.derived_fields
    if changed:
        _store(model, [record for record, _different in changed], names | model.derived_fields)
        entries = [entry_about(Verb.CHANGED, record, different, by) for record, different in changed]
        AuditEntry.objects.bulk_create(entries, batch_size=_BATCH)
        AuditPersonalValue.objects.bulk_create(
            (
                value
                for entry, (record, different) in zip(entries, changed, strict=True)
                for value in personal_values(entry, record, different)
            ),
            batch_size=_BATCH,
        )
    return len(changed)


def _store(model: type[Record], records: Sequence[Record], names: Iterable[str]) -> None:
    """Update the fields of the records by one statement, from a table of their values brought in by COPY.

    One CASE per record, as ``bulk_update`` writes, takes four times as long for twice as many.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in {*names, *_ALWAYS}]
    fields.sort(key=_by_column)
    quoted = [connection.ops.quote_name(field.column) for field in fields]
    table: str = model._meta.db_table
    pk: Any = model._meta.pk
    lines = (
        "\t".join([str(record.pk), *(_written(getattr(record, field.attname)) for field in fields)]) + "\n"
        for record in records
    )
    columns = ", ".join([pk.column, *quoted])
    with connection.wrap_database_errors, connection.cursor() as cursor:
        shape = f"SELECT {columns} FROM {table}"  # noqa: S608 - names of our own columns
        cursor.execute(f"CREATE TEMP TABLE changed_rows AS {shape} WITH NO DATA")
        cursor.copy_expert(f"COPY changed_rows ({columns}) FROM STDIN", _Text(lines))
        settings = ", ".join(f"{name} = changed_rows.{name}" for name in quoted)
        cursor.execute(
            f"UPDATE {table} SET {settings} FROM changed_rows "  # noqa: S608
            f"WHERE {table}.{pk.column} = changed_rows.{pk.column}"
        )
        cursor.execute("DROP TABLE changed_rows")


def _by_column(field: Any) -> str:
    return str(field.column)


@transaction.atomic
def remove_many(model: type[Record], ids: Sequence[int], *, by: Actor) -> None:
    """Delete records nothing refers to, leave a tombstone for each, and one line in the trail."""
    if not ids:
        return
    kind = ContentType.objects.get_for_model(model)
    Tombstone.objects.bulk_create(
        (Tombstone(content_type=kind, object_id=pk, removed_by=by.author, reason=by.reason) for pk in ids),
        batch_size=_BATCH,
    )
    note_many(Verb.REMOVED_MANY, model, ids, by=by)
    model._default_manager.filter(pk__in=ids).delete()


def _columns(model: type[Record], by: Actor) -> dict[str, str]:
    """Return what each column holds where a row does not say, as COPY writes it."""
    now = timezone.now()
    author = by.author.pk if by.author is not None else None
    columns = {}
    for field in model._meta.concrete_fields:
        moment = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        default = now if moment else field.get_default()
        columns[field.attname] = _written(author if field.name in {"created_by", "updated_by"} else default)
    return columns


def _lines(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], ids: list[int]) -> Iterator[str]:
    said: list[str] = []
    line: str = ""
    order: Callable[[list[str]], Any] = tuple
    for row in rows:
        if list(row) != said:  # nearly always all rows say the same columns
            said = list(row)
            line, order = _form(columns, said)
        ids.append(row["id"])
        yield line % order([_written(value) for value in row.values()])


def _form(columns: Mapping[str, str], said: list[str]) -> tuple[str, Callable[[list[str]], Any]]:
    """Return a line with a gap for each column a row says, and what puts its values into their order.

    :raises KeyError: when there is no such column.
    """
    if strangers := set(said).difference(columns):
        raise KeyError(*strangers)
    gaps = ["%s" if name in said else usual.replace("%", "%%") for name, usual in columns.items()]
    return "\t".join(gaps) + "\n", itemgetter(*[said.index(name) for name in columns if name in said])


def _written(value: Any) -> str:
    if isinstance(value, str):
        is_plain = value.isprintable() and "\\" not in value
        return value if is_plain else str.translate(value, _ESCAPES)
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(map(_element, value)) + "}"
    return str(value)


def _element(value: Any) -> str:
    """Return an element of an array of numbers or texts, as PostgreSQL reads it."""
    if not isinstance(value, str):
        return str(value)
    return _written('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"')


class _Text:
    """Lines as a file that COPY reads piece by piece."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._left = b""

    def read(self, size: int = _PIECE) -> bytes:
        pieces, length = [self._left], len(self._left)
        while length < size and (line := next(self._lines, None)) is not None:
            pieces.append(line.encode())
            length += len(pieces[-1])
        gathered = b"".join(pieces)
        self._left = gathered[size:]
        return gathered[:size]
