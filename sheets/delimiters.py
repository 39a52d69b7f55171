"""Which character stands between the cells of a text: told by its heading line."""

from __future__ import annotations

import re
from itertools import islice

from sheets.headings import Wanted
from sheets.scanning import Record, records

# In the order in which they are taken where nothing else decides.
DELIMITERS = (",", ";", "\t")

_LOOKED_AT = 1_000  # records, of which one should be the heading line

# A first line that Excel reads and hides.
_STATED = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def stated_delimiter(text: str) -> tuple[str, int] | None:
    """Return the delimiter a "sep=;" line states and where that line ends, or None."""
    found = _STATED.match(text)
    return (found[1], found.end()) if found else None


def _first_record(text: str, delimiter: str) -> Record:
    """Return the first record that is not blank, loosely: a quote left open is reported later."""
    rows = records(text, delimiter=delimiter, loose=True)
    found = (record for record in islice(rows, _LOOKED_AT) if not record.is_blank)
    return next(found, Record(1, ()))


def delimiter_of(text: str, *, wanted: Wanted) -> str:
    """Return the delimiter that makes the most headings of the heading line.

    Counting characters would go wrong where a heading or a cell holds commas of its own.
    """

    def headings_made(delimiter: str) -> tuple[int, int]:
        record = _first_record(text, delimiter)
        return (wanted.recognised(record), len(record.cells))

    return max(DELIMITERS, key=headings_made)
