"""A mail is a row, written together with the deed it tells of; a task sends it."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.choices import MailState


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: dt.datetime) -> Self:
        """Keep mails that wait and may be tried now: nobody is sending them."""
        return self.filter(Q(try_at__isnull=True) | Q(try_at__lte=now), state=MailState.QUEUED)

    def oldest_first(self) -> Self:
        return self.order_by("pk")

    def latest_first(self) -> Self:
        return self.order_by("-pk")


SECRET_MARK = "[…]"  # noqa: S105 - stands in the text where the mail alone has the secret


class OutboxMail(models.Model):
    """One mail to one address: where it stands, how often it was tried, and why it did not leave.

    ``key`` names the occasion: a second mail of the same key is never written. ``try_at`` is when it may
    be tried next; while it is being sent, when another worker may take it over. ``number`` is its
    Message-ID, the same at every attempt. ``secret`` is what the mark in the text stands for: only whom the
    mail is for may read it, and it is erased once the mail is sent.
    """

    key = models.CharField(_("occasion"), max_length=200, unique=True)
    number = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    secret = models.TextField(_("secret"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("object"))
    about = GenericForeignKey("content_type", "object_id")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    try_at = models.DateTimeField(_("to be tried at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="QUEUED"), name="mails_waiting"),
            models.Index(fields=["content_type", "object_id", "-id"], name="mails_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def whole(self) -> str:
        """The text as it is sent."""
        return self.body.replace(SECRET_MARK, self.secret) if self.secret else self.body

    def told(self) -> dict[str, Any]:
        """Return what the mail's header says beside subject and address."""
        return {"Message-ID": f"<{self.number}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
