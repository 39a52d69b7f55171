"""Checking what was reported: a random sample of cascade trainings that rest on somebody's word."""

from typing import Any, Self

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission
from office.records import Record
from programmes.models import Programme
from trainers.choices import CheckOutcome
from trainers.models.cascade import CascadeTraining


class CascadeSampleQuerySet(models.QuerySet["CascadeSample"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat: who was asked is nobody else's business."""
        return self if allows(account, Permission.VIEW_REGISTER) else self.none()

    def editable_by(self, account: Any) -> Self:
        return self.filter(programme__in=Programme.objects.editable_by(account))

    def newest_first(self) -> Self:
        return self.order_by("-drawn_on", "-pk")


class CascadeSample(Record):
    """A draw by chance among the trainings of a programme with evidence B or C.

    ``population`` is how many there were to draw from on that day.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cascade_samples", verbose_name=_("programme")
    )
    drawn_on = models.DateField(_("drawn on"))
    population = models.PositiveIntegerField(_("drawn from"))

    objects = CascadeSampleQuerySet.as_manager()
    not_editable = _("“%(record)s” may be read, and answered only by those who work on its programme.")

    class Meta:
        verbose_name = _("sample of cascade trainings")
        verbose_name_plural = _("samples of cascade trainings")

    def __str__(self) -> str:
        day = date_format(self.drawn_on, "j F Y")
        return _now("Sample of %(day)s") % {"day": day}


class CascadeCheckQuerySet(models.QuerySet["CascadeCheck"]):
    def visible_to(self, account: Any) -> Self:
        return self.filter(sample__in=CascadeSample.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(sample__in=CascadeSample.objects.editable_by(account))


class CascadeCheck(Record):
    """One training of a sample, and what asking about it told."""

    sample = models.ForeignKey(CascadeSample, on_delete=models.CASCADE, related_name="checks")
    training = models.ForeignKey(CascadeTraining, on_delete=models.CASCADE, related_name="checks")
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=CheckOutcome, default=CheckOutcome.WAITING
    )
    note = models.CharField(_("how it was checked"), max_length=300, blank=True)

    objects = CascadeCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a cascade training")
        verbose_name_plural = _("checks of cascade trainings")
        constraints = [
            models.UniqueConstraint(fields=["sample", "training"], name="cascade_checked_once_per_sample"),
            models.CheckConstraint(
                condition=models.Q(outcome=CheckOutcome.WAITING) | ~models.Q(note=""),
                name="cascade_check_says_how",
                violation_error_message=_("Say how it was checked: whom you asked, or what you saw."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training} ({self.get_outcome_display()})"
