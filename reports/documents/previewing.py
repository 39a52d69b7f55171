"""What a document tells of one administration: the lines it reads before others do."""

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Document, Narrative, Section, Table
from sheets.text import fold


def told_of(document: Document, names: set[str], events: set[str]) -> list[Section]:
    """Return the rows and paragraphs of a document that name an administration, or an event it was at.

    :param names: what the administration is called, ``events`` the titles of events its people attended.
    """
    words, titles = {fold(each) for each in names if each}, {fold(each) for each in events}
    sections = []
    for section in document.sections:
        blocks = tuple(_told(section, words, titles))
        if blocks:
            sections.append(replace(section, blocks=blocks))
    return sections


def _told(section: Section, words: set[str], titles: set[str]) -> Iterator[Table | Narrative]:
    for block in section.blocks:
        if isinstance(block, Table):
            rows = tuple(row for row in block.rows if _names(row, words | titles))
            if rows:
                yield replace(block, rows=rows, total_row=False, evidence=(), whole_url="")
        elif isinstance(block, Narrative):
            paragraphs = tuple(each for each in block.paragraphs if any(word in fold(each) for word in words))
            if paragraphs:
                yield replace(block, paragraphs=paragraphs)


def _names(row: tuple[object, ...], known: set[str]) -> bool:
    return any(isinstance(cell, str) and fold(cell) in known for cell in row)
