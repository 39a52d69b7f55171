"""The portal's own answer to a question, in the words of the recount."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser

from members.models import Account, Administration, Organisation
from programmes.models import Phase, Programme, Topic
from recount.questions import NO_VALUE, Figure, Figures, Grouping, Place, Question, month_of
from reports.choices import Audience
from reports.indicators.deliverables import DELIVERABLES
from reports.indicators.missions import MISSIONS
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    SHARE_OF_WOMEN,
)
from reports.indicators.rules import PEOPLE_WHO_COMPLETED, people_once_a_year
from reports.indicators.support import SUPPORT
from reports.indicators.surveys import QUESTIONNAIRES_ANSWERED, QUESTIONNAIRES_SENT
from reports.indicators.teaching import (
    COHORT_MEMBERS,
    COHORT_MEMBERS_IN,
    COHORT_MEMBERS_LATE,
    COHORT_MEMBERS_LEFT,
)
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import EVERY_DIMENSION, ITEM, Dimension, year_starting_in
from reports.measuring.measure import Group, measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope

# What the recount has SQL of its own for: not who was still in post some time after a training.
INDICATORS = (
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    ADMINISTRATIONS_REACHED,
    SHARE_OF_WOMEN,
    CONTACT_HOURS,
    COMPLETIONS,
    PEOPLE_WHO_COMPLETED,
    people_once_a_year(1),
)
# Of what is delivered beside events: the first splits say nothing of them.
# Neither shares, nor who is certified, nor what today decides.
OF_RECORDS = (
    *DELIVERABLES,
    *SUPPORT,
    *MISSIONS,
    QUESTIONNAIRES_SENT,
    QUESTIONNAIRES_ANSWERED,
    COHORT_MEMBERS,
    COHORT_MEMBERS_LATE,
    COHORT_MEMBERS_LEFT,
    COHORT_MEMBERS_IN,
)
NOT_OF_RECORDS = frozenset({"mode", "level", "kind", "sponsor"})
WITHOUT = "(none)"


def figures(question: Question, groupings: Collection[Grouping]) -> Figures:
    """Return every indicator of events in total and in each grouping, as ``measure`` gives them."""
    return _measured(question, INDICATORS, groupings)


def delivered(question: Question, groupings: Collection[Grouping]) -> Figures:
    """Return the same of every indicator of records, in the groupings they have values of; by item, too."""
    told = groupings_of_records(groupings)
    of_items = [each for each in OF_RECORDS if each.is_split_by(ITEM)]
    return {
        **_measured(question, OF_RECORDS, [each for each in told if "item" not in each]),
        **_measured(question, of_items, [each for each in told if "item" in each]),
    }


def groupings_of_records(groupings: Collection[Grouping]) -> list[Grouping]:
    """Return the groupings that records can be told by: those without a mode and the like, and by item."""
    told = [grouping for grouping in groupings if not NOT_OF_RECORDS.intersection(grouping)]
    return [*told, ("item",), ("administration", "item")]


def _measured(
    question: Question, indicators: Sequence[Indicator], groupings: Collection[Grouping]
) -> Figures:
    dimensions = {grouping: tuple(dimension_of(code) for code in grouping) for grouping in groupings}
    measured = measure(scope_of(question), indicators, by=[each for each in dimensions.values() if each])
    found = {Place((), (), each.code): plain(measured[each]) for each in indicators}
    for grouping, asked in dimensions.items():
        if asked:
            found |= dict(_of_groups(grouping, measured.by(*asked, missing=WITHOUT), indicators))
    return found


def scope_of(question: Question) -> Scope:
    """Return the question as the portal's doors would ask it."""
    return Scope(
        reader=_reader(question),
        audience=Audience(question.audience),
        donor=_record(Organisation, question.donor),
        period=_period(question),
        programme=_record(Programme, question.programme),
        phase=_record(Phase, question.phase),
        administration=_record(Administration, question.administration),
        topics=tuple(Topic.objects.filter(pk__in=question.topics).order_by("pk")),
        mode=question.mode,
        level=question.level,
        kind=question.kind,
        for_others=question.for_others,
    )


def dimension_of(code: str) -> Dimension:
    return EVERY_DIMENSION.get(code) or year_starting_in(month_of(code))


def plain(quantity: Quantity) -> Figure:
    """Return a quantity as the recount writes it."""
    low, high = (None if bound is None else Decimal(bound) for bound in (quantity.low, quantity.high))
    return Figure(low, high, quantity.accuracy.value, quantity.not_recorded, quantity.is_withheld)


def _of_groups(
    grouping: Grouping, groups: list[Group], indicators: Sequence[Indicator]
) -> Iterator[tuple[Place, Figure]]:
    for group in groups:
        keys = tuple(NO_VALUE if key is None else str(key) for key in group.key)
        for indicator in indicators:
            yield Place(grouping, keys, indicator.code), plain(group[indicator])


def _reader(question: Question) -> Any:
    """Return an account of the role that nobody has: only role and organisation decide what it counts."""
    if not question.role:
        return AnonymousUser()
    return Account(pk=0, role=question.role, organisation_id=question.organisation)


def _record(model: Any, pk: int | None) -> Any:
    return None if pk is None else model.objects.get(pk=pk)


def _period(question: Question) -> Period | None:
    if question.starts_on is None or question.ends_on is None:
        return None
    return Period(question.starts_on, question.ends_on)
