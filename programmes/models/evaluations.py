"""What participants thought of an event, and what they knew before and after it."""

import datetime as dt
import secrets
import uuid
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of

FEWEST = 5  # answers, or people with both scores, from which on anything is told of an event: to anybody
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another
_LAST = ZoneInfo("Etc/GMT+12")  # where every day ends last

# The questions of the form, from 1 (not at all) to 5 (very much).
ASKED = {
    "overall": _("All in all, was the event good?"),
    "relevance": _("Was it about what your work needs?"),
    "teaching": _("Were the speakers and trainers clear?"),
    "organisation": _("Was it well organised?"),
    "use": _("Will you use what you learned?"),
}
MARKS = range(1, 6)


def new_code() -> str:
    """Return a code that is typed easily and guessed badly."""
    return "".join(secrets.choice(_LETTERS) for _each in range(7))


class EvaluationQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = ""

    def newest_first(self) -> Self:
        return self.order_by("-event__ends_on", "-pk")


class Evaluation(Record):
    """How one event is evaluated: by a form whose code everybody in the room is given, and by a test.

    Reactions are taken until ``closes_on``, that day included. ``highest_score`` is what the test before and
    after it gives at most; empty: no test.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="evaluations", verbose_name=_("programme")
    )
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="evaluation", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    closes_on = models.DateField(_("reactions are taken until"))
    highest_score = models.DecimalField(
        _("highest score of the test"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.CheckConstraint(
                condition=Q(highest_score__isnull=True) | Q(highest_score__gt=0),
                name="evaluation_score_positive",
                violation_error_message=_("The highest score is more than zero, or left empty."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:evaluations-page", args=[self.pk])

    def is_open_at(self, now: dt.datetime) -> bool:
        return now.astimezone(_LAST).date() <= self.closes_on


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def visible_to(self, account: Any) -> Self:
        """Keep for the secretariat those of events with enough of them, when no more are taken.

        One alone is shown to nobody, and nobody sees what the next one adds.
        """
        if not reach_of(account).sees_all:
            return self.none()
        rows = Reaction.objects.values("evaluation").annotate(answers=models.Count("key"))
        enough = rows.filter(answers__gte=FEWEST).values("evaluation")
        over = timezone.localdate() - dt.timedelta(days=1)  # as it is still yesterday somewhere
        return self.filter(evaluation__in=enough, evaluation__closes_on__lt=over)

    def in_no_order(self) -> Self:
        return self.order_by("key")


class Reaction(models.Model):
    """One form that somebody filled in at the end of an event, nobody knows who or when.

    ``key`` is drawn at random with the empty form, so that a form that is sent twice is one, and the order of
    the rows says nothing.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="reactions")
    overall = models.PositiveSmallIntegerField()
    relevance = models.PositiveSmallIntegerField(null=True, blank=True)
    teaching = models.PositiveSmallIntegerField(null=True, blank=True)
    organisation = models.PositiveSmallIntegerField(null=True, blank=True)
    use = models.PositiveSmallIntegerField(null=True, blank=True)
    liked = models.TextField(_("what helped most"), blank=True, max_length=600)
    missed = models.TextField(_("what should be better"), blank=True, max_length=600)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)}) for name in ASKED)
                ),
                violation_error_message=_("Choose a number from 1 to 5."),
                name="reaction_marks_from_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.overall}"
