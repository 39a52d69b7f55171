"""What is asked of both sides, as plain values, and what either answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

WHOLE = "whole"
NO_VALUE = ""

Grouping = tuple[str, ...]
"""None, one or two dimensions by their codes; a year that begins in July is ``year_from_7``."""


@dataclass(frozen=True, slots=True)
class Question:
    """A scope in plain values: who asks, for whom, about what. Ids where records are meant.

    ``role`` is empty for a reader without a login; ``organisation`` is the one the reader speaks for.
    """

    name: str
    role: str = "AUDITOR"
    organisation: int | None = None
    audience: str = "READER"
    donor: int | None = None
    for_others: bool = False
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    programme: int | None = None
    phase: int | None = None
    administration: int | None = None
    topics: tuple[int, ...] = ()
    mode: str = ""
    level: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: in which grouping, under which values, of which indicator.

    ``keys`` are ids or words as text, NO_VALUE for "without a value"; empty for the total.
    """

    grouping: Grouping
    keys: tuple[str, ...]
    indicator: str

    def __str__(self) -> str:
        pairs = (f"{name} {key or '(none)'}" for name, key in zip(self.grouping, self.keys, strict=True))
        return f"{self.indicator}, {' × '.join(pairs) or 'in total'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as both sides give it. Unit: that of its indicator; no bounds: not recorded."""

    low: Decimal | None
    high: Decimal | None
    accuracy: str = "EXACT"
    not_recorded: int = 0
    is_withheld: bool = False

    def __str__(self) -> str:
        if self.is_withheld:
            return "withheld"
        low, high = (
            None if bound is None else f"{bound:f}".removesuffix(".0") for bound in (self.low, self.high)
        )
        span = f"{low} to {high}" if low != high else f"{low}"
        words = "" if self.accuracy == "EXACT" else f"{self.accuracy.lower().replace('_', ' ')} "
        return f"{words}{span} ({self.not_recorded} not recorded)"


NOTHING = Figure(None, None)
NO_EVENTS = Figure(Decimal(0), Decimal(0))

# Counts of acts: where there is no row there was none.
COUNTS = frozenset({
    "events_held", "devices_consigned", "devices_accepted", "devices_handed_over", "operators_trained",
    "systems_installed", "systems_live", "operations_held", "needs_stated", "offers_made",
    "commitments_made", "commitments_done", "fellows", "fellowship_weeks", "support_activities",
    "support_people", "support_managed", "support_received", "missions_held", "administrations_visited",
    "recommendations_made", "recommendations_accepted", "recommendations_done", "questionnaires_sent",
    "questionnaires_answered", "cohort_members", "cohort_members_late", "cohort_members_left",
    "cohort_members_in",
})  # fmt: skip

Figures = Mapping[Place, Figure]


def of_nothing(place: Place) -> Figure:
    """Return the figure of a group without rows: no events, and nothing else recorded."""
    return NO_EVENTS if place.indicator in COUNTS else NOTHING


def month_of(dimension: str) -> int:
    """Return the month the years of a dimension begin in; 1 for what is no such dimension."""
    return int(dimension.rpartition("_")[2]) if dimension.startswith("year_from_") else 1
