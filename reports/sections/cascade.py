"""Cascade training in figures: what was reported, by how well it is evidenced, beside what was published."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.access import allows
from members.choices import Permission
from members.models import Organisation
from programmes.choices import Accuracy
from programmes.models import Topic
from reports.blocks import Cell, Column, ColumnChart, KeyFigure, KeyFigures, Notes, Section, Series, Table
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.published import CASCADE, published_about
from trainers.choices import Grade
from trainers.models import CascadeTraining
from trainers.models.cascade import PEOPLE

_MISSING = Q(customs__isnull=True) | Q(other_agency__isnull=True) | Q(private__isnull=True)


def definition() -> str:
    return _(
        "People taught by those who were trained to teach, as reported, training by training: somebody who"
        " came to two trainings is counted twice. “At least”, where a report leaves a sector open. Evidence"
        " A: everybody is named in the portal; B: a signed list is attached; C: declared. Never added to"
        " participations, people or completions."
    )


def cascade_in_figures(reader: Any) -> tuple[KeyFigures, list[Section]]:
    """Return the totals, and tables by evidence, year, administration and topic, as the reader may count."""
    rows = CascadeTraining.objects.countable_for(reader)
    found = _counted(rows)
    total = _total(found)
    figures = KeyFigures(
        "",
        (
            KeyFigure(_("Trainings reported"), Quantity.exactly(total["trainings"]), _("trainings")),
            KeyFigure(_("People taught in the cascade"), _people(total), _("people")),
            KeyFigure(
                _("Trainers who taught"),
                Quantity.exactly(rows.aggregate(n=Count("trainer", distinct=True))["n"]),
                _("people"),
            ),
        ),
    )
    made_up = rows.filter(trainer__is_made_up=True).count()
    note = _("Shown as it was printed, and never added to what is reported here.")
    return figures, [
        *([Section(_("Made up"), (Notes("", (_made_up_in_words(made_up),)),))] if made_up else []),
        Section(_("By evidence"), (_by_grade(found, total, shows_women=_shows_women(reader)),)),
        Section(_("By year"), _by_year(rows)),
        Section(
            _("By administration"), (_by(rows, "organisation", Organisation, _("Whose people"), reader),)
        ),
        Section(_("By topic"), (_by(rows, "topic", Topic, _("Topic"), reader),)),
        Section(_("Published beside it"), (published_about(CASCADE, note),)),
    ]


def cascade(scope: Scope) -> Section | None:
    """Return what was reported of the cascade of a programme in the period, None where nothing was.

    Numbers alone, by evidence; by the last day of each training. A phase or other filter does not apply:
    a training is of a programme.
    """
    if scope.programme is None:
        return None
    rows = CascadeTraining.objects.countable_for(scope.reader).filter(programme=scope.programme)
    if scope.period is not None:
        dated = rows.annotate(last=Coalesce("ends_on", "starts_on"))
        rows = dated.filter(last__range=(scope.period.start, scope.period.end))
    found = _counted(rows)
    if not found:
        return None
    made_up = rows.filter(trainer__is_made_up=True).count()
    notes = [definition(), *([_made_up_in_words(made_up)] if made_up else [])]
    table = _by_grade(found, _total(found), shows_women=False)
    return Section(_("Cascade training"), (replace(table, notes=tuple(notes)),))


def _made_up_in_words(number: int) -> str:
    words = ngettext(
        "%(number)d of the trainings is made up for the demonstration, and stands in the numbers here.",
        "%(number)d of the trainings are made up for the demonstration, and stand in the numbers here.",
        number,
    )
    return words % {"number": number}


def _shows_women(reader: Any) -> bool:
    """Only to who may see the people: of a few, the number of women says something about somebody."""
    return allows(reader, Permission.VIEW_REGISTER)


def _counted(rows: Any, *by: str) -> list[dict[str, Any]]:
    """Return what is counted in each group, by evidence where nothing else is asked."""
    return list(
        rows.with_evidence()
        .order_by()
        .values(*(by or ("evidence",)))
        .annotate(
            trainings=Count("pk"),
            people=Sum(PEOPLE),
            left_open=Count("pk", filter=_MISSING),
            women_stated=Sum("women"),
            women_open=Count("pk", filter=Q(women__isnull=True)),
        )
    )


def _total(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    names = ("trainings", "people", "left_open", "women_stated", "women_open")
    lines = list(found)
    return {name: sum(line[name] or 0 for line in lines) for name in names}


def _people(line: dict[str, Any]) -> Quantity:
    if not line["trainings"]:
        return Quantity.exactly(0)
    accuracy = Accuracy.AT_LEAST if line["left_open"] else Accuracy.EXACT
    return Quantity(line["people"], None if line["left_open"] else line["people"], accuracy)


def _women(line: dict[str, Any]) -> Quantity:
    if line["women_open"] == line["trainings"] and line["trainings"]:
        return Quantity.unknown()
    stated = line["women_stated"] or 0
    accuracy = Accuracy.AT_LEAST if line["women_open"] else Accuracy.EXACT
    return Quantity(stated, None if line["women_open"] else stated, accuracy)


def _by_grade(found: list[dict[str, Any]], total: dict[str, Any], *, shows_women: bool) -> Table:
    lines = {line["evidence"]: line for line in found}
    nothing = _total(())
    every = [(str(label), lines.get(grade, nothing)) for grade, label in Grade.choices]
    columns = [
        Column(_("Evidence")),
        Column(_("Trainings"), "number"),
        Column(_("People"), "number"),
        *([Column(_("Women, where stated"), "number")] if shows_women else []),
    ]
    rows = [
        (name, line["trainings"], _people(line), *([_women(line)] if shows_women else []))
        for name, line in [*every, (_("All together"), total)]
    ]
    return Table(_("How well it is evidenced"), tuple(columns), tuple(rows), total_row=True)


def _by_year(rows: Any) -> tuple[ColumnChart, ...]:
    dated = rows.annotate(year=ExtractYear(Coalesce("ends_on", "starts_on")))
    found = {line["year"]: line for line in _counted(dated, "year")}
    if not found:
        return ()
    years = list(range(min(found), max(found) + 1))
    nothing = _total(())
    quantities = tuple(_people(found.get(year, nothing)) for year in years)
    most = max(years, key=lambda year: found.get(year, nothing)["people"] or 0)
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


def _by(rows: Any, name: str, model: Any, heading: str, reader: Any) -> Table:
    found = _counted(rows, name)
    kept = model._default_manager.filter(pk__in=[line[name] for line in found])
    if model is Organisation:
        kept = kept.select_related("administration")
    names = {each.pk: str(each) for each in kept}
    lines: list[tuple[Cell, ...]] = [
        (names[line[name]], line["trainings"], _people(line))
        for line in sorted(found, key=lambda line: (-(line["people"] or 0), names[line[name]]))
    ]
    columns = (Column(heading), Column(_("Trainings"), "number"), Column(_("People"), "number"))
    return Table(heading, columns, tuple(lines))
