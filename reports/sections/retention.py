"""Who was still in post after a training: the shares, and how many nothing is known of."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.blocks import Block, Cell, Column, KeyFigure, KeyFigures, Notes, Section, Table
from reports.indicators.retention import RETENTION
from reports.measuring.dimensions import ADMINISTRATION, Dimension
from reports.measuring.measure import measure
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.headline import definitions_block


def retention(scope: Scope) -> Section:
    """Return the shares of the scope; to who may see the persons, of each administration as well."""
    splits: list[Dimension] = []
    if scope.administration is None and not scope.withholds:
        splits = [ADMINISTRATION]
    figures = measure(scope, RETENTION, by=splits)
    large = tuple(
        KeyFigure(
            label=str(each.name),
            quantity=figures[each],
            unit=str(each.unit),
            note=_not_known(figures[each]),
            evidence_url=evidence_address(scope, each),
        )
        for each in RETENTION
    )
    blocks: list[Block] = [KeyFigures("", large)]
    for split in splits:
        rows: list[tuple[Cell, ...]] = [
            (group.labels[0], *(group[each] for each in RETENTION)) for group in figures.by(split)
        ]
        columns = (Column(str(split.name)), *(Column(str(each.name), "number") for each in RETENTION))
        blocks.append(Table(_("Still in post, by administration"), columns, tuple(rows)))
    if scope.for_others and scope.administration is None:
        told = _(
            "Of each administration it is told on the page “Still in post”, to those who may see its"
            " officers: a report goes to others as well."
        )
        blocks.append(Notes("", (told,)))
    return Section(
        _("Still in post"),
        (*blocks, definitions_block(RETENTION)),
        intro=_("Of those trained, how many their administration still had after six, twelve and 24 months."),
    )


def _not_known(quantity: Quantity) -> str:
    """Return of how many participations nothing is known; a share kept back tells nothing of them either."""
    if not quantity.not_recorded:
        return ""
    return ngettext(
        "of %(count)s participation it is not known",
        "of %(count)s participations it is not known",
        quantity.not_recorded,
    ) % {"count": shown_number(quantity.not_recorded)}
