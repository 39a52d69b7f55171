"""The main figures, large; what each of them means; and one scope beside another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Phase
from reports.blocks import Cell, Column, Definition, Definitions, KeyFigure, KeyFigures, Section, Table
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import PHASE
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.counted import MAIN, REACH, Measured, Nothing, figures_of

WIDE = 3  # times the lower end


def key_figures(scope: Scope) -> Section:
    """Return the main indicators of the scope, each with what it leaves out and its evidence."""
    figures, indicators = figures_of(scope), main_of(scope)
    reach = [each for each in indicators if each in REACH]
    known = [each for each in indicators if each not in REACH]
    return Section(
        _("Key figures"),
        (
            figures_block(scope, figures, title=_("Reach"), indicators=reach),
            figures_block(scope, figures, title=_("Sex, completion and hours"), indicators=known),
        ),
    )


def main_of(scope: Scope) -> tuple[Indicator, ...]:
    """Return the main indicators that say something of the scope: of one administration, not how many."""
    if scope.administration is None:
        return MAIN
    return tuple(each for each in MAIN if each is not ADMINISTRATIONS_REACHED)


def key_figures_by_phase(scope: Scope, phases: Iterable[Phase]) -> Section:
    """Return the main indicators of each phase; an event of two phases stands under both."""
    groups = {group.key[0]: group for group in figures_of(scope, PHASE).by(PHASE)}
    return Section(
        _("Key figures by phase"),
        tuple(
            figures_block(
                scope.narrowed(programme=phase.programme, phase=phase),
                groups.get(phase.pk, Nothing()),
                title=str(phase),
                indicators=REACH,
            )
            for phase in phases
        ),
        intro=_("An event that belongs to two phases is counted in each of them, and once in the total."),
    )


def figures_block(
    scope: Scope,
    figures: Measured,
    *,
    title: str = "",
    indicators: Iterable[Indicator] = MAIN,
    linked: bool = True,
) -> KeyFigures:
    """Return figures that were counted for the scope, as large numbers, linked to what they rest on."""
    return KeyFigures(
        title,
        tuple(
            KeyFigure(
                label=name_of(each, scope),
                quantity=_as_told(figures[each]),
                unit=str(each.unit),
                note=_note(figures[each], each, scope),
                evidence_url=evidence_address(scope, each) if linked else "",
            )
            for each in indicators
        ),
    )


def _is_wide(quantity: Quantity) -> bool:
    """Test if a range is so wide that its upper end tells a reader nothing."""
    return quantity.low is not None and quantity.high is not None and quantity.high > WIDE * quantity.low


def _as_told(quantity: Quantity) -> Quantity:
    """Return a large number as one would say it: of a wide range the end that is certain."""
    return replace(quantity, high=None) if _is_wide(quantity) else quantity


def _note(quantity: Quantity, indicator: Indicator, scope: Scope) -> str:
    """Return what stands under the large number: the other end of a wide range, and what is left out."""
    most = ""
    if _is_wide(quantity) and quantity.high is not None:
        most = _("at most %(most)s, if none came twice") % {"most": shown_number(quantity.high)}
    return "; ".join(part for part in (most, left_out_of(quantity, indicator, scope)) if part)


def definitions(scope: Scope) -> Section:
    """Return what each of the main indicators counts."""
    return Section(_("What the figures mean"), (definitions_block(MAIN),))


def definitions_block(indicators: Iterable[Indicator]) -> Definitions:
    return Definitions(
        tuple(
            Definition(str(each.name), str(each.unit), str(each.definition), str(each.source))
            for each in indicators
        )
    )


def beside_the_region(scope: Scope, region: Scope) -> Section:
    """Return the figures of an administration beside those of everything the portal holds."""
    ours, all_of_it = figures_of(scope), figures_of(region)
    rows: list[tuple[Cell, ...]] = []
    evidence: list[tuple[str, ...]] = []
    for each in main_of(scope):
        beside = [replace(figures[each], not_recorded=0) for figures in (ours, all_of_it)]
        rows.append((name_of(each, scope), *beside, str(each.unit)))
        evidence.append(("", evidence_address(scope, each), evidence_address(region, each), ""))
    table = Table(
        title=_("Figures of the administration and of the region"),
        columns=(
            Column(_("Figure")),
            Column(str(scope.administration), "number"),
            Column(_("The region"), "number"),
            Column(_("Unit")),
        ),
        rows=tuple(rows),
        evidence=tuple(evidence),
        notes=(
            *_remarks(scope, ours, whose=str(scope.administration)),
            *_remarks(region, all_of_it, whose=_("The region")),
        ),
    )
    return Section(_("Beside the region"), (table,))


def name_of(indicator: Indicator, scope: Scope) -> str:
    """Return what a figure is called: of one administration, events are those it attended."""
    if indicator is EVENTS_HELD and scope.administration is not None:
        return _("Events attended")
    return str(indicator.name)


def left_out_of(quantity: Quantity, indicator: Indicator, scope: Scope) -> str:
    """Return what the figure leaves out, in words of its own; empty when nothing."""
    if not quantity.not_recorded or indicator.code not in LEFT_OUT:
        return ""
    words = LEFT_OUT[indicator.code]
    if indicator is SHARE_OF_WOMEN and not quantity.is_recorded:
        words = _nobody_states_it
    if scope.administration is not None and words is _events_without_number:
        words = _attendances_without_number
    return words(quantity.not_recorded) % {"count": shown_number(quantity.not_recorded)}


def _remarks(scope: Scope, figures: Measured, *, whose: str) -> list[str]:
    found = [(each, left_out_of(figures[each], each, scope)) for each in MAIN if each is not PEOPLE]
    return [
        _("%(whose)s, %(figure)s: %(words)s") % {"whose": whose, "figure": each.name, "words": words}
        for each, words in found
        if words
    ]


def _events_without_number(count: int) -> str:
    return ngettext(
        "%(count)s event without a recorded number is left out",
        "%(count)s events without a recorded number are left out",
        count,
    )


def _attendances_without_number(count: int) -> str:
    return ngettext(
        "attended %(count)s time without a recorded number",
        "attended %(count)s times without a recorded number",
        count,
    )


def _sex_not_stated(count: int) -> str:
    return ngettext(
        "of those whose sex is stated; %(count)s participation does not state it",
        "of those whose sex is stated; %(count)s participations do not state it",
        count,
    )


def _nobody_states_it(count: int) -> str:
    return ngettext(
        "%(count)s participation does not state it", "%(count)s participations do not state it", count
    )


def _without_names(count: int) -> str:
    return ngettext(
        "%(count)s participation counted without a name is left out",
        "%(count)s participations counted without names are left out",
        count,
    )


def _events_without_hours(count: int) -> str:
    return ngettext(
        "%(count)s event without recorded hours is left out",
        "%(count)s events without recorded hours are left out",
        count,
    )


LEFT_OUT: Mapping[str, Callable[[int], str]] = {
    PARTICIPATIONS.code: _events_without_number,
    PEOPLE.code: _events_without_number,
    SHARE_OF_WOMEN.code: _sex_not_stated,
    COMPLETIONS.code: _without_names,
    CONTACT_HOURS.code: _events_without_hours,
}
