"""The follow-up survey, its questionnaires and answers."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import Questionnaire, Survey, SurveyAnswer
from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, ProgrammeFactory


class SurveyFactory(RecordFactory):
    """About 2023, answered in the first quarter of 2024; ``workshops=[event]`` are those it asks about."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = dt.date(2023, 1, 1)
    ends_on = dt.date(2023, 12, 31)
    opens_on = dt.date(2024, 1, 8)
    closes_on = dt.date(2024, 3, 31)
    remind_days = factory.LazyFunction(lambda: [14, 7])

    @factory.post_generation
    def workshops(self, create, events, **about):
        self.workshops.add(*(events or []))


class QuestionnaireFactory(RecordFactory):
    """Not answered yet; ``answered=True``: it was."""

    class Meta:
        model = Questionnaire

    class Params:
        answered = factory.Trait(answered_at=dt.datetime(2024, 2, 1, 9, tzinfo=dt.UTC))

    survey = factory.SubFactory(SurveyFactory)
    event = factory.SubFactory(EventFactory)
    administration = factory.SubFactory(AdministrationFactory)


class SurveyAnswerFactory(RecordFactory):
    class Meta:
        model = SurveyAnswer

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    question = "ACTIONS"
    verdict = "YES"
    text = "A working group was set up."


MADE: dict[str, Callable[[Any], Any]] = {
    "surveys": lambda about: SurveyFactory(programme=about.programme, introduction=f"{about.word} words"),
    "questionnaires": lambda about: QuestionnaireFactory(
        survey__programme=about.programme,
        survey__starts_on=dt.date(2022, 1, 1),
        administration=about.administration,
    ),
}
