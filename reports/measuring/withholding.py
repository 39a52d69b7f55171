"""An attribute of persons (sex, completion) is told of everything, a programme, a phase, and years of them.

Who may not see the persons is told it nowhere else, and of those only where neither the figure itself nor
what else is told gives away a few persons: decided once for the whole family of figures a reader may ask
for, so that page, file, API and evidence of two days agree. Counted from what the reader may count.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils import timezone

from office.keeping import kept
from programmes.choices import SMALLEST_GROUP
from programmes.models import Agreement, Phase
from programmes.models.agreements import smallest_told_to
from programmes.models.reach import reach_of
from reports.choices import Audience
from reports.measuring.beside import kept_back_beside
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import PHASE, PROGRAMME, YEAR, Dimension
from reports.measuring.spans import facts_version
from reports.measuring.suppressing import Cell, Subject, kept_back
from reports.models import ParticipationFact, TurnoutFact
from reports.periods import Period
from reports.scope import Scope

Grouping = tuple[Dimension, ...]
Key = tuple[Any, ...]
Count = Callable[[Scope, Sequence[Indicator], Sequence[Grouping]], Mapping[Grouping, Mapping[Key, Any]]]

FAMILY: tuple[Grouping, ...] = ((), (PROGRAMME,), (PHASE,), (YEAR,), (PROGRAMME, YEAR), (PHASE, YEAR))
WORDS = {PROGRAMME: "programme", PHASE: "phase"}
KEPT = 600  # seconds
REGION = "region"  # everything there is is counted


@dataclass(slots=True)
class Withholding:
    """What is kept back of the figures of one scope. ``count`` gives the sums of a scope."""

    scope: Scope
    count: Count
    _hidden: dict[str, frozenset[Cell]] = field(default_factory=dict)

    @property
    def smallest(self) -> int:
        """How many persons have to stand behind a figure for it to be told."""
        return smallest_for(self.scope)

    def keeps(self, indicator: Indicator, grouping: Grouping, key: Key, persons: int) -> bool:
        """Test if a figure that rests on ``persons`` is not told."""
        if not persons:
            return False  # nothing is recorded, and that is told
        if persons < self.smallest:
            return True
        if self.scope.for_others and _year_of(self.scope.period) is ODD and not grouping:
            return False  # a report over days of its own: an officer chose them, and answers for it
        cell = self._cell(grouping, key)
        if cell is None:
            return True
        if any(part.facts not in (TurnoutFact, ParticipationFact) for part in indicator.parts):
            # Told of whole programmes alone: there is nothing to subtract one from.
            return cell[1] is not None or cell[0] is None or cell[0][0] != "programme"
        return cell in self._hidden_of(indicator)

    def _cell(self, grouping: Grouping, key: Key) -> Cell | None:
        """Return which cell of the family the figure is; None where it is none of them."""
        subject, year = _subject_of(self.scope), _year_of(self.scope.period)
        for dimension, value in zip(grouping, key, strict=True):
            if dimension is YEAR and value is not None and year in (None, value):
                year = value
            elif dimension in WORDS and value is not None and self._is_inside(subject, dimension, value):
                subject = (WORDS[dimension], value)
            else:
                return None
        return None if year is ODD or _is_narrower(self.scope) else (subject, year)

    def _is_inside(self, subject: Subject, dimension: Dimension, value: int) -> bool:
        """Test if a group is a part of what the scope is about, and not only crosses it."""
        if subject is None or subject == (WORDS[dimension], value):
            return True
        return dimension is PHASE and subject[0] == "programme" and _phases().get(value) == subject[1]

    def _hidden_of(self, indicator: Indicator) -> frozenset[Cell]:
        if indicator.code not in self._hidden:
            self._hidden[indicator.code] = self._looked_up(indicator)
        return self._hidden[indicator.code]

    def _looked_up(self, indicator: Indicator) -> frozenset[Cell]:
        seen = (indicator.code, _whose(self.scope), self.smallest, facts_version())
        name = f"withheld:{hashlib.sha256(repr(seen).encode()).hexdigest()}"
        return kept(name, partial(self._worked_out, indicator), seconds=KEPT)

    def _worked_out(self, indicator: Indicator) -> frozenset[Cell]:
        scope = self.scope
        base = Scope(scope.reader, audience=scope.audience, donor=scope.donor, for_others=scope.for_others)
        persons = self._persons(base, indicator)
        if _whose(scope) == REGION:
            return kept_back(persons, _phases(), smallest=self.smallest)
        everything = self._persons(Scope.public(), indicator)
        of_whole = min(SMALLEST_GROUP, self.smallest)
        return kept_back_beside(
            persons, everything, _phases(), smallest=self.smallest, smallest_of_whole=of_whole
        )

    def _persons(self, scope: Scope, indicator: Indicator) -> dict[Cell, int]:
        """Return on how many persons each cell of the family rests."""
        behind = indicator.persons_behind
        persons: dict[Cell, int] = {}
        for grouping, groups in self.count(scope, [indicator], FAMILY).items():
            for key, sums in groups.items():
                if None not in key and behind is not None:
                    persons[_named(grouping, key)] = behind(sums)
        persons.setdefault((None, None), 0)
        return _whole(persons)


def smallest_for(scope: Scope) -> int:
    """Return the smallest number of persons an attribute of whom is told in a scope: the one rule for it.

    The largest that the agreements in force with the reader's organisation name, and with the donor it is
    made for. What others will read may reach the party of any agreement: there it is the largest of all. It
    does not differ by programme: of a family that is decided twice, one answer would give the other away.
    """
    whose = _parties(scope)
    if not whose and not scope.for_others:
        return SMALLEST_GROUP
    known: dict[Any, int] = scope.reader.__dict__.setdefault("_smallest", {})  # lives for one request
    asked = None if scope.for_others else whose
    if asked not in known:
        today = timezone.localdate()
        if asked is None:
            every = Agreement.objects.in_force(today).smallest()
            known[asked] = max([SMALLEST_GROUP, *every.values()])
        else:
            known[asked] = smallest_told_to(asked, today)
    return known[asked]


def _parties(scope: Scope) -> frozenset[int]:
    """Return the organisations that are told: the reader's, and the donor's it is made for."""
    if scope.audience == Audience.PUBLIC:
        return frozenset()
    donor = scope.donor.pk if scope.audience == Audience.DONOR and scope.donor is not None else None
    told = (getattr(scope.reader, "organisation_id", None), donor)
    return frozenset(each for each in told if each is not None)


ODD = -1  # days that are no calendar year


def _year_of(period: Period | None) -> int | None:
    """Return the calendar year of a period, None for all years, ODD for other days."""
    if period is None:
        return None
    return period.start.year if period == Period.calendar_year(period.start.year) else ODD


def _subject_of(scope: Scope) -> Subject:
    if scope.phase is not None:
        return "phase", scope.phase.pk
    return None if scope.programme is None else ("programme", scope.programme.pk)


def _is_narrower(scope: Scope) -> bool:
    """Test if the scope is about less than a programme, a phase and a period."""
    about = (
        scope.administration,
        scope.cohort,
        scope.topics,
        scope.mode,
        scope.level,
        scope.kind,
        scope.event,
    )
    return any(about)


def _named(grouping: Grouping, key: Key) -> Cell:
    subject: Subject = None
    year = None
    for dimension, value in zip(grouping, key, strict=True):
        if dimension is YEAR:
            year = value
        else:
            subject = (WORDS[dimension], value)
    return subject, year


def _whole(persons: dict[Cell, int]) -> dict[Cell, int]:
    """Return the cells with every programme a phase is of, and every whole a year is of."""
    phases = _phases()
    for subject, year in list(persons):
        if subject is not None and subject[0] == "phase":
            persons.setdefault((("programme", phases[subject[1]]), year), 0)
    for subject, year in list(persons):
        persons.setdefault((subject, None), 0)
        persons.setdefault((None, year), 0)
    return persons


def _phases() -> dict[int, int]:
    return dict(Phase.objects.values_list("pk", "programme_id"))


def _whose(scope: Scope) -> str:
    """Return a word for what is counted: the region, what a donor pays for, or what one account may count."""
    if scope.audience == Audience.PUBLIC:
        return REGION
    counts = REGION if reach_of(scope.reader).counts_region else f"account{scope.reader.pk}"
    donor = scope.donor.pk if scope.donor is not None else ""
    return f"{counts}/{scope.audience}/{donor}" if scope.audience == Audience.DONOR else counts
