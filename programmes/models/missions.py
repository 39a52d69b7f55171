"""Missions of technical assistance, what they recommend, and what came of it."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Administration, Organisation
from office.records import Record
from programmes.choices import CommitmentState
from programmes.choices.missions import Answer, MissionKind
from programmes.models.commitments import OPEN
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme
from programmes.models.purposes import Instrument
from programmes.models.reach import reach_of
from programmes.models.topics import Topic


class MissionQuerySet(KeptQuerySet):
    days_at = ("ends_on",)

    def newest_first(self) -> Self:
        rows = self.prefetch_related("bodies", "topics", "instruments")
        return rows.order_by("-starts_on", "-pk")


class Mission(Record):
    """Experts at one administration for some days, both included, to look, to plan or to advise.

    ``bodies`` sent ``experts`` of them: who they are by name stands with the people of ``event``, where the
    mission was entered as one. ``report`` is where its report can be read.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="missions", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
        verbose_name=_("phase"),
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="missions",
        verbose_name=_("administration"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MissionKind)
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    bodies = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("who sent experts")
    )
    experts = models.PositiveSmallIntegerField(_("number of experts"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True, verbose_name=_("topics"))
    instruments = models.ManyToManyField(
        Instrument, related_name="+", blank=True, verbose_name=_("instruments promoted")
    )
    event = models.OneToOneField(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mission",
        verbose_name=_("entered as the event"),
    )
    report = models.URLField(_("address of its report"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    # What a form names: bodies, topics and instruments.
    chosen: dict[str, list[Any]] | None = None

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mission_ends_after_start",
                violation_error_message=_("A mission cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["programme", "administration", "starts_on", "title"],
                name="mission_once",
                violation_error_message=_("This mission is entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.administration})"

    def get_absolute_url(self) -> str:
        return reverse("programmes:missions-page", args=[self.pk])


class RecommendationQuerySet(KeptQuerySet):
    """What a mission recommends is between the office and the administration: no donor reads it."""

    programme_at = "mission__programme"
    phase_at = "mission__phase"
    administration_at = "mission__administration"

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat, a focal point's own; nothing for anybody else."""
        if getattr(account, "role", None) == Role.DONOR:
            return self.none()
        return super().visible_to(account)

    def answerable_by(self, account: Any) -> Self:
        """Keep those the account may answer: of its own administration, or of programmes it works on."""
        if getattr(account, "role", None) == Role.FOCAL_POINT:
            own = reach_of(account).organisation
            return self.visible_to(account).filter(mission__administration=own)
        return self.editable_by(account)

    def newest_first(self) -> Self:
        """Order by the day it is due: what is due first is looked for first; without one last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "mission", "number", "pk")

    def awaited(self) -> Self:
        """Keep what is not done; what was not accepted is not awaited."""
        return self.filter(state__in=OPEN).exclude(answer=Answer.NOT_ACCEPTED)

    def overdue(self, today: dt.date) -> Self:
        """Keep what should be done by now and is not."""
        return self.awaited().filter(due_on__lt=today)


class Recommendation(Record):
    """One thing a mission recommends, what the administration answered, and what came of it.

    ``answer`` is empty until it answered, on ``answered_on``. ``outcome`` is what came of it, as of
    ``state_on``. ``due_on`` is the last day it is to be done on, empty where none was agreed.
    """

    not_editable = _("“%(record)s” may be read and answered, and changed only by who works on its programme.")

    mission = models.ForeignKey(
        Mission, on_delete=models.CASCADE, related_name="recommendations", verbose_name=_("mission")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what is recommended"), max_length=1000)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_text = models.TextField(_("answer in words"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=CommitmentState, default=CommitmentState.OPEN)
    outcome = models.TextField(_("what came of it"), max_length=1000, blank=True)
    state_on = models.DateField(_("state as of"), null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "number"],
                name="recommendation_number_once",
                violation_error_message=_("The mission has a recommendation of this number."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="recommendation_answered_on_a_day",
                violation_error_message=_("An answer has its day, and a day its answer."),
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[Answer.PARTLY, Answer.NOT_ACCEPTED]) | ~Q(answer_text=""),
                name="recommendation_refused_in_words",
                violation_error_message=_("Say what is not accepted, and why."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | (~Q(outcome="") & Q(state_on__isnull=False)),
                name="recommendation_closed_with_its_outcome",
                violation_error_message=_("Say what came of it, and since when, before it is closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {Truncator(self.text).words(10)}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:recommendations-page", args=[self.pk])

    def is_overdue(self, today: dt.date) -> bool:
        awaited = self.state in OPEN and self.answer != Answer.NOT_ACCEPTED
        return awaited and self.due_on is not None and self.due_on < today
