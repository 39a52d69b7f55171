"""How large the worlds are, and the days they lie in."""

import datetime as dt
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2013, 2026
LAST_CLOSED_YEAR = 2025
TODAY = dt.date(2026, 10, 1)  # of the world: what ends later is still ahead
ADMINISTRATIONS = 185
SEED = 20_121_106


@dataclass(frozen=True, slots=True)
class Size:
    """One world: its name and how many records of each kind it holds (participations: about)."""

    name: str
    participations: int
    people: int
    events: int

    @property
    def database(self) -> str:
        return f"bench_{self.name}"

    @property
    def is_largest(self) -> bool:
        """Whether bare SQL takes so long that it is asked for little, and seldom."""
        return self.participations > 1_000_000


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 10_000, 2_000, 400),
        Size("typical", 105_000, 20_000, 4_200),  # about sixty events a year in each programme
        Size("1m", 1_000_000, 200_000, 40_000),
        Size("10m", 10_000_000, 2_000_000, 400_000),
    )
}
