"""Equipment of a scope: consigned, accepted, handed over, and which devices nobody in post can use."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Handover, ItemType
from programmes.models.operators import with_operators
from reports.blocks import Cell, Column, Section, Table
from reports.indicators.deliverables import DEVICES
from reports.measuring.dimensions import ADMINISTRATION, ITEM
from reports.measuring.measure import Figures, Group, measure
from reports.measuring.statement import Grouping
from reports.models import AcceptanceFact, ConsignmentFact
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.delivered import countable

Kinds = Mapping[int, ItemType]


def equipment_definition() -> str:
    return _(
        "Devices consigned, those of them that passed a test against the agreed specification, and those"
        " handed over afterwards. In a period by the day each was done. Of different items, no sum is made."
        " Beside published numbers, never added to them."
    )


def equipment(scope: Scope) -> Section | None:
    """Return equipment by item and by administration, None where none is recorded."""
    figures = measure(scope, DEVICES, by=[ITEM, (ADMINISTRATION, ITEM)])
    items = figures.by(ITEM)
    if not items:
        return None
    kinds = ItemType.objects.in_bulk([group.key[0] for group in items])
    tables = [_items(scope, items, kinds), _administrations(scope, figures, kinds)]
    if not scope.withholds:
        tables.append(_operators(scope))
    first = tables[0]
    notes = (equipment_definition(), *_left_out(scope))
    tables[0] = replace(first, notes=notes)
    return Section(_("Equipment"), tuple(tables))


def _columns(*first: str) -> tuple[Column, ...]:
    numbers = (_("Consigned"), _("Accepted"), _("Handed over"))
    return (*map(Column, first), *(Column(each, "number") for each in numbers))


def _items(scope: Scope, groups: list[Group], kinds: Kinds) -> Table:
    shown = sorted(groups, key=lambda group: _place(kinds[group.key[0]]))
    rows: list[tuple[Cell, ...]] = [
        (each.labels[0], kinds[each.key[0]].unit, *_cells(each)) for each in shown
    ]
    evidence = _evidence(scope, (ITEM,), shown, before=2)
    return Table(_("Equipment by item"), _columns(_("Item"), _("Counted in")), tuple(rows), evidence=evidence)


def _administrations(scope: Scope, figures: Figures, kinds: Kinds) -> Table:
    grouping = (ADMINISTRATION, ITEM)
    shown = sorted(figures.by(*grouping), key=lambda group: (group.labels[0], _place(kinds[group.key[1]])))
    return Table(
        _("Equipment by administration"),
        _columns(_("Administration"), _("Item"), _("Counted in")),
        tuple((*group.labels, kinds[group.key[1]].unit, *_cells(group)) for group in shown),
        evidence=_evidence(scope, grouping, shown, before=3),
    )


def _place(kind: ItemType) -> tuple[int, int]:
    return (kind.position, kind.pk)


def _cells(group: Group) -> tuple[Quantity, ...]:
    return tuple(group[each] for each in DEVICES)


def _evidence(
    scope: Scope, grouping: Grouping, groups: list[Group], *, before: int
) -> tuple[tuple[str, ...], ...]:
    addresses = addresses_of(scope, grouping, [group.key for group in groups])
    return tuple((*[""] * before, *(addresses(each, group.key) for each in DEVICES)) for group in groups)


def _operators(scope: Scope) -> Table:
    """Return the handovers with nobody known to be in post who was taught on the devices."""
    rows = with_operators(countable(scope, Handover.objects.all(), day="handed_over_on")).filter(in_post=0)
    about = rows.select_related("consignment__item", "consignment__administration").newest_first()
    lines = tuple(
        (
            str(each.consignment.administration),
            str(each.consignment.item),
            each.handed_over_on,
            Quantity.exactly(each.quantity),
            Quantity.exactly(each.trained),
            Quantity.exactly(each.gone),
        )
        for each in about
    )
    note = _(
        "Devices none of whose trained operators is known to be in post: nobody was trained, all have moved"
        " or left, or nobody was asked. Who is in post is what postings say."
    )
    return Table(
        _("Devices without an operator known to be in post"),
        (
            Column(_("Administration")),
            Column(_("Item")),
            Column(_("Handed over on"), "date"),
            Column(_("Devices"), "number"),
            Column(_("Operators trained"), "number"),
            Column(_("Moved or left"), "number"),
        ),
        lines,
        notes=(note,),
    )


def _left_out(scope: Scope) -> Iterator[str]:
    if scope.period is None:
        return
    tests = scope.undated(AcceptanceFact).count()
    consignments = scope.undated(ConsignmentFact).count()
    if tests:
        words = ngettext(
            "%(number)s acceptance test without a recorded day is left out of the period.",
            "%(number)s acceptance tests without a recorded day are left out of the period.",
            tests,
        )
        yield words % {"number": shown_number(tests)}
    if consignments:
        words = ngettext(
            "%(number)s consignment without a recorded day is left out of the period.",
            "%(number)s consignments without a recorded day are left out of the period.",
            consignments,
        )
        yield words % {"number": shown_number(consignments)}
