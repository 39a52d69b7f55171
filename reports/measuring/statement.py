"""The SELECT of one fact set: filters by FILTER, totals and splits by GROUPING SETS."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper

from reports.measuring.definition import Part
from reports.measuring.dimensions import Dimension
from reports.models import EventFact, ParticipationFact, RetentionFact
from reports.scope import FactSet, Scope

Grouping = tuple[Dimension, ...]
Key = tuple[Any, ...]

COLUMNS: dict[FactSet, tuple[str, ...]] = {
    ParticipationFact: (
        "person_id", "people", "stated", "women", "accuracy", "administration_id", "is_named",
    ),
    EventFact: ("hours", "stated_administrations", "unnamed_administrations", "stated_accuracy"),
    RetentionFact: ("person_id", "administration_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The sums of one group: ``values`` stand in the order of the parts asked for."""

    grouping: Grouping
    key: Key
    values: tuple[Any, ...]


def ask(scope: Scope, facts: FactSet, parts: Sequence[Part], groupings: Sequence[Grouping]) -> list[Answer]:
    """Return the sums of all parts, in every grouping, by one SELECT; ``()`` is the total.

    A scope nothing can lie in gives no answers.
    """
    dimensions = tuple(dict.fromkeys(each for grouping in groupings for each in grouping))
    try:
        inner, params = _rows(scope, facts, parts, dimensions)
    except EmptyResultSet:
        return []
    source = f"({inner}) AS facts" + "".join(
        f" LEFT JOIN ({each.link[facts]}) AS {_link(each)} USING (event_id)"
        for each in dimensions
        if each.is_to_many(facts)
    )
    names = [_column(each, facts) for each in dimensions]
    build = _per_event if parts[0].most_at_one_event else _flat
    with connection.cursor() as cursor:
        cursor.execute(build(source, parts, names, _sets(groupings, facts)), params)
        rows = cursor.fetchall()
    levels = {_level(grouping, dimensions): grouping for grouping in groupings}
    width = len(dimensions)
    return [
        Answer(
            grouping=levels[row[0]],
            key=tuple(row[1 + dimensions.index(each)] for each in levels[row[0]]),
            values=tuple(row[1 + width :]),
        )
        for row in rows
    ]


def _rows(
    scope: Scope, facts: FactSet, parts: Sequence[Part], dimensions: Sequence[Dimension]
) -> tuple[str, Sequence[Any]]:
    """Return the SQL of the rows that may be counted, with a column per condition and dimension."""
    conditions = {
        f"c{number}": ExpressionWrapper(part.where, output_field=BooleanField())
        for number, part in enumerate(parts)
    }
    columns = {f"d_{each.code}": each.column[facts] for each in dimensions if not each.is_to_many(facts)}
    kept = ("event_id", *COLUMNS[facts])
    rows = scope.facts(facts).annotate(**conditions).annotate(**columns)
    query = rows.values(*kept, *conditions, *columns).order_by().query
    return query.sql_with_params()


def _flat(source: str, parts: Sequence[Part], names: Sequence[str], sets: Sequence[str]) -> str:
    sums = [f"{part.aggregate} FILTER (WHERE c{number})" for number, part in enumerate(parts)]
    return f"SELECT {_heads(names, sums)} FROM {source}{_group(names, sets)}"  # noqa: S608


def _per_event(source: str, parts: Sequence[Part], names: Sequence[str], sets: Sequence[str]) -> str:
    """Sum per event first, in each grouping, and take the largest of them."""
    sums = [f"{part.aggregate} FILTER (WHERE c{number}) AS s{number}" for number, part in enumerate(parts)]
    aliased = [f"{name} AS k{place}" for place, name in enumerate(names)]
    level = f"GROUPING({', '.join(names)})" if names else "0"
    by_event = [f"(event_id{', ' + one[1:-1] if one != '()' else ''})" for one in sets]
    inner = (
        f"SELECT {', '.join([f'{level} AS level', *aliased, *sums])} FROM {source}"  # noqa: S608
        f" GROUP BY GROUPING SETS ({', '.join(by_event)})"
    )
    keys = [f"k{place}" for place in range(len(names))]
    largest = [f"MAX(s{number})" for number in range(len(parts))]
    return (
        f"SELECT {', '.join(['level', *keys, *largest])} FROM ({inner}) AS events"  # noqa: S608
        f" GROUP BY {', '.join(['level', *keys])}"
    )


def _heads(names: Sequence[str], sums: Sequence[str]) -> str:
    level = f"GROUPING({', '.join(names)})" if names else "0"
    return ", ".join([level, *names, *sums])


def _group(names: Sequence[str], sets: Sequence[str]) -> str:
    return f" GROUP BY GROUPING SETS ({', '.join(sets)})" if names else ""


def _sets(groupings: Sequence[Grouping], facts: FactSet) -> list[str]:
    return [f"({', '.join(_column(each, facts) for each in grouping)})" for grouping in groupings]


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
