"""Freezing what figures of records are counted from: handovers, fellowships, missions … row by row."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, Value, When
from pyroaring import BitMap

from reports.actions.freezing_rows import Keeping, keep
from reports.indicators.registry import OF_RECORDS
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, ITEM, PHASE, PROGRAMME, TOPIC, Dimension
from reports.measuring.measure import Figures, measure
from reports.models import EvaluationFact, FrozenRecord, RecordFact
from reports.scope import Scope
from reports.sections.counted import year_of

SPLITS = (ADMINISTRATION, TOPIC, PROGRAMME, PHASE, ITEM)
# What participants thought of an event is kept by no row: what one more of them changed would tell of few.
NOT_KEPT = (EvaluationFact,)
OWN_COLUMNS = (
    "id",
    "row_id",
    "programme_id",
    "phase_id",
    "administration_id",
    "topic_id",
    "item_id",
    "counts_from",
    "counts_to",
)


def _by_set() -> Mapping[type[RecordFact], tuple[Indicator, ...]]:
    sets: dict[type[RecordFact], tuple[Indicator, ...]] = {}
    for each in OF_RECORDS.values():
        if each.records not in NOT_KEPT:
            sets[each.records] = (*sets.get(each.records, ()), each)
    return sets


COUNTED_BY = _by_set()


def freeze_records(scope: Scope) -> BitMap:
    """Keep the state of every row of records of the scope; return their ids."""
    ids = BitMap()
    for facts, indicators in COUNTED_BY.items():
        ids |= _freeze(scope, facts, indicators)
    return ids


def _freeze(scope: Scope, facts: type[RecordFact], indicators: tuple[Indicator, ...]) -> BitMap:
    fields = [field.attname for field in facts._meta.concrete_fields]
    counts = {f"c_{each.code}": _adds(each) for each in indicators}
    try:
        query = scope.facts(facts).order_by().annotate(**counts).values(*fields, *counts).query
        rows, params = query.sql_with_params()
    except EmptyResultSet:
        return BitMap()
    counted = ", ".join(f"'{each.code}', fact.c_{each.code}" for each in indicators)
    others = ", ".join(f"'{name}'" for name in (*OWN_COLUMNS, *counts))
    now = f"""
        SELECT '{facts.__name__}' AS facts, fact.id AS fact, fact.row_id AS record, record.version,
            fact.programme_id AS programme, fact.phase_id AS phase,
            {"fact.item_id" if facts.has("item_id") else "NULL::bigint"} AS item,
            {_values(facts, "administration")} AS administrations, {_values(facts, "topic")} AS topics,
            fact.counts_from, fact.counts_to,
            jsonb_strip_nulls(jsonb_build_object({counted})) AS counts,
            jsonb_strip_nulls(to_jsonb(fact) - ARRAY[{others}]) AS said
        FROM ({rows}) AS fact JOIN {facts.of._meta.db_table} record ON record.id = fact.row_id
        """  # noqa: S608 - ours throughout
    return keep(Keeping(FrozenRecord, ("facts", "fact"), now, params))


def _adds(indicator: Indicator) -> Any:
    """Return what a row adds to the indicator, NULL where it is not counted."""
    adds = F(indicator.amount) if indicator.amount else Value(1)
    return Case(When(indicator.rows, then=adds)) if indicator.rows else adds


def _values(facts: type[RecordFact], code: str) -> str:
    """Return the SQL of the ids of a dimension a row stands under: as an array, in a fixed order."""
    if several := facts.several(code):
        values = several.format(row="fact.row_id", alias="fact")
        return f"ARRAY(SELECT value FROM ({values}) AS link ORDER BY value)"  # noqa: S608
    return f"array_remove(ARRAY[fact.{code}_id], NULL)"


def measured_records(
    scope: Scope, kept: BitMap
) -> Iterator[tuple[Indicator, Figures, tuple[Dimension, ...]]]:
    """Yield the indicators of sets of which a row was kept, their figures, and what they are split by."""
    rows = FrozenRecord.objects.filter(pk__in=list(kept))
    present = set(rows.values_list("facts", flat=True).distinct())
    for facts, indicators in COUNTED_BY.items():
        if facts.__name__ not in present:
            continue
        splits = tuple(
            each for each in (*SPLITS, year_of(scope)) if all(one.is_split_by(each) for one in indicators)
        )
        figures = measure(scope, indicators, by=splits)
        yield from ((indicator, figures, splits) for indicator in indicators)
