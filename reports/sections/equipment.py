"""Equipment of a scope: consigned, accepted, handed over, and which devices nobody in post can use."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Administration
from programmes.models import AcceptanceTest, Consignment, Handover, ItemType
from programmes.models.operators import with_operators
from reports.blocks import Cell, Column, Section, Table
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.delivered import Sums, countable, sums, undated

Counted = tuple[Sums, Sums, Sums]  # consigned, accepted, handed over


def equipment_definition() -> str:
    return _(
        "Devices consigned, those of them that passed a test against the agreed specification, and those"
        " handed over afterwards. In a period by the day each was done. Of different items, no sum is made."
        " Beside published numbers, never added to them."
    )


def equipment(scope: Scope) -> Section | None:
    """Return equipment by item and by administration, None where none is recorded."""
    by_item = _counted(scope, "item")
    if not any(by_item):
        return None
    tables = [_items(by_item), _administrations(_counted(scope, "administration", "item"))]
    if not scope.withholds:
        tables.append(_operators(scope))
    first = tables[0]
    notes = (equipment_definition(), *_left_out(scope))
    tables[0] = Table(first.title, first.columns, first.rows, notes=notes)
    return Section(_("Equipment"), tuple(tables))


def _counted(scope: Scope, *keys: str) -> Counted:
    below = [f"consignment__{key}" for key in keys]
    return (
        sums(countable(scope, Consignment.objects.all(), day="consigned_on"), "quantity", keys),
        sums(countable(scope, AcceptanceTest.objects.all(), day="tested_on"), "passed", below),
        sums(countable(scope, Handover.objects.all(), day="handed_over_on"), "quantity", below),
    )


def _columns(*first: str) -> tuple[Column, ...]:
    numbers = (_("Consigned"), _("Accepted"), _("Handed over"))
    return (*map(Column, first), *(Column(each, "number") for each in numbers))


def _cells(counted: Counted, key: tuple[Any, ...]) -> tuple[Cell, ...]:
    return tuple(Quantity.exactly(each.get(key, 0)) for each in counted)


def _items(counted: Counted) -> Table:
    rows = [
        (str(item), item.unit, *_cells(counted, (item.pk,)))
        for item in ItemType.objects.order_by("position", "pk")
        if any((item.pk,) in each for each in counted)
    ]
    return Table(_("Equipment by item"), _columns(_("Item"), _("Counted in")), tuple(rows))


def _administrations(counted: Counted) -> Table:
    found = {key for each in counted for key in each}
    items = {item.pk: item for item in ItemType.objects.order_by("position", "pk")}
    places = {key: place for place, key in enumerate(items)}
    rows = [
        (str(administration), str(items[item]), *_cells(counted, (administration.pk, item)))
        for administration in Administration.objects.filter(pk__in=[key[0] for key in found]).by_name()
        for item in sorted((key[1] for key in found if key[0] == administration.pk), key=places.__getitem__)
    ]
    return Table(_("Equipment by administration"), _columns(_("Administration"), _("Item")), tuple(rows))


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
    tests = undated(scope, AcceptanceTest.objects.all(), "tested_on")
    consignments = undated(scope, Consignment.objects.all(), "consigned_on")
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
