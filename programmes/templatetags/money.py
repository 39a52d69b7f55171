"""Amounts in words: "USD 7,250,000", with cents only where there are some."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency before it."""
    whole = int(amount) if amount == int(amount) else amount
    return f"{currency} {number_format(whole, force_grouping=True)}"
