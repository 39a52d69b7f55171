"""A document says what its record lacks, beside the figures that lack it."""

import datetime as dt

import pytest

from programmes.choices import EventState
from reports import sections
from reports.choices import Audience
from reports.scope import Scope
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import (
    EventFactory,
    HeadcountFactory,
    MembershipFactory,
    PhaseFactory,
)
from tests.factories.reports import PublishedFigureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory()


@pytest.fixture
def scope(administrator, phase):
    return Scope(administrator, programme=phase.programme, phase=phase, for_others=True)


def rows_of(scope):
    """Return number and words of each line of the table."""
    (table,) = sections.completeness(scope).blocks
    return {row[0]: (str(row[1]), row[2]) for row in table.rows}


def test_nothing_missing_is_said_as_zero_and_nothing_recorded_in_words(scope):
    rows = rows_of(scope)

    assert rows["Events that are over, and not closed"] == ("0", "")
    assert rows["Last entry"] == ("", "nothing is recorded")
    assert "Published figures that differ from ours" not in rows


def test_what_is_open_or_without_a_number_is_named(scope, phase):
    linked = {"programmes": [phase.programme], "phases": [phase]}
    EventFactory(title="Still planned", state=EventState.PLANNED, **linked)
    EventFactory(
        title="To come",
        state=EventState.PLANNED,
        starts_on=dt.date(2099, 1, 1),
        ends_on=dt.date(2099, 1, 2),
        **linked,
    )
    EventFactory(title="Without a number", **linked)
    EventFactory(title="Elsewhere", state=EventState.PLANNED)
    silent, unsaid, told = (AdministrationFactory(member_name=name) for name in ("Tonga", "Samoa", "Fiji"))
    for each in (silent, told):
        MembershipFactory(programme=phase.programme, administration=each)
    event = EventFactory(**linked)
    HeadcountFactory(event=event, organisation=unsaid, people=None)
    HeadcountFactory(event=event, organisation=told, people=5)

    rows = rows_of(scope)

    assert rows["Events that are over, and not closed"] == ("1", "Still planned")
    assert rows["Events held, without a number of participants"] == ("1", "Without a number")
    assert rows["Administrations that attended, and their number is not recorded"] == ("1", "Samoa")
    assert rows["Members of the programme of which nothing is recorded"] == ("1", "Tonga")
    assert rows["Last entry"][1] not in ("", "nothing is recorded")


def test_a_published_figure_that_differs_is_named(scope, phase):
    linked = {"programmes": [phase.programme], "phases": [phase]}
    HeadcountFactory(event=EventFactory(**linked), people=151)
    about = {"programme": phase.programme, "phase": phase, "indicator": "participations"}
    PublishedFigureFactory(name="Officers trained", value=147, **about)
    PublishedFigureFactory(name="Officers in all", value=151, **about)

    assert rows_of(scope)["Published figures that differ from ours"][0] == "1"
    assert "Officers trained" in rows_of(scope)["Published figures that differ from ours"][1]
    about_fiji = scope.narrowed(administration=AdministrationFactory())
    assert "Published figures that differ from ours" not in rows_of(about_fiji)


def test_the_public_is_told_how_many_events_are_open_and_not_which(phase):
    EventFactory(title="Secret plan", state=EventState.PLANNED, programmes=[phase.programme], phases=[phase])

    rows = rows_of(Scope.public(programme=phase.programme, phase=phase))

    assert rows["Events that are over, and not closed"] == ("1", "")
    assert Scope.public().audience == Audience.PUBLIC
