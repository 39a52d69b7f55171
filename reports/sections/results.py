"""The results framework of a programme in a document: where it stands, and one line per period."""

from collections import Counter
from collections.abc import Container, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.choices.results import Light
from programmes.models import Framework, ResultIndicator
from reports.blocks import Cell, Column, Definition, Definitions, KeyFigure, KeyFigures, Section, Table
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.lights import Lit, rule
from reports.sections.standing import (
    Standing,
    counts_the_whole,
    indicators_of,
    standings,
    typed,
    version_of,
)


def results(scope: Scope) -> Section | None:
    """Return the framework in force at the end of the period; None where the programme has none.

    Of one administration, cohort or event nothing is told: targets are of the programme.
    """
    if scope.administration or scope.cohort or scope.event:
        return None
    today = timezone.localdate()
    framework = version_of(scope, today)
    if framework is None:
        return None
    indicators = indicators_of(framework, scope)
    found = standings(scope, indicators, today)
    lines = [each for indicator in indicators for each in found.get(indicator.pk, [])]
    if not lines:
        return None
    return Section(
        _("Results framework"),
        (lights_block(lines), _table(lines, scope), _meanings(indicators, found.keys())),
        intro=version_words(framework),
    )


def at_a_glance(scope: Scope) -> Section | None:
    """Return how many indicators stand at which light; None where nothing is told of a framework."""
    today = timezone.localdate()
    framework = version_of(scope, today)
    if framework is None:
        return None
    found = standings(scope, indicators_of(framework, scope), today)
    lines = [each for many in found.values() for each in many]
    block = lights_block(lines, address=framework.get_absolute_url())
    return Section(_("Results framework"), (block,), intro=version_words(framework)) if lines else None


def version_words(framework: Framework) -> str:
    """Return which version is told, since when, and what it rests on."""
    words = [
        _("Version %(number)d, in force from %(day)s.")
        % {"number": framework.number, "day": _day(framework)},
        framework.agreed_in,
        framework.reason,
        "" if framework.is_made_up else framework.source,
        _("Made up for a demonstration: none of its targets was agreed.") if framework.is_made_up else "",
    ]
    return " ".join(each if each.endswith(".") else f"{each}." for each in words if each)


def lights_block(lines: Sequence[Standing], *, address: str = "") -> KeyFigures:
    """Return how many indicators stand at which light in their latest period, and where they are told."""
    latest = latest_of(lines)
    counts = Counter(each.lit.light for each in latest)
    labels = [(light, str(light.label)) for light in Light] + [(None, _("No light"))]
    return KeyFigures(
        _("Indicators by their light"),
        tuple(
            KeyFigure(label, Quantity.exactly(counts[light]), _("indicators"), evidence_url=address)
            for light, label in labels
        ),
    )


def latest_of(lines: Sequence[Standing]) -> list[Standing]:
    """Return of each indicator its latest period with a light; where none has one, its latest."""
    latest: dict[int, Standing] = {}
    for each in lines:
        kept = latest.get(each.indicator.pk)
        if kept is None or each.lit.light is not None or kept.lit.light is None:
            latest[each.indicator.pk] = each
    return list(latest.values())


def light_words(lit: Lit) -> str:
    """Return the light in words; where an officer says another than the rule gives, both."""
    if lit.light is None:
        return _("no light")
    if lit.by_rule == lit.light:
        return str(lit.light.label)
    by_rule = str(lit.by_rule.label) if lit.by_rule else _("no light")
    return _("%(light)s (by the rule: %(rule)s)") % {"light": lit.light.label, "rule": by_rule}


def reached_of(lit: Lit) -> Cell:
    return "" if lit.reached is None else Quantity.exactly(lit.reached, "percent")


def notes_of(scope: Scope) -> tuple[str, ...]:
    part = _(
        "Counted for who pays: only what it pays for. The targets are of the whole, so that no light is given"
        " to what is counted."
    )
    return rule() if counts_the_whole(scope) else (*rule(), part)


def _table(lines: Sequence[Standing], scope: Scope) -> Table:
    columns = (
        Column(_("Indicator")),
        Column(_("Unit")),
        Column(_("Baseline"), "number"),
        Column(_("Period")),
        Column(_("Target"), "number"),
        Column(_("Actual"), "number"),
        Column(_("Of the way"), "number"),
        Column(_("Light")),
        Column(_("Note")),
    )
    rows = tuple(
        (
            each.indicator.name,
            each.indicator.unit,
            typed(each.indicator.baseline),
            each.days,
            each.target,
            each.actual,
            reached_of(each.lit),
            light_words(each.lit),
            _remark(each),
        )
        for each in lines
    )
    evidence = tuple(("", "", "", "", "", each.evidence_url, "", "", "") for each in lines)
    return Table(_("Targets and actuals"), columns, rows, notes_of(scope), evidence=evidence)


def _remark(line: Standing) -> str:
    """Return what a reader has to know of a line: who says the light, and where an actual is from."""
    parts = [line.period.light_reason, line.period.note]
    if line.indicator.counted_as:
        parts.insert(0, _("counted"))
    elif line.actual.is_recorded:
        parts.insert(0, _("typed from: %(source)s") % {"source": line.period.actual_source})
    return "; ".join(each for each in parts if each)


def _meanings(indicators: Sequence[ResultIndicator], told: Container[int]) -> Definitions:
    return Definitions(
        tuple(
            Definition(each.name, each.unit, each.definition, each.data_source)
            for each in indicators
            if each.pk in told
        ),
        title=_("What the indicators mean"),
    )


def _day(framework: Framework) -> str:
    return date_format(framework.in_force_from, "j F Y")
