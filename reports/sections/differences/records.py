"""Which rows of records one edition was counted from are not those of another: handovers, missions …"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from members.models import Administration
from programmes.models import ItemType
from programmes.models.kept import KeptQuerySet
from reports.choices import RowChange
from reports.indicators.registry import OF_RECORDS
from reports.measuring.definition import Joining
from reports.models import EditionFacts, FrozenRecord, RecordFact
from reports.sections.differences.events import year_of
from reports.sections.differences.printed import Figure

SETS: Mapping[str, type[RecordFact]] = {each.records.__name__: each.records for each in OF_RECORDS.values()}
# Those whose rows add up to them.
ADDED_UP = frozenset(
    code
    for code, each in OF_RECORDS.items()
    if len(each.parts) == 1 and each.parts[0].joining is Joining.ADDED
)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One row of records that differs: its states before and after, None on the side where it is not."""

    before: FrozenRecord | None
    after: FrozenRecord | None

    @property
    def latest(self) -> FrozenRecord:
        row = self.after or self.before
        assert row is not None  # noqa: S101 - one side is always there
        return row

    @property
    def facts(self) -> type[RecordFact]:
        return SETS[self.latest.facts]

    @property
    def what(self) -> RowChange:
        if self.before is None or self.after is None:
            return RowChange.ADDED if self.before is None else RowChange.REMOVED
        return RowChange.EDITED

    @property
    def is_told_apart(self) -> bool:
        """Test if it may be named: it is of nobody, and says nothing about somebody."""
        rows = self.facts.of.objects.all()
        return isinstance(rows, KeptQuerySet) and not rows.names_people and not self.facts.has("person_id")

    def fields_changed(self) -> list[str]:
        """Return in words what of it is another."""
        if self.before is None or self.after is None:
            return []
        words = {
            "counts_to": _("date"),
            "administrations": _("administration"),
            "topics": _("topic"),
            "item": _("item"),
            "phase": _("phase"),
            "programme": _("programme"),
        }
        one, other = self.before, self.after
        found = [word for name, word in words.items() if getattr(one, name) != getattr(other, name)]
        said = {
            "quantity": _("number"),
            "state": _("state"),
            "answer": _("answer"),
            "weeks": _("weeks"),
        }
        names = [name for name in one.said | other.said if one.said.get(name) != other.said.get(name)]
        return list(dict.fromkeys([*found, *(said.get(name, _("what it says")) for name in names)]))


@dataclass(frozen=True, slots=True)
class RecordReason:
    """A row of records that explains a figure. ``adds``: by how much, where rows add up to it; else None."""

    change: RecordChange
    adds: Decimal | None


def records_between(before: EditionFacts, after: EditionFacts) -> list[RecordChange] | None:
    """Return which rows of records differ, in a fixed order; None where one of the two kept none."""
    if before.record_ids is None or after.record_ids is None:
        return None
    old, new = (
        {(row.facts, row.fact): row for row in FrozenRecord.objects.filter(pk__in=list(ids)).iterator()}
        for ids in (before.record_ids - after.record_ids, after.record_ids - before.record_ids)
    )
    return [RecordChange(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())]


def reason_of(change: RecordChange, figure: Figure) -> RecordReason | None:
    """Return how the row explains the figure, None where it does not."""
    before, after = (_adds(row, figure) for row in (change.before, change.after))
    if before is None and after is None:
        return None
    adds = Decimal(after or 0) - Decimal(before or 0)
    if figure.code in ADDED_UP:
        return RecordReason(change, adds) if adds else None
    return RecordReason(change, None)


def _adds(row: FrozenRecord | None, figure: Figure) -> Any:
    """Return what a row adds to the figure, None where it is not counted in it."""
    if row is None or figure.key not in groups_of(row, figure.by):
        return None
    return row.counts.get(figure.code)


def groups_of(row: FrozenRecord, by: str) -> set[Any]:
    """Return the keys under which the row stands in a split; None: it has no value."""
    if by in ("administration", "topic"):
        return set(getattr(row, f"{by}s")) or {None}
    if by in ("programme", "phase", "item"):
        return {getattr(row, by)}
    if by == ITEM_OF_ONE:
        return {(each, row.item) for each in row.administrations}
    if by.startswith("year"):
        return {year_of(row.counts_from, row.counts_to, by)}
    return {None}


ITEM_OF_ONE = "administration, item"


class Called:
    """What changed rows of records are called: by their kind, place, item and day, and never by a person."""

    def __init__(self, changes: Iterable[RecordChange]) -> None:
        self._rows = [row for change in changes for row in (change.before, change.after) if row]

    @cached_property
    def _places(self) -> Mapping[int, Administration]:
        return Administration.objects.in_bulk({each for row in self._rows for each in row.administrations})

    @cached_property
    def _items(self) -> Mapping[int, ItemType]:
        return ItemType.objects.in_bulk({row.item for row in self._rows if row.item})

    def kind(self, change: RecordChange) -> str:
        return str(capfirst(change.facts.of._meta.verbose_name))

    def name(self, change: RecordChange) -> str:
        """Return what one of those that may be named is called, as "Handover, Fiji, Raman, 3 May 2024"."""
        row = change.latest
        places = get_text_list(
            [str(self._places[each]) for each in row.administrations if each in self._places], _("and")
        )
        parts = [
            self.kind(change),
            places,
            str(self._items.get(row.item or 0, "")),
            date_format(row.counts_to, "j F Y") if row.counts_to else "",
        ]
        return ", ".join(part for part in parts if part)
