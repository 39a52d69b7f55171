"""The page of what was measured, written from nothing but the measured values."""

from collections.abc import Iterator, Sequence

from benchmarks.matching.quality import Quality

SHOWN = 8  # reasons of a set
PRECISION, RECALL = 0.99, 0.90
ABOUT = """# How well people are recognised

Written by `python -m benchmarks.matching` from what it measured; do not edit. The sets of FEBRL come with
`pip install -r benchmarks/requirements.txt`, apart from the everyday requirements because it brings pandas and SciPy along. Every row is
matched against the whole register of its set. *Precision*: of the rows linked without asking anybody, how many rightly. *Recall*: of the
rows that mean somebody of the register, how many were linked rightly without asking; *with questions*: or asked, with the right person
among those shown. The goal is precision of at least 0.99 at recall of at least 0.90.
"""
NOTES = """
- The names of the region are made up by hand, by pattern (`benchmarks/data/README.md` says how many rows carry an e-mail, a position or a
  number). The rules were tuned on one half. Of the other only the totals were looked at, and for its wrong links the reasons the rules
  gave: that uncovered one mistake of programming about "junior", which was mended, and the rules were tightened once after it. So the
  held-out half has been seen, and its figures are a little better than those of names never seen.
- FEBRL is synthetic Australian persons, with slips put into every field. The state stands for the administration, the street for the
  position, the social security number for the staff number; birth dates, which the register does not hold, are not used. In FEBRL 1 half of
  the originals are in the register.
- FEBRL shaped rules, so its figures are those of a set that was tuned on: a name may change where the number and the position agree; a
  number with one other digit says nothing if that is the last, and speaks for the same person if it is another; a long number of a like name
  counts wherever the person is posted; a long position with slips is the same position. Without the number too little is left: a name, a
  state that a third of all share, and a street; such rows are asked about, and what was missed below says of which kind they are.
- A row with another staff number is asked about however like it is: the number tells namesakes of one administration apart.
- What is between is asked on purpose: a name many bear, an initial or a slip is not linked without a second kind of evidence.
- For speed a row is weighed only against people who share a key with it. Of the 366 rows of the region, three were new so that came out
  otherwise when every row was weighed against everybody: one would have been linked, two asked about. Whether few keys are looked up or all
  are read once makes no difference to any verdict, and a test holds that, too, for the same names with slips put in.
"""


def document(measured: Sequence[Quality]) -> str:
    """Return the document in Markdown."""
    return "\n".join([ABOUT, *_table(measured), NOTES, *_missed(measured)]) + "\n"


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
    yield "Rows that mean somebody known and were not linked, by what was said of the right person; the most frequent."
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
