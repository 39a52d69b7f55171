"""Words of what is told."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom figures are made: that decides what is counted, not who made them."""

    READER = "READER", _("The reader")
    DONOR = "DONOR", _("A donor")
    PUBLIC = "PUBLIC", _("The public")


class EditionState(models.TextChoices):
    """Where an edition stands."""

    BUILDING = "BUILDING", _("Being built")
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    RELEASED = "RELEASED", _("Released")
    SUPERSEDED = "SUPERSEDED", _("Superseded")


OUT = (
    EditionState.RELEASED,
    EditionState.SUPERSEDED,
)  # what was released stays open, also when a newer one is


class Rhythm(models.TextChoices):
    """How often a report is due."""

    MONTH = "MONTH", _("every month")
    QUARTER = "QUARTER", _("every quarter")
    HALF_YEAR = "HALF_YEAR", _("every half-year")
    YEAR = "YEAR", _("every year")

    @property
    def months(self) -> int:
        return {"MONTH": 1, "QUARTER": 3, "HALF_YEAR": 6, "YEAR": 12}[self.value]


class YearOf(models.TextChoices):
    """Whose years the periods of a report lie in."""

    CALENDAR = "CALENDAR", _("the calendar")
    PROGRAMME = "PROGRAMME", _("the programme")
    DONOR = "DONOR", _("the donor")


class RowChange(models.TextChoices):
    """What became of a row between two editions."""

    ADDED = "ADDED", _("added")
    REMOVED = "REMOVED", _("removed")
    EDITED = "EDITED", _("edited")
    MERGED = "MERGED", _("became one with another")
    SAME = "SAME", _("as before")


class Subject(StrEnum):
    """Something a document can be about; the word is the name of its field."""

    PROGRAMME = "programme"
    PHASE = "phase"
    COHORT = "cohort"
    ADMINISTRATION = "administration"
    DONOR = "donor"
    PERIOD = "period"


ACTIVITY_REPORT = "activity-report"  # the kind of document an edition is unless another was asked for


class DifferenceStanding(models.TextChoices):
    """Whether it is known why a published figure and ours differ."""

    OPEN = "OPEN", _("Open")
    EXPLAINED = "EXPLAINED", _("Explained")
