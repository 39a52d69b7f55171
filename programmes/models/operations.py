"""Operations that administrations carry out together, from the planning meeting to what was seized."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Organisation
from office.records import Record
from programmes.choices import MeasuredIn
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme
from programmes.models.topics import Topic


class OperationQuerySet(KeptQuerySet):
    """Whoever joined the programme may read of its operations: several administrations share each."""

    days_at = ("ends_on",)
    administration_at = ""

    def newest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")


class Operation(Record):
    """One operation. Days are the first and last (included) of its operational phase.

    Planning, briefing and debriefing are an event of the portal, a day, or both. ``messages`` were exchanged
    over the secure channel; ``units_trained`` teams had been trained before it began. Empty: not recorded.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="operations", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="operations", verbose_name=_("phase")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("component")
    )
    name = models.CharField(_("name"), max_length=160)
    partners = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name=_("coordinated with")
    )
    administrations = models.ManyToManyField(
        Administration, related_name="operations", verbose_name=_("administrations")
    )
    planning = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planning meeting"),
    )
    planned_on = models.DateField(_("planning meeting on"), null=True, blank=True)
    briefing = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("briefing")
    )
    briefed_on = models.DateField(_("briefing on"), null=True, blank=True)
    starts_on = models.DateField(_("operation from"), null=True, blank=True)
    ends_on = models.DateField(_("operation until"), null=True, blank=True)
    debriefing = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("debriefing")
    )
    debriefed_on = models.DateField(_("debriefing on"), null=True, blank=True)
    units_trained = models.PositiveIntegerField(_("units trained before"), null=True, blank=True)
    messages = models.PositiveIntegerField(_("messages exchanged"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    # Whom a form names: the administrations that take part, and the partners.
    chosen: tuple[list[Administration], list[Organisation]] = ([], [])

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="operation_name_once",
                violation_error_message=_("The programme has an operation of this name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="operation_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(planned_on__lte=F("starts_on")),
                name="operation_planned_before_start",
                violation_error_message=_("An operation is planned before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(briefed_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(briefed_on__lte=F("starts_on")),
                name="operation_briefed_before_start",
                violation_error_message=_("Those taking part are briefed before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(debriefed_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(debriefed_on__gte=F("starts_on")),
                name="operation_debriefed_after_start",
                violation_error_message=_("A debriefing comes after the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:operations-page", args=[self.pk])


class SeizureQuerySet(KeptQuerySet):
    """An administration reads its own seizures, and those that are of the operation as a whole."""

    days_at = ("operation__ends_on",)
    programme_at = "operation__programme"
    phase_at = "operation__phase"

    def newest_first(self) -> Self:
        return self.order_by("operation", "commodity", "measured_in", "pk")


class Seizure(Record):
    """What was seized of one commodity in an operation, by one administration or by all together.

    ``seizures`` is how often; ``quantity`` how much, in ``measured_in``. Empty: not recorded.
    """

    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="seizures", verbose_name=_("operation")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("administration"),
    )
    commodity = models.CharField(_("commodity"), max_length=120)
    seizures = models.PositiveIntegerField(_("number of seizures"), null=True, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    measured_in = models.CharField(_("measured in"), max_length=10, choices=MeasuredIn, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = SeizureQuerySet.as_manager()

    class Meta:
        verbose_name = _("seizure")
        verbose_name_plural = _("seizures")
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "administration", "commodity", "measured_in"],
                nulls_distinct=False,
                name="seizure_once_per_commodity",
                violation_error_message=_("This commodity is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(seizures__isnull=False) | Q(quantity__isnull=False),
                name="seizure_says_something",
                violation_error_message=_("Give a number of seizures, a quantity, or both."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True, measured_in="") | (Q(quantity__gt=0) & ~Q(measured_in="")),
                name="seizure_quantity_has_unit",
                violation_error_message=_("A quantity is more than zero, and has its unit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commodity}: {self.operation}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:seizures-page", args=[self.pk])

    @property
    def shown_quantity(self) -> Decimal | None:
        """The quantity without the zeros that only fill its places."""
        return None if self.quantity is None else Decimal(f"{self.quantity.normalize():f}")
