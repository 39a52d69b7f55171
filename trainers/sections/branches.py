"""What came of somebody's teaching: trainings, whom they taught, and what those taught in turn."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from members.models import Person
from trainers.models import CascadePerson, CascadeTraining

DEEPEST = 4  # levels of teaching below the trainer's own
MOST = 100  # trainings of one level that are shown


@dataclass(frozen=True, slots=True)
class Branch:
    """One training; ``learners`` are whom it taught by name, each with their own trainings."""

    training: CascadeTraining
    learners: list[tuple[Person, list["Branch"]]]

    @property
    def unnamed(self) -> int:
        """How many of those counted are not named."""
        return max(0, self.training.people - len(self.learners))


def branches_of(trainer: Person, reader: Any) -> tuple[list[Branch], int]:
    """Return the trainings of a person the reader may see, latest first, and how many are not shown.

    Two statements for each level; somebody is unfolded once, where they come first.
    """
    levels: list[dict[int, list[CascadeTraining]]] = []
    taught: dict[int, list[Person]] = {}
    people, seen, left_out = {trainer.pk}, {trainer.pk}, 0
    for _level in range(DEEPEST):
        rows = _trainings_of(people, reader)
        left_out += max(0, len(rows) - MOST)
        given: dict[int, list[CascadeTraining]] = defaultdict(list)
        for row in rows[:MOST]:
            given[row.trainer_id].append(row)
        levels.append(given)
        taught |= _taught_in(rows[:MOST], reader)
        people = {person.pk for row in rows[:MOST] for person in taught.get(row.pk, ())} - seen
        seen |= people
        if not people:
            break
    return _grown(trainer.pk, levels, taught, unfolded={trainer.pk}), left_out


def _trainings_of(people: Iterable[int], reader: Any) -> list[CascadeTraining]:
    rows = CascadeTraining.objects.visible_to(reader).filter(trainer__in=list(people)).newest_first()
    return list(rows.select_related("topic", "trainer", "organisation__administration"))


def _taught_in(trainings: Iterable[CascadeTraining], reader: Any) -> dict[int, list[Person]]:
    rows = CascadePerson.objects.visible_to(reader).filter(training__in=[each.pk for each in trainings])
    found: dict[int, list[Person]] = defaultdict(list)
    for row in rows.select_related("person").in_order():
        found[row.training_id].append(row.person)
    return dict(found)


def _grown(
    person: int,
    levels: list[dict[int, list[CascadeTraining]]],
    taught: dict[int, list[Person]],
    unfolded: set[int],
) -> list[Branch]:
    if not levels:
        return []
    branches = []
    for training in levels[0].get(person, ()):
        learners = []
        for learner in taught.get(training.pk, ()):
            further: list[Branch] = []
            if learner.pk not in unfolded:
                further = _grown(learner.pk, levels[1:], taught, unfolded | {learner.pk})
                if further:
                    unfolded.add(learner.pk)
            learners.append((learner, further))
        branches.append(Branch(training, learners))
    return branches
