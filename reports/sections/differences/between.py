"""Two editions of one report compared: every printed figure that is another, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from reports.blocks import Document
from reports.choices import RowChange
from reports.indicators.registry import OF_RECORDS
from reports.models import EditionFacts, FrozenSeat
from reports.sections.differences.events import (
    ADDS,
    OF_EVENTS,
    SAYS,
    STATED,
    SUMMED,
    WOMEN,
    EventChange,
    Lot,
)
from reports.sections.differences.printed import Figure, Path, Printed, printed_in
from reports.sections.differences.records import (
    Called,
    RecordChange,
    RecordReason,
    reason_of,
    records_between,
)
from reports.sections.differences.rows import changes_between, pairs_of

SPLIT_BY_ADMINISTRATION = "administration"
CODES_OF_EVENTS = frozenset(each.code for each in OF_EVENTS)


@dataclass(frozen=True, slots=True)
class Reason:
    """What of one event explains a figure: how many of its rows, by what became of them.

    ``adds`` is by how much the figure is more for it, where rows add up to the figure; else None.
    ``of_itself``: the event itself is added, removed or edited, and that counts; ``moved`` rows of it are as
    before, and count elsewhere now. ``women`` of ``stated``: by how much the two sides of a share are more;
    ``persons``: of how many the rows tell that explain it.
    """

    change: EventChange
    rows: Mapping[RowChange, int]
    adds: Decimal | None
    of_itself: bool
    moved: int = 0
    women: int = 0
    stated: int = 0
    persons: int = 0


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How a figure was defined before, and is now."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One figure that reads otherwise: how it read before and reads now, empty where it was not printed."""

    printed: Printed
    before: str
    after: str
    reasons: tuple[Reason, ...] = ()
    rule: RuleChange | None = None
    records: tuple[RecordReason, ...] = ()

    @property
    def is_told(self) -> bool:
        """Test if both editions tell it: it is neither withheld nor missing."""
        return bool(self.before and self.after) and _("withheld") not in (self.before, self.after)

    @property
    def is_explained(self) -> bool:
        return bool(self.reasons or self.rule or self.records)


class Difference:
    """What differs between two documents, and between the rows they were counted from."""

    def __init__(
        self,
        before: tuple[Document, EditionFacts | None],
        after: tuple[Document, EditionFacts | None],
    ) -> None:
        (self._old, self._facts_before), (self._new, self._facts_after) = before, after

    @property
    def has_rows(self) -> bool:
        """Test if both editions kept the rows they were counted from."""
        return self._facts_before is not None and self._facts_after is not None

    @property
    def has_records(self) -> bool:
        """Test if both kept the rows of records, too."""
        both = (self._facts_before, self._facts_after)
        return all(facts is not None and facts.record_ids is not None for facts in both)

    @cached_property
    def events(self) -> dict[int, EventChange]:
        """What differs of the rows, by event."""
        if self._facts_before is None or self._facts_after is None:
            return {}
        return changes_between(self._facts_before, self._facts_after)

    @cached_property
    def records(self) -> list[RecordChange]:
        """What differs of the rows of records."""
        if self._facts_before is None or self._facts_after is None:
            return []
        return records_between(self._facts_before, self._facts_after) or []

    @cached_property
    def called(self) -> Called:
        """What the rows of records that differ are called."""
        return Called(self.records)

    @cached_property
    def figures(self) -> list[ChangedFigure]:
        """Every printed figure that reads otherwise, in the order of the documents; each once."""
        return list(self._changed())

    @cached_property
    def _printed(self) -> tuple[Mapping[Path, Printed], Mapping[Path, Printed]]:
        return printed_in(self._old, self._facts_before), printed_in(self._new, self._facts_after)

    @cached_property
    def in_one_only(self) -> list[str]:
        """The titles of sections with figures that one of the two prints, and the other does not."""
        old, new = ({path[0]: None for path in each} for each in self._printed)
        return [title for title in (*new, *old) if (title in old) != (title in new)]

    @cached_property
    def row_counts(self) -> Counter[RowChange]:
        """How many rows were added, removed, edited or merged, whether a figure moved for it or not."""
        counts: Counter[RowChange] = Counter()
        for change in self.events.values():
            for lot, tally in change.lots.items():
                counts[lot.what] += tally.rows
        counts.update(change.what for change in self.records)
        del counts[RowChange.SAME]
        return counts

    def pairs_of(self, event: int) -> list[tuple[FrozenSeat | None, FrozenSeat | None]]:
        """Return the rows of one event that differ, as they were before and are after."""
        if self._facts_before is None or self._facts_after is None:
            return []
        return pairs_of(self._facts_before, self._facts_after, event)

    def _changed(self) -> Iterator[ChangedFigure]:
        old, new = self._printed
        told: set[Figure] = set()
        for path in _in_both_orders(old, new):
            if path[0] in self.in_one_only:
                continue
            one, other = old.get(path), new.get(path)
            before, after = (each.shown if each else "" for each in (one, other))
            printed = other or one
            if before == after or printed is None or printed.figure in told:
                continue
            if printed.figure is not None:
                told.add(printed.figure)
            yield self._explained(printed, before, after)

    def _explained(self, printed: Printed, before: str, after: str) -> ChangedFigure:
        if printed.figure is None:
            return ChangedFigure(printed, before, after)
        figure, rule = printed.figure, self._rule(printed.figure.code)
        if figure.code in OF_RECORDS:
            found = (reason_of(change, figure) for change in self.records)
            records = tuple(reason for reason in found if reason is not None)
            return ChangedFigure(printed, before, after, rule=rule, records=records)
        return ChangedFigure(printed, before, after, tuple(self._reasons(figure)), rule)

    def _rule(self, code: str) -> RuleChange | None:
        if self._facts_before is None or self._facts_after is None:
            return None
        old, new = (each.rules.get(code) for each in (self._facts_before, self._facts_after))
        if not old or not new or old["rule"] == new["rule"]:
            return None
        return RuleChange(old["definition"], new["definition"])

    def _reasons(self, figure: Figure) -> Iterator[Reason]:
        for change in self._groups(figure.by).get(figure.key, ()):
            reason = _reason(change, figure)
            if reason is not None:
                yield reason

    def _groups(self, by: str) -> Mapping[Any, list[EventChange]]:
        """Return the changed events of each group of a split, largest first; kept, as many figures ask."""
        if by not in self._kept:
            groups: dict[Any, list[EventChange]] = defaultdict(list)
            for change in self.events.values():
                for key in _keys(change, by):
                    groups[key].append(change)
            self._kept[by] = groups
        return self._kept[by]

    @cached_property
    def _kept(self) -> dict[str, Mapping[Any, list[EventChange]]]:
        return {}


