"""What a figure can be split by, where the split itself could go wrong."""

import datetime as dt

import pytest

from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import DIMENSIONS, EVENT, TOPIC, YEAR, year_starting_in
from reports.measuring.measure import measure
from reports.scope import Scope
from tests.factories.programmes import EventFactory, HeadcountFactory, ParticipationFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_by_event_gives_each_event_its_own_number_and_the_total_once():
    first, second = EventFactory(title="First"), EventFactory(title="Second", topics=[TopicFactory()])
    HeadcountFactory(event=first, people=4)
    ParticipationFactory.create_batch(2, event=first)
    HeadcountFactory(event=second, people=7)

    figures = measure(Scope.public(), [PARTICIPATIONS, ADMINISTRATIONS_REACHED, PEOPLE], by=[EVENT])

    assert [(group.key[0], group.labels[0], group[PARTICIPATIONS].low) for group in figures.by(EVENT)] == [
        (first.pk, "First", 6),
        (second.pk, "Second", 7),
    ]
    assert figures[PARTICIPATIONS].low == 13
    assert [group[ADMINISTRATIONS_REACHED].low for group in figures.by(EVENT)] == [3, 1]
    assert [group[PEOPLE].shown() for group in figures.by(EVENT)] == ["6", "7"]


def test_by_event_beside_a_topic_does_not_multiply():
    event = EventFactory(topics=TopicFactory.create_batch(2))
    HeadcountFactory(event=event, people=7)

    figures = measure(Scope.public(), [PARTICIPATIONS], by=[EVENT, TOPIC])

    assert [group[PARTICIPATIONS].low for group in figures.by(EVENT)] == [7]


@pytest.mark.parametrize("events", [1, 3])
def test_by_event_asks_one_select_per_fact_set(django_assert_num_queries, events):
    HeadcountFactory.create_batch(events)

    with django_assert_num_queries(3):
        measure(Scope.public(), [EVENTS_HELD, PARTICIPATIONS], by=[EVENT])


def test_titles_of_events_are_no_dimension_for_everybody():
    assert EVENT.code not in DIMENSIONS


def test_a_year_from_july_holds_june_of_the_next():
    for ends_on in (dt.date(2017, 6, 30), dt.date(2017, 7, 1), dt.date(2018, 6, 30), dt.date(2018, 7, 1)):
        EventFactory(starts_on=ends_on, ends_on=ends_on)
    year = year_starting_in(7)

    figures = measure(Scope.public(), [EVENTS_HELD], by=[year])

    assert [(group.labels[0], group.key[0], group[EVENTS_HELD].low) for group in figures.by(year)] == [
        ("2016/17", 2016, 1),
        ("2017/18", 2017, 2),
        ("2018/19", 2018, 1),
    ]


def test_what_is_known_to_the_year_only_lies_in_no_year_from_july():
    EventFactory(
        starts_on=dt.date(2017, 1, 1), starts_precision="YEAR", ends_on=dt.date(2017, 12, 31),
        ends_precision="YEAR",
    )  # fmt: skip
    year = year_starting_in(7)

    figures = measure(Scope.public(), [EVENTS_HELD], by=[year, YEAR])

    assert figures.by(year) == []
    assert [group[EVENTS_HELD].low for group in figures.by(year, missing="no year")] == [1]
    assert [group.labels[0] for group in figures.by(YEAR)] == ["2017"]


def test_a_year_from_january_is_the_calendar_year():
    assert year_starting_in(1) is YEAR
    assert year_starting_in(4) is year_starting_in(4)
