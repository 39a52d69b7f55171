"""The page of what was measured, written from nothing but the measured values."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.matching.quality import Quality

SHOWN = 8  # reasons of a set
PRECISION, RECALL = 0.99, 0.90
ABOUT = Path(__file__).with_name("about.md")
NOTES = Path(__file__).with_name("notes.md")


def document(measured: Sequence[Quality]) -> str:
    """Return the document in Markdown."""
    return "\n".join([_words(ABOUT), *_table(measured), "", _words(NOTES), *_missed(measured)]) + "\n"


def _words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _table(measured: Sequence[Quality]) -> Iterator[str]:
    yield "| set | rows | mean somebody known | linked | asked | precision | recall | with questions | goal |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for each in measured:
        is_met = each.precision >= PRECISION and each.recall >= RECALL
        counts = " | ".join(f"{number:,}" for number in (each.rows, each.known, each.linked, each.asked))
        shares = " | ".join(
            f"{share:.3f}" for share in (each.precision, each.recall, each.recall_with_questions)
        )
        yield f"| {each.name} | {counts} | {shares} | {'met' if is_met else '**not met**'} |"


def _missed(measured: Sequence[Quality]) -> Iterator[str]:
    """Yield what was said of the right person where the row was not linked to them."""
    yield "## What was not linked"
    yield ""
    yield "Rows that mean somebody known and were not linked, by what was said of the right person: the most"
    yield "frequent reasons."
    yield ""
    yield "| set | rows | what was said |"
    yield "|---|--:|---|"
    for each in measured:
        if "held out" in each.name or "all" in each.name:
            continue  # its rows are not looked at
        for why, rows in sorted(each.why_asked.items(), key=_most_first)[:SHOWN]:
            yield f"| {each.name} | {rows:,} | {why} |"


def _most_first(said: tuple[str, int]) -> tuple[int, str]:
    return -said[1], said[0]
