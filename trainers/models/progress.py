"""How the participants of a cohort stand to its stages, and how many of them are left."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from members.models import Administration
from programmes.choices import TOOK_PART, EventRole, ParticipationState
from programmes.models import Event, Participation
from trainers.choices import NOT_EXPECTED, Standing
from trainers.models.cohorts import Cohort
from trainers.models.participants import CohortParticipant
from trainers.models.stages import CohortStage, StageAttendance

# Of two lines of one person (at an event and at its part) the further one stands.
_FURTHER = (Standing.NOT_RECORDED, Standing.MISSED, Standing.EXCUSED, Standing.ATTENDED)


@dataclass(frozen=True, slots=True)
class Cell:
    """How one participant stands to one stage; ``is_listed``: the list of the stage's event says so."""

    stage: CohortStage
    standing: Standing
    is_listed: bool = False

    @property
    def is_expected(self) -> bool:
        return self.standing not in NOT_EXPECTED


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One participant and a cell for each stage, in order."""

    participant: CohortParticipant
    cells: tuple[Cell, ...]

    @property
    def expected(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_expected]

    @property
    def missing(self) -> list[CohortStage]:
        """Stages they were expected at and are not known to have attended."""
        return [cell.stage for cell in self.expected if cell.standing != Standing.ATTENDED]

    def at(self, stage: CohortStage) -> Cell:
        return next(cell for cell in self.cells if cell.stage.pk == stage.pk)


@dataclass(frozen=True, slots=True)
class Step:
    """Numbers of people at one stage.

    ``left_over``: expected there, of those who began with the first stage; ``joined``: expected there who
    joined later; ``attended``: None where nobody's attendance is recorded.
    """

    stage: CohortStage
    left_over: int
    joined: int
    attended: int | None

    @property
    def expected(self) -> int:
        return self.left_over + self.joined


@dataclass(frozen=True, slots=True)
class Curve:
    """How many were expected at each stage; ``administration`` None: of the whole cohort."""

    administration: Administration | None
    steps: tuple[Step, ...]

    @property
    def began(self) -> int:
        return self.steps[0].left_over if self.steps else 0

    @property
    def most(self) -> int:
        """The most who were expected at one stage: how long a whole bar is."""
        return max((step.expected for step in self.steps), default=0)


@dataclass(frozen=True, slots=True)
class Progress:
    """The stages of a cohort in order, and a line for each participant."""

    stages: tuple[CohortStage, ...]
    lines: tuple[ProgressLine, ...]

    @property
    def has_made_up(self) -> bool:
        """Test if somebody is made up for a demonstration: numbers of them say so too."""
        return any(line.participant.person.is_made_up for line in self.lines)

    def curve(self, administration: Administration | None = None) -> Curve:
        """Return how many were expected at each stage, of an administration or of all."""
        lines = [
            line
            for line in self.lines
            if administration is None or line.participant.administration_id == administration.pk
        ]
        return Curve(
            administration, tuple(_step(stage, place, lines) for place, stage in enumerate(self.stages))
        )

    def curves(self) -> list[Curve]:
        """Return the curve of each administration that has participants, by name."""
        found = {line.participant.administration_id: line.participant.administration for line in self.lines}
        return [self.curve(each) for each in sorted(found.values(), key=lambda one: one.member_name)]

    def next_stage(self, today: dt.date) -> CohortStage | None:
        """Return the stage that goes on today, else the one after the last that is over; None: all are."""
        place = 0
        for number, stage in enumerate(self.stages):
            if stage.last_day is not None and stage.last_day < today:
                place = number + 1
            elif stage.first_day is not None and stage.first_day <= today:
                place = number
        return self.stages[place] if place < len(self.stages) else None


def progress_of(cohort: Cohort, participants: Iterable[CohortParticipant]) -> Progress:
    """Return how these participants stand to each stage, in four queries for any number of them."""
    people = list(participants)
    stages = tuple(cohort.stages.select_related("event").in_order())
    listed = _listed(stages, {each.person_id for each in people})
    rows = StageAttendance.objects.filter(participant__in=people)
    typed = {(row.participant_id, row.stage_id): Standing(row.mark) for row in rows}
    return Progress(
        stages, tuple(ProgressLine(each, tuple(_cells(each, stages, listed, typed))) for each in people)
    )


def progress_for(cohort: Cohort, account: Any) -> tuple[Progress, Progress]:
    """Return the progress of all whom the account may count, for numbers alone, and of those it may name."""
    rows = CohortParticipant.objects.countable_for(account).filter(cohort=cohort)
    related = ("person", "administration", "first_stage", "replaces__person")
    counted = progress_of(cohort, rows.select_related(*related).in_order())
    seen = CohortParticipant.objects.visible_to(account).filter(cohort=cohort)
    keys = set(seen.values_list("pk", flat=True))
    named = tuple(line for line in counted.lines if line.participant.pk in keys)
    return counted, Progress(counted.stages, named)


def certified_as_told(counted: Progress, named: Progress, *, smallest: int) -> int | None:
    """Return how many are certified; None where that would tell of few people something about one.

    :param named: those whose names the reader may see; who sees all is told everything.
    :param smallest: of how many people on it is told. The others are those who stayed: that who left is not
        certified is no secret.
    """
    people = [line.participant for line in counted.lines]
    certified = sum(each.certified_on is not None for each in people)
    others = sum(each.certified_on is None and each.left_on is None for each in people)
    is_of_few = 0 < certified < smallest or 0 < others < smallest
    return None if is_of_few and len(named.lines) < len(counted.lines) else certified


def _cells(
    participant: CohortParticipant,
    stages: Sequence[CohortStage],
    listed: Mapping[int, Mapping[int, Standing]],
    typed: Mapping[tuple[int, int], Standing],
) -> Iterator[Cell]:
    first = participant.first_stage
    is_gone = False
    for stage in stages:
        # A stage without days comes after the one before it.
        if participant.left_on is not None and stage.first_day is not None:
            is_gone = stage.first_day > participant.left_on
        if first is not None and stage.position < first.position:
            yield Cell(stage, Standing.BEFORE)
        elif is_gone:
            yield Cell(stage, Standing.AFTER)
        else:
            mark = typed.get((participant.pk, stage.pk), Standing.NOT_RECORDED)
            yield _cell(stage, participant.person_id, listed.get(stage.pk), mark)


def _cell(stage: CohortStage, person_id: int, listed: Mapping[int, Standing] | None, mark: Standing) -> Cell:
    """Return what is known: a list that names people says who attended, what is typed why others did not."""
    if listed is None:
        return Cell(stage, mark)
    said = listed.get(person_id, Standing.NOT_RECORDED)
    if said == Standing.ATTENDED:
        return Cell(stage, said, is_listed=True)
    return Cell(stage, said if mark in {Standing.ATTENDED, Standing.NOT_RECORDED} else mark)


def _listed(stages: Sequence[CohortStage], people: set[int]) -> dict[int, dict[int, Standing]]:
    """Return, for each stage whose event names participants, how each person stands there."""
    stage_of = {stage.event_id: stage.pk for stage in stages if stage.event_id is not None}
    if not stage_of:
        return {}
    parts = Event.objects.filter(parent__in=stage_of).values_list("pk", "parent_id")
    stage_of_any = stage_of | {part: stage_of[parent] for part, parent in parts if part not in stage_of}
    rows = Participation.objects.filter(
        event__in=stage_of_any,
        role=EventRole.PARTICIPANT,
        state__in=[*TOOK_PART, ParticipationState.NO_SHOW],
    )
    found: dict[int, dict[int, Standing]] = defaultdict(dict)
    for event, person, state in rows.values_list("event_id", "person_id", "state"):
        at_stage = found[stage_of_any[event]]
        if person in people:
            said = Standing.ATTENDED if state in TOOK_PART else Standing.MISSED
            at_stage[person] = max(at_stage.get(person, said), said, key=_FURTHER.index)
    return dict(found)


def _step(stage: CohortStage, place: int, lines: Sequence[ProgressLine]) -> Step:
    expected = [line for line in lines if line.cells[place].is_expected]
    left_over = sum(line.cells[0].is_expected for line in expected)
    standings = [line.cells[place].standing for line in expected]
    is_recorded = any(each != Standing.NOT_RECORDED for each in standings)
    attended = standings.count(Standing.ATTENDED) if is_recorded else None
    return Step(stage, left_over, len(expected) - left_over, attended)
