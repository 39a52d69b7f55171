"""The page of what was measured, written from nothing but the measured values."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES, TIMES, SHARE, AT_ONCE = 20.0, 500.0, 2.5, 40.0, 1.0
ABOUT = Path(__file__).with_name("about.md")


def document(
    measured: Mapping[str, Mapping[str, Any]], *, rows: int, people: int, load: Sequence[float], day: dt.date
) -> str:
    """Return the document in Markdown. ``load`` is the machine's before and after."""
    ours, other = measured["portal"], measured.get("other")
    found = (
        f"Measured on {day.isoformat()}, on {ours['machine']}. The load of the machine over a minute was"
        f" {load[0]:.1f} before and {load[1]:.1f} after."
    )
    table = [f"| {rows:,} rows, a register of {people:,} people | |", "|---|--:|"]
    table += [f"| {what} | {value} |" for what, value in _lines(ours, other)]
    goals = ["| goal | measured | |", "|---|--:|---|", *_goals(ours, other, rows)]
    return "\n".join([ABOUT.read_text(encoding="utf-8"), found, "", *goals, "", *table]) + "\n"


def _lines(ours: Mapping[str, Any], other: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    yield "read the file", _seconds(ours["reading"])
    yield "understand the rows and match them", _seconds(ours["looking"])
    yield "write people, postings, participations and the trail, commit", _seconds(ours["writing"])
    yield "all together", _seconds(ours["whole"])
    yield (
        "rows saved; asked about; with a problem",
        f"{ours['saved']:,}; {ours['asked']:,}; {ours['problem']:,}",
    )
    yield "participations there in the end", f"{ours['listed']:,}"
    yield "memory of the process at its most", f"{ours['memory']:,.0f} MB"
    yield "memory of the process that takes the workbook apart", f"{ours['memory_beside']:,.0f} MB"
    yield "bare COPY of the participations", _speed(ours, "bare")
    yield "COPY of them with the facts kept", _speed(ours, "copied")
    yield "the portal's own COPY, with the facts and its line in the trail", _speed(ours, "poured")
    yield "the whole write: people, postings and changes as well", _speed(ours, "writing")
    yield "30 pasted rows, until they are understood", _seconds(ours["few"])
    if other is not None:
        yield "django-import-export: read the file", _seconds(other["reading"])
        yield "django-import-export: people alone, nothing matched", _seconds(other["writing"])
        yield "django-import-export: memory at its most", f"{other['memory']:,.0f} MB"


def _goals(ours: Mapping[str, Any], other: Mapping[str, Any] | None, rows: int) -> Iterator[str]:
    whole, share = ours["whole"], 100 * ours["bare"] / ours["writing"]
    memory = ours["memory"] + ours["memory_beside"]
    yield _goal(f"{rows:,} rows in at most {SECONDS:.0f} s", _seconds(whole), is_met=whole <= SECONDS)
    yield _goal(
        f"in at most {MEGABYTES:.0f} MB, both processes together",
        f"{memory:,.0f} MB",
        is_met=memory <= MEGABYTES,
    )
    yield _goal(
        f"the whole write at least {SHARE:.0f} % of the bare COPY's speed",
        f"{share:.0f} %",
        is_met=share >= SHARE,
    )
    few = ours["few"]
    yield _goal("30 rows in under a second", _seconds(few), is_met=few < AT_ONCE)
    goal = f"at least {TIMES} times as fast as django-import-export"
    if other is None:
        yield f"| {goal} | not installed | not measured |"
    else:
        times = other["whole"] / whole
        yield _goal(goal, f"{times:.1f} times", is_met=times >= TIMES)


def _goal(goal: str, measured: str, *, is_met: bool) -> str:
    return f"| {goal} | {measured} | {'met' if is_met else '**not met**'} |"


def _seconds(value: float) -> str:
    return f"{value:,.2f} s"


def _speed(ours: Mapping[str, Any], name: str) -> str:
    return f"{ours[name]:,.2f} s, {ours['saved'] / ours[name]:,.0f} rows/s"
