"""Fellowships and support activities of a scope: how many, of which administrations, year by year."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from programmes.models import SupportActivity
from reports.blocks import Block, Cell, Column, KeyFigure, KeyFigures, Section, Table
from reports.indicators.support import FELLOWSHIPS, SUPPORT_ACTIVITIES, SUPPORTED
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, Dimension
from reports.measuring.measure import Figures, measure
from reports.scope import Scope
from reports.sections.addresses import addresses_of, evidence_address
from reports.sections.counted import year_of
from reports.sections.delivered import countable
from reports.sections.headline import definitions_block
from reports.sections.wording import span_of

MOST_LISTED = 200


def fellowships(scope: Scope) -> Section | None:
    """Return fellows and their weeks, by administration and year; None where there are none."""
    splits = [ADMINISTRATION, year_of(scope)]
    figures = measure(scope, FELLOWSHIPS, by=splits)
    if not figures.by(splits[1]):
        return None
    titles = (_("Fellowships, by administration"), _("Fellowships, year by year"))
    tables = (_split(scope, figures, FELLOWSHIPS, *each) for each in zip(splits, titles, strict=True))
    return Section(
        _("Fellowships"),
        (_large(scope, figures, FELLOWSHIPS), *tables, definitions_block(FELLOWSHIPS)),
        intro=_(
            "Officers of members who worked in the office of the programme; no events, and not among them."
        ),
    )


def support(scope: Scope) -> Section | None:
    """Return support activities and the staff on both sides; None where there are none."""
    shown = (SUPPORT_ACTIVITIES, *SUPPORTED)
    year = year_of(scope)
    figures = measure(scope, shown, by=[ADMINISTRATION, year])
    if not figures.by(year):
        return None
    blocks: list[Block] = [
        _large(scope, figures, shown),
        _split(scope, figures, shown, ADMINISTRATION, _("Support, by administration")),
        _split(scope, figures, shown, year, _("Support, year by year")),
        *_activities(scope),
        definitions_block(shown),
    ]
    return Section(
        _("Support activities"),
        tuple(blocks),
        intro=_(
            "Who helped whom, where, on what. Under an administration stand the activities it was helped in,"
            " and its own staff on either side."
        ),
    )


def _large(scope: Scope, figures: Figures, indicators: Sequence[Indicator]) -> KeyFigures:
    return KeyFigures(
        "",
        tuple(
            KeyFigure(str(each.name), figures[each], str(each.unit), "", evidence_address(scope, each))
            for each in indicators
        ),
    )


def _split(
    scope: Scope, figures: Figures, indicators: Sequence[Indicator], by: Dimension, title: str
) -> Table:
    groups = figures.by(by, missing=_("Several administrations, or none"))
    rows: list[tuple[Cell, ...]] = [
        (group.labels[0], *(group[each] for each in indicators)) for group in groups
    ]
    addresses = addresses_of(scope, [by], [group.key for group in groups])
    return Table(
        title,
        (Column(str(by.name)), *(Column(str(each.name), "number") for each in indicators)),
        tuple(rows),
        evidence=tuple(("", *(addresses(each, group.key) for each in indicators)) for group in groups),
    )


def _activities(scope: Scope) -> list[Table]:
    """Return the activities line by line, latest first; no names."""
    found = countable(scope, SupportActivity.objects.all(), day="ends_on").newest_first()
    found = found.select_related("helper__administration", "administration")[:MOST_LISTED]
    lines: list[tuple[Cell, ...]] = [
        (
            each.what,
            each.helper.called,
            str(each.administration) if each.administration else _("Several administrations"),
            each.place,
            span_of(each.starts_on, each.ends_on),
        )
        for each in found
    ]
    headings = (_("On what"), _("Who helped"), _("Whom"), _("Where"), _("When"))
    return (
        [Table(_("Support activities, latest first"), tuple(map(Column, headings)), tuple(lines))]
        if lines
        else []
    )
