"""Delimited text cut into records, with the line each begins in.

The csv module of Python is not strict enough about quotation marks, does not say where an open one
began, and treats a lone carriage return as an error. Old Macintosh files end lines with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_NOTHING = " \u00a0\t,;\r\n\x0b\x0c"


class UnbalancedQuote(Exception):
    """A quotation mark is not closed, or something follows the closing one. ``line`` opened it."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row as they stand; ``line`` is where it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class _Scanner:
    def __init__(self, text: str, delimiter: str, *, loose: bool, line: int) -> None:
        stop = re.escape(delimiter)
        self.text = text
        self.delimiter = delimiter
        self.loose = loose
        self.stop = re.compile(rf"[{stop}\r\n]")
        self.quoted = re.compile(rf'"((?:[^"]++|"")*+)"(?=[{stop}\r\n]|\Z)')
        self.position = 0
        self.line = line

    def records(self) -> Iterator[Record]:
        while self.position < len(self.text):
            line, cells = self.line, [self._cell()]
            while self._passes(self.delimiter):
                cells.append(self._cell())
            yield Record(line, tuple(cells))
            self._pass_line_break()

    def _cell(self) -> str:
        if self.text.startswith('"', self.position):
            if found := self.quoted.match(self.text, self.position):
                self.position = found.end()
                self.line += len(_LINE_BREAK.findall(found[0]))
                return found[1].replace('""', '"')
            if not self.loose:
                raise UnbalancedQuote(self.line)
        begin = self.position
        stop = self.stop.search(self.text, begin)
        self.position = stop.start() if stop else len(self.text)
        return self.text[begin : self.position]

    def _passes(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.position):
            return False
        self.position += len(mark)
        return True

    def _pass_line_break(self) -> None:
        if found := _LINE_BREAK.match(self.text, self.position):
            self.position = found.end()
            self.line += 1


def records(text: str, *, delimiter: str, loose: bool = False, first_line: int = 1) -> Iterator[Record]:
    """Yield every record of the text, blank ones too.

    Line breaks inside a quoted cell are kept as they are. ``loose`` takes a quotation mark that
    does not enclose the whole cell as a letter: Excel puts such cells on the clipboard unquoted.

    :raises UnbalancedQuote: while reading, unless ``loose``.
    """
    return _Scanner(text, delimiter, loose=loose, line=first_line).records()


def without_blank_edges(text: str) -> tuple[str, int]:
    """Return the text without the lines at its beginning and end that hold nothing.

    Also how many went at the beginning. A sheet may end in a million rows of bare separators.
    """
    begin = len(text) - len(text.lstrip(_NOTHING))
    end = len(text.rstrip(_NOTHING))
    head = [found.end() for found in _LINE_BREAK.finditer(text, 0, begin)]
    tail = _LINE_BREAK.search(text, end)
    return text[head[-1] if head else 0 : tail.start() if tail else len(text)], len(head)
