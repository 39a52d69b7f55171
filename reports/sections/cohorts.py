"""Cohorts of master trainers in numbers: who began, stayed and was certified, stage by stage. No names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from programmes.models import Funding, Phase
from reports.blocks import (
    Block,
    Column,
    ColumnChart,
    KeyFigure,
    KeyFigures,
    Notes,
    Section,
    Series,
    Table,
)
from reports.indicators.registry import PARTICIPATIONS
from reports.indicators.teaching import COHORTS
from reports.measuring.dimensions import EVENT
from reports.measuring.measure import measure
from reports.measuring.withholding import smallest_for
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.counted import of_nothing
from reports.sections.wording import span_of
from trainers.models import Cohort, CohortStage, Progress, certified_as_told, progress_for
from trainers.models.progress import Curve


def cohorts(scope: Scope) -> Section | None:
    """Return a line for each cohort of the scope: its topics and group, who began, is in it, is certified."""
    counted = _counted(scope)
    if not counted:
        return None
    rows = [_line(cohort, progress, scope) for cohort, progress in counted]
    headings = (_("Cohort"), _("Topics"), _("Phase"), _("Dates"), _("State"))
    numbers = (
        _("Began with the first stage"),
        _("In it, or finished it"),
        _("Certified"),
    )
    people = (Column(each, "number", _("people")) for each in numbers)
    columns = (*map(Column, headings), Column(_("Administrations"), "number"), *people)
    table = Table(_("Cohorts"), columns, tuple(rows), notes=(definition(),))
    is_made_up = any(progress.has_made_up for _cohort, progress in counted)
    told = _("People of some cohorts are made up for the demonstration, and stand in the numbers here.")
    return Section(_("Cohorts"), (table, _in_numbers(scope), *([Notes("", (told,))] if is_made_up else [])))


def _in_numbers(scope: Scope) -> KeyFigures:
    """Return the figures of all members of the cohorts, whenever they joined.

    How many are certified stands in the line of each cohort, where it may be told.
    """
    about = scope.narrowed(period=None)
    told = [each for each in COHORTS if each.persons_behind is None]
    figures = measure(about, told)
    return KeyFigures(
        _("Members of all cohorts together"),
        tuple(
            KeyFigure(
                str(each.name), figures[each], str(each.unit), evidence_url=evidence_address(about, each)
            )
            for each in told
        ),
    )


def cohort_progress(scope: Scope) -> Section | None:
    """Return the stages of each cohort of the scope: when they were, who was expected, came and stayed."""
    blocks: list[Block] = []
    for cohort, progress in _counted(scope):
        if progress.stages:
            curve = progress.curve()
            blocks.append(_stages(cohort, curve, scope))
            if curve.began:
                blocks.append(_stayed(cohort, curve))
    return Section(_("Progress, stage by stage"), tuple(blocks)) if blocks else None


def definition() -> str:
    return _(
        "Cohort members are the same people at every stage, each counted once. Participations at the events"
        " of the stages are counted anew at each; the two are never added."
    )


def _counted(scope: Scope) -> list[tuple[Cohort, Progress]]:
    """Return the cohorts of the scope and the progress of all their people, kept with the scope."""
    if "cohorts" not in scope.kept:
        rows = _cohorts_of(scope).select_related("phase__programme", "programme").prefetch_related("topics")
        scope.kept["cohorts"] = [
            (cohort, progress_for(cohort, scope.reader)[0]) for cohort in rows.latest_first()
        ]
    kept: list[tuple[Cohort, Progress]] = scope.kept["cohorts"]
    return kept


def _cohorts_of(scope: Scope) -> Any:
    rows = Cohort.objects.countable_for(scope.reader)
    if scope.cohort is not None:
        rows = rows.filter(pk=scope.cohort.pk)
    if scope.programme is not None:
        rows = rows.filter(programme=scope.programme)
    if scope.phase is not None:
        rows = rows.filter(phase=scope.phase)
    if scope.donor is not None:
        paid = Funding.objects.filter(donor=scope.donor).values("phase")
        programmes = Phase.objects.filter(pk__in=paid).values("programme")
        rows = rows.filter(Q(phase__in=paid) | Q(phase__isnull=True, programme__in=programmes))
    return rows


def _line(cohort: Cohort, progress: Progress, scope: Scope) -> tuple[Any, ...]:
    smallest = smallest_for(scope)
    named = Progress(progress.stages, ())  # a document is written for others, whoever builds it
    certified = certified_as_told(progress, named, smallest=smallest)
    stayed = sum(line.participant.left_on is None for line in progress.lines)
    numbers = (
        Quantity.exactly(progress.curve().began),
        Quantity.exactly(stayed),
        Quantity.withheld(smallest=smallest) if certified is None else Quantity.exactly(certified),
    )
    return (
        cohort.title,
        _(" and ").join(str(topic) for topic in cohort.topics.all()),
        cohort.phase.name if cohort.phase else "",
        span_of(cohort.starts_on, cohort.ends_on),
        str(cohort.get_state_display()),
        cohort.administrations.count(),
        *(numbers if progress.lines else [Quantity.unknown()] * len(numbers)),
    )


def _stages(cohort: Cohort, curve: Curve, scope: Scope) -> Table:
    numbers = (
        Column(each, "number", _("people")) for each in (_("Members expected"), _("Members who attended"))
    )
    seats = Column(_("Participations at its event"), "number")
    columns = (Column(_("Stage")), Column(_("Dates")), seats, *numbers)
    figures = measure(scope.narrowed(cohort=cohort), [PARTICIPATIONS], by=[EVENT])
    at_events = {group.key[0]: group[PARTICIPATIONS] for group in figures.by(EVENT)}
    rows = tuple(
        (
            f"{step.stage.position}. {step.stage}",
            span_of(step.stage.first_day, step.stage.last_day),
            _participations(step.stage, at_events),
            Quantity.exactly(step.expected) if curve.began else None,
            None if step.attended is None else Quantity.exactly(step.attended),
        )
        for step in curve.steps
    )
    total = (_("All stages"), "", figures[PARTICIPATIONS], "", "")
    return Table(cohort.title, columns, (*rows, total), notes=(definition(),), total_row=True)


def _participations(stage: CohortStage, at_events: Mapping[int, Quantity]) -> Any:
    """Return the participations of the stage's event; "" where it was held as none."""
    return "" if stage.event_id is None else at_events.get(stage.event_id, of_nothing(PARTICIPATIONS))


def _stayed(cohort: Cohort, curve: Curve) -> ColumnChart:
    def of(numbers: Sequence[int]) -> tuple[Quantity, ...]:
        return tuple(map(Quantity.exactly, numbers))

    last = curve.steps[-1]
    return ColumnChart(
        _("Who stayed: %(cohort)s") % {"cohort": cohort.title},
        _("people"),
        tuple(f"{step.stage.position}." for step in curve.steps),
        (
            Series(_("Of those who began"), of([step.left_over for step in curve.steps])),
            Series(_("Joined later"), of([step.joined for step in curve.steps])),
        ),
        _(
            "%(began)d began with the first stage; %(left)d of them were expected at the last, and %(joined)d"
            " who joined later."
        )
        % {"began": curve.began, "left": last.left_over, "joined": last.joined},
        heading=_("Stage"),
        stacked=True,
    )
