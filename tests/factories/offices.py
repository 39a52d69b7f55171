"""Posts of the office of a programme."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import OfficePost
from tests.factories.base import RecordFactory
from tests.factories.programmes import ProgrammeFactory


class OfficePostFactory(RecordFactory):
    """A head since 2020, sent by nobody."""

    class Meta:
        model = OfficePost

    programme = factory.SubFactory(ProgrammeFactory)
    kind = "HEAD"
    name = "Head of the office"
    starts_on = dt.date(2020, 1, 1)
    source = "News of the office"


MADE: dict[str, Callable[[Any], Any]] = {
    "office-posts": lambda about: OfficePostFactory(
        programme=about.programme,
        administration=about.administration,
        name=f"{about.word} head",
        kind="EXPERT",
    )
}
