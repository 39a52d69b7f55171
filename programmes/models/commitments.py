"""What was promised, by whom, by when, and what came of it."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.choices import CommitmentState, FollowUp
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme

OPEN = (CommitmentState.OPEN, CommitmentState.UNDER_WAY)


class CommitmentQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = "owner__administration"

    def newest_first(self) -> Self:
        """Order by the day it is due: what is due first is looked for first; without one last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def still_open(self) -> Self:
        return self.filter(state__in=OPEN)


class Commitment(Record):
    """What somebody undertook to do, at a meeting or in a programme.

    ``owner`` is the organisation that promised; where a whole group did, ``owner_words`` say who. ``due_on``
    is the last day it may be done on, empty where none was agreed. ``outcome`` is what came of it.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("programme")
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made at"),
    )
    text = models.TextField(_("what was promised"), max_length=1000)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("owner"),
    )
    owner_words = models.CharField(_("or who, in words"), max_length=200, blank=True)
    follow_up = models.CharField(_("followed up"), max_length=12, choices=FollowUp)
    made_on = models.DateField(_("made on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=CommitmentState, default=CommitmentState.OPEN)
    outcome = models.TextField(_("what came of it"), blank=True)
    source = models.CharField(_("source"), max_length=500)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("made_on")),
                name="commitment_due_after_it_was_made",
                violation_error_message=_("A commitment cannot be due before it was made."),
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_words=""),
                name="commitment_has_an_owner",
                violation_error_message=_("Say who made the commitment."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | ~Q(outcome=""),
                name="commitment_closed_with_its_outcome",
                violation_error_message=_("Say what came of it before it is closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {Truncator(self.text).words(10)}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:commitments-page", args=[self.pk])

    @property
    def who(self) -> str:
        return str(self.owner or self.owner_words)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_overdue(self, today: dt.date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


class CommitmentReviewQuerySet(KeptQuerySet):
    programme_at = "commitment__programme"
    phase_at = ""
    administration_at = "commitment__owner__administration"

    def newest_first(self) -> Self:
        return self.order_by("-reviewed_on", "-pk")


class CommitmentReview(Record):
    """What a later meeting found had come of a commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reviews")
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment_reviews",
        verbose_name=_("reviewed at"),
    )
    reviewed_on = models.DateField(_("reviewed on"))
    state = models.CharField(_("state"), max_length=9, choices=CommitmentState)
    outcome = models.TextField(_("what came of it"))

    objects = CommitmentReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a commitment")
        verbose_name_plural = _("reviews of commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "reviewed_on"],
                name="commitment_reviewed_once_a_day",
                violation_error_message=_("It was reviewed on this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewed_on}: {self.commitment}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:commitment-reviews-page", args=[self.pk])
