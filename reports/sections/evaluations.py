"""What participants thought of events, and what they knew before and after: of few, nothing."""

from typing import Any

from django.utils.translation import gettext as _

from programmes.models import Evaluation, Event
from programmes.models.evaluations import ASKED, FEWEST
from reports.blocks import Block, Cell, Column, KeyFigure, KeyFigures, Section, Table
from reports.indicators.surveys import EVALUATED, PEOPLE_TESTED, REACTIONS
from reports.measuring.measure import Figures, measure
from reports.models import EvaluationFact
from reports.quantities import TENTH, Quantity
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.headline import definitions_block

MOST = 100  # events of one table


def evaluations(scope: Scope) -> Section | None:
    """Return reactions and scores of a scope; None where nothing may be told."""
    figures = measure(scope, EVALUATED)
    if not (figures[REACTIONS].low or figures[PEOPLE_TESTED].low):
        return None
    rows = _rows(scope.facts(EvaluationFact))
    blocks: list[Block] = [_figures(scope, figures)]
    events = Evaluation.objects.select_related("event").in_bulk([row.row_id for row in rows])
    blocks += [table for table in (_reactions(rows, events), _scores(rows, events)) if table.rows]
    return Section(_("What participants thought and learned"), (*blocks, definitions_block(EVALUATED)))


def evaluation_of(event: Event, reader: Any) -> list[Block]:
    """Return what may be told of one event; nothing where it is of too few, or still being asked."""
    found = Evaluation.objects.countable_for(reader).filter(event=event)
    rows = _rows(EvaluationFact.objects.filter(row_id__in=found.values("pk")))
    events = {row.row_id: Evaluation(pk=row.row_id, event=event) for row in rows}
    return [table for table in (_reactions(rows, events), _scores(rows, events)) if table.rows]


def _rows(facts: Any) -> list[EvaluationFact]:
    return list(facts.order_by("counts_to", "pk")[:MOST])


def _figures(scope: Scope, figures: Figures) -> KeyFigures:
    leads = addresses_of(scope, [], [()])
    return KeyFigures(
        _("Reactions and scores in numbers"),
        tuple(
            KeyFigure(str(each.name), figures[each], str(each.unit), evidence_url=leads(each))
            for each in EVALUATED
        ),
    )


def _reactions(rows: list[EvaluationFact], events: dict[int, Evaluation]) -> Table:
    short = {
        "overall": _("All in all"),
        "relevance": _("Relevant"),
        "teaching": _("Taught clearly"),
        "organisation": _("Organised"),
        "use": _("Will be used"),
    }
    lines: list[tuple[Cell, ...]] = [
        (events[row.row_id].event.title, row.answers, *(_mark(getattr(row, name)) for name in ASKED))
        for row in rows
        if row.answers
    ]
    return Table(
        _("Reactions, from 1 to 5"),
        (
            Column(_("Event")),
            Column(_("Forms"), "number"),
            *(Column(short[name], "number") for name in ASKED),
        ),
        tuple(lines),
        notes=(_of_few(),),
    )


def _scores(rows: list[EvaluationFact], events: dict[int, Evaluation]) -> Table:
    lines: list[tuple[Cell, ...]] = [
        (events[row.row_id].event.title, row.people, _share(row.before, row), _share(row.after, row))
        for row in rows
        if row.people
    ]
    return Table(
        _("Scores before and after, in percent of the highest"),
        (
            Column(_("Event")),
            Column(_("People with both"), "number"),
            Column(_("Before"), "percent"),
            Column(_("After"), "percent"),
        ),
        tuple(lines),
        notes=(_of_few(),),
    )


def _mark(value: Any) -> Cell:
    return None if value is None else Quantity.exactly(value.quantize(TENTH))


def _share(value: Any, row: EvaluationFact) -> Quantity:
    return Quantity.exactly((value / (row.people or 1)).quantize(TENTH), "percent")


def _of_few() -> str:
    return _("Of an event with fewer than %(few)d of them nothing is told.") % {"few": FEWEST}
