"""What a kind of document is: its sections, and what has to be chosen for one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from programmes.models import Programme
from reports.blocks import Section
from reports.choices import Subject
from reports.scope import Scope

SectionMaker = Callable[[Scope], Section | None]  # None where there is nothing of the kind


def any_programme(programme: Programme) -> bool:
    """Test nothing: the kind can be had of every programme."""
    return True


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document, made of ``sections`` in their order.

    ``needs`` is what has to be chosen for one, ``takes`` what may be. ``fits`` tells of which programmes it
    can be had. ``months`` are how many the period of one mostly has, 3 or 12. ``code`` stands in addresses,
    commands and references: small letters and hyphens.
    """

    code: str
    title: str | Promise
    sections: tuple[SectionMaker, ...]
    needs: frozenset[Subject] = frozenset({Subject.PROGRAMME})
    takes: frozenset[Subject] = frozenset({Subject.PHASE, Subject.PERIOD, Subject.DONOR})
    fits: Callable[[Programme], bool] = any_programme
    months: int = 12

    @property
    def asks(self) -> frozenset[Subject]:
        """What one may choose for it."""
        return self.needs | self.takes

    @property
    def is_of_one_programme(self) -> bool:
        return Subject.PROGRAMME in self.needs
