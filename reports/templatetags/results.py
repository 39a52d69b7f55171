"""Lights and typed numbers of results frameworks, as a page shows them."""

from decimal import Decimal

from django import template

from reports.quantities import Quantity
from reports.sections.lights import Lit
from reports.sections.results import light_words as words_of
from reports.sections.results import reached_of
from reports.sections.standing import typed

register = template.Library()


@register.filter
def as_quantity(value: Decimal | None) -> Quantity:
    return typed(value)


@register.filter
def light_words(lit: Lit) -> str:
    return words_of(lit)


@register.filter
def reached(lit: Lit) -> str:
    """Return how much of the way to the target is behind."""
    return str(reached_of(lit))
