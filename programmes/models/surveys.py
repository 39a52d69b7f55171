"""The follow-up survey: asked of each administration about each workshop of a year it took part in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Administration
from office.records import Record
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of

_LAST = "Etc/GMT+12"  # where every day ends last


class Question(models.TextChoices):
    """What the survey asks, in its order; the headings of the Good Practice Report."""

    ACTIONS = "ACTIONS", _("Follow-up actions taken by the participants")
    LESSONS = "LESSONS", _("Application of lessons learned to the administration's performance")
    EFFECTS = "EFFECTS", _("Direct effects observed from that application")
    EFFICIENCY = "EFFICIENCY", _("Perceived improvement in work efficiency and effectiveness")
    PROJECTS = "PROJECTS", _("Modernization projects started because of the workshop")


# The questions as they are put.
WORDING = {
    Question.ACTIONS: _("Have your participants taken follow-up actions since the workshop? Which?"),
    Question.LESSONS: _("Has your administration applied what was learned? How, and where?"),
    Question.EFFECTS: _("Have you seen direct effects of applying it? Which?"),
    Question.EFFICIENCY: _("Has work become more efficient or more effective? In what way?"),
    Question.PROJECTS: _("Has a modernization project started because of the workshop? Which, and when?"),
}


class Verdict(models.TextChoices):
    """The short answer to a question."""

    YES = "YES", _("Yes")
    NOT_YET = "NOT_YET", _("Not yet")
    NO = "NO", _("No")


class SurveyQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = ""

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")

    def running(self, today: dt.date) -> Self:
        """Keep those that were sent and are not over, a day more for where it is still yesterday."""
        return self.filter(sent_at__isnull=False, closes_on__gte=today - dt.timedelta(days=1))


class Survey(Record):
    """One round: about workshops that ended from ``starts_on`` to ``ends_on``, a year of the programme.

    Answers are taken from ``opens_on`` to ``closes_on``, both included. ``remind_days`` are the days before
    the last one on which administrations that have not answered are reminded. ``conclusion`` is what the
    office makes of the answers, for the Good Practice Report.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("programme")
    )
    starts_on = models.DateField(_("first day of the year"))
    ends_on = models.DateField(_("last day of the year"))
    opens_on = models.DateField(_("answers are taken from"))
    closes_on = models.DateField(_("answers are taken until"))
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("reminders"), default=list, blank=True
    )
    introduction = models.TextField(_("introduction"), blank=True, max_length=2000)
    conclusion = models.TextField(_("conclusion and recommendations"), blank=True, max_length=8000)
    workshops = models.ManyToManyField(
        Event, related_name="surveys", blank=True, verbose_name=_("workshops asked about")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)

    chosen: Sequence[Event] = ()  # the workshops a form chose, until they are stored with it

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up survey")
        verbose_name_plural = _("follow-up surveys")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="survey_closes_after_it_opens",
                violation_error_message=_("A survey cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & Q(opens_on__gt=F("starts_on")),
                name="survey_asks_about_a_year_begun",
                violation_error_message=_("A survey opens after the year it asks about has begun."),
            ),
            models.UniqueConstraint(
                fields=["programme", "starts_on"],
                name="survey_once_a_year",
                violation_error_message=_("There is a survey of this year already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Follow-up survey %(year)s, %(programme)s") % {
            "year": self.year,
            "programme": self.programme,
        }

    def get_absolute_url(self) -> str:
        return reverse("programmes:surveys-page", args=[self.pk])

    @property
    def year(self) -> str:
        """The year it asks about, as its office writes it: 2017/18, or 2017."""
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}/{last % 100:02d}"


class QuestionnaireQuerySet(KeptQuerySet):
    programme_at = "survey__programme"
    phase_at = ""
    administration_at = "administration"

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat, for a focal point its administration's; for a donor none."""
        if reach_of(account).sees_all:
            return self
        return self._own(account)

    def answerable_by(self, account: Any) -> Self:
        """Keep those the account may answer: its administration's; of programmes it works on, all."""
        own = self._own(account)
        return own if account.role == Role.FOCAL_POINT else self.editable_by(account)

    def _own(self, account: Any) -> Self:
        reach = reach_of(account)
        if not account.is_authenticated or account.role != Role.FOCAL_POINT or reach.organisation is None:
            return self.none()
        return self.filter(administration=reach.organisation)

    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def newest_first(self) -> Self:
        """Order by what waits for an answer, then by administration and workshop."""
        return self.order_by(
            F("answered_at").asc(nulls_first=True), "-survey__starts_on", "administration__member_name", "pk"
        )

    def in_order(self) -> Self:
        return self.order_by("event__ends_on", "event", "administration__member_name", "pk")


class Questionnaire(Record):
    """What one administration is asked about one workshop, and whether it has answered.

    ``open_to`` is its own last day where it was opened again after the survey's; ``reopened_because`` why.
    ``answers_sent`` says in words what was sent last, so that the history tells what became of it: drafts
    are nobody's to read.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questionnaires")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="questionnaires", verbose_name=_("workshop")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="questionnaires",
        verbose_name=_("administration"),
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    open_to = models.DateField(_("open until"), null=True, blank=True, editable=False)
    answers_sent = models.TextField(_("answers as they were sent"), blank=True)
    reopened_because = models.CharField(_("opened again because"), max_length=300, blank=True, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "event", "administration"],
                name="questionnaire_once",
                violation_error_message=_("The administration is asked about this workshop already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.administration}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:questionnaires-page", args=[self.pk])

    @property
    def closes_on(self) -> dt.date:
        """The last day on which it may be answered."""
        return self.open_to or self.survey.closes_on

    def is_open_at(self, now: dt.datetime) -> bool:
        """Test if it may be answered, by the administration's own clock; unknown: until the day ends last."""
        zone = ZoneInfo(self.administration.time_zone or _LAST)
        return self.survey.opens_on <= now.date() and now.astimezone(zone).date() <= self.closes_on


class SurveyAnswerQuerySet(models.QuerySet["SurveyAnswer"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of visible questionnaires; a draft is its administration's alone."""
        seen = Questionnaire.objects.visible_to(account)
        if reach_of(account).sees_all:
            seen = seen.filter(answered_at__isnull=False)
        return self.filter(questionnaire__in=seen)

    def agreed(self) -> Self:
        """Keep what may be told to others: sent, and agreed on with the administration."""
        return self.filter(is_agreed=True, questionnaire__answered_at__isnull=False)

    def in_order(self) -> Self:
        place = models.Case(*(models.When(question=each, then=at) for at, each in enumerate(Question)))
        return self.order_by("questionnaire", place)


class SurveyAnswer(Record):
    """The answer to one question; a draft until its questionnaire is answered.

    ``is_agreed``: the administration agreed that it is published as an example of good practice.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=10, choices=Question)
    verdict = models.CharField(_("answer"), max_length=7, choices=Verdict, blank=True)
    text = models.TextField(_("in their words"), blank=True, max_length=4000)
    is_agreed = models.BooleanField(_("agreed for publication"), default=False)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of a survey")
        verbose_name_plural = _("answers of surveys")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "question"], name="survey_answer_once"),
            models.CheckConstraint(
                condition=~Q(verdict="") | ~Q(text=""), name="survey_answer_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.get_verdict_display() or self.text[:60]}"
