"""A small world with everything in it that makes counting hard."""

import datetime as dt

from members.choices import Sex
from programmes.choices import Accuracy, EventRole, EventState, Mode, OrganisationRole, ParticipationState
from tests.factories.members import AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)


def hard_world():
    """Make two programmes over four years; return what tests ask about by name."""
    fiji, tonga = AdministrationFactory(iso2="FJ"), AdministrationFactory(iso2="TO")
    ours, theirs = ProgrammeFactory(code="OURS", year_starts_in=7), ProgrammeFactory(code="THEIRS")
    phase = PhaseFactory(programme=ours)
    donor = FundingFactory(phase=phase).donor
    valuation, origin = TopicFactory(slug="valuation"), TopicFactory(slug="origin")
    officers = [PersonFactory(sex=sex) for sex in (Sex.WOMAN, Sex.MAN, Sex.NOT_STATED, Sex.WOMAN)]

    def held(day, **about):
        return EventFactory(starts_on=day, ends_on=day, **about)

    spring = held(dt.date(2023, 3, 3), programmes=[ours], phases=[phase], topics=[valuation, origin])
    autumn = held(dt.date(2023, 9, 9), programmes=[ours, theirs], topics=[origin], mode=Mode.ONLINE)
    earlier = held(dt.date(2022, 6, 30), programmes=[theirs], contact_hours="12.5")
    in_may = EventFactory(
        starts_on=dt.date(2021, 5, 1),
        ends_on=dt.date(2021, 5, 31),
        starts_precision="MONTH",
        ends_precision="MONTH",
        programmes=[ours],
        stated_administrations=9,
        stated_accuracy=Accuracy.AT_LEAST,
    )
    in_2021 = EventFactory(
        starts_on=dt.date(2021, 1, 1),
        ends_on=dt.date(2021, 12, 31),
        starts_precision="YEAR",
        ends_precision="YEAR",
        topics=[valuation],
    )
    some_day = EventFactory(undated=True, programmes=[ours])
    part = held(dt.date(2022, 6, 29), parent=earlier, programmes=[theirs])
    EventOrganisationFactory(event=autumn, organisation=donor, role=OrganisationRole.SPONSOR)
    EventOrganisationFactory(event=earlier, role=OrganisationRole.SPONSOR)
    cancelled = held(dt.date(2023, 3, 9), state=EventState.CANCELLED, state_reason="cyclone")
    for event in (spring, autumn, in_may, some_day, cancelled):
        for officer in officers[:3]:
            ParticipationFactory(event=event, person=officer, organisation=fiji)
    ParticipationFactory(event=spring, person=officers[3], organisation=tonga, state="COMPLETED")
    ParticipationFactory(event=part, person=officers[0], organisation=tonga)
    ParticipationFactory(event=part, person=officers[0], organisation=tonga, role=EventRole.OBSERVER)
    ParticipationFactory(event=part, person=officers[1], state=ParticipationState.NO_SHOW)
    ParticipationFactory(event=part, person=officers[2], organisation=OrganisationFactory())
    HeadcountFactory(event=earlier, organisation=fiji, people=11, women=4)
    HeadcountFactory(event=earlier, organisation=None, people=6, accuracy=Accuracy.ABOUT)
    HeadcountFactory(event=in_2021, organisation=tonga, people=None)
    HeadcountFactory(event=in_2021, organisation=None, people=30, accuracy=Accuracy.AT_LEAST)
    return {
        "fiji": fiji, "tonga": tonga, "ours": ours, "theirs": theirs, "phase": phase, "donor": donor,
        "valuation": valuation, "origin": origin, "officers": officers, "spring": spring, "autumn": autumn,
        "earlier": earlier, "part": part, "in_may": in_may, "some_day": some_day, "cancelled": cancelled,
    }  # fmt: skip
