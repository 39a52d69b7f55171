"""Fact sets of missions: one row per mission, and one per recommendation. Their SQL is in the migrations."""

from django.db import models

from programmes.models import Mission, Recommendation
from reports.models.records import RecordFact


class MissionFact(RecordFact):
    """One row per mission, on its last day. It may have several topics, and is split by none."""

    of = Mission
    kind = models.CharField(max_length=10)


class RecommendationFact(RecordFact):
    """One row per recommendation, on the last day of its mission; ``answer`` and ``state`` are today's."""

    of = Recommendation
    answer = models.CharField(max_length=12)
    state = models.CharField(max_length=9)
