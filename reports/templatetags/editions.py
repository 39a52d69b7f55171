"""Words about editions."""

from django import template

from reports.documents.kinds import kind_of
from reports.models import Edition

register = template.Library()


@register.filter
def kind_title(edition: Edition) -> str:
    """Return what kind of document it is: "Activity report"."""
    return str(kind_of(edition.kind).title)
