"""The SELECT of one fact set: filters by FILTER, totals and splits by GROUPING SETS."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from reports.measuring.definition import Joining, Part
from reports.measuring.dimensions import Dimension
from reports.measuring.distinct import unpacked
from reports.scope import FactSet, Scope

Grouping = tuple[Dimension, ...]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The sums of one group: ``values`` stand in the order of the parts asked for, distinct ids as sets."""

    grouping: Grouping
    key: Key
    values: tuple[Any, ...]


def ask(
    scope: Scope,
    facts: FactSet,
    parts: Sequence[Part],
    groupings: Sequence[Grouping],
    *,
    within: Q | None = None,
) -> list[Answer]:
    """Return the sums of all parts, in every grouping, by one SELECT; ``()`` is the total.

    A scope nothing can lie in gives no answers.

    :param within: a condition on the rows beside those of the scope.
    """
    dimensions = tuple(dict.fromkeys(each for grouping in groupings for each in grouping))
    try:
        inner, params = _rows(scope, facts, parts, dimensions, within)
    except EmptyResultSet:
        return []
    source = f"({inner}) AS facts" + "".join(
        f" LEFT JOIN LATERAL ({each.link_of(facts, 'facts')}) AS {_link(each)} ON TRUE"
        for each in dimensions
        if each.is_to_many(facts)
    )
    names = [_column(each, facts) for each in dimensions]
    sets = [f"({', '.join(_column(each, facts) for each in grouping)})" for grouping in groupings]
    level = f"GROUPING({', '.join(names)})" if names else "0"
    wanted = ", ".join([level, *names, *(_sum(part, number) for number, part in enumerate(parts))])
    grouped = f" GROUP BY GROUPING SETS ({', '.join(sets)})" if names else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM {source}{grouped}", params)  # noqa: S608
        rows = cursor.fetchall()
    levels = {_level(grouping, dimensions): grouping for grouping in groupings}
    width = len(dimensions)
    return [
        Answer(
            grouping=levels[row[0]],
            key=tuple(row[1 + dimensions.index(each)] for each in levels[row[0]]),
            values=tuple(_read(part, value) for part, value in zip(parts, row[1 + width :], strict=True)),
        )
        for row in rows
    ]


def lots_of(groupings: Iterable[Grouping], facts: FactSet) -> list[list[Grouping]]:
    """Return the groupings in lots that one SELECT may answer: those with the same to-many links."""
    lots: dict[frozenset[Dimension], list[Grouping]] = defaultdict(list)
    for grouping in groupings:
        lots[frozenset(each for each in grouping if each.is_to_many(facts))].append(grouping)
    return list(lots.values())


def _rows(
    scope: Scope, facts: FactSet, parts: Sequence[Part], dimensions: Sequence[Dimension], within: Q | None
) -> tuple[str, Sequence[Any]]:
    """Return the SQL of the rows that may be counted, with a column per condition and dimension."""
    conditions = {
        f"c{number}": ExpressionWrapper(part.where, output_field=BooleanField())
        for number, part in enumerate(parts)
        if part.where
    }
    columns = {f"d_{each.code}": each.column_of(facts) for each in dimensions if not each.is_to_many(facts)}
    kept = [field.attname for field in facts._meta.concrete_fields]
    rows = scope.facts(facts)
    if within is not None:
        rows = rows.filter(within)
    query = rows.annotate(**conditions, **columns).values(*kept, *conditions, *columns).order_by().query
    return query.sql_with_params()


def _sum(part: Part, number: int) -> str:
    return f"{part.aggregate} FILTER (WHERE c{number})" if part.where else part.aggregate


def _read(part: Part, value: Any) -> Any:
    return unpacked(value) if part.joining is Joining.DISTINCT else value


def _column(dimension: Dimension, facts: FactSet) -> str:
    return f"{_link(dimension)}.value" if dimension.is_to_many(facts) else f"d_{dimension.code}"


def _link(dimension: Dimension) -> str:
    return f"l_{dimension.code}"


def _level(grouping: Grouping, dimensions: Sequence[Dimension]) -> int:
    """Return what GROUPING() gives for the grouping: a bit for each dimension that is not in it."""
    level = 0
    for each in dimensions:
        level = level * 2 + (each not in grouping)
    return level
