"""Rows as COPY reads them, and chances drawn the same way each time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.sizes import SEED

Ints = np.ndarray[Any, np.dtype[np.int64]]
Words = Sequence[str]

NULL = r"\N"
MADE = "2026-10-01 00:00:00+00"
RECORD = ("version", "created_at", "updated_at")
OF_RECORD = f"1\t{MADE}\t{MADE}\n"  # ends a line of every record


def chances(table: str, block: int = 0) -> np.random.Generator:
    """Return the generator of one block of one table: no block depends on another."""
    return np.random.default_rng([SEED, *table.encode(), block])


def lines(template: str, *columns: Any) -> str:
    """Return a line per row; `template` has a place for each column. Arrays are read as plain values."""
    plain = (each.tolist() if isinstance(each, np.ndarray) else each for each in columns)
    return "".join(map(template.__mod__, zip(*plain, strict=True)))


def listed(words: Iterable[str]) -> str:
    """Return words, or numbers, as COPY reads a list; none of ours needs quoting."""
    return "{" + ",".join(words) + "}"


def in_blocks(count: int, size: int, make: Callable[[int, int, int], str]) -> Iterator[str]:
    """Yield what `make(block, first, end)` gives for each stretch of `size` rows."""
    for block, first in enumerate(range(0, count, size)):
        yield make(block, first, min(first + size, count))


def pick(draw: np.random.Generator, words: Words, weights: Sequence[float], count: int) -> Any:
    """Return `count` words, each with its own weight."""
    shares = np.asarray(weights, dtype=float)
    return np.asarray(words, dtype=object)[draw.choice(len(words), count, p=shares / shares.sum())]


def day_words(days: Ints) -> Any:
    """Return days since 1970 as COPY reads dates; -1 is none."""
    words = days.astype("datetime64[D]").astype(str).astype(object)
    words[days < 0] = NULL
    return words


def or_null(values: Any, known: Any) -> Any:
    """Return the values as objects, NULL where not known."""
    given = np.asarray(values).astype(object)
    given[~np.asarray(known)] = NULL
    return given
