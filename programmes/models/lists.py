"""Controlled lists of what is delivered beside events: items of equipment, systems, parts of a programme."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programmes import Phase, Programme
from programmes.models.reach import reach_of
from programmes.models.topics import Topic


class ItemType(models.Model):
    """A kind of equipment that is given to administrations, and in what it is counted."""

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("counted in"), max_length=40)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("kind of equipment")
        verbose_name_plural = _("kinds of equipment")

    def __str__(self) -> str:
        return self.name


class System(models.Model):
    """A computer system that administrations are helped to take into use."""

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("system")
        verbose_name_plural = _("systems")

    def __str__(self) -> str:
        return self.name


class ComponentQuerySet(models.QuerySet["Component"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of programmes the account may see."""
        reach = reach_of(account)
        return self if reach.sees_all else self.filter(programme__in=reach.joined | reach.funded)

    def of_phase(self, phase: Phase) -> Self:
        """Keep the components of a phase, and those of the whole programme."""
        return self.filter(programme=phase.programme_id).filter(
            models.Q(phases=phase) | models.Q(phases__isnull=True)
        )

    def in_order(self) -> Self:
        return self.order_by("programme__position", "position", "pk")


class Component(models.Model):
    """A part of a programme, named after the topic whose events and deliverables belong to it.

    ``phases`` are those it was a part of; none means all of them.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="components")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    phases = models.ManyToManyField(Phase, related_name="components", blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        constraints = [models.UniqueConstraint(fields=["programme", "topic"], name="component_once")]

    def __str__(self) -> str:
        return str(self.topic)
