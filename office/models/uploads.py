"""Lists that were sent in: what came, what was said of it, and what became of it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.choices import UploadState

KEPT = dt.timedelta(days=90)  # the file itself, for questions about what was saved of it


class UploadQuerySet(models.QuerySet["Upload"]):
    def about(self, subject: models.Model) -> Self:
        """Keep what was sent in for one record; who may change the record may read and undo it."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(content_type=kind, object_id=subject.pk)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def outdated(self, now: dt.datetime) -> Self:
        """Keep those whose content is to be erased."""
        return self.filter(sent_at__lt=now - KEPT, content__isnull=False)

    def without_content(self) -> Self:
        """Leave the file and what was shown of it in the database: lists of uploads need neither."""
        return self.defer("content", "preview")


class Upload(models.Model):
    """A list somebody sent in for a record: a file or pasted rows, read before anything is saved.

    ``answers`` are what the sender said to the questions of the list; ``preview`` is what a job found in
    a large one. What an upload made and changed stands in the audit trail: its entries name it.
    ``content`` and ``preview`` hold names, and are erased when ``office.forget_uploads`` says so.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("object"))
    subject = GenericForeignKey("content_type", "object_id")
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    is_pasted = models.BooleanField(_("pasted"), default=False)
    is_large = models.BooleanField(_("read by a job"), default=False)
    content = models.BinaryField(_("content"), null=True)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    answers = models.JSONField(_("answers"), default=dict)
    preview = models.JSONField(_("preview"), null=True)
    counts = models.JSONField(_("what became of the rows"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=UploadState, default=UploadState.OPEN)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"), null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    jobs = GenericRelation("office.Job")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="uploads_by_object")]

    def __str__(self) -> str:
        return f"{self.name or _('pasted rows')}, {self.sent_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it waits to be saved."""
        return self.state == UploadState.OPEN

    @property
    def is_saved(self) -> bool:
        return self.state == UploadState.SAVED

    @property
    def sent_on(self) -> dt.date:
        return timezone.localdate(self.sent_at)

    @property
    def named(self) -> str:
        """What to call it as the source of what it says."""
        return self.name or str(_("pasted rows"))

    def data(self) -> Any:
        """Return what was sent: the text that was pasted, or the bytes of the file; None once erased."""
        if self.content is None:
            return None
        sent = bytes(self.content)
        return sent.decode() if self.is_pasted else sent
