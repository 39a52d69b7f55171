"""Systems by stage, operations with their results, and what was seized, unit by unit."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from programmes.choices import MeasuredIn
from programmes.models import Deployment, Operation, Seizure
from programmes.models.systems import DAYS
from reports.blocks import Cell, Column, Section, Table
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.delivered import countable
from reports.sections.wording import span_of


def systems(scope: Scope) -> Section | None:
    """Return the systems at administrations with the day of each stage, None where there are none.

    A period does not apply: what is shown is how far each has come.
    """
    rows = countable(scope.narrowed(period=None), Deployment.objects.all())
    found = list(rows.select_related("system", "administration", "phase").newest_first())
    if not found:
        return None
    tells_phase = scope.phase is None  # of one phase, it stands above
    lines = tuple(
        (
            str(each.system),
            str(each.administration),
            *([each.phase.name] if tells_phase else []),
            str(each.stage.label),
            *(getattr(each, column) or "" for column in DAYS.values()),
        )
        for each in found
    )
    table = Table(
        _("Systems at administrations, by stage"),
        (
            Column(_("System")),
            Column(_("Administration")),
            *([Column(_("Phase"))] if tells_phase else []),
            Column(_("Stage")),
            *(Column(str(stage.label), "date") for stage in DAYS),
        ),
        lines,
        notes=(_("The stage is the last one of which a day is recorded. Empty: no day is recorded."),),
    )
    return Section(_("Systems"), (table,))


def operations(scope: Scope) -> Section | None:
    """Return operations that ended in the period and what came of them, None where there are none."""
    rows = countable(scope, Operation.objects.all(), day="ends_on")
    if scope.administration is not None:
        rows = rows.filter(administrations=scope.administration)
    found = list(rows.prefetch_related("administrations", "partners").newest_first())
    if not found:
        return None
    tables = (_operations(found), *_seizures(scope, found))
    return Section(_("Operations"), tables)


def _operations(found: list[Operation]) -> Table:
    lines = tuple(
        (
            each.name,
            span_of(each.starts_on, each.ends_on) or None,
            ", ".join(sorted(str(partner) for partner in each.partners.all())),
            Quantity.exactly(len(each.administrations.all())),
            ", ".join(sorted(str(administration) for administration in each.administrations.all())),
            each.units_trained,
            each.messages,
        )
        for each in found
    )
    return Table(
        _("Operations, latest first"),
        (
            Column(_("Operation")),
            Column(_("Operational phase")),
            Column(_("Coordinated with")),
            Column(_("Administrations"), "number"),
            Column(_("Which")),
            Column(_("Units trained before"), "number"),
            Column(_("Messages exchanged"), "number"),
        ),
        lines,
    )


def _seizures(scope: Scope, found: list[Operation]) -> tuple[Table, ...]:
    """Return what was seized by commodity and unit; what is of different units is never added."""
    rows = countable(scope.narrowed(period=None, administration=None), Seizure.objects.all())
    rows = rows.filter(operation__in=found)
    if scope.administration is not None:
        rows = rows.filter(administration=scope.administration)
    groups = (
        rows.order_by()
        .values("commodity", "measured_in")
        .annotate(
            times=Sum("seizures"),
            open=Count("pk", filter=Q(seizures__isnull=True)),
            amount=Sum("quantity"),
        )
        .order_by("commodity", "measured_in")
    )
    units: dict[str, Any] = dict(MeasuredIn.choices)
    lines: list[tuple[Cell, ...]] = [
        (
            group["commodity"],
            Quantity(group["times"], group["times"], not_recorded=group["open"]),
            _plainly(group["amount"]) if group["measured_in"] else None,
            str(units.get(group["measured_in"], "")),
        )
        for group in groups
    ]
    if not lines:
        return ()
    note = _("Quantities of different units are never added.")
    columns = (
        Column(_("Commodity")),
        Column(_("Seizures"), "number"),
        Column(_("Quantity"), "number"),
        Column(_("Measured in")),
    )
    return (Table(_("What was seized"), columns, tuple(lines), notes=(note,)),)


def _plainly(amount: Decimal) -> Quantity:
    """Return an amount without the zeros that only fill its places."""
    plain = Decimal(f"{amount.normalize():f}")
    return Quantity(plain, plain)
