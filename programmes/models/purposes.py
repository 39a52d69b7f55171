"""What an event was for and what came of it, in words; and the instruments it promoted."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.models.events import Event


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for anyone logged in: the instruments of the WCO are no secret."""
        return self if account.is_authenticated else self.none()

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Instrument(models.Model):
    """An entry of the controlled list of conventions, instruments and tools."""

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.name


class EventPurposeQuerySet(models.QuerySet["EventPurpose"]):
    def visible_to(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))


class EventPurpose(Record):
    """What one event was for and what came of it: sentences of the paragraph a report has of it.

    They are plain text: what looks like markup is printed as it stands.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="purpose")
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    aim = models.TextField(_("objective, in a sentence or two"), max_length=1000, blank=True)
    outcome = models.TextField(_("outcome, in a sentence or two"), max_length=1000, blank=True)
    instruments = models.ManyToManyField(
        Instrument, related_name="+", blank=True, verbose_name=_("instruments promoted")
    )

    objects = EventPurposeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purpose of an event")
        verbose_name_plural = _("purposes of events")

    def __str__(self) -> str:
        return f"{self.event}: {self.aim[:60]}"
