"""A small world in which every rule of counting has something to get wrong."""

import datetime as dt
from types import SimpleNamespace

from members.choices import Sex
from programmes.choices import Accuracy, EventRole, EventState, Mode, ParticipationState
from tests.factories.members import AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)


def day(year, month, number):
    return dt.date(year, month, number)


def on(first, **about):
    return EventFactory(starts_on=first, ends_on=first, **about)


def rich_world(donor, own):
    """Make the events of two programmes.

    ``donor`` pays for one phase; ``own`` is an administration that took part.
    """
    phase = PhaseFactory(
        programme=ProgrammeFactory(code="ROCB", year_starts_in=7),
        number=1,
        starts_on=day(2022, 7, 1),
        ends_on=None,
    )
    FundingFactory(phase=phase, donor=donor)
    MembershipFactory(programme=phase.programme, administration=own)
    world = SimpleNamespace(
        programme=phase.programme,
        linked={"programmes": [phase.programme], "phases": [phase]},
        topics=[TopicFactory(slug="hs"), TopicFactory(slug="cv")],
        fiji=AdministrationFactory(),
        tonga=AdministrationFactory(),
        own=own,
        donor=donor,
    )
    women = _with_names(world)
    _without_names(world, women[0])
    _standing_on_a_whole(world)
    _loosely_dated(world)
    _not_held(world)
    on(day(2023, 2, 2), topics=world.topics[:1], **world.linked)
    HeadcountFactory(event=on(day(2021, 8, 8)), organisation=world.tonga, people=6)
    return world


def _with_names(world):
    event = on(day(2023, 3, 7), topics=world.topics, contact_hours=12, **world.linked)
    women = PersonFactory.create_batch(4, sex=Sex.WOMAN)
    for number, person in enumerate([*women, *PersonFactory.create_batch(3, sex=Sex.MAN), PersonFactory()]):
        ParticipationFactory(
            event=event,
            person=person,
            organisation=world.own if number % 2 else world.fiji,
            state=ParticipationState.COMPLETED if number < 6 else ParticipationState.ATTENDED,
        )
    ParticipationFactory(event=event, state=ParticipationState.NO_SHOW)
    ParticipationFactory(event=event, role=EventRole.OBSERVER)
    HeadcountFactory(event=event, organisation=None, people=2, role=EventRole.RESOURCE_PERSON)
    return women


def _without_names(world, somebody):
    event = on(day(2023, 10, 4), mode=Mode.ONLINE, topics=world.topics[1:], contact_hours=3, **world.linked)
    ParticipationFactory(event=event, person=somebody, organisation=world.own)
    HeadcountFactory(event=event, organisation=world.tonga, people=11, women=6)
    HeadcountFactory(event=event, organisation=world.fiji, people=None)
    HeadcountFactory(event=event, organisation=OrganisationFactory(), people=3)
    EventOrganisationFactory(event=event, organisation=world.donor)


def _standing_on_a_whole(world):
    other = PhaseFactory(programme__code="APSP", number=2)
    about = {"programmes": [other.programme], "phases": [other]}
    whole = on(day(2022, 5, 2), stated_administrations=9, **about)
    for month in (4, 5):
        on(day(2022, month, 2), parent=whole, contact_hours=5, topics=world.topics[:1], **about)
    HeadcountFactory(event=whole, organisation=None, people=20, accuracy=Accuracy.ABOUT)


def _loosely_dated(world):
    for first, last, precision, people in (
        (day(2023, 7, 1), day(2023, 7, 31), "MONTH", 7),
        (day(2023, 1, 1), day(2023, 12, 31), "YEAR", 5),
        (None, None, "NONE", 4),
    ):
        precise = {"starts_precision": precision, "ends_precision": precision}
        event = EventFactory(starts_on=first, ends_on=last, **precise, **world.linked)
        HeadcountFactory(event=event, organisation=world.tonga, people=people)


def _not_held(world):
    for state in (EventState.PLANNED, EventState.CANCELLED, EventState.POSTPONED, EventState.CONFIRMED):
        event = on(day(2023, 9, 9), state=state, state_reason="A storm.", contact_hours=8, **world.linked)
        ParticipationFactory(event=event, state=ParticipationState.SELECTED)
        HeadcountFactory(event=event, people=40)
