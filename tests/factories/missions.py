"""Missions of technical assistance and what they recommend."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import Mission, Recommendation
from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory
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


def _mission(about: Any) -> Any:
    title = f"{about.word} mission {Mission.objects.count()}"
    return MissionFactory(
        programme=about.programme, phase=about.phase, administration=about.administration, title=title
    )


MADE: dict[str, Callable[[Any], Any]] = {
    "missions": _mission,
    "recommendations": lambda about: RecommendationFactory(
        mission=_mission(about), text=f"{about.word} advice"
    ),
}
