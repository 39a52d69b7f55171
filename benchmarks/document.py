"""The page of what was measured, written from nothing but the measured values."""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.goals import Outcome, Results, outcomes
from benchmarks.parts import PARTS, Part
from benchmarks.sizes import SIZES

BESIDE = (
    "Beside it: [lists of people](benchmarks-lists.md), and"
    " [how well people are told apart](benchmarks-matching.md)."
)
WORDS = {True: "met", False: "**not met**", None: "not measured"}


def written(results: Results, machine: str, day: dt.date) -> str:
    """Return the document in Markdown."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` from what it measured; do not edit. How: `benchmarks/`.",
        "",
        BESIDE,
        "",
        f"Measured on {day.isoformat()}, on {machine}.",
        "",
        *_worlds(results),
        "## Goals",
        "",
        *_goals(outcomes(results)),
    ]
    for code, part in PARTS.items():
        if any(code in parts for parts in results.values()):
            lines += ["", f"## {part.title}", "", part.about, "", *_table(part, results)]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Return the machine in words: what it has, never what it is called."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SELECT split_part(version(), ' ', 2), current_setting('shared_buffers')")
        postgres, buffers = cursor.fetchone()
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()},"
        f" PostgreSQL {postgres} with {buffers} of shared buffers, Python {platform.python_version()},"
        f" Django {version('Django')}, granian {version('granian')}"
    )


def _worlds(results: Results) -> Iterator[str]:
    for name in results:
        size = SIZES[name]
        yield (
            f"- **{name}**: {size.participations:,} participations, {size.people:,} people,"
            f" {size.events:,} events of fourteen years."
        )
    yield ""


def _goals(found: Sequence[Outcome]) -> Iterator[str]:
    yield from _lines(["goal", "size", "measured", ""], [["---"] * 4])
    for each in found:
        yield _line([each.goal, each.size, each.measured, WORDS[each.is_met]])


def _table(part: Part, results: Results) -> Iterator[str]:
    heads = ["", "size", *(column.heading for column in part.columns)]
    yield from _lines(heads, [["---", "---", *["--:"] * len(part.columns)]])
    names = list(dict.fromkeys(name for parts in results.values() for name in parts.get(part.code, {})))
    for name in names:
        for size, parts in results.items():
            values: Mapping[str, Any] | None = parts.get(part.code, {}).get(name)
            if values is not None:
                yield _line([name, size, *(_shown(values.get(c.code), c.unit) for c in part.columns)])


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _line(heads)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(value: Any, unit: str) -> str:
    """Return a value as the table prints it; what was not measured is a dash."""
    if value is None:
        return "–"
    if unit == "ms":
        return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
    if unit == "ratio":
        return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def write(text: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
