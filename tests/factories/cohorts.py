"""Cohorts of master trainers: fixed dates, no chance."""

import datetime as dt

import factory

from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory
from trainers.choices import CohortState
from trainers.models import Cohort, CohortAdministration, CohortParticipant, CohortStage, StageAttendance


class CohortFactory(RecordFactory):
    """A cohort of 2022 and 2023; ``topics=[…]`` are linked."""

    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Cohort {n}")
    starts_on = dt.date(2022, 1, 1)
    ends_on = dt.date(2023, 12, 31)
    state = CohortState.RUNNING

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        self.topics.set(extracted or [])


class CohortAdministrationFactory(RecordFactory):
    class Meta:
        model = CohortAdministration

    cohort = factory.SubFactory(CohortFactory)
    administration = factory.SubFactory(AdministrationFactory)


class CohortStageFactory(RecordFactory):
    """A stage planned for one month of 2022: the first for January, the second for February …"""

    class Meta:
        model = CohortStage

    cohort = factory.SubFactory(CohortFactory)
    position = factory.LazyAttribute(lambda it: it.cohort.stages.count() + 1)
    title = factory.LazyAttribute(lambda it: f"Working Group {it.position}")
    planned_from = factory.LazyAttribute(lambda it: dt.date(2022, it.position, 1))
    planned_to = factory.LazyAttribute(lambda it: dt.date(2022, it.position, 28))


class CohortParticipantFactory(RecordFactory):
    """Somebody who joined on the first day; their administration is put into the group."""

    class Meta:
        model = CohortParticipant

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    administration = factory.SubFactory(AdministrationFactory)
    joined_on = dt.date(2022, 1, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        CohortAdministration.objects.get_or_create(
            cohort=kwargs["cohort"], administration=kwargs["administration"]
        )
        return super()._create(model_class, *args, **kwargs)


class StageAttendanceFactory(RecordFactory):
    class Meta:
        model = StageAttendance

    participant = factory.SubFactory(CohortParticipantFactory)
    stage = factory.LazyAttribute(lambda it: CohortStageFactory(cohort=it.participant.cohort))
    mark = "ATTENDED"
