"""How those who took part are counted for a donor: the rules an agreement can name, each with its version.

A rule that is to mean something else gets a new version: what was reported under the old one says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.choices import CountingRule
from reports.indicators import parts
from reports.indicators.registry import PARTICIPATIONS, PEOPLE
from reports.measuring.definition import Indicator, Joining, Part, Sums
from reports.models import ParticipationFact
from reports.quantities import Quantity

DONE = parts.NAMED & Q(completed=True)
PERSONS_WHO_COMPLETED = Part(
    "persons_who_completed", ParticipationFact, "string_agg(int4send(person_id::integer), '')", DONE,
    joining=Joining.DISTINCT,
)  # fmt: skip


def _read_completed(sums: Sums) -> Quantity:
    rest = parts.counted(sums, "seats") - parts.counted(sums, "named_seats")
    if not parts.counted(sums, "named_seats"):
        return Quantity(None, None, not_recorded=rest)
    done = parts.counted(sums, "persons_who_completed")
    return Quantity(done, done, not_recorded=rest)


PEOPLE_WHO_COMPLETED = Indicator(
    code="people_who_completed",
    name=_("People who completed"),
    unit=_("people"),
    definition=_(
        "Different persons with a completed participation, each once, however many they completed. Whether"
        " people counted without a name completed is not known: they are left out and their number is given."
        " Of few people it is told only to those who may see them."
    ),
    facts=ParticipationFact,
    rows=DONE,
    parts=(parts.SEATS, parts.NAMED_SEATS, PERSONS_WHO_COMPLETED),
    read=_read_completed,
    persons_behind=parts.named_participants,
)


def _read_once_a_year(sums: Sums) -> Quantity:
    """At least the named of each year, or all seats of the fullest event; at most those and the unnamed."""
    if sums["seats"] is None:
        return Quantity(None, None, not_recorded=parts.not_counted(sums))
    named = parts.counted(sums, "persons_of_years")
    fullest = "seats_from_one" if sums["seats_at_one_event"] is None else "seats_at_one_event"
    low = max(named, parts.counted(sums, fullest))
    high = named + parts.counted(sums, "seats_without_names")
    return Quantity(low, high, parts.seats_accuracy(sums), not_recorded=parts.not_counted(sums))


@cache
def people_once_a_year(month: int) -> Indicator:
    """Return how many persons took part, each once in every reporting year; ``month`` begins the years."""
    year = f"EXTRACT(YEAR FROM counts_to - INTERVAL '{int(month) - 1} months')"
    persons = Part("persons_of_years", ParticipationFact, f"COUNT(DISTINCT (person_id, {year}))", parts.NAMED)
    return Indicator(
        code="people_once_a_year",
        name=_("People, each once in a reporting year"),
        unit=_("people"),
        definition=_(
            "Different persons among the participants of each reporting year, added up over the years: who"
            " came in two years is two. One number where everybody is named; otherwise a range: at least"
            " those known by name, or all participants of the fullest single event; at most those named and"
            " everyone counted without a name. An event belongs to the year its last day lies in."
        ),
        facts=ParticipationFact,
        rows=parts.PARTICIPANTS,
        parts=(*PEOPLE.parts, persons),
        read=_read_once_a_year,
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its word, its version, and what it counts in programmes whose years begin in a month."""

    word: CountingRule
    version: int

    def indicator(self, month: int) -> Indicator:
        match self.word:
            case CountingRule.ONCE_A_YEAR:
                return people_once_a_year(month)
            case CountingRule.COMPLETED_ONCE:
                return PEOPLE_WHO_COMPLETED
            case _:
                return PARTICIPATIONS


RULES: Mapping[str, Rule] = {
    each.word: each
    for each in (
        Rule(CountingRule.PARTICIPATIONS, 1),
        Rule(CountingRule.ONCE_A_YEAR, 1),
        Rule(CountingRule.COMPLETED_ONCE, 1),
    )
}
