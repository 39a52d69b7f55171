"""The one way to a number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from pyroaring import BitMap

from reports.measuring.definition import Indicator, Joining, Part
from reports.measuring.dimensions import ADMINISTRATION, Dimension
from reports.measuring.grains import SUMS, Source, lens_of, source_of
from reports.measuring.moments import one_moment
from reports.measuring.spans import EVERYTHING_COUNTED, Cover, Known, cover
from reports.measuring.statement import Answer, Grouping, Key, ask, lots_of
from reports.measuring.stored import read
from reports.measuring.withholding import Withholding
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


class Figures:
    """Every indicator asked for, in total and in each grouping. Totals are counted, never added up."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[Grouping, Mapping[Key, Sums]],
        *,
        withholding: Withholding | None,
        as_of: dt.datetime,
    ) -> None:
        self._indicators = indicators
        self._sums = sums
        self._withholding = withholding
        self.as_of = as_of  # the moment they are true for

    def __getitem__(self, indicator: Indicator) -> Quantity:
        """Return the total."""
        return self._read(indicator, self._sums[()].get((), _NOTHING), (), ())

    def by(self, *grouping: Dimension, missing: str = "") -> list[Group]:
        """Return the groups of one grouping, ordered by their labels; without a value come last.

        :param missing: the label of rows without a value; left out when empty.
        """
        found = self.by_key(*grouping)
        labels = [
            dimension.labels({key[place] for key in found if key[place] is not None})
            for place, dimension in enumerate(grouping)
        ]
        groups = [
            replace(group, labels=tuple(labels[place].get(value, missing) for place, value in enumerate(key)))
            for key, group in found.items()
            if missing or None not in key
        ]
        return sorted(groups, key=lambda group: (None in group.key, group.labels))

    def by_key(self, *grouping: Dimension) -> dict[Key, Group]:
        """Return the groups of one grouping by their keys, in no order, for who knows their labels."""
        return {
            key: Group(
                key=key,
                labels=(),
                figures={each.code: self._read(each, sums, grouping, key) for each in self._indicators},
            )
            for key, sums in self._sums[grouping].items()
        }

    def _read(self, indicator: Indicator, sums: Sums, grouping: Grouping, key: Key) -> Quantity:
        """Return the quantity, or that it is withheld: it would say something about few persons."""
        persons = indicator.persons_behind
        held = self._withholding
        if held is not None and persons and held.keeps(indicator, grouping, key, persons(sums)):
            return Quantity.withheld(indicator.unit_kind, held.smallest)
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

    A pair in ``by`` gives a matrix. What is stored of whole months and years is read, by one SELECT per
    fact set; the rest is counted from the facts, by one SELECT per fact set for everything a row itself
    says, and one for each dimension of which an event may have several values.

    :raises ValueError: for a split of which the rows of an indicator have no values.
    """
    groupings: list[Grouping] = list(
        dict.fromkeys([(), *(each if isinstance(each, tuple) else (each,) for each in by)])
    )
    _refuse_what_has_no_values(indicators, groupings)
    with one_moment():
        as_of = timezone.now()
        sums = _sums_of(scope, indicators, groupings)
    withholding = Withholding(scope, _sums_of) if scope.withholds else None
    return Figures(indicators, sums, withholding=withholding, as_of=as_of)


def _refuse_what_has_no_values(indicators: Sequence[Indicator], groupings: Sequence[Grouping]) -> None:
    """Refuse what would look like nothing delivered, and is no question: systems by mode, say."""
    for indicator in indicators:
        for each in {each for grouping in groupings for each in grouping}:
            if not indicator.is_split_by(each):
                raise ValueError(f"{indicator.code} is not split by {each.code}.")


def _sums_of(
    scope: Scope, indicators: Sequence[Indicator], groupings: Sequence[Grouping]
) -> Mapping[Grouping, Mapping[Key, Sums]]:
    joiner = _Joiner(scope, groupings)
    plan = _plan(scope, groupings)
    for facts, parts in _by_fact_set(indicators):
        for answer in _answers(scope, facts, parts, plan):
            joiner.add(parts, answer)
    return joiner.sums()


Plan = Mapping[Grouping, tuple[Source | None, Cover]]


def _plan(scope: Scope, groupings: Sequence[Grouping]) -> Plan:
    """Return of each grouping where it is stored, and which days are read there and which counted."""
    lens = lens_of(scope)
    sources = {grouping: source_of(lens, grouping) if lens else None for grouping in groupings}
    known = Known.now() if any(sources.values()) else None
    plan: dict[Grouping, tuple[Source | None, Cover]] = {}
    for grouping, source in sources.items():
        found = EVERYTHING_COUNTED
        if source is not None and known is not None:
            found = cover(scope.period, known, by_years=source.in_years, by_months=source.in_months)
        plan[grouping] = (source, found)
    return plan


def _answers(scope: Scope, facts: FactSet, parts: Sequence[Part], plan: Plan) -> Iterator[Answer]:
    if facts not in SUMS:
        plan = dict.fromkeys(plan, (None, EVERYTHING_COUNTED))
    yield from read(facts, parts, {each: (source, found) for each, (source, found) in plan.items() if source})
    for together, found in _together(plan, facts):
        yield from ask(scope, facts, parts, together, within=found.within)


def _by_fact_set(indicators: Sequence[Indicator]) -> Iterator[tuple[FactSet, list[Part]]]:
    """Yield each fact set with the parts to ask it for, each part once."""
    found: dict[FactSet, dict[str, Part]] = defaultdict(dict)
    for indicator in indicators:
        for part in indicator.parts:
            found[part.facts][part.name] = part
    for facts, parts in found.items():
        yield facts, list(parts.values())


def _together(plan: Plan, facts: FactSet) -> Iterator[tuple[list[Grouping], Cover]]:
    """Yield the groupings that one SELECT may count: those of the same days and the same to-many links."""
    covers: dict[Cover, list[Grouping]] = defaultdict(list)
    for grouping, (_, found) in plan.items():
        if found.counted != ():
            covers[EVERYTHING_COUNTED if found.counted is None else found].append(grouping)
    for found, groupings in covers.items():
        for together in lots_of(groupings, facts):
            yield together, found


class _Joiner:
    """Puts the answers of several spans together, each sum as its part says."""

    def __init__(self, scope: Scope, groupings: Sequence[Grouping]) -> None:
        of_one = scope.administration is not None
        self._of_one = {each: of_one or ADMINISTRATION in each for each in groupings}
        self._sums: dict[Grouping, dict[Key, Sums]] = {each: defaultdict(_Nothing) for each in groupings}

    def add(self, parts: Sequence[Part], answer: Answer) -> None:
        sums = self._sums[answer.grouping][answer.key]
        of_one = self._of_one[answer.grouping]
        for part, value in zip(parts, answer.values, strict=True):
            sums[part.name] = None if part.of_whole_events and of_one else _join(part, sums[part.name], value)

    def sums(self) -> Mapping[Grouping, Mapping[Key, Sums]]:
        """Return the sums as numbers: of sets of ids how many there are."""
        for groups in self._sums.values():
            for sums in groups.values():
                for name, value in sums.items():
                    if isinstance(value, BitMap):
                        sums[name] = len(value)
        return self._sums


def _join(part: Part, one: Any, other: Any) -> Any:
    """Return the sum of two groups without a common row; empty is nothing recorded."""
    if one is None or other is None:
        return other if one is None else one
    if part.joining is Joining.LARGEST:
        return max(one, other)
    if part.joining is Joining.ADDED:
        return one + other
    if not (isinstance(one, BitMap) and isinstance(other, BitMap)):
        raise TypeError(f"Numbers of {part.name} cannot be joined, only sets of ids can.")
    return one | other
