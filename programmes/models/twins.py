"""Two entries that look like one event, and the verdict that they are not."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.models.events import Event


class NotTwinQuerySet(models.QuerySet["NotTwin"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what was said of events the account may read."""
        seen = Event.objects.visible_to(account).values("pk")
        return self.filter(event__in=seen, other__in=seen)


class NotTwin(Record):
    """A verdict that two entries that look alike are two events; the earlier entry stands first."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))
    other = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("other event")
    )
    reason = models.CharField(_("reason"), max_length=300)

    objects = NotTwinQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict that two are not the same event")
        verbose_name_plural = _("verdicts that two are not the same event")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__lt=F("other")),
                name="not_twin_earlier_first",
                violation_error_message=_("The earlier of two entries stands first."),
            ),
            models.UniqueConstraint(
                fields=["event", "other"],
                name="not_twin_said_once",
                violation_error_message=_("This was said before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} is not {self.other_id}"
