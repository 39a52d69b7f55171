"""What is asked after events: the follow-up survey, and evaluations with their reactions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.models import Evaluation, Questionnaire, QuestionnaireFile, Reaction, Survey, SurveyAnswer
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


class QuestionnaireFileFactory(RecordFactory):
    class Meta:
        model = QuestionnaireFile

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    name = "Circular.pdf"
    content = b"%PDF-1.7 a circular"
    size = 19
    digest = factory.Sequence(lambda n: f"{n:064d}")


class EvaluationFactory(RecordFactory):
    """Of an event in 2023 whose forms are no longer taken; the test gives 20 at most."""

    class Meta:
        model = Evaluation

    programme = factory.SubFactory(ProgrammeFactory)
    event = factory.SubFactory(EventFactory)
    closes_on = dt.date(2023, 12, 31)
    highest_score = 20


class ReactionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reaction

    evaluation = factory.SubFactory(EvaluationFactory)
    overall = 4


MADE: dict[str, Callable[[Any], Any]] = {
    "surveys": lambda about: SurveyFactory(programme=about.programme, introduction=f"{about.word} words"),
    "questionnaires": lambda about: QuestionnaireFactory(
        survey__programme=about.programme,
        survey__starts_on=dt.date(2022, 1, 1),
        administration=about.administration,
    ),
    "evaluations": lambda about: EvaluationFactory(programme=about.programme),
}
