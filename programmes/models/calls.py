"""Calls for nominations: which event, until when, how many seats, and who is asked."""

import datetime as dt
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Administration
from office.records import Record
from programmes.models.events import Event
from programmes.models.reach import reach_of

_LAST = "Etc/GMT+12"  # where every day ends last


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; for a focal point those sent to its administration."""
        if reach_of(account).sees_all:
            return self
        return self.filter(pk__in=Invitation.objects.visible_to(account).values("call"))

    def editable_by(self, account: Any) -> Self:
        """Keep calls of events the account may change."""
        return self.filter(event__in=Event.objects.editable_by(account))

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def latest_first(self) -> Self:
        return self.order_by("-deadline_on", "-pk")


class Call(Record):
    """A call for nominations to one event.

    Drafted until it is sent; open until the deadline, that day included. ``seats`` is how many people may
    take part, ``seats_each`` how many of one administration; empty: not limited. ``remind_days`` before
    the deadline those who have named nobody are reminded; 0: nobody is.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="call")
    deadline_on = models.DateField(_("deadline"))
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    seats_each = models.PositiveSmallIntegerField(_("seats of one administration"), null=True, blank=True)
    eligibility = models.TextField(_("who may be nominated"), blank=True)
    remind_days = models.PositiveSmallIntegerField(_("reminder, days before the deadline"), default=7)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for nominations")
        verbose_name_plural = _("calls for nominations")
        constraints = [
            models.CheckConstraint(
                condition=(Q(seats__isnull=True) | Q(seats__gt=0))
                & (Q(seats_each__isnull=True) | Q(seats_each__gt=0)),
                name="call_seats_positive",
                violation_error_message=_("Seats are one at least, or left empty where there is no limit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:event-call", args=[self.event_id])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; for a focal point its administration's, once the call is sent."""
        if reach_of(account).sees_all:
            return self
        return self._own(account)

    def editable_by(self, account: Any) -> Self:
        """Keep those for which the account may name people: its administration's.

        Who may change every event may name people for every administration.
        """
        if not allows(account, Permission.NOMINATE):
            return self.none()
        if reach_of(account).edits_all:
            return self.filter(call__sent_at__isnull=False)
        return self._own(account)

    def _own(self, account: Any) -> Self:
        if not allows(account, Permission.NOMINATE) or account.role != Role.FOCAL_POINT:
            return self.none()
        return self.filter(administration=account.organisation_id, call__sent_at__isnull=False)

    def by_name(self) -> Self:
        return self.order_by("administration__member_name", "pk")


class Invitation(Record):
    """One administration that a call is addressed to.

    ``seats`` where it has others than the call gives each; ``reminded_at`` when its reminder was written.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="invitations")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="invitations")
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "administration"],
                name="invitation_once_per_call",
                violation_error_message=_("The administration is invited already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.call.event}: {self.administration}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:invitation-page", args=[self.pk])

    @property
    def seats_given(self) -> int | None:
        """Seats of the administration; None: not limited."""
        return self.call.seats_each if self.seats is None else self.seats

    def is_open_at(self, now: dt.datetime) -> bool:
        """Test if nominations may still be made: it was sent, the event is ahead, the deadline not over.

        By the administration's own clock; where its zone is not known, until the day is over everywhere.
        """
        if self.call.sent_at is None or not self.call.event.is_ahead:
            return False
        zone = ZoneInfo(self.administration.time_zone or _LAST)
        return now.astimezone(zone).date() <= self.call.deadline_on
