"""Fact sets of who can teach and whom they taught: database views, which may not be written.

Their SQL stands in the migrations.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from members.models import Person
from reports.models.records import RecordFact
from trainers.choices import Grade
from trainers.models import CascadeTraining, Cohort, CohortParticipant, LedgerLine, Scheme


class CascadeFact(RecordFact):
    """One row per cascade training, on its last day; ``person`` is the trainer.

    ``phase`` is the one of its programme that holds the day, empty where none or several do. ``people`` are
    those of the sectors that are recorded, ``is_at_least`` where one is not. ``stated`` are the people of a
    training that says how many were women, empty where it does not.
    """

    of = CascadeTraining
    related = ("topic",)
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    evidence = models.CharField(max_length=1, choices=Grade)
    customs = models.IntegerField(null=True)
    other_agency = models.IntegerField(null=True)
    private = models.IntegerField(null=True)
    people = models.IntegerField()
    is_at_least = models.BooleanField()
    women = models.IntegerField(null=True)
    stated = models.IntegerField(null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)

    @classmethod
    def of_cohort(cls, rows: QuerySet[Any], cohort: Cohort) -> QuerySet[Any]:
        """Keep what people of the cohort taught of its topics, since they joined it."""
        taught = CohortParticipant.objects.filter(
            cohort=cohort, person=OuterRef("person"), joined_on__lte=OuterRef("counts_to")
        )
        return rows.filter(Exists(taught), topic__in=cohort.topics.values("pk"))


class CohortMemberFact(RecordFact):
    """One row per participant of a cohort, on the day they joined it.

    ``is_late``: expected from a later stage on than the first. ``is_expected``: at the stage that goes on
    today, or the next one; nobody is where all are over.
    """

    of = CohortParticipant
    related = ("person", "cohort")
    topics = "SELECT topic_id AS value FROM trainers_cohort_topics WHERE cohort_id = {alias}.cohort_id"
    cohort = models.ForeignKey(Cohort, on_delete=models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    is_late = models.BooleanField()
    has_left = models.BooleanField()
    is_certified = models.BooleanField()
    is_expected = models.BooleanField()


class PoolFact(RecordFact):
    """One row per span of days in which somebody was accredited, and each posting they had then.

    ``counts_from`` is its first day; ``counts_to`` its last, empty where it has no end. It counts on every
    day of the span. A row without administration speaks of the whole span, wherever they served.
    """

    of = LedgerLine
    related = ("scheme", "topic")
    holds_on_a_day: ClassVar[bool] = True
    languages = "SELECT language AS value FROM trainers_teachinglanguage WHERE person_id = {alias}.person_id"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.DO_NOTHING, related_name="+")

    @classmethod
    def of_cohort(cls, rows: QuerySet[Any], cohort: Cohort) -> QuerySet[Any]:
        """Keep the accreditations of people of the cohort by its scheme."""
        members = CohortParticipant.objects.filter(cohort=cohort).values("person")
        return rows.filter(person__in=members, scheme=cohort.scheme_id)
