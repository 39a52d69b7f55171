"""Which strands of work an event belongs to when nobody said: those its title names."""

from programmes.models import Programme, Strand
from sheets.text import fold


def strands_named(programme: Programme, title: str) -> list[Strand]:
    """Return the strands of which the title holds one of the words they are named by."""
    words = f" {fold(title)} "
    return [
        each
        for each in programme.strands.in_order()
        if any(f" {fold(name)} " in words for name in each.named_by)
    ]
