"""Results frameworks with their indicators and periods."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import Framework, ResultIndicator, ResultPeriod
from tests.factories.base import RecordFactory
from tests.factories.programmes import ProgrammeFactory


class FrameworkFactory(RecordFactory):
    """The first version, in force from January 2023."""

    class Meta:
        model = Framework

    programme = factory.SubFactory(ProgrammeFactory)
    in_force_from = dt.date(2023, 1, 1)
    agreed_in = "Agreement of the programme"


class ResultIndicatorFactory(RecordFactory):
    """Typed; ``counted_as="participations"``: counted by the portal."""

    class Meta:
        model = ResultIndicator

    framework = factory.SubFactory(FrameworkFactory)
    level = "OUTPUT"
    name = factory.Sequence(lambda n: f"Indicator {n + 1}")
    definition = "Officers who took part."
    unit = "participations"


class ResultPeriodFactory(RecordFactory):
    """The year 2023 with a target of 100."""

    class Meta:
        model = ResultPeriod

    indicator = factory.SubFactory(ResultIndicatorFactory)
    starts_on = dt.date(2023, 1, 1)
    ends_on = dt.date(2023, 12, 31)
    target = 100


def _framework(about: Any) -> Any:
    """Return the one framework of the programme: it has one version in force."""
    stored = Framework.objects.filter(programme=about.programme).first()
    return stored or FrameworkFactory(programme=about.programme, agreed_in=f"{about.word} agreement")


def _indicator(about: Any, name: str = "indicator") -> Any:
    return ResultIndicatorFactory(framework=_framework(about), name=f"{about.word} {name}")


MADE: dict[str, Callable[[Any], Any]] = {
    "frameworks": _framework,
    "result-indicators": _indicator,
    "result-periods": lambda about: ResultPeriodFactory(
        indicator=_indicator(about, "measure"), note=f"{about.word} note"
    ),
}
