"""Ask both sides everything, and tell where they differ."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from recount import blocks, portal
from recount.asking import GROUPINGS, questions_about
from recount.comparing import Difference, agree, differences
from recount.counting import Recount
from recount.questions import Figures, Question

Tell = Callable[[str], None]


@dataclass
class Result:
    """How many questions were asked, how many cells compared, and how many of them differ."""

    asked: int = 0
    compared: int = 0
    different: int = 0


def recount(book: Recount, cursor: Any, *, tell: Tell, most: int = 0) -> Result:
    """Read the records through the cursor, ask every question of both sides, and tell each difference.

    :param most: how many questions at the most, spread over all there are; 0 is every one.
    """
    began = time.monotonic()
    book.read(cursor, months=range(2, 13))
    tell(f"Records read in {time.monotonic() - began:.1f} s.")
    questions = questions_about(book)
    step = -(-len(questions) // most) if most else 1
    return compare(book, questions[::step], tell=tell)


def compare(book: Recount, questions: Iterable[Question], *, tell: Tell) -> Result:
    """Ask the records that were read, and the portal."""
    result = Result()
    for question in questions:
        result.asked += 1
        _compare_figures(book, question, result, tell)
        _compare_delivered(book, question, result, tell)
        _compare_blocks(book, question, result, tell)
    return result


def _compare_figures(book: Recount, question: Question, result: Result, tell: Tell) -> None:
    first = time.monotonic()
    ours = portal.figures(question, GROUPINGS)
    second = time.monotonic()
    theirs = book.figures(question, GROUPINGS)
    third = time.monotonic()
    cells = _count_differences(question, ours, theirs, result, tell)
    tell(f"{question.name}: {cells} figures; portal {second - first:.2f} s, recount {third - second:.2f} s")


def _compare_delivered(book: Recount, question: Question, result: Result, tell: Tell) -> None:
    ours = portal.delivered(question, GROUPINGS)
    theirs = book.delivered(question, portal.groupings_of_records(GROUPINGS))
    cells = _count_differences(question, ours, theirs, result, tell)
    tell(f"{question.name}: {cells} figures of deliverables")


def _count_differences(question: Question, ours: Figures, theirs: Figures, result: Result, tell: Tell) -> int:
    """Tell every figure that differs; return how many were compared."""
    found = list(differences(question.name, ours, theirs))
    for each in found:
        tell(str(each))
    cells = len({*ours, *theirs})
    result.compared += cells
    result.different += len(found)
    return cells


def _compare_blocks(book: Recount, question: Question, result: Result, tell: Tell) -> None:
    cells = 0
    for place, ours, theirs in blocks.cells(book, question):
        cells += 1
        if not agree(place, ours, theirs):
            result.different += 1
            tell(str(Difference(question.name, place, ours, theirs)))
    result.compared += cells
    tell(f"{question.name}: {cells} cells of pages and reports")
