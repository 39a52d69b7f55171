"""Words about editions."""

from django import template

from reports.documents.kinds import kind_of
from reports.formats.registry import KEPT
from reports.models import Edition, EditionFile

register = template.Library()


@register.filter
def kind_title(edition: Edition) -> str:
    """Return what kind of document it is: "Activity report"."""
    return str(kind_of(edition.kind).title)


@register.filter
def format_name(file: EditionFile) -> str:
    """Return the word people have for a kind of file: "Excel"."""
    return str(KEPT[file.format].name)


@register.filter
def format_use(file: EditionFile) -> str:
    """Return what a kind of file is good for: "Excel workbook, to calculate with"."""
    return str(KEPT[file.format].label)
