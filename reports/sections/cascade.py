"""Cascade training in figures: what was reported, by how well it is evidenced, beside what was published."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.blocks import Cell, Column, ColumnChart, KeyFigure, KeyFigures, Notes, Section, Series, Table
from reports.indicators.cascade import (
    CASCADE_CUSTOMS,
    CASCADE_HOURS,
    CASCADE_OTHER_AGENCIES,
    CASCADE_PEOPLE,
    CASCADE_PRIVATE,
    CASCADE_SHARE_OF_WOMEN,
    CASCADE_TRAINERS,
    CASCADE_TRAININGS,
)
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, EVIDENCE, TOPIC, YEAR, Dimension
from reports.measuring.measure import Figures, measure
from reports.models import CascadeFact
from reports.scope import Scope
from reports.sections.addresses import addresses_of, evidence_address
from reports.sections.counted import of_nothing
from reports.sections.published import CASCADE, published_about
from trainers.choices import Grade

LINES = (CASCADE_TRAININGS, CASCADE_PEOPLE)
MAIN = (*LINES, CASCADE_TRAINERS, CASCADE_HOURS)
SECTORS = (CASCADE_CUSTOMS, CASCADE_OTHER_AGENCIES, CASCADE_PRIVATE, CASCADE_SHARE_OF_WOMEN)


def definition() -> str:
    return str(CASCADE_PEOPLE.definition)


def cascade_in_figures(reader: Any) -> tuple[KeyFigures, list[Section]]:
    """Return the totals, and tables by evidence, year, administration and topic, as the reader may count."""
    scope = Scope(reader)
    figures = measure(scope, [*MAIN, *SECTORS], by=[EVIDENCE, YEAR, ADMINISTRATION, TOPIC])
    made_up = _made_up(scope)
    # Of a few, how many were women says something about somebody.
    shown = LINES if scope.withholds else (*LINES, CASCADE_SHARE_OF_WOMEN)
    note = _("Shown as it was printed, and never added to what is reported here.")
    split = [
        Section(_("By year"), _by_year(figures)),
        Section(_("By administration"), (_by(scope, figures, ADMINISTRATION, _("Whose people"), _others()),)),
        Section(_("By topic"), (_by(scope, figures, TOPIC, _("Topic")),)),
    ]
    return _key_figures(scope, figures, MAIN), [
        *([Section(_("Made up"), (Notes("", made_up),))] if made_up else []),
        Section(_("By evidence"), (_by_grade(scope, figures, shown),)),
        Section(_("Who was taught"), (_key_figures(scope, figures, SECTORS),)),
        *(split if figures[CASCADE_TRAININGS].low else []),  # of nothing there are no splits
        Section(_("Published beside it"), (published_about(CASCADE, note),)),
    ]


def cascade(scope: Scope) -> Section | None:
    """Return what was reported of the cascade of a programme or cohort, None where nothing was.

    Numbers alone, by evidence and administration; by the last day of each training. Of a cohort: what its
    people taught of its topics since they joined it.
    """
    if scope.programme is None or not scope.facts(CascadeFact).exists():
        return None
    figures = measure(scope, [*MAIN, *SECTORS[:-1]], by=[EVIDENCE, ADMINISTRATION])
    tables = [
        _by_grade(scope, figures, notes=(definition(), *_made_up(scope))),
        _by(scope, figures, ADMINISTRATION, _("Whose people"), _others()),
    ]
    return Section(_("Cascade training"), (*tables, _key_figures(scope, figures, (*MAIN[2:], *SECTORS[:-1]))))


def _others() -> str:
    return _("Of other organisations")


def _made_up(scope: Scope) -> tuple[str, ...]:
    number = scope.facts(CascadeFact).filter(person__is_made_up=True).count()
    words = ngettext(
        "%(number)d of the trainings is made up for the demonstration, and stands in the numbers here.",
        "%(number)d of the trainings are made up for the demonstration, and stand in the numbers here.",
        number,
    )
    return (words % {"number": number},) if number else ()


def _key_figures(scope: Scope, figures: Figures, indicators: Sequence[Indicator]) -> KeyFigures:
    return KeyFigures(
        "",
        tuple(
            KeyFigure(
                str(each.name), figures[each], str(each.unit), evidence_url=evidence_address(scope, each)
            )
            for each in indicators
        ),
    )


def _by_grade(
    scope: Scope, figures: Figures, shown: Sequence[Indicator] = LINES, *, notes: tuple[str, ...] = ()
) -> Table:
    """Return every grade, with nothing too, and all together."""
    groups = {group.key[0]: group for group in figures.by(EVIDENCE)}
    rows: list[tuple[Cell, ...]] = [
        (str(label), *(groups[grade][one] if grade in groups else of_nothing(one) for one in shown))
        for grade, label in Grade.choices
    ]
    addresses = addresses_of(scope, [EVIDENCE], [(grade,) for grade in Grade.values])
    evidence = tuple(
        ("", *(addresses(one, (grade,)) if grade in groups else "" for one in shown))
        for grade in Grade.values
    )
    headings = (_("Trainings"), _("People"), _("Share of women"))
    return Table(
        _("How well it is evidenced"),
        (Column(_("Evidence")), *(Column(each, "number") for each in headings[: len(shown)])),
        (*rows, (_("All together"), *(figures[one] for one in shown))),
        evidence=(*evidence, ("", *(evidence_address(scope, one) for one in shown))),
        notes=notes,
        total_row=True,
    )


def _by_year(figures: Figures) -> tuple[ColumnChart, ...]:
    found = {group.key[0]: group[CASCADE_PEOPLE] for group in figures.by(YEAR)}
    if not found:
        return ()
    years = list(range(min(found), max(found) + 1))
    quantities = tuple(found.get(year, of_nothing(CASCADE_PEOPLE)) for year in years)
    most = max(years, key=lambda year: found[year].low or 0 if year in found else 0)
    return (
        ColumnChart(
            _("People taught in the cascade, by year"),
            _("people"),
            tuple(map(str, years)),
            (Series(_("People"), quantities),),
            _("Most were reported of %(year)d: %(people)s.")
            % {"year": most, "people": quantities[years.index(most)].shown()},
            heading=_("Year"),
        ),
    )


def _by(scope: Scope, figures: Figures, dimension: Dimension, heading: str, missing: str = "") -> Table:
    groups = sorted(
        figures.by(dimension, missing=missing), key=lambda group: -(group[CASCADE_PEOPLE].low or 0)
    )
    addresses = addresses_of(scope, [dimension], [group.key for group in groups])
    return Table(
        heading,
        (Column(heading), Column(_("Trainings"), "number"), Column(_("People"), "number")),
        tuple((group.labels[0], *(group[one] for one in LINES)) for group in groups),
        evidence=tuple(("", *(addresses(one, group.key) for one in LINES)) for group in groups),
    )
