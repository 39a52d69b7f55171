"""Stages of a cohort: Working Groups and the work between them, and who came to each."""

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.records import Fate, OnMerge
from office.records import Record
from programmes.models import Event
from trainers.choices import StageKind, StageMark
from trainers.models.cohorts import Cohort


class CohortStageQuerySet(models.QuerySet["CohortStage"]):
    def visible_to(self, account: Any) -> Self:
        """Keep the stages of visible cohorts: its plan is no secret."""
        return self.filter(cohort__in=Cohort.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(cohort__in=Cohort.objects.editable_by(account))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CohortStage(Record):
    """One stage of a cohort, in its order.

    ``planned_from`` and ``planned_to`` are the first day of the first and the last day of the last planned
    month. A stage may point to the event it was held as; who attended is then read from that event's list
    of people and those of its parts, and typed in where they name nobody.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField(_("place in the order"))
    kind = models.CharField(_("kind"), max_length=14, choices=StageKind, default=StageKind.WORKING_GROUP)
    title = models.CharField(_("title"), max_length=200)
    planned_from = models.DateField(_("planned from"), null=True, blank=True)
    planned_to = models.DateField(_("planned until"), null=True, blank=True)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohort_stages",
        verbose_name=_("held as the event"),
    )

    objects = CohortStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of a cohort")
        verbose_name_plural = _("stages of a cohort")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "position"],
                name="cohort_stage_order_once",
                violation_error_message=_("Another stage of the cohort has this place in the order."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "event"],
                name="cohort_stage_event_once",
                violation_error_message=_("Another stage of the cohort was held as this event."),
            ),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=True)
                | Q(planned_to__isnull=True)
                | Q(planned_to__gte=F("planned_from")),
                name="cohort_stage_planned_to_after_from",
                violation_error_message=_("A stage cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="cohort_stage_order_from_one",
                violation_error_message=_("The order begins with 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def first_day(self) -> dt.date | None:
        """The first day: the event's, else as planned; None where neither is known."""
        return (self.event.starts_on if self.event else None) or self.planned_from

    @property
    def last_day(self) -> dt.date | None:
        """The last day: the event's, else as planned; None where neither is known."""
        return (self.event.ends_on if self.event else None) or self.planned_to


class StageAttendanceQuerySet(models.QuerySet["StageAttendance"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what is recorded of participants the account may read by name."""
        rows: Any = apps.get_model("trainers", "CohortParticipant")._default_manager
        return self.filter(participant__in=rows.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(stage__in=CohortStage.objects.editable_by(account))


def _same_stage(first: Any, second: Any) -> bool:
    return bool(first.stage_id == second.stage_id)


class StageAttendance(Record):
    """What was typed in of one participant at one stage.

    Of two rows of one person at one stage the better stands: who was seen there was there.
    """

    on_merge = {
        "participant": OnMerge(
            Fate.FOLD,
            same=_same_stage,
            further={"mark": (StageMark.MISSED, StageMark.EXCUSED, StageMark.ATTENDED)},
        )
    }
    personal_fields = frozenset({"mark"})
    kept_when_anonymous = personal_fields

    stage = models.ForeignKey(CohortStage, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(
        "trainers.CohortParticipant", on_delete=models.CASCADE, related_name="attendances"
    )
    mark = models.CharField(_("attendance"), max_length=8, choices=StageMark)

    objects = StageAttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance at a stage")
        verbose_name_plural = _("attendances at stages")
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "participant"],
                name="stage_attendance_once",
                violation_error_message=_("This is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.stage}"

    def clean(self) -> None:
        """Refuse a stage of another cohort."""
        super().clean()
        if self.stage.cohort_id != self.participant.cohort_id:
            raise ValidationError({"stage": _("The stage is of another cohort.")})
