"""The sums of one span of days: counted from the facts, written by COPY, with a checksum over all of them."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from reports.indicators.parts import STORED
from reports.measuring.definition import Joining, Part
from reports.measuring.distinct import stored
from reports.measuring.grains import OF_MONTHS, OF_YEARS, SUMS, Grain, name_of
from reports.measuring.spans import SPAN, UNDATED, days_of, is_year
from reports.measuring.statement import Answer, Key, ask, lots_of
from reports.models import CountedSpan
from reports.scope import FactSet, Scope

Row = tuple[Any, ...]  # grain, key_1, key_2, then the columns of the fact set's sums
Rows = Mapping[FactSet, Sequence[Row]]


def rows_of(codes: Sequence[str]) -> Mapping[str, Rows]:
    """Count everything that is stored of the spans, from the facts, each in a fixed order.

    :param codes: one year, or any spans that are no years: those are counted together.
    """
    years = [code for code in codes if is_year(code)]
    if years and len(codes) > 1:
        raise ValueError("A year holds the other spans: count it alone.")
    days = Q()
    for code in codes:
        days |= days_of(code)
    by_span = () if years else (SPAN,)
    grains = OF_YEARS if years or codes == [UNDATED] else OF_MONTHS
    counted: dict[str, dict[FactSet, list[Row]]] = {code: {facts: [] for facts in STORED} for code in codes}
    for facts in STORED:
        for key, row in _rows(Scope.public(), facts, days, grains, apart=by_span):
            counted[key[0] if key else codes[0]][facts].append(row)
    return {code: _in_order(rows) for code, rows in counted.items()}


def rows_about(scope: Scope, grains: Sequence[Grain]) -> Rows:
    """Count the sums of a scope, in a fixed order."""
    return _in_order({facts: [row for _, row in _rows(scope, facts, None, grains)] for facts in STORED})


def written(rows: Rows) -> Iterator[str]:
    """Yield the sums as lines of text, the same for the same sums."""
    for facts, found in rows.items():
        yield facts.__name__
        yield from map(_line, found)


def checksum_of(rows: Rows) -> str:
    """Return the same word for the same sums."""
    digest = hashlib.sha256()
    for line in written(rows):
        digest.update(line.encode())
    return digest.hexdigest()


def store(code: str, rows: Rows, *, now: dt.datetime) -> CountedSpan:
    """Make ``rows`` the stored sums of the span, in the caller's transaction."""
    values = {"counted_at": now, "checksum": checksum_of(rows)}
    span, _ = CountedSpan.objects.update_or_create(code=code, defaults=values)
    for facts, found in rows.items():
        model = SUMS[facts]
        model._default_manager.filter(span=span).delete()
        columns = ", ".join(["span_id", "grain", "key_1", "key_2", *_columns(STORED[facts])])
        lines = io.StringIO("".join(f"{span.pk}\t{_line(row)}" for row in found))
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN", lines)
    return span


def _rows(
    scope: Scope, facts: FactSet, days: Q | None, grains: Sequence[Grain], *, apart: Grain = ()
) -> Iterator[tuple[Key, Row]]:
    """Yield each group: its key in the dimensions that are kept ``apart``, and its row."""
    for together in lots_of([(*apart, *grain) for grain in grains], facts):
        for answer in ask(scope, facts, STORED[facts], together, within=days):
            grain, keys = answer.grouping[len(apart) :], answer.key[len(apart) :]
            row = (name_of(grain), *_keys(keys), *_values(STORED[facts], answer))
            yield answer.key[: len(apart)], row


def _in_order(rows: Mapping[FactSet, Sequence[Row]]) -> Rows:
    return {facts: sorted(found, key=_order) for facts, found in rows.items()}


def _keys(keys: Sequence[Any]) -> tuple[str | None, str | None]:
    texts = [None if key is None else str(key) for key in keys]
    first, second = [*texts, None, None][:2]
    return first, second


def _values(parts: Sequence[Part], answer: Answer) -> Iterator[Any]:
    for part, value in zip(parts, answer.values, strict=True):
        if part.joining is Joining.DISTINCT:
            yield stored(value)
            yield len(value)
        else:
            yield value


def _columns(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield part.name
        if part.joining is Joining.DISTINCT:
            yield f"{part.name}_number"


def _order(row: Row) -> tuple[str, ...]:
    grain, *keys = row[:3]
    return (grain, *(f"{key is not None}{key}" for key in keys))


def _line(row: Row) -> str:
    """Return one line of COPY. Keys are numbers and words of ours: nothing in them needs escaping."""
    return "\t".join(map(_field, row)) + "\n"


def _field(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    if isinstance(value, Decimal):
        return str(value.normalize() if value else 0)
    return str(value)
