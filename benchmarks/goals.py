"""What was aimed at, beside what was measured: each goal reads the rows it speaks of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# By size, part, row and column.
Results = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
LARGEST = "10m"
CLOSED, OPEN = "region, a closed year", "region, the open year"
RECORDS = ("events", "event,", "home", "administrations", "programmes", "closed", "reports")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal and how it came out; ``is_met`` is None where something it needs was not measured."""

    goal: str
    size: str
    measured: str
    is_met: bool | None


def outcomes(results: Results) -> list[Outcome]:
    """Return every goal for every size that was measured."""
    found: list[Outcome] = []
    for check in CHECKS:
        found += check(results)
    return found


def _of(results: Results, size: str, part: str, row: str, column: str) -> Any:
    return results.get(size, {}).get(part, {}).get(row, {}).get(column)


def _at_most(goal: str, part: str, row: str, column: str, limit: float, unit: str, *sizes: str) -> Any:
    def check(results: Results) -> Iterator[Outcome]:
        for size in sizes or results:
            value = _of(results, size, part, row, column)
            if part in results.get(size, {}):
                is_met = None if value is None else value <= limit
                yield Outcome(goal, size, _said(value, unit), is_met)

    return check


def _across(goal: str, row: str, column: str, limit: float) -> Any:
    """Return a check that the value of the largest size is at most so many times that of 1 M."""

    def check(results: Results) -> Iterator[Outcome]:
        small, large = (_of(results, size, "pages", row, column) for size in ("1m", LARGEST))
        if small and large:
            yield Outcome(goal, "both", f"{large / small:.2f} ×", large / small <= limit)

    return check


def _lists(results: Results) -> Iterator[Outcome]:
    for size, parts in results.items():
        rows = {
            name: values["to_login"]
            for name, values in parts.get("pages", {}).items()
            if name.startswith(RECORDS)
        }
        if rows:
            known = {name: ratio for name, ratio in rows.items() if ratio is not None}
            over = [f"{name} {ratio:.1f} ×" for name, ratio in known.items() if ratio > 4]
            over += [f"{name}: no answer" for name in rows if name not in known]
            most = f"at most {max(known.values(), default=0):.1f} ×"
            goal = "lists and pages of one record ≤ 4 × the login page, warm"
            yield Outcome(goal, size, "; ".join(over) or most, not over)


def _statements(results: Results) -> Iterator[Outcome]:
    small, large = (results.get(size, {}).get("pages", {}) for size in ("1m", LARGEST))
    if small and large:
        grown = [
            f"{name}: {small[name]['queries']} → {large[name]['queries']}"
            for name in small
            if name in large and (large[name]["queries"] or 0) > (small[name]["queries"] or 0)
        ]
        told = "; ".join(grown) or "none grows"
        yield Outcome("no number of statements grows with rows", "both", told, not grown)


def _faster_than_sql(goal: str, only: Callable[[str], bool], times: float, *sizes: str) -> Any:
    def check(results: Results) -> Iterator[Outcome]:
        for size in sizes or results:
            rows = {
                name: values["to_sql"]
                for name, values in results.get(size, {}).get("figures", {}).items()
                if only(name)
            }
            if rows:
                slowest = max(rows, key=lambda name: rows[name])
                told = f"{1 / rows[slowest]:.1f} × as fast ({slowest})"
                yield Outcome(goal, size, told, rows[slowest] * times <= 1)

    return check


def _upkeep(results: Results) -> Iterator[Outcome]:
    goal = "keeping the facts costs an import ≤ 20 % of its time"
    for size, parts in results.items():
        for values in parts.get("importing", {}).values():
            if values["triggers"]:
                yield Outcome(goal, size, f"{values['extra']:.1f} %", values["extra"] <= 20)
            else:
                yield Outcome(goal, size, "there are no triggers that keep facts", None)


def _agreement(results: Results) -> Iterator[Outcome]:
    for size, parts in results.items():
        rows = parts.get("figures", {})
        if rows:
            wrong = [name for name, values in rows.items() if values["agrees"] != "yes"]
            yield Outcome("`measure` and SQL agree", size, "; ".join(wrong) or "all agree", not wrong)


def _said(value: Any, unit: str) -> str:
    return "not measured" if value is None else f"{value:,.1f} {unit}"


CHECKS: tuple[Callable[[Results], Any], ...] = (
    _at_most("a closed year's dashboard ≤ 300 ms cold", "pages", CLOSED, "cold", 300, "ms", "1m"),
    _at_most("the open year's dashboard ≤ 300 ms cold", "pages", OPEN, "cold", 300, "ms", "1m"),
    _across("the open year's dashboard at 10 M ≤ 1.5 × that at 1 M, cold", OPEN, "cold", 1.5),
    _across("a closed year's dashboard the same at both sizes (≤ 1.1 ×), cold", CLOSED, "cold", 1.1),
    _at_most("a closed year's dashboard ≤ 3 × the login page, warm", "pages", CLOSED, "to_login", 3, "×"),
    _at_most("the open year's dashboard ≤ 3 × the login page, warm", "pages", OPEN, "to_login", 3, "×"),
    _faster_than_sql("`measure` at least as fast as the SQL, cold", lambda _: True, 1),
    _faster_than_sql(
        "`measure` ≥ 20 × as fast where people are counted, cold",
        lambda name: name.startswith("people"), 20, LARGEST,
    ),
    _lists,
    _statements,
    _at_most(
        "the whole region, all time, people by administration and year ≤ 150 ms, cold",
        "figures", "people by administration and year", "cold", 150, "ms", LARGEST,
    ),
    _upkeep,
    _agreement,
)  # fmt: skip
