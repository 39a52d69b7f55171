"""The strands of work of a programme in figures, and who works in it."""

from django.utils.translation import gettext as _

from programmes.models import Agreement, Partner, Strand
from reports.blocks import Cell, Column, Section, Table
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import STRAND
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.counted import of_nothing
from reports.sections.membership import partners_of

COLUMNS = (EVENTS_HELD, PARTICIPATIONS, PEOPLE, ADMINISTRATIONS_REACHED)


def by_strand(scope: Scope) -> Section | None:
    """Return the figures of each strand of work of the programme; None where it has none."""
    if scope.programme is None:
        return None
    strands = list(Strand.objects.filter(programme=scope.programme).in_order())
    if not strands:
        return None
    figures = measure(scope, COLUMNS, by=[STRAND])
    groups = {group.key[0]: group for group in figures.by(STRAND, missing=_("Of no strand"))}
    every = [(strand.name, groups.get(strand.pk)) for strand in strands]
    if None in groups:
        every.append((_("Of no strand"), groups[None]))
    rows: list[tuple[Cell, ...]] = [
        (name, *(group[one] if group else of_nothing(one) for one in COLUMNS)) for name, group in every
    ]
    table = Table(
        _("Figures of each strand"),
        (Column(_("Strand of work")), *(Column(str(one.name), "number") for one in COLUMNS)),
        tuple(rows),
        notes=(_("An event of two strands stands under each: rows do not add up to the total."),),
    )
    return Section(_("By strand of work"), (table,))


def partners(scope: Scope) -> Section | None:
    """Return who works in the programme of the scope, as its reader may see them."""
    if scope.programme is None:
        return None
    rows = Partner.objects.visible_to(scope.reader).filter(programme=scope.programme)
    agreements = Agreement.objects.visible_to(scope.reader).filter(programme=scope.programme)
    return partners_of(rows, agreements)
