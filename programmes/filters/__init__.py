"""Filters of lists: one set for page and API. What is not known is refused, not passed over."""

from programmes.filters.lists import AgreementFilter, CallFilter, EventFilter

__all__ = ["AgreementFilter", "CallFilter", "EventFilter"]
