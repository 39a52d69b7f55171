"""What must hold of figures in any world."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.models import Event, EventOrganisation, Headcount, Participation
from recount.portal import dimension_of, scope_of
from reports.choices import Audience
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    COMPLETIONS,
    CONTACT_HOURS,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
    REGISTRY,
    SHARE_OF_WOMEN,
)
from reports.measuring.dimensions import TOPIC, YEAR
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.evidence import Around, rows_counted
from tests.factories.members import AccountFactory, OrganisationFactory
from tests.factories.programmes import PhaseFactory, TopicFactory
from tests.recount.known import administrations_in, attendances, people_in, put_known
from tests.recount.questions import GROUPINGS, questions
from tests.recount.undoing import undone
from tests.recount.worlds import put, worlds

pytestmark = pytest.mark.django_db
INDICATORS = list(REGISTRY.values())
SPLITS = [tuple(dimension_of(code) for code in grouping) for grouping in GROUPINGS]


def totals(scope):
    figures = measure(scope, INDICATORS)
    return {indicator.code: figures[indicator] for indicator in INDICATORS}


def _told(figures, otherwise):
    """Return figures, and those of ``otherwise`` where one is kept back."""
    return {code: otherwise[code] if each.is_withheld else each for code, each in figures.items()}


def groups_of(scope):
    """Return the total and all groups of all splits."""
    figures = measure(scope, INDICATORS, by=SPLITS)
    return [figures, *(group for split in SPLITS for group in figures.by(*split, missing="none"))]


@given(world=worlds())
def test_what_is_added_to_events_moves_no_total_and_what_holds_for_all_filters_none(frame, world):
    with undone():
        events = put(world, frame)
        auditor = AccountFactory(auditor=True)  # from whom nothing is kept back
        before = totals(Scope(auditor))
        topic, phase, sponsor = TopicFactory(), PhaseFactory(), OrganisationFactory()
        for event in events:
            event.topics.add(topic)
            event.phases.add(phase)
            event.programmes.add(phase.programme)
        EventOrganisation.objects.bulk_create(
            EventOrganisation(event=event, organisation=sponsor, role="SPONSOR") for event in events
        )

        assert totals(Scope(auditor)) == before
        assert totals(Scope(auditor, topics=(topic, frame.topics[0]))) == before
        assert totals(Scope(auditor, programme=phase.programme, phase=phase, topics=(topic,))) == before
        assert _told(totals(Scope(auditor, audience=Audience.DONOR, donor=sponsor)), before) == before


@given(world=worlds())
def test_people_are_never_more_than_participations_and_never_fewer_than_in_a_group(frame, world):
    with undone():
        put(world, frame)
        groups = groups_of(Scope.public())
        total = groups[0]

        for group in groups:
            people, seats = group[PEOPLE], group[PARTICIPATIONS]
            assert people.is_recorded == seats.is_recorded
            if people.is_recorded:
                assert people.low <= people.high <= seats.low
                assert people.low <= total[PEOPLE].low
                assert people.high <= total[PEOPLE].high


@given(known=attendances())
def test_the_true_number_lies_in_the_range(frame, known):
    with undone():
        put_known(known, frame)
        figures = measure(Scope.public(), [PEOPLE, ADMINISTRATIONS_REACHED], by=[YEAR, TOPIC])
        told = [(figures, known)]
        told += [(group, [each for each in known if each.year == group.key[0]]) for group in figures.by(YEAR)]
        told += [
            (group, [each for each in known if group.key[0] in {frame.topics[it].pk for it in each.topics}])
            for group in figures.by(TOPIC)
        ]

        assert len(told) > 1
        for figure, those in told:
            assert figure[PEOPLE].low <= len(people_in(those)) <= figure[PEOPLE].high
            administrations = len(administrations_in(those, frame))
            reached = figure[ADMINISTRATIONS_REACHED]
            assert (reached.low or 0) <= administrations <= (reached.high or 0)


@given(known=attendances(all_named=True))
def test_where_all_are_named_a_person_in_many_groups_counts_once_in_total(frame, known):
    with undone():
        put_known(known, frame)
        figures = measure(Scope.public(), [PEOPLE], by=[YEAR, TOPIC])

        assert figures[PEOPLE] == Quantity.exactly(len(people_in(known)))
        for group in figures.by(YEAR):
            those = [each for each in known if each.year == group.key[0]]
            assert group[PEOPLE] == Quantity.exactly(len(people_in(those)))


@given(world=worlds())
def test_what_nobody_recorded_is_nowhere_a_zero(frame, world):
    with undone():
        put(world, frame)
        Participation.objects.all().delete()
        Headcount.objects.filter(organisation=None).delete()
        Headcount.objects.update(people=None, women=None)
        Event.objects.update(stated_administrations=None, contact_hours=None)

        for group in groups_of(Scope.public()):
            for indicator in (PARTICIPATIONS, PEOPLE, SHARE_OF_WOMEN, COMPLETIONS, CONTACT_HOURS):
                assert (group[indicator].low, group[indicator].high) == (None, None), indicator.code
            assert group[ADMINISTRATIONS_REACHED].low != 0


@given(first=st.integers(0, 2), world=worlds())
def test_a_figure_is_what_the_rows_of_its_evidence_add_up_to(frame, first, world):
    with undone():
        put(world, frame)
        for question in questions(frame)[first::3]:
            if question.role != "AUDITOR":
                continue  # only the secretariat reads all that it counts
            scope = scope_of(question)
            figures = measure(scope, INDICATORS)

            rows = {each.code: _rows(scope, each) for each in INDICATORS}
            seats = [row.people for row in rows[PARTICIPATIONS.code] if row.people is not None]
            hours = [row.hours for row in rows[CONTACT_HOURS.code] if row.hours is not None]
            women = [row for row in rows[SHARE_OF_WOMEN.code] if row.stated]
            completed = [row.completed for row in rows[COMPLETIONS.code]]
            assert figures[EVENTS_HELD].low == len(rows[EVENTS_HELD.code])
            assert figures[PARTICIPATIONS].low == (sum(seats) if seats else None)
            assert figures[CONTACT_HOURS].low == (sum(hours) if hours else None)
            if not figures[COMPLETIONS].is_withheld:
                assert (figures[COMPLETIONS].low or 0) == sum(completed)
            if figures[SHARE_OF_WOMEN].is_recorded:
                share = Decimal(100 * sum(row.women for row in women)) / sum(row.stated for row in women)
                assert abs(figures[SHARE_OF_WOMEN].low - share) <= Decimal("0.05")
            assert (figures[PEOPLE].low or 0) >= len({it.person_id for it in rows[PEOPLE.code]} - {None})


def _rows(scope, indicator):
    evidence = rows_counted(Around(scope), indicator, most=10_000)
    assert evidence.not_shown == 0
    assert len(evidence.rows) == evidence.total
    return list(evidence.rows)
