"""Equipment given to administrations: consigned, tested on acceptance, handed over, and where it is now."""

from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.records import Record
from programmes.choices import DeviceState
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.lists import ItemType
from programmes.models.programmes import Phase, Programme
from programmes.models.topics import Topic


class ConsignmentQuerySet(KeptQuerySet):
    days_at = ("consigned_on",)

    def newest_first(self) -> Self:
        """Order by programme and phase, with the numbers of ``with_progress``."""
        return self.with_progress().order_by(
            "programme__position", "phase__number", "administration__member_name", "item__position", "pk"
        )

    def with_progress(self) -> Self:
        """Annotate ``accepted`` and ``handed``: devices that passed a test, and that were handed over.

        Subqueries, not joins: two tests would count each handover twice.
        """
        return self.annotate(
            accepted=_summed(AcceptanceTest.objects.all(), "passed"),
            handed=_summed(Handover.objects.all(), "quantity"),
        )


class Consignment(Record):
    """Items of one kind meant for one administration, in one phase of a programme.

    Unit: devices (or what the kind of item is counted in). ``amount`` is what all of them cost together.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="consignments", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="consignments", verbose_name=_("phase")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("component")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="consignments",
        verbose_name=_("administration"),
    )
    item = models.ForeignKey(ItemType, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    quantity = models.PositiveIntegerField(_("quantity"))
    maker = models.CharField(_("maker and model"), max_length=160, blank=True)
    specification = models.TextField(_("agreed specification"), blank=True)
    consigned_on = models.DateField(_("consigned on"), null=True, blank=True)
    amount = models.DecimalField(_("cost of all"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ConsignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consignment")
        verbose_name_plural = _("consignments")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="consignment_of_something",
                violation_error_message=_("A consignment is of one device or more."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(currency=""),
                name="consignment_amount_has_currency",
                violation_error_message=_("An amount needs its currency."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="consignment_amount_not_negative",
                violation_error_message=_("An amount is not below zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.item}, {self.administration}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:equipment-page", args=[self.pk])


class OfConsignmentQuerySet(KeptQuerySet):
    """What happens to the devices of a consignment belongs to its programme, phase and administration."""

    programme_at = "consignment__programme"
    phase_at = "consignment__phase"
    administration_at = "consignment__administration"


class AcceptanceTestQuerySet(OfConsignmentQuerySet):
    days_at = ("tested_on",)

    def newest_first(self) -> Self:
        return self.order_by(F("tested_on").asc(nulls_first=True), "pk")


class AcceptanceTest(Record):
    """Devices of a consignment tested against the agreed specification. Unit: devices.

    ``tested_on`` is empty where the day is not recorded. What failed may be tested again.
    """

    consignment = models.ForeignKey(
        Consignment, on_delete=models.PROTECT, related_name="tests", verbose_name=_("consignment")
    )
    tested_on = models.DateField(_("tested on"), null=True, blank=True)
    passed = models.PositiveIntegerField(_("passed"))
    failed = models.PositiveIntegerField(_("failed"), default=0)
    findings = models.TextField(_("findings"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = AcceptanceTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance test")
        verbose_name_plural = _("acceptance tests")
        constraints = [
            models.CheckConstraint(
                condition=Q(passed__gt=0) | Q(failed__gt=0),
                name="acceptance_test_of_something",
                violation_error_message=_("Say how many devices passed or failed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.passed}/{self.passed + self.failed}: {self.consignment}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:acceptance-tests-page", args=[self.pk])


class HandoverQuerySet(OfConsignmentQuerySet):
    days_at = ("handed_over_on",)

    def newest_first(self) -> Self:
        return self.order_by("-handed_over_on", "-pk")


class Handover(Record):
    """Accepted devices of a consignment given to the administration on a day. Unit: devices.

    ``ceremony`` is the event it was done at. ``training`` the event where operators were taught on the
    devices: its named participants from the administration are their operators, as are those entered by name.
    """

    consignment = models.ForeignKey(
        Consignment, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("consignment")
    )
    handed_over_on = models.DateField(_("handed over on"))
    quantity = models.PositiveIntegerField(_("quantity"))
    ceremony = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ceremony")
    )
    training = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hands-on training"),
    )
    received_by = models.CharField(_("received by (office)"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="handover_of_something",
                violation_error_message=_("A handover is of one device or more."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.consignment.item}, {self.consignment.administration}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:handovers-page", args=[self.pk])


class OfHandoverQuerySet(KeptQuerySet):
    """What is known of devices handed over belongs where their consignment does."""

    programme_at = "handover__consignment__programme"
    phase_at = "handover__consignment__phase"
    administration_at = "handover__consignment__administration"


class DeviceQuerySet(OfHandoverQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("handover__consignment__administration__member_name", "serial", "pk")


class Device(Record):
    """One device after its handover: where it was on ``seen_on``, and in which state."""

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="devices", verbose_name=_("handover")
    )
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    place = models.CharField(_("where it is"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=DeviceState, default=DeviceState.NOT_KNOWN)
    seen_on = models.DateField(_("as of"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "serial"],
                condition=~Q(serial=""),
                name="device_serial_once",
                violation_error_message=_("This serial number is entered already."),
            )
        ]

    def __str__(self) -> str:
        return self.serial or f"{self.handover.consignment.item} {self.pk or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("programmes:devices-page", args=[self.pk])


def _summed(rows: Any, column: str) -> Coalesce:
    of_one = rows.filter(consignment=OuterRef("pk")).order_by().values("consignment")
    return Coalesce(Subquery(of_one.annotate(n=Sum(column)).values("n")), Value(0))
