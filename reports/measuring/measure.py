"""The one way to a number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.measuring.definition import Indicator, Part
from reports.measuring.dimensions import ADMINISTRATION, Dimension
from reports.measuring.statement import Grouping, Key, ask
from reports.quantities import Quantity
from reports.scope import FactSet, Scope

Sums = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one value of a dimension, or of one pair of values.

    ``key`` holds ids or words as stored (None: no value); ``labels`` the same in the reader's language.
    """

    key: Key
    labels: tuple[str, ...]
    figures: Mapping[str, Quantity]

    def __getitem__(self, indicator: Indicator) -> Quantity:
        return self.figures[indicator.code]


SMALLEST_GROUP = 5  # persons an attribute may be told of to who may not see them


class Figures:
    """Every indicator asked for, in total and in each grouping. Totals are counted, never added up."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[Grouping, Mapping[Key, Sums]],
        *,
        withholds: bool,
    ) -> None:
        self._indicators = indicators
        self._sums = sums
        self._withholds = withholds

    def __getitem__(self, indicator: Indicator) -> Quantity:
        """Return the total."""
        return self._read(indicator, self._sums[()].get((), _NOTHING))

    def by(self, *grouping: Dimension, missing: str = "") -> list[Group]:
        """Return the groups of one grouping, ordered by their labels; without a value come last.

        :param missing: the label of rows without a value; left out when empty.
        """
        found = self._sums[grouping]
        labels = [
            dimension.labels({key[place] for key in found if key[place] is not None})
            for place, dimension in enumerate(grouping)
        ]
        groups = [
            Group(
                key=key,
                labels=tuple(labels[place].get(value, missing) for place, value in enumerate(key)),
                figures={each.code: self._read(each, sums) for each in self._indicators},
            )
            for key, sums in found.items()
            if missing or None not in key
        ]
        return sorted(groups, key=lambda group: (None in group.key, group.labels))

    def _read(self, indicator: Indicator, sums: Sums) -> Quantity:
        """Return the quantity, or that it is withheld: too few persons stand behind it."""
        persons = indicator.persons_behind
        if self._withholds and persons is not None and 0 < persons(sums) < SMALLEST_GROUP:
            return Quantity.withheld(indicator.unit_kind)
        return indicator.read(sums)


class _Nothing(dict[str, Any]):
    """The sums of a group without rows: counts are zero, all else is not recorded."""

    def __missing__(self, name: str) -> None:
        return None


_NOTHING = _Nothing()


def measure(
    scope: Scope,
    indicators: Sequence[Indicator],
    *,
    by: Sequence[Dimension | Grouping] = (),
) -> Figures:
    """Return every indicator over the scope, in total and by each of ``by``.

    A pair in ``by`` gives a matrix. One SELECT per fact set for everything a row itself says; each
    dimension of which an event may have several values gets a SELECT of its own.
    """
    groupings: list[Grouping] = [
        (), *(each if isinstance(each, tuple) else (each,) for each in by)
    ]  # fmt: skip
    sums: dict[Grouping, dict[Key, Sums]] = {grouping: defaultdict(_Nothing) for grouping in groupings}
    for facts, parts in _by_fact_set(indicators):
        for together in _together(groupings, facts):
            for answer in ask(scope, facts, parts, together):
                _note(sums[answer.grouping][answer.key], parts, answer.values, scope, answer.grouping)
    return Figures(indicators, sums, withholds=scope.withholds)


def _note(sums: Sums, parts: Sequence[Part], values: Sequence[Any], scope: Scope, grouping: Grouping) -> None:
    of_one = scope.administration is not None or ADMINISTRATION in grouping
    for part, value in zip(parts, values, strict=True):
        sums[part.name] = None if part.of_whole_events and of_one else value


def _by_fact_set(indicators: Sequence[Indicator]) -> Iterator[tuple[FactSet, list[Part]]]:
    """Yield each fact set with the parts to ask it for, each part once."""
    found: dict[tuple[FactSet, bool], dict[str, Part]] = defaultdict(dict)
    for indicator in indicators:
        for part in indicator.parts:
            found[part.facts, part.most_at_one_event][part.name] = part
    for (facts, _), parts in found.items():
        yield facts, list(parts.values())


def _together(groupings: Sequence[Grouping], facts: FactSet) -> list[list[Grouping]]:
    """Return the groupings in lots that one SELECT may answer: those with the same to-many links."""
    lots: dict[frozenset[Dimension], list[Grouping]] = defaultdict(list)
    for grouping in groupings:
        lots[frozenset(each for each in grouping if each.is_to_many(facts))].append(grouping)
    return list(lots.values())
