"""Programmes, their phases, who pays, who has joined, who works on them, what is closed."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Organisation
from office.records import Record
from programmes.choices import Accuracy, AssignmentKind, Precision
from programmes.models.joining import MembershipClaimQuerySet, MembershipQuerySet
from programmes.models.reach import reach_of


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat, those joined, funded or served in for the others."""
        reach = reach_of(account)
        if reach.sees_all:
            return self
        return self.filter(pk__in=reach.joined | reach.funded)

    def editable_by(self, account: Any) -> Self:
        """Keep those the account works on."""
        reach = reach_of(account)
        return self if reach.edits_all else self.filter(pk__in=reach.assigned)

    def in_order(self) -> Self:
        return self.order_by("position", "code")


class Programme(Record):
    """A capacity-building programme with its own years, phases and partners.

    ``year_starts_in`` is the month its reporting year begins with (ROCB A/P: 7, July).
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    summary = models.TextField(_("summary"), blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    year_starts_in = models.PositiveSmallIntegerField(_("year starts in month"), default=1)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(year_starts_in__range=(1, 12)),
                name="programme_year_starts_in_a_month",
                violation_error_message=_("The month must be 1 to 12."),
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("reports:programme-page", args=[self.code])


class PhaseQuerySet(models.QuerySet["Phase"]):
    def visible_to(self, account: Any) -> Self:
        """Keep phases of visible programmes; a donor only those it funds."""
        reach = reach_of(account)
        if reach.sees_all:
            return self
        return self.filter(Q(programme__in=reach.joined) | Q(pk__in=reach.funded_phases))

    def holding(self, first: dt.date, last: dt.date) -> Self:
        """Keep phases whose dates contain both days; an open end holds."""
        return self.filter(Q(starts_on__lte=first), Q(ends_on__isnull=True) | Q(ends_on__gte=last))

    def in_order(self) -> Self:
        return self.order_by("programme__position", "programme", "number", "pk")


class Phase(Record):
    """A stretch of a programme with its own dates and money. Phases of one programme may overlap."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="phase_number_once_per_programme",
                violation_error_message=_("The programme has a phase with this number."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_start",
                violation_error_message=_("A phase cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.name}"


class Funding(Record):
    """Money of one donor for one phase. ``amount`` is empty where none was published."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="funding")
    donor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="funding")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    accuracy = models.CharField(_("given as"), max_length=10, choices=Accuracy, default=Accuracy.EXACT)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        constraints = [
            models.UniqueConstraint(fields=["phase", "donor"], name="funding_once_per_donor"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(currency=""),
                name="funding_amount_has_currency",
                violation_error_message=_("An amount needs its currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donor}: {self.phase}"


class Membership(Record):
    """An administration's membership of a programme, or of one phase or strand of it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    strand = models.CharField(_("strand"), max_length=120, blank=True)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="memberships")
    left_on = models.DateField(_("left"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "phase", "strand", "administration"],
                nulls_distinct=False,
                name="membership_once",
                violation_error_message=_("This administration is entered as a member already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.administration} in {self.programme}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:membership-page", args=[self.pk])

    @property
    def shown_claim(self) -> "MembershipClaim | None":
        """What is shown of when it joined, or else the earliest. Wants claims."""
        claims = sorted(self.claims.all(), key=lambda claim: (not claim.is_shown, claim.joined_on, claim.pk))
        return claims[0] if claims else None


class MembershipClaim(Record):
    """When one source says an administration joined. Sources disagree: each keeps its own line.

    ``is_shown`` marks the claim used where only one date has room.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="claims")
    joined_on = models.DateField(_("joined"))
    precision = models.CharField(_("known to the"), max_length=5, choices=Precision)
    source = models.CharField(_("source"), max_length=500)
    is_shown = models.BooleanField(_("shown"), default=False)

    objects = MembershipClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of joining")
        verbose_name_plural = _("claims of joining")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "source"],
                name="claim_once_per_source",
                violation_error_message=_("What this source says is entered already."),
            ),
            models.UniqueConstraint(
                fields=["membership"], condition=Q(is_shown=True), name="claim_shown_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.joined_on:%Y}, {self.source}"


class Assignment(Record):
    """Which account works on which programme, as what, until when (that day included)."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField(_("as"), max_length=12, choices=AssignmentKind, default=AssignmentKind.OFFICER)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["account", "programme"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.account} on {self.programme}"


class ClosedPeriodQuerySet(models.QuerySet["ClosedPeriod"]):
    def in_force(self) -> Self:
        return self.filter(reopened_at__isnull=True)

    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Keep closed periods that share a day with the span."""
        return self.in_force().filter(starts_on__lte=last, ends_on__gte=first)


class ClosedPeriod(Record):
    """A span of days, both included, whose figures were reported: its events no longer change."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="closed_periods")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)
    reopen_reason = models.TextField(_("reason of reopening"), blank=True)

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="closed_period_ends_after_start",
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.starts_on} to {self.ends_on}"
