"""Who did what to which record, who read personal data, and what was removed."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.choices import Door, Verb


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, model: type[models.Model], ids: Any) -> Self:
        """Keep the lines about single records of a kind."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)

    def of_many(self, model: type[models.Model], ids: Sequence[int]) -> Self:
        """Keep the thin lines of statements that any of the records was part of."""
        those = reduce(or_, (Q(changes__contains={"ids": [pk]}) for pk in ids), Q(pk__in=[]))
        return self.filter(
            those, content_type=ContentType.objects.get_for_model(model), object_id__isnull=True
        )

    def removed_from(self, model: type[models.Model], name: str, pk: int) -> Self:
        """Keep the lines that say that a record which led to ``pk`` by the key ``name`` was removed."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, verb=Verb.REMOVED, changes__contains={name: [pk, None]})

    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class ReadEntryQuerySet(models.QuerySet["ReadEntry"]):
    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class AuditEntry(models.Model):
    """One change: who, when, through which door, to what, and which values. Only ever added to.

    ``changes`` maps a field to [old, new]. Of a personal field it says "personal": the values stand in
    AuditPersonalValue, so that anonymising a person can erase them and the trail still stands.
    ``upload`` is the list that brought the change.
    """

    at = models.DateTimeField(_("moment"), auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    door = models.CharField(_("door"), max_length=10, choices=Door)
    verb = models.CharField(_("verb"), max_length=12, choices=Verb)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("object"), null=True)
    label = models.CharField(_("label"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    upload = models.ForeignKey(
        "office.Upload", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the audit trail")
        verbose_name_plural = _("lines of the audit trail")
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="audit_by_object"),
            models.Index(fields=["-at", "-id"], name="audit_latest_first"),
            # Which statement a record was part of, and what a record that is no more had led to.
            GinIndex(
                fields=["changes"],
                opclasses=["jsonb_path_ops"],
                name="audit_of_many_and_removed",
                condition=Q(object_id__isnull=True) | Q(verb=Verb.REMOVED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.label}"


class AuditPersonalValue(models.Model):
    """The old and new value of one personal field in one change."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="personal_values")
    field = models.CharField(_("field"), max_length=60)
    old = models.TextField(_("old value"), blank=True)
    new = models.TextField(_("new value"), blank=True)

    def __str__(self) -> str:
        return f"{self.field} of change {self.entry_id}"


class ReadEntry(models.Model):
    """Who read or downloaded personal data: the page or file, and how many people were on it.

    With nobody on it: a file of a report that was taken.
    """

    at = models.DateTimeField(_("moment"), auto_now_add=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(_("door"), max_length=10, choices=Door)
    what = models.CharField(_("what was read"), max_length=300)
    people = models.PositiveIntegerField(_("people on it"))

    objects = ReadEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the read log")
        verbose_name_plural = _("lines of the read log")
        indexes = [
            models.Index(fields=["reader", "-id"], name="reads_by_reader"),
            models.Index(fields=["-at", "-id"], name="reads_latest_first"),
            models.Index(fields=["what"], opclasses=["varchar_pattern_ops"], name="reads_by_what"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.what}"


class Tombstone(models.Model):
    """What stood here and was removed, so that a link or a later import can say so."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("object"))
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="tombstone_once_per_object")
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}, removed {self.removed_at:%Y-%m-%d}"
