"""Those who took part, counted as was agreed with the donor a report is for."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.choices import CountingRule
from programmes.models import Agreement, Phase
from reports.blocks import Cell, Column, Section, Table
from reports.indicators.rules import RULES
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import first_month_of
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.counted import year_of
from reports.sections.headline import definitions_block


def counted_as_agreed(scope: Scope) -> Section | None:
    """Return the figure counted by the rule of the agreement, and by the others beside it.

    None where the report is for no donor, or no agreement in force with it names a rule.
    """
    agreement = _agreement(scope)
    if agreement is None:
        return None
    month = first_month_of(year_of(scope))
    rules = sorted(RULES.values(), key=lambda rule: rule.word != agreement.counting)
    indicators = [rule.indicator(month) for rule in rules]
    figures = measure(scope, indicators)
    rows: list[tuple[Cell, ...]] = [
        (
            str(rule.word.label),
            rule.version,
            figures[indicator],
            str(indicator.unit),
            _mark(rule.word, agreement),
        )
        for rule, indicator in zip(rules, indicators, strict=True)
    ]
    table = Table(
        _("Those who took part, by counting rule"),
        (
            Column(_("Rule")),
            Column(_("Version"), "number"),
            Column(_("Counted"), "number"),
            Column(_("Unit")),
            Column(_("Agreed")),
        ),
        tuple(rows),
        notes=(_("Figures of different rules are never added."),),
    )
    agreed = RULES[agreement.counting]
    intro = _(
        "This report counts by the rule “%(rule)s”, version %(version)s, as agreed in “%(agreement)s”"
        " of %(day)s."
    ) % {
        "rule": agreed.word.label,
        "version": agreed.version,
        "agreement": agreement.title,
        "day": date_format(agreement.signed_on),
    }
    return Section(_("Counted as agreed"), (table, definitions_block(indicators)), intro=intro)


def counted_by_phase(scope: Scope) -> Section | None:
    """Return by which rule each phase the donor pays for is counted, and what comes of it.

    For a report over several programmes: each may be counted by another rule, and no sum is made of them.
    None where the report is for no donor, or it pays for no phase.
    """
    if scope.donor is None or scope.programme is not None:
        return None
    phases = Phase.objects.filter(funding__donor=scope.donor).select_related("programme").distinct()
    found = [_row_of(scope, phase) for phase in phases.in_order()]
    if not found:
        return None
    indicators = {indicator.code: indicator for indicator, _row in found}
    table = Table(
        _("Those who took part, phase by phase, by the rule of each"),
        (
            Column(_("Phase")),
            Column(_("Rule")),
            Column(_("Version"), "number"),
            Column(_("Counted"), "number"),
            Column(_("Unit")),
            Column(_("Agreed in")),
        ),
        tuple(row for _indicator, row in found),
        notes=(
            _("Figures of different rules are never added, and phases may share events: there is no sum."),
            _("Where no agreement names a rule, all participations are counted."),
        ),
    )
    return Section(_("Counting rules"), (table, definitions_block(list(indicators.values()))))


def _row_of(scope: Scope, phase: Phase) -> tuple[Indicator, tuple[Cell, ...]]:
    of_phase = scope.narrowed(programme=phase.programme, phase=phase)
    agreement = _agreement(of_phase)
    rule = RULES[agreement.counting if agreement else CountingRule.PARTICIPATIONS]
    indicator = rule.indicator(first_month_of(year_of(of_phase)))
    row: tuple[Cell, ...] = (
        str(phase),
        str(rule.word.label),
        rule.version,
        measure(of_phase, [indicator])[indicator],
        str(indicator.unit),
        agreement.title if agreement else _("no agreement names a rule"),
    )
    return indicator, row


def _mark(word: str, agreement: Agreement) -> str:
    return _("agreed") if word == agreement.counting else _("for comparison")


def _agreement(scope: Scope) -> Agreement | None:
    if scope.donor is None or scope.programme is None:
        return None
    today = timezone.localdate()
    return Agreement.objects.naming_a_rule_for(scope.donor, scope.programme, scope.phase, today).first()
