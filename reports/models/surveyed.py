"""Fact sets of what was asked after events: database views, as those of other records."""

from django.db import models

from programmes.models import Evaluation, Questionnaire
from reports.models.records import RecordFact


class QuestionnaireFact(RecordFact):
    """One row per questionnaire of a follow-up survey, on the last day of the year it asks about."""

    of = Questionnaire
    is_answered = models.BooleanField()


class EvaluationFact(RecordFact):
    """One row per evaluated event, by its days. Of fewer than five answers, or people, it says nothing.

    ``answers`` are the forms that came, told once no more are taken, and ``overall`` to ``use`` the average
    marks from 1 to 5; ``people`` those with a score before and one after, ``before`` and ``after`` the sums
    of these, in percent of what the test gives at most. Empty: too few, or not asked.
    """

    of = Evaluation
    answers = models.IntegerField(null=True)
    overall = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    relevance = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    teaching = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    organisation = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    use = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    people = models.IntegerField(null=True)
    before = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    after = models.DecimalField(max_digits=12, decimal_places=3, null=True)
