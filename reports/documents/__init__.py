"""The documents there are, each a list of sections, and how one is made."""

from reports.documents.composing import (
    CHANGES,
    OPENING,
    Chapter,
    chapters_of,
    compose,
    counted_in,
    frozen_in,
    is_brief,
    meant_in,
    wrongs_in,
)
from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind
from reports.documents.making import code_of, counted, cover_of, make_document, period_of, scope_of

__all__ = [
    "ACTIVITY_REPORT",
    "CHANGES",
    "REGISTRY",
    "OPENING",
    "Chapter",
    "DocumentKind",
    "chapters_of",
    "code_of",
    "compose",
    "counted",
    "counted_in",
    "cover_of",
    "frozen_in",
    "is_brief",
    "make_document",
    "meant_in",
    "period_of",
    "scope_of",
    "wrongs_in",
]
