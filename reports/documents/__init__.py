"""The documents there are, each a list of sections, and how one is made."""

from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind
from reports.documents.making import code_of, counted, cover_of, make_document, period_of, scope_of

__all__ = [
    "ACTIVITY_REPORT",
    "REGISTRY",
    "DocumentKind",
    "code_of",
    "counted",
    "cover_of",
    "make_document",
    "period_of",
    "scope_of",
]
