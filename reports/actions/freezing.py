"""Freezing what an edition is counted from: its rows as they stand, what was measured, and the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from pyroaring import BitMap

from reports.actions.freezing_records import freeze_records, measured_records
from reports.actions.freezing_rows import Keeping, keep
from reports.blocks import Section
from reports.indicators.registry import EVERY
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
from reports.measuring.distinct import stored
from reports.measuring.measure import Figures
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
    records: BitMap


def freeze_rows(scope: Scope) -> FrozenSet:
    """Keep the state of every row of the scope; of those kept already nothing is written."""
    return FrozenSet(_freeze(scope, EventFact), _freeze(scope, ParticipationFact), freeze_records(scope))


def _freeze(scope: Scope, facts: FactSet) -> BitMap:
    model, key = FROZEN[facts]
    fields = [field.attname for field in facts._meta.concrete_fields]
    try:
        rows, params = scope.facts(facts).order_by().values(*fields).query.sql_with_params()
    except EmptyResultSet:
        return BitMap()
    beside, joined = VERSIONS[facts]
    now = f"SELECT fact.*, {beside} FROM ({rows}) AS fact {joined}"  # noqa: S608 - ours throughout
    return keep(Keeping(model, (key,), now, params))


def measured(scope: Scope, rows: FrozenSet) -> list[dict[str, Any]]:
    """Return the figures of the scope, in total and by each split, as plain values.

    The main ones, and of records those of which a row was kept. Counted before its sections: they show what
    was counted here.
    """
    year = year_of(scope)
    figures = figures_of(scope, *SPLITS, year, (year, MODE))
    found = [each for indicator in MAIN for each in _plain(indicator, figures, (*SPLITS, year))]
    for indicator, of_records, splits in measured_records(scope, rows.records):
        found += _plain(indicator, of_records, splits)
    return found


def _plain(indicator: Indicator, figures: Figures, splits: Iterable[Dimension]) -> Iterator[dict[str, Any]]:
    yield _figure(indicator, figures[indicator].to_json())
    for dimension in splits:
        for group in figures.by(dimension, missing=missing_of(dimension)):
            of = {"by": dimension.code, "key": group.key[0], "label": group.labels[0]}
            yield _figure(indicator, group[indicator].to_json(), **of)


def _figure(indicator: Indicator, quantity: dict[str, Any], **of: Any) -> dict[str, Any]:
    return {"indicator": indicator.code, "by": "", "key": None, "label": "", "quantity": quantity} | of


def rules_of(figures: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what each of the figures is called, means and rests on, in the active language."""
    codes = dict.fromkeys(each["indicator"] for each in figures)
    return {
        code: {
            "name": str(EVERY[code].name),
            "definition": str(EVERY[code].definition),
            "rule": EVERY[code].rule,
        }
        for code in codes
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
        records=stored(rows.records),
        figures=figures,
        rules=rules_of(figures),
        sections=[[code, to_plain(section)] for code, section in sections],
        before=before,
    )
