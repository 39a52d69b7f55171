"""The page of what was measured, written from nothing but the measured values."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES, TYPICAL_SECONDS, TIMES = 30.0, 600.0, 3.0, 10.0
CHANGES_SECONDS = 10.0
ABOUT = Path(__file__).with_name("about.md")


def document(measured: Mapping[str, Any], *, machine: str, load: Sequence[float], day: dt.date) -> str:
    """Return the document in Markdown. ``load`` is the machine's before and after."""
    found = (
        f"Measured on {day.isoformat()}, on {machine}. The load of the machine over a minute was"
        f" {load[0]:.1f} before and {load[1]:.1f} after."
    )
    goals = ["| goal | measured | |", "|---|--:|---|", *_goals(measured)]
    lines = ["| what | seconds |", "|---|--:|", *_lines(measured), "", *_files(measured)]
    return "\n".join([ABOUT.read_text(encoding="utf-8") + found, "", *goals, "", *lines]) + "\n"


def _goals(measured: Mapping[str, Any]) -> Iterator[str]:
    whole, typical = measured["whole"], measured["typical"]
    seconds, short = (sum(each["steps"].values()) for each in (whole, typical))
    yield _goal(
        f"{whole['participations']:,} participations: frozen, counted and written in at most {SECONDS:.0f} s",
        f"{seconds:.1f} s",
        is_met=seconds <= SECONDS,
    )
    yield _goal(
        f"the same in at most {MEGABYTES:.0f} MB, with what typesets it",
        f"{whole['most']:,.0f} MB",
        is_met=whole["most"] <= MEGABYTES,
    )
    yield _goal(
        f"a typical report ({typical['events']} events, {typical['participations']:,} participations)"
        f" in at most {TYPICAL_SECONDS:.0f} s",
        f"{short:.1f} s",
        is_met=short <= TYPICAL_SECONDS,
    )
    if changes := measured.get("changes"):
        yield _goal(
            f"why {changes['figures']:,} figures are others where {changes['rows']:,} rows changed"
            f" in at most {CHANGES_SECONDS:.0f} s",
            f"{changes['seconds']:.1f} s; to pair the rows alone takes {changes['bare']:.1f} s",
            is_met=changes["seconds"] <= CHANGES_SECONDS,
        )
    if "weasyprint" in measured:
        yield _typeset(measured["portal"], measured["weasyprint"])


def _typeset(own: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> str:
    """Return how the quickest of each compare, by the clock and by what the processors had to do."""
    ours, theirs = _quickest(own), _quickest(others)
    times = theirs["seconds"] / ours["seconds"]
    work = theirs["processor"] / ours["processor"]
    return _goal(
        f"a PDF of {own[0]['pages']} pages at least {TIMES:.0f} × as fast as WeasyPrint"
        f" ({others[0]['pages']} pages)",
        f"{ours['seconds']:.1f} s and {theirs['seconds']:.1f} s: {times:.1f} ×;"
        f" of processor time {ours['processor']:.1f} s and {theirs['processor']:.1f} s: {work:.1f} ×",
        is_met=min(times, work) >= TIMES,
    )


def _quickest(runs: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    return {name: min(each[name] for each in runs) for name in ("seconds", "processor")}


def _goal(goal: str, found: str, *, is_met: bool) -> str:
    return f"| {goal} | {found} | {'met' if is_met else '**not met**'} |"


def _lines(measured: Mapping[str, Any]) -> Iterator[str]:
    whole, typical = measured["whole"], measured["typical"]
    for words, steps in (
        ("everything", whole["steps"]),
        ("everything, its rows kept already", whole["again"]),
        ("typical", typical["steps"]),
    ):
        yield from (f"| {words}: {step} | {seconds:.1f} |" for step, seconds in steps.items())
        yield f"| **{words}** | **{sum(steps.values()):.1f}** |"


def _files(measured: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| file | everything | typical |", "|---|--:|--:|")
    whole, typical = measured["whole"]["files"], measured["typical"]["files"]
    for code in whole | typical:
        sizes = [f"{each[code] / 1000:,.0f} kB" if code in each else "" for each in (whole, typical)]
        yield f"| {code} | {sizes[0]} | {sizes[1]} |"
