"""Fact sets of fellowships and support activities: database views, one row per record."""

from django.db import models

from members.models import Person
from programmes.models import Fellowship, SupportActivity, SupportPerson
from reports.models.records import RecordFact


class FellowshipFact(RecordFact):
    """One row per fellowship, on its last day. ``weeks``: a begun one is a week; ``state``: how far it is."""

    of = Fellowship
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    weeks = models.IntegerField()
    state = models.CharField(max_length=12)


class SupportFact(RecordFact):
    """One row per support activity, on its last day; ``administration`` is the one that was helped."""

    of = SupportActivity


class SupportPersonFact(RecordFact):
    """One row per person and side in a support activity; ``administration`` is where the person works."""

    of = SupportPerson
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    side = models.CharField(max_length=10)
