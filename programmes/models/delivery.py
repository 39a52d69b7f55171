"""How an event reached people who did not come: online, from one room or from several places."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.choices import DeliveredAs
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet


class DeliveryQuerySet(KeptQuerySet):
    """Whoever may read or change an event may read or change how it was delivered."""

    event_at = "event"

    def visible_to(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))

    def countable_for(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.countable_for(account))

    def newest_first(self) -> Self:
        return self.order_by(F("event__ends_on").desc(nulls_last=True), "-pk")


class Delivery(Record):
    """How an event was delivered online. ``places`` is in how many places trainees sat: 1 is one room."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="delivery")
    delivered_as = models.CharField(_("delivered as"), max_length=24, choices=DeliveredAs)
    places = models.PositiveSmallIntegerField(_("places trainees sat in"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("online delivery")
        verbose_name_plural = _("online deliveries")
        constraints = [
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gt=0),
                name="delivery_in_some_place",
                violation_error_message=_("Trainees sat in one place or more, or leave it empty."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_delivered_as_display()}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:deliveries-page", args=[self.pk])
