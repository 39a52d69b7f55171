"""Times, in milliseconds, and what is told of them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

BUDGET = 6.0  # seconds spent on repeating one thing


@dataclass(frozen=True, slots=True)
class Times:
    """How long the same thing took, each time."""

    ms: tuple[float, ...]

    @property
    def p50(self) -> float | None:
        return self._at(0.5)

    @property
    def p95(self) -> float | None:
        return self._at(0.95)

    def _at(self, share: float) -> float | None:
        """Return the nearest rank: a time that was measured, none between two; None of nothing."""
        if not self.ms:
            return None
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Do it once; return the milliseconds and what came of it."""
    began = time.perf_counter()
    answer = what()
    return (time.perf_counter() - began) * 1000, answer


def repeated(what: Callable[[], Any], *, most: int, least: int = 3) -> Times:
    """Do it `most` times, or as often as the budget lets (at least `least` times)."""
    found: list[float] = []
    began = time.monotonic()
    while len(found) < least or (len(found) < most and time.monotonic() - began < BUDGET):
        found.append(timed(what)[0])
    return Times(tuple(found))


def joined(several: Sequence[Times]) -> Times:
    return Times(tuple(ms for each in several for ms in each.ms))
