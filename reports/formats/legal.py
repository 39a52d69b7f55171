"""Texts that XML accepts: what it refuses is replaced by a visible sign, never by nothing."""

import re
from typing import Any

from reports.blocks import Document

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SIGN = "\ufffd"


def legal(text: str) -> str:
    """Return the text with the sign for control characters and halves of a letter."""
    return NOT_IN_XML.sub(SIGN, text)


def legal_document(document: Document) -> Document:
    """Return the document with every text in it fit for XML and UTF-8."""
    return Document.from_json(_legal(document.to_json()))


def _legal(plain: Any) -> Any:
    match plain:
        case str():
            return legal(plain)
        case dict():
            return {key: _legal(value) for key, value in plain.items()}
        case list() | tuple():
            return [_legal(value) for value in plain]
    return plain
