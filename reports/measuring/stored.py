"""Reading sums that were stored by spans of days: one SELECT for all groupings of a fact set."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connection

from reports.measuring.definition import Joining, Part
from reports.measuring.dimensions import YEAR, first_month_of
from reports.measuring.distinct import joined, streams
from reports.measuring.grains import SUMS, Source, name_of
from reports.measuring.spans import UNDATED, Cover
from reports.measuring.statement import Answer, Grouping
from reports.scope import FactSet

AGGREGATE = {Joining.ADDED: "SUM({0})", Joining.LARGEST: "MAX({0})"}
# Sets of ids as one value: each behind its length, so that the driver reads no array.
FRAMED = "int4send(octet_length({0})) || {0}"
WHOLE_YEAR = f"(span.code = '{UNDATED}' OR length(span.code) = 4)"


def read(
    facts: FactSet, parts: Sequence[Part], asked: Mapping[Grouping, tuple[Source, Cover]]
) -> Iterator[Answer]:
    """Yield the stored sums of each grouping over the spans of its cover.

    A grouping by years gives an answer for each span, of which several may be of one year.
    """
    selects: list[str] = []
    params: list[Any] = []
    places = []
    for number, (grouping, (source, cover)) in enumerate(asked.items()):
        places.append((grouping, _places(grouping, source)))
        if cover.stored:
            sql, values = _select(facts, parts, source, cover, number)
            selects.append(sql)
            params += values
    if not selects:
        return
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for number, *row in cursor:
            grouping, keys = places[number]
            key = tuple(None if row[place] is None else read(row[place]) for place, read in keys)
            yield Answer(grouping, key, _values(parts, row[3:]))


def _places(grouping: Grouping, source: Source) -> list[tuple[int, Callable[[str], Any]]]:
    """Return of each dimension where in a row its key stands as text, and what it is read with."""
    found: list[tuple[int, Callable[[str], Any]]] = []
    for each in grouping:
        if each is source.year:
            found.append((0, partial(_year, first_month=first_month_of(each))))
        else:
            found.append((1 + source.groups.index(each), each.read_key))
    return found


def _select(
    facts: FactSet, parts: Sequence[Part], source: Source, cover: Cover, number: int
) -> tuple[str, list[Any]]:
    """Return the SELECT of one grouping: its number, the span, two keys, the sums."""
    keys = [source.keys[each] for each in source.groups]
    lens = source.keys[source.lens.dimension] if source.lens.dimension else ""
    code = "span.code" if source.year else "NULL"
    shown = [code, *keys, *["NULL"] * (2 - len(keys))]
    sums = _sums(parts, source, cover)
    wanted = ", ".join([str(number), *(f"{each}::text" for each in shown), *sums])
    table = SUMS[facts]._meta.db_table
    sql = (
        f"SELECT {wanted} FROM {table}"  # noqa: S608
        " JOIN reports_countedspan span ON span.id = span_id"
        f" WHERE grain = %s AND span.code = ANY (%s){f' AND {lens} = %s' if lens else ''}"
    )
    if keys and not source.year:
        sql += f" GROUP BY {', '.join(keys)}"
    elif not source.year:
        sql += " HAVING COUNT(*) > 0"
    values: list[Any] = [name_of(source.grain), list(cover.stored)]
    return sql, [*values, str(source.lens.value)] if lens else values


def _sums(parts: Sequence[Part], source: Source, cover: Cover) -> Iterator[str]:
    """Yield the columns of the parts: of distinct ids their number, and the sets where those are joined."""
    alone = len(cover.stored) == 1 and not cover.counted
    for part in parts:
        name = part.name
        if part.joining is not Joining.DISTINCT:
            yield name if source.year else AGGREGATE[part.joining].format(name)
        elif source.year:
            one_each = f"{WHOLE_YEAR} AND {source.year is YEAR}"
            yield f"{name}_number"
            yield f"CASE WHEN {one_each} THEN NULL ELSE {FRAMED.format(name)} END"
        else:
            yield f"MAX({name}_number)"
            yield "NULL::bytea" if alone else f"string_agg({FRAMED.format(name)}, '')"


def _values(parts: Sequence[Part], row: Sequence[Any]) -> tuple[Any, ...]:
    """Return the sums of the parts, of those that are distinct the set where there is one, or the number."""
    columns = iter(row)
    found = []
    for part in parts:
        value = next(columns)
        if part.joining is Joining.DISTINCT:
            sets = next(columns)
            value = value if sets is None else joined(streams(sets))
        found.append(value)
    return tuple(found)


def _year(code: str, first_month: int) -> int | None:
    """Return the year the span belongs to, of years that begin in a month; None where it lies in none."""
    if code == UNDATED:
        return None
    year, month = int(code[:4]), code[5:]
    if first_month == 1:
        return year
    return year - (int(month) < first_month) if month.isdecimal() else None
