"""Events that are parts of others: no number counts twice, and no closed whole is counted otherwise."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor
from office.choices import Door
from programmes.actions.attending import Count, ImpossibleCount, replace_headcounts
from programmes.actions.entering import EventLinks, remove_event, save_event
from programmes.actions.guarding import PeriodClosed
from programmes.models import Event
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import ClosedPeriodFactory, EventFactory, HeadcountFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
IN_2024 = {"starts_on": dt.date(2024, 3, 4), "ends_on": dt.date(2024, 3, 8)}


@pytest.fixture
def family():
    """Three events, each part of the one before."""
    whole = EventFactory(title="The whole")
    part = EventFactory(parent=whole)
    return whole, part, EventFactory(title="The part of a part", parent=part)


def test_a_number_on_a_whole_is_not_counted_again_on_the_part_of_a_part(family):
    HeadcountFactory(event=family[0])

    with pytest.raises(ImpossibleCount, match="The whole"):
        replace_headcounts(event=family[2], counts=[Count(AdministrationFactory(), 5)], by=BY)


def test_a_number_on_the_part_of_a_part_is_not_counted_again_on_the_whole(family):
    HeadcountFactory(event=family[2])

    with pytest.raises(ImpossibleCount, match="The part of a part"):
        replace_headcounts(event=family[0], counts=[Count(AdministrationFactory(), 5)], by=BY)


def test_an_event_whose_parts_are_counted_does_not_come_under_one_that_is_counted(family):
    HeadcountFactory(event=family[2])
    counted = EventFactory(title="Counted")
    HeadcountFactory(event=counted)
    family[0].parent = counted

    with pytest.raises(ValidationError, match="already counted at “Counted”"):
        save_event(event=family[0], links=EventLinks(), by=BY)


@pytest.fixture
def closed():
    """An event in a closed period."""
    programme = ProgrammeFactory()
    ClosedPeriodFactory(programme=programme)
    return EventFactory(programmes=[programme])


def test_an_event_of_a_closed_period_gets_no_part(closed):
    part = EventFactory(**IN_2024)
    part.parent = closed

    with pytest.raises(PeriodClosed):
        save_event(event=part, links=EventLinks(), by=BY)


def test_a_new_event_is_not_entered_under_one_of_a_closed_period(closed):
    part = Event(title="Course", kind="TRAINING", parent=closed, **IN_2024)

    with pytest.raises(PeriodClosed):
        save_event(event=part, links=EventLinks(), by=BY)


def test_an_event_of_a_closed_period_loses_no_part(closed):
    part = EventFactory(parent=closed, **IN_2024)

    with pytest.raises(PeriodClosed):
        remove_event(event=part, by=BY)
    part.parent = None
    with pytest.raises(PeriodClosed):
        save_event(event=part, links=EventLinks(), by=BY)


def test_what_else_is_said_of_a_part_may_change_though_its_whole_is_closed(closed):
    part = EventFactory(parent=closed, **IN_2024)
    part.city = "Suva"

    assert save_event(event=part, links=EventLinks(), by=BY)
