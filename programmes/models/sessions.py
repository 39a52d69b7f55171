"""The parts of an event, who was at which of them, and what completing the event takes."""

from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import ShareOf
from programmes.models.events import Event
from programmes.models.people import Participation

_MINUTES = Decimal(60)


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, account: Any) -> Self:
        """Keep sessions of visible events: a timetable names nobody."""
        return self.filter(event__in=Event.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))

    def in_order(self) -> Self:
        return self.order_by("position", F("held_on").asc(nulls_last=True), "pk")


class Session(Record):
    """A day of an event, or a part of one, at which attendance is taken.

    Date and times are local to the event's place. ``hours`` is stated where it is not what lies between
    the times, lunch for instance.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("day"), null=True, blank=True)
    begins = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "title"],
                name="session_title_once_per_event",
                violation_error_message=_("The event has a session of this title."),
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True, ends__isnull=True)
                | Q(begins__isnull=False, ends__isnull=False, ends__gt=F("begins")),
                name="session_ends_after_it_begins",
                violation_error_message=_("Give both times, the later one last, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0, hours__lte=24),
                name="session_hours_of_one_day",
                violation_error_message=_("Hours are more than zero and no more than 24, or left empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> Decimal | None:
        """Hours it counts for: as stated, else between its times; None where neither is recorded."""
        if self.hours is not None:
            return self.hours
        if self.begins is None or self.ends is None:
            return None
        minutes = (self.ends.hour - self.begins.hour) * 60 + self.ends.minute - self.begins.minute
        return Decimal(minutes) / _MINUTES


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, account: Any) -> Self:
        """Keep the attendance of people the account may read by name."""
        return self.filter(participation__in=Participation.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(session__in=Session.objects.editable_by(account))


def _same_session(first: Any, second: Any) -> bool:
    return bool(first.session_id == second.session_id)


class Attendance(Record):
    """Whether one person of the list was at one session. No row: not recorded, which is not absence.

    Two rows of one person at one session become one: who was seen there was there.
    """

    on_merge = {
        "participation": OnMerge(Fate.FOLD, same=_same_session, further={"was_present": (False, True)})
    }

    personal_fields = frozenset({"was_present"})
    kept_when_anonymous = personal_fields

    session = models.ForeignKey(Session, on_delete=models.RESTRICT, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="attendances")
    was_present = models.BooleanField(_("present"))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["session", "participation"], name="attendance_once_per_session")
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.session}"


class CompletionRuleQuerySet(models.QuerySet["CompletionRule"]):
    def visible_to(self, account: Any) -> Self:
        """Keep the rules of visible events: what a certificate takes is no secret."""
        return self.filter(event__in=Event.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))


class CompletionRule(Record):
    """What a participant must reach to have completed the event; each part counts where it is stated.

    ``least_share`` in per cent of the event's sessions, or of their hours; ``least_score`` in the unit of
    the test's scores.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="completion_rule")
    share_of = models.CharField(_("share of"), max_length=8, choices=ShareOf, default=ShareOf.SESSIONS)
    least_share = models.PositiveSmallIntegerField(
        _("attended at least, in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    least_score = models.DecimalField(
        _("score after, at least"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = CompletionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of completion")
        verbose_name_plural = _("rules of completion")
        constraints = [
            models.CheckConstraint(
                condition=Q(least_share__isnull=False) | Q(least_score__isnull=False),
                name="completion_rule_says_something",
                violation_error_message=_("Give a share, a score, or both."),
            ),
            models.CheckConstraint(
                condition=Q(least_share__isnull=True) | Q(least_share__range=(1, 100)),
                name="completion_rule_share_in_per_cent",
                violation_error_message=_("The share is between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(least_score__isnull=True) | Q(least_score__gte=0),
                name="completion_rule_score_not_negative",
                violation_error_message=_("The score is zero or more."),
            ),
        ]

    def __str__(self) -> str:
        parts = []
        if self.least_share is not None:
            share = {"share": self.least_share}
            if self.share_of == ShareOf.HOURS:
                parts.append(str(_("%(share)s %% of the hours") % share))
            else:
                parts.append(str(_("%(share)s %% of the sessions") % share))
        if self.least_score is not None:
            parts.append(str(_("a score after of %(score)s") % {"score": self.least_score}))
        return ", ".join(parts)
