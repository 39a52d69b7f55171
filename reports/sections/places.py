"""Where in a split a figure stands that no scope can name: of one sponsor, or without a value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact, IsNull
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reports.measuring.definition import Indicator
from reports.measuring.dimensions import (
    ADMINISTRATION,
    LANGUAGE,
    PHASE,
    PROGRAMME,
    SPONSOR,
    TOPIC,
    Dimension,
)
from reports.measuring.measure import measure
from reports.models import RecordFact
from reports.scope import FactSet, Scope
from reports.sections.counted import Measured, Nothing

WITHOUT_VALUE: Mapping[Dimension, str | Promise] = {
    TOPIC: _lazy("No topic recorded"),
    ADMINISTRATION: _lazy("Not split, or of other bodies"),
    SPONSOR: _lazy("No sponsor recorded"),
    PROGRAMME: _lazy("Of no programme"),
    PHASE: _lazy("Of no phase"),
    LANGUAGE: _lazy("No language recorded"),
}


def missing_of(dimension: Dimension) -> str:
    """Return what the rows without a value of a split are called."""
    return str(WITHOUT_VALUE.get(dimension, _lazy("Not dated to the year")))


@dataclass(frozen=True, slots=True)
class Place:
    """One group of a split. ``key`` is the value as stored; None: nothing is recorded."""

    dimension: Dimension
    key: Any = None

    def rows(self, facts: FactSet) -> Q:
        """Return which rows stand in the group, by what the dimension itself says a row's value is."""
        column = self.dimension.column_of(facts)
        if not self.dimension.is_to_many(facts):
            return Q(IsNull(column, True) if self.key is None else Exact(column, self.key))  # noqa: FBT003
        if issubclass(facts, RecordFact):
            return self._records(facts)
        link = self.dimension.link_of_event("e.id")
        of_events = f"SELECT e.id FROM programmes_event e, LATERAL ({link}) AS linked"  # noqa: S608 - ours
        if self.key is None:
            return ~Q(event__in=RawSQL(of_events, []))  # noqa: S611 - SQL of ours
        return Q(event__in=RawSQL(f"{of_events} WHERE value = %s", [self.key]))  # noqa: S611 - as above

    def _records(self, facts: type[RecordFact]) -> Q:
        link, table = self.dimension.link_of(facts, "f"), facts._meta.db_table
        of_rows = f"SELECT f.id FROM {table} f, LATERAL ({link}) AS linked"  # noqa: S608 - ours
        if self.key is None:
            return ~Q(pk__in=RawSQL(of_rows, []))  # noqa: S611 - SQL of ours
        return Q(pk__in=RawSQL(f"{of_rows} WHERE value = %s", [self.key]))  # noqa: S611 - as above

    def __str__(self) -> str:
        if self.key is None:
            return missing_of(self.dimension)
        label = self.dimension.labels([self.key]).get(self.key, "")
        return _("%(dimension)s: %(value)s") % {"dimension": self.dimension.name, "value": label}


def measured(scope: Scope, indicators: Sequence[Indicator], places: Iterable[Place] = ()) -> Measured:
    """Return the figures of the scope, or of one group of it: the very group a table shows."""
    there = tuple(places)
    if not there:
        return measure(scope, indicators)
    grouping = tuple(place.dimension for place in there)
    groups = measure(scope, indicators, by=[grouping]).by(*grouping, missing=_("nothing recorded"))
    key = tuple(place.key for place in there)
    return next((group for group in groups if group.key == key), Nothing())
