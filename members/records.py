"""What a record about a person says of itself for the day that two people turn out to be one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any


class Fate(StrEnum):
    """What becomes of the rows of the one who was entered a second time."""

    MOVE = auto()  # they go to the person who is kept
    FOLD = auto()  # they go too; one that says what a row of the kept person says becomes one with it
    STAND_ALONE = auto()  # they go where the kept person has none; where both have one, no merge
    STAY = auto()  # they speak of the entry, and stay with it


def nothing_against(row: Any) -> str:
    return ""


def nothing_to_lock(people: Collection[int]) -> None:
    """Lock nothing: no other action changes such rows with other locks in hand."""


@dataclass(frozen=True, slots=True)
class OnMerge:
    """The fate of the rows of one foreign key; each model names it for each of its keys in ``on_merge``.

    Of rows that FOLD: ``same`` tells whether two say the same thing, ``further`` lists the values of a
    field of which the later one wins, ``along`` names of a field the one it goes with when that is won
    by the other row, ``refuses`` returns why a row may not become one with another, or
    "". ``locks`` takes the locks (given the ids of both people) that actions upstairs take before the
    register's, in their order.
    """

    fate: Fate
    same: Callable[[Any, Any], bool] | None = None
    further: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    along: Mapping[str, str] = field(default_factory=dict)
    refuses: Callable[[Any], str] = nothing_against
    locks: Callable[[Collection[int]], None] = nothing_to_lock


MOVES = OnMerge(Fate.MOVE)
STANDS_ALONE = OnMerge(Fate.STAND_ALONE)
STAYS = OnMerge(Fate.STAY)
