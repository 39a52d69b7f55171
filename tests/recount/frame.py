"""What every small world is made in. Small on purpose: things meet often in it."""

from dataclasses import dataclass

from members.choices import Sex
from members.models import Administration, Organisation, Person
from programmes.models import Phase, Programme, Topic
from tests.factories.members import AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    AgreementFactory,
    FundingFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

SEXES = (Sex.WOMAN, Sex.MAN, Sex.NOT_STATED)
YEARS_START_IN = (1, 7, 4)  # months


@dataclass(frozen=True)
class Frame:
    """``bodies`` are whom people come from: the administrations, and two bodies that are none."""

    administrations: list[Administration]
    bodies: list[Organisation]
    donors: list[Organisation]
    people: list[Person]
    programmes: list[Programme]
    phases: list[Phase]
    topics: list[Topic]


def put_frame():
    """Make the frame. The first donor funds two phases, one of which the second funds as well."""
    administrations = AdministrationFactory.create_batch(4)
    donors = OrganisationFactory.create_batch(3)
    programmes = [ProgrammeFactory(year_starts_in=month) for month in YEARS_START_IN]
    phases = [
        PhaseFactory(programme=programmes[place], number=number)
        for place, number in ((0, 1), (0, 2), (1, 1), (2, 1))
    ]
    for phase, donor in ((0, 0), (1, 0), (1, 1), (2, 1)):
        FundingFactory(phase=phases[phase], donor=donors[donor])
    for donor, smallest in ((0, 3), (2, 7)):  # the second agreed nothing
        AgreementFactory(organisation=donors[donor], programme=programmes[0], smallest=smallest)
    return Frame(
        administrations=administrations,
        # A donor may send somebody, too.
        bodies=[*administrations, OrganisationFactory(), donors[2]],
        donors=donors,
        people=[PersonFactory(sex=SEXES[place % len(SEXES)]) for place in range(8)],
        programmes=programmes,
        phases=phases,
        topics=TopicFactory.create_batch(3),
    )
