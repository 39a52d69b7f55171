"""Of the abbreviations a report explains, those it uses: looked for in every other word it prints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.blocks import Document, Section, Table
from reports.plain import ON_PAGES

ABBREVIATIONS = "abbreviations"  # the code of the section that explains them


def only_used(document: Document, section: Section | None) -> Document:
    """Return the document with its section of abbreviations telling only those the others use.

    It is left out where it would tell nothing.

    :param section: the one of the document's sections that explains them; None where it has none.
    """
    if section is None:
        return document
    others = tuple(each for each in document.sections if each is not section)
    said = "\n".join(_words_of(replace(document, sections=others, aid=())))
    blocks = tuple(_told(each, said) if isinstance(each, Table) else each for each in section.blocks)
    blocks = tuple(each for each in blocks if not isinstance(each, Table) or each.rows)
    told = (replace(section, blocks=blocks),) if blocks else ()
    sections = tuple(new for each in document.sections for new in (told if each is section else (each,)))
    return replace(document, sections=sections)


def _told(table: Table, said: str) -> Table:
    return replace(table, rows=tuple(row for row in table.rows if is_used(str(row[0]), said)))


def is_used(short: str, said: str) -> bool:
    """Test if the text says the abbreviation as a word of its own, in these letters: “AEO”, not “aeolian”."""
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", said) is not None


def _words_of(value: Any) -> Iterator[str]:
    """Yield every text that is printed; addresses of pages are not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        for each in value:
            yield from _words_of(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.metadata != ON_PAGES and not each.name.endswith("_url"):
                yield from _words_of(getattr(value, each.name))
