"""Freezing what an edition is counted from: its rows as they stand, what was measured, and the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from pyroaring import BitMap

from reports.blocks import Section
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import (
    ADMINISTRATION,
    KIND,
    LEVEL,
    MODE,
    PHASE,
    PROGRAMME,
    SPONSOR,
    TOPIC,
    Dimension,
)
from reports.measuring.distinct import stored, unpacked
from reports.measuring.measure import Figures, Group
from reports.models import Edition, EditionFacts, EventFact, FrozenEvent, FrozenSeat, ParticipationFact
from reports.plain import to_plain
from reports.scope import FactSet, Scope
from reports.sections.counted import MAIN, figures_of, year_of
from reports.sections.places import missing_of

LINKS: Mapping[str, Dimension] = {
    "programmes": PROGRAMME,
    "phases": PHASE,
    "topics": TOPIC,
    "sponsors": SPONSOR,
}
SPLITS = (TOPIC, ADMINISTRATION, MODE, LEVEL, KIND, PROGRAMME, PHASE, SPONSOR)

OF_EVENT = ", ".join(
    f"ARRAY(SELECT value FROM ({each.link_of_event('fact.event_id')}) AS link ORDER BY value) AS {name}"  # noqa: S608
    for name, each in LINKS.items()
)
OF_ROW = (
    "LEFT JOIN programmes_participation named ON fact.is_named AND named.id = fact.row_id"
    " LEFT JOIN programmes_headcount counted ON NOT fact.is_named AND counted.id = fact.row_id"
)
# Beside the columns of its fact: the version of each row's record, and the records that tell it.
VERSIONS: Mapping[FactSet, tuple[str, str]] = {
    EventFact: (
        f"record.version, record.title, {OF_EVENT}",
        "JOIN programmes_event record ON record.id = fact.event_id",
    ),
    ParticipationFact: ("COALESCE(named.version, counted.version) AS version", OF_ROW),
}
FROZEN: Mapping[FactSet, tuple[Any, str]] = {
    EventFact: (FrozenEvent, "event_id"),
    ParticipationFact: (FrozenSeat, "key"),
}


@dataclass(frozen=True, slots=True)
class FrozenSet:
    """The rows a scope counts from, as ids of frozen rows."""

    events: BitMap
    seats: BitMap


def freeze_rows(scope: Scope) -> FrozenSet:
    """Keep the state of every row of the scope; of those kept already nothing is written."""
    return FrozenSet(_freeze(scope, EventFact), _freeze(scope, ParticipationFact))


@transaction.atomic
def _freeze(scope: Scope, facts: FactSet) -> BitMap:
    model, key = FROZEN[facts]
    columns = ", ".join(f.column for f in model._meta.concrete_fields if f.name not in ("id", "mark"))
    fields = [field.attname for field in facts._meta.concrete_fields]
    try:
        rows, params = scope.facts(facts).order_by().values(*fields).query.sql_with_params()
    except EmptyResultSet:
        return BitMap()
    beside, joined = VERSIONS[facts]
    table = model._meta.db_table
    now = f"SELECT fact.*, {beside} FROM ({rows}) AS fact {joined}"  # noqa: S608 - ours throughout
    marked = (
        f"SELECT {columns}, hashtextextended(one::text, 0) AS mark"  # noqa: S608
        f" FROM (SELECT {columns} FROM ({now}) AS every) AS one"
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS frozen_now")
        # Which rows are kept already is known before any is written: else each would be sought among those
        # that are just being written, which is quick for a few and takes hours for a million.
        cursor.execute(
            f"CREATE TEMPORARY TABLE frozen_now ON COMMIT DROP AS SELECT now.*, kept.id"  # noqa: S608
            f" FROM ({marked}) AS now LEFT JOIN {table} kept ON {_is_same(key)}",
            params,
        )
        cursor.execute(
            f"WITH added AS (INSERT INTO {table} ({columns}, mark)"  # noqa: S608
            f" SELECT {columns}, mark FROM frozen_now WHERE id IS NULL ON CONFLICT DO NOTHING RETURNING id)"
            " SELECT (SELECT count(*) FROM frozen_now), string_agg(int4send(id), '') FROM"
            " (SELECT id FROM frozen_now WHERE id IS NOT NULL UNION ALL SELECT id FROM added) AS every"
        )
        number, packed = cursor.fetchone()
        ids = unpacked(packed)
        if len(ids) < number:  # another job kept some of them in the meantime
            cursor.execute("ANALYZE frozen_now")
            cursor.execute(
                "SELECT string_agg(int4send(kept.id), '')"  # noqa: S608
                f" FROM frozen_now now JOIN {table} kept ON {_is_same(key)}"
            )
            ids = unpacked(cursor.fetchone()[0])
        cursor.execute("DROP TABLE frozen_now")
    return ids


def _is_same(key: str) -> str:
    return f"kept.{key} = now.{key} AND kept.mark = now.mark"


def measured(scope: Scope) -> list[dict[str, Any]]:
    """Return the main figures of the scope, in total and by each split, as plain values.

    Counted before its sections: they show what was counted here.
    """
    year = year_of(scope)
    figures = figures_of(scope, *SPLITS, year, (year, MODE))
    return list(_plain(figures, year))


def _plain(figures: Figures, year: Dimension) -> Iterator[dict[str, Any]]:
    for each in MAIN:
        yield _figure(each, figures[each].to_json())
    for dimension in (*SPLITS, year):
        for group in figures.by(dimension, missing=missing_of(dimension)):
            yield from _group(dimension, group)


def _group(dimension: Dimension, group: Group) -> Iterator[dict[str, Any]]:
    for each in MAIN:
        of = {"by": dimension.code, "key": group.key[0], "label": group.labels[0]}
        yield _figure(each, group[each].to_json(), **of)


def _figure(indicator: Indicator, quantity: dict[str, Any], **of: Any) -> dict[str, Any]:
    return {"indicator": indicator.code, "by": "", "key": None, "label": "", "quantity": quantity} | of


def rules_of() -> dict[str, dict[str, str]]:
    """Return what each of the main figures is called, means and rests on, in the active language."""
    return {
        each.code: {"name": str(each.name), "definition": str(each.definition), "rule": each.rule}
        for each in MAIN
    }


def facts_of(
    edition: Edition,
    rows: FrozenSet,
    *,
    figures: list[dict[str, Any]],
    sections: Iterable[tuple[str, Section]],
    before: Edition | None,
) -> EditionFacts:
    """Return the fact set of the edition, unsaved, in the active language."""
    return EditionFacts(
        edition=edition,
        events=stored(rows.events),
        seats=stored(rows.seats),
        figures=figures,
        rules=rules_of(),
        sections=[[code, to_plain(section)] for code, section in sections],
        before=before,
    )
