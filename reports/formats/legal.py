"""Texts that XML accepts: what it refuses is replaced by a visible sign, never by nothing."""

import re
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.functional import Promise

from reports.blocks import Document
from reports.quantities import Quantity

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SIGN = "\ufffd"


def legal(text: str) -> str:
    """Return the text with the sign for control characters and halves of a letter."""
    return NOT_IN_XML.sub(SIGN, text)


def legal_document(document: Document) -> Document:
    """Return the document as files hold it: every text fit for XML and UTF-8, no address of a page."""
    return document if _is_fit(document) else Document.from_json(_legal(document.to_json()))


def _is_fit(value: Any) -> bool:
    """Test if a part of a document can stay as it is: nearly all can, and making another takes long."""
    if isinstance(value, str):
        return type(value) is str and NOT_IN_XML.search(value) is None
    if isinstance(value, tuple):
        return all(map(_is_fit, value))
    if isinstance(value, Promise):
        return False
    if not is_dataclass(value) or isinstance(value, Quantity):
        return True
    return all(
        not part if "on_pages_only" in each.metadata else _is_fit(part)
        for each in fields(value)
        for part in (getattr(value, each.name),)
    )


def _legal(plain: Any) -> Any:
    match plain:
        case str():
            return legal(plain)
        case dict():
            return {key: _legal(value) for key, value in plain.items()}
        case list() | tuple():
            return [_legal(value) for value in plain]
    return plain
