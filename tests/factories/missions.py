"""Missions of technical assistance and what they recommend."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import Mission, MissionExpert, MissionFile, Recommendation
from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory


class MissionFactory(RecordFactory):
    """A week of September 2023."""

    class Meta:
        model = Mission

    programme = factory.SubFactory(ProgrammeFactory)
    administration = factory.SubFactory(AdministrationFactory)
    kind = "DIAGNOSTIC"
    title = factory.Sequence(lambda n: f"Mission {n + 1}")
    starts_on = dt.date(2023, 9, 4)
    ends_on = dt.date(2023, 9, 8)


class RecommendationFactory(RecordFactory):
    """Not answered, to be done by June 2024."""

    class Meta:
        model = Recommendation

    mission = factory.SubFactory(MissionFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Publish advance rulings."
    due_on = dt.date(2024, 6, 30)


class MissionExpertFactory(RecordFactory):
    class Meta:
        model = MissionExpert

    mission = factory.SubFactory(MissionFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("mission.administration.organisation_ptr")


class MissionFileFactory(RecordFactory):
    class Meta:
        model = MissionFile

    mission = factory.SubFactory(MissionFactory)
    name = "Report.pdf"
    content = b"%PDF-1.7 the report"
    size = 19
    digest = factory.Sequence(lambda n: f"{n:064d}")


def _mission(about: Any) -> Any:
    title = f"{about.word} mission {Mission.objects.count()}"
    return MissionFactory(
        programme=about.programme, phase=about.phase, administration=about.administration, title=title
    )


MADE: dict[str, Callable[[Any], Any]] = {
    "missions": _mission,
    "mission-experts": lambda about: MissionExpertFactory(
        mission=_mission(about),
        organisation=about.administration.organisation_ptr,
        person__family_name=f"{about.word}learner",
        part=f"{about.word} valuation",
    ),
    "recommendations": lambda about: RecommendationFactory(
        mission=_mission(about), text=f"{about.word} advice"
    ),
}
