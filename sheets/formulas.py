"""The one prefix that keeps a spreadsheet from running a text as a formula.

A spreadsheet that opens a CSV file runs a cell beginning with = + - or @ as a formula. OWASP ("CSV
Injection") adds tab, carriage return and line feed, and the full-width forms; some programs also
look past spaces and quotation marks. A single quote in front makes the cell a text.

Nothing is lost: single quotes are among the marks looked past, so "'=x" is given a quote as well,
and a text gets the prefix exactly if it would still get it with one more quote in front.
"""

from __future__ import annotations

import re

PREFIX = "'"

_LOOKED_PAST = "\\s\x00-\x1f'\"`‘’“”\u200b-\u200f\u2060\ufeff"
_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫"
_RUNS = re.compile(rf"['\"]*+[\t\r\n]|[{_LOOKED_PAST}]*+[{_SIGNS}]")


def is_formula(text: str) -> bool:
    """Test if a spreadsheet might run the text as a formula."""
    return _RUNS.match(text) is not None


def prefix(text: str) -> str:
    """Return the text as it may stand in a CSV file that a spreadsheet opens."""
    return PREFIX + text if is_formula(text) else text


def unprefix(text: str) -> str:
    """Return the text as it was before ``prefix``; any other text comes back as it is."""
    return text[1:] if text.startswith(PREFIX) and is_formula(text[1:]) else text
