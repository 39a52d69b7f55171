"""The page of what was measured, written from nothing but the measured values."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES, TYPICAL_SECONDS, TIMES = 30.0, 600.0, 3.0, 10.0
CHANGES_SECONDS = 10.0
ABOUT = Path(__file__).with_name("about.md")
NAMES = {"pdf": "PDF", "xlsx": "workbook", "zip": "CSV files", "xml": "IATI"}


def document(measured: Mapping[str, Any], *, machine: str, load: Sequence[float], day: dt.date) -> str:
    """Return the document in Markdown. ``load`` is the machine's before and after."""
    found = (
        f"Measured on {day.isoformat()}, on {machine}. The load of the machine over a minute was"
        f" {load[0]:.1f} before and {load[1]:.1f} after."
    )
    goals = ["| goal | measured | |", "|---|--:|---|", *_goals(measured)]
    lines = ["| what | seconds | size |", "|---|--:|--:|", *_lines(measured)]
    return "\n".join([ABOUT.read_text(encoding="utf-8") + found, "", *goals, "", *lines]) + "\n"


def whole_of(report: Mapping[str, Any]) -> float:
    """Return the seconds from counting to the last file."""
    return float(report["counting"] + sum(each.get("seconds", 0) for each in report["files"].values()))


def _goals(measured: Mapping[str, Any]) -> Iterator[str]:
    whole, typical = measured["whole"], measured["typical"]
    held = whole["memory"]["own"]
    yield _goal(
        f"{whole['participations']:,} participations: counted and in four formats in at most {SECONDS:.0f} s",
        f"{whole_of(whole):.1f} s",
        is_met=whole_of(whole) <= SECONDS,
    )
    beside = whole["memory"]["beside"]
    yield _goal(
        f"the same in at most {MEGABYTES:.0f} MB",
        f"{held:,.0f} MB, and {beside:,.0f} MB where it is typeset",
        is_met=held + beside <= MEGABYTES,
    )
    yield _goal(
        f"a typical report ({typical['events']} events, {typical['participations']:,} participations)"
        f" in at most {TYPICAL_SECONDS:.0f} s",
        f"{whole_of(typical):.1f} s",
        is_met=whole_of(typical) <= TYPICAL_SECONDS,
    )
    if changes := measured.get("changes"):
        yield _goal(
            f"why {changes['figures']:,} figures are others where {changes['rows']:,} rows changed"
            f" in at most {CHANGES_SECONDS:.0f} s",
            f"{changes['seconds']:.1f} s; to pair the rows alone takes {changes['bare']:.1f} s",
            is_met=changes["seconds"] <= CHANGES_SECONDS,
        )
    if other := measured.get("weasyprint"):
        ours = measured["portal"]
        times = other["seconds"] / ours["seconds"]
        yield _goal(
            f"a PDF of {ours['pages']} pages at least {TIMES:.0f} × as fast as WeasyPrint"
            f" ({other['pages']} pages)",
            f"{ours['seconds']:.1f} s and {other['seconds']:.1f} s: {times:.1f} ×",
            is_met=times >= TIMES,
        )


def _goal(goal: str, found: str, *, is_met: bool) -> str:
    return f"| {goal} | {found} | {'met' if is_met else '**not met**'} |"


def _lines(measured: Mapping[str, Any]) -> Iterator[str]:
    for name, words in (("whole", "everything"), ("typical", "typical")):
        report = measured[name]
        yield f"| {words}: count and freeze | {report['counting']:.1f} | |"
        for code, file in report["files"].items():
            if "refused" in file:
                yield f"| {words}: {NAMES[code]} | left out: {file['refused']} | |"
            else:
                yield f"| {words}: {NAMES[code]} | {file['seconds']:.1f} | {file['bytes'] / 1000:,.0f} kB |"
