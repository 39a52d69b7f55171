"""Activities of several events, and what was published for all together: a file of the project."""

from collections import defaultdict
from pathlib import Path

from programmes.actions.entries import SharedTotal, Stated
from programmes.choices import Accuracy
from sheets.reading import Row, read_table
from sheets.text import clean

SHARED_TOTALS = Path(__file__).parent.parent / "data" / "shared-totals.csv"
COLUMNS = (
    "parent_title",
    "participants",
    "accuracy",
    "part_title",
    "part_address",
    "source",
    "note",
)


class BrokenTotals(Exception):
    """The file of shared totals contradicts itself, or is no such file."""


def read_shared_totals(path: Path = SHARED_TOTALS) -> tuple[SharedTotal, ...]:
    """Return each shared total once; a line of the file is one of its parts.

    :raises BrokenTotals: when a line cannot be read, or the lines of one total disagree.
    """
    table = read_table(path.read_bytes(), headings=COLUMNS)
    if table.problems:
        raise BrokenTotals("; ".join(map(str, table.problems)))
    lines: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table.rows:
        lines[clean(row.values["source"]), clean(row.values["parent_title"])].append(row)
    return tuple(_total(rows) for rows in lines.values())


def _total(rows: list[Row]) -> SharedTotal:
    first = {column: clean(rows[0].values[column]) for column in COLUMNS}
    shared = ("participants", "accuracy", "note")
    for row in rows[1:]:
        if any(clean(row.values[column]) != first[column] for column in shared):
            raise BrokenTotals(f"Line {row.line} disagrees with line {rows[0].line}.")
    try:
        people = _people(first["participants"], first["accuracy"])
    except ValueError as error:
        raise BrokenTotals(f"Line {rows[0].line}: {error}.") from error
    parts = tuple((clean(row.values["part_address"]), clean(row.values["part_title"])) for row in rows)
    return SharedTotal(
        title=first["parent_title"],
        source=first["source"],
        participants=people,
        parts=parts,
        note=first["note"],
        cells={
            "event_title": first["parent_title"],
            "source_url": first["source"],
            "participants": first["participants"],
            "accuracy": first["accuracy"],
            "parts": [list(part) for part in parts],
            "note": first["note"],
        },
    )


def _people(number: str, accuracy: str) -> Stated | None:
    return Stated(int(number), Accuracy(accuracy.upper())) if number else None