def difference_of(
    before: tuple[Document, EditionFacts | None], after: tuple[Document, EditionFacts | None]
) -> Difference:
    return Difference(before, after)


def _in_both_orders(old: Mapping[Path, Printed], new: Mapping[Path, Printed]) -> Iterator[Path]:
    yield from new
    yield from (path for path in old if path not in new)


def _keys(change: EventChange, by: str) -> set[Any]:
    if by == SPLIT_BY_ADMINISTRATION:
        return {each for lot in change.lots for each in (lot.before, lot.after)}
    if by == "event":
        return {change.title}
    return change.groups(by, is_after=False) | change.groups(by, is_after=True)


def _reason(change: EventChange, figure: Figure) -> Reason | None:
    """Return what of the event explains the figure, None where nothing does."""
    if figure.code in CODES_OF_EVENTS:
        return _reason_of_event(change, figure)
    rows: Counter[RowChange] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    moved = persons = 0
    amounts = SUMMED[figure.code]
    is_of_one = figure.by == SPLIT_BY_ADMINISTRATION
    lots = change.lots_of(figure.key) if is_of_one else change.lots_together()
    for lot, tally in lots.items():
        was, is_now = _lies_in(change, lot, figure)
        said = lot.to(figure.code)
        was, is_now = was and said.was, is_now and said.is_now
        if was == is_now and not (said.differs and was):
            continue
        for each in amounts:
            sums[each] += tally.change_of(each, was=was, is_now=is_now)
        if STATED in amounts:
            persons += tally.most_of(STATED)
        if lot.what == RowChange.SAME:
            moved += tally.rows
        else:
            rows[lot.what] += tally.rows
    if not rows and not moved:
        return None
    adds = Decimal(sums[ADDS[figure.code]]) if figure.code in ADDS else None
    of_itself = bool(moved) or change.is_moved
    return Reason(
        change, rows, adds, of_itself, moved=moved, women=sums[WOMEN], stated=sums[STATED], persons=persons
    )


def _lies_in(change: EventChange, lot: Lot, figure: Figure) -> tuple[bool, bool]:
    """Test on each side if the rows of the lot lie in the group the figure is of."""
    if figure.by == SPLIT_BY_ADMINISTRATION:
        return lot.before == figure.key, lot.after == figure.key
    if figure.by in ("", "event"):
        return True, True
    was, is_now = (figure.key in change.groups(figure.by, is_after=side) for side in (False, True))
    return was, is_now


def _reason_of_event(change: EventChange, figure: Figure) -> Reason | None:
    was, is_now = _event_lies_in(change, figure)
    before = _says(change.before, figure.code) if was else None
    after = _says(change.after, figure.code) if is_now else None
    if before == after:
        return None
    adds = Decimal(after or 0) - Decimal(before or 0)
    return Reason(change, {}, adds, of_itself=change.what != RowChange.SAME)


def _event_lies_in(change: EventChange, figure: Figure) -> tuple[bool, bool]:
    if figure.by == SPLIT_BY_ADMINISTRATION:  # an event is of those who took part in it
        return change.attended(figure.key)
    if figure.by in ("", "event"):
        return True, True
    was, is_now = (figure.key in change.groups(figure.by, is_after=side) for side in (False, True))
    return was, is_now


def _says(row: Any, code: str) -> Decimal | None:
    if row is None or not getattr(row, f"c_{code}"):
        return None
    return Decimal(row.hours) if SAYS[code] else Decimal(1)
