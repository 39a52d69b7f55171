"""The record an address names by its kind and number."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from reports.sections.kinds import KINDS, Kind


def kind_or_404(word: str) -> Kind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def record_or_404(kind: Kind, account: Any, pk: int) -> Any:
    """Return the record the account may see: for whom it may not, it does not exist."""
    return get_object_or_404(kind.visible(account), pk=pk)
