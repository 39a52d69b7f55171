"""Who did what to which record, who read personal data, and what was removed."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.choices import Door, Verb


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

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="audit_by_object")]

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
    """Who read or downloaded personal data: the page or file, and how many people were on it."""

    at = models.DateTimeField(_("moment"), auto_now_add=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(_("door"), max_length=10, choices=Door)
    what = models.CharField(_("what was read"), max_length=300)
    people = models.PositiveIntegerField(_("people on it"))

    class Meta:
        indexes = [models.Index(fields=["reader", "-id"], name="reads_by_reader")]

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
