"""What members share of a programme: who they are, what they pay, and what is published of each."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programmes.choices import Accuracy
from programmes.models import Contribution, NationalStatistic, Phase
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.delivered import countable
from reports.sections.membership import members_of

FEWEST = 3  # members: of two, each would know what the other pays
MOST_NUMBERS = 300


def membership(scope: Scope) -> Section | None:
    """Return the members of the programme, and when each source says they joined."""
    if scope.programme is None or not scope.programme.memberships.exists():
        return None
    phases = [scope.phase] if scope.phase else list(Phase.objects.filter(programme=scope.programme))
    return members_of(scope.programme, phases)


def contributions(scope: Scope) -> Section | None:
    """Return what members were to pay and paid, by year and currency; None where nothing may be told.

    What one member pays is told to it and the secretariat, on their pages: a report tells the sum of three
    members or more. The year is that of the contribution. Amounts of different currencies never meet.
    """
    is_about_less = scope.administration or scope.topics or scope.mode or scope.level or scope.kind
    if scope.audience != Audience.READER or is_about_less or scope.event or scope.cohort:
        return None
    rows = Contribution.objects.visible_to(scope.reader).with_paid()
    if scope.programme is not None:
        rows = rows.filter(membership__programme=scope.programme)
    if scope.phase is not None:
        rows = rows.filter(membership__phase=scope.phase)
    if scope.period is not None:
        rows = rows.filter(year__range=(scope.period.start.year, scope.period.end.year))
    lines = _by_year(rows, is_told_apart=not scope.for_others)
    if not lines:
        return None
    table = Table(
        _("Contributions of members, by year and currency"),
        (
            Column(_("Year")),
            Column(_("Currency")),
            Column(_("Members"), "number"),
            Column(_("Due"), "number"),
            Column(_("Paid"), "number"),
            Column(_("Still to be paid"), "number"),
        ),
        tuple(lines),
        notes=(
            _("Of fewer than three members no amount is told: what one of them pays is its own affair."),
            _("Amounts of different currencies are never added."),
        ),
    )
    return Section(_("Contributions of members"), (table,))


def _by_year(rows: QuerySet[Any], *, is_told_apart: bool) -> list[tuple[Cell, ...]]:
    sums: dict[tuple[int, str], list[tuple[int, Decimal, Decimal]]] = defaultdict(list)
    for row in rows.select_related("membership"):
        sums[(row.year, row.currency)].append((row.membership.administration_id, row.amount, row.paid))
    lines: list[tuple[Cell, ...]] = []
    for (year, currency), those in sorted(sums.items(), key=lambda each: (-each[0][0], each[0][1])):
        members = len({member for member, _due, _paid in those})
        due = sum((amount for _member, amount, _paid in those), Decimal(0))
        paid = sum((part for _member, _due, part in those), Decimal(0))
        is_told = is_told_apart or members >= FEWEST
        amounts = (due, paid, due - paid) if is_told else (_("not told"),) * 3
        lines.append((str(year), currency, Quantity.exactly(members), *amounts))
    return lines


def statistics(scope: Scope) -> Section | None:
    """Return what is published of each administration, year by year, each number with its source."""
    rows = countable(scope, NationalStatistic.objects.all()).newest_first()
    if scope.period is not None:
        rows = rows.filter(year__range=(scope.period.start.year, scope.period.end.year))
    found = list(rows.select_related("administration")[:MOST_NUMBERS])
    if not found:
        return None
    lines: list[tuple[Cell, ...]] = [
        (
            str(each.administration),
            str(each.year),
            str(each.get_measure_display()),
            Quantity(each.value, each.value, Accuracy(each.accuracy)),
            each.source,
        )
        for each in found
    ]
    columns = (
        Column(_("Administration")),
        Column(_("Year")),
        Column(_("What is counted")),
        Column(_("Number"), "number"),
        Column(_("Source")),
    )
    note = _("Where sources disagree, each has its line; no sum is made of them.")
    return Section(
        _("National statistics"), (Table(_("As published"), columns, tuple(lines), notes=(note,)),)
    )
