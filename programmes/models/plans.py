"""Plans of a programme: what was to be done in which quarter, and what became of it."""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.choices import PlanItemState, PlanKind
from programmes.models.events import Event
from programmes.models.objectives import Objective
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of

QUARTERS = (1, 2, 3, 4)


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, account: Any) -> Self:
        """Keep plans of programmes the account may open."""
        return self.filter(programme__in=Programme.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        """Keep plans of programmes the account works on."""
        reach = reach_of(account)
        return self if reach.edits_all else self.filter(programme__in=reach.assigned)

    def annual(self) -> Self:
        return self.filter(kind=PlanKind.ANNUAL)

    def holding(self, first: dt.date, last: dt.date) -> Self:
        """Keep plans whose days contain both."""
        return self.filter(starts_on__lte=first, ends_on__gte=last)

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "kind", "-pk")


class Plan(Record):
    """A plan of a programme, its first and last day included. A year has one Annual Work Plan."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="plans", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=PlanKind, default=PlanKind.ANNUAL)
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_start",
                violation_error_message=_("A plan cannot end before it begins."),
            ),
            # Programmes as ranges of one number: the index of ranges compares nothing else.
            ExclusionConstraint(
                name="plan_once_per_year",
                expressions=[
                    (Func(F("programme"), F("programme"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), "&&"),
                ],
                condition=Q(kind=PlanKind.ANNUAL),
                violation_error_message=_("The programme has an Annual Work Plan for these days."),
            ),
            models.UniqueConstraint(
                fields=["programme", "starts_on"],
                condition=Q(kind=PlanKind.STRATEGIC),
                name="plan_once_per_first_day",
                violation_error_message=_("The programme has a Strategic Action Plan from this day on."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:plan-page", args=[self.pk])

    def clean(self) -> None:
        """Check that an annual plan is for one year of its programme."""
        if self.kind != PlanKind.ANNUAL or self.starts_on is None or self.programme_id is None:
            return
        first = self.starts_on
        if (first.day, first.month) != (1, self.programme.year_starts_in):
            raise ValidationError({"starts_on": _now("A year of the programme begins on another day.")})
        if self.ends_on is not None and self.ends_on != first.replace(year=first.year + 1) - dt.timedelta(1):
            raise ValidationError({"ends_on": _now("An Annual Work Plan is for twelve months.")})

    def days_of(self, quarter: int) -> tuple[dt.date, dt.date]:
        """Return the first and last day of a quarter, 1 to 4, of the first year of the plan."""
        months = [self.starts_on.year * 12 + self.starts_on.month - 1 + 3 * (quarter - 1 + n) for n in (0, 1)]
        first, following = (dt.date(month // 12, month % 12 + 1, 1) for month in months)
        return first, following - dt.timedelta(days=1)

    def quarter_of(self, event: Event) -> int | None:
        """Return the quarter of the first year an event ended in; None where it is in no single one."""
        span = event.counts_on
        for quarter in QUARTERS if span else ():
            first, last = self.days_of(quarter)
            if span and first <= span[0] and span[1] <= last:
                return quarter
        return None


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def visible_to(self, account: Any) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(plan__in=Plan.objects.editable_by(account))

    def in_order(self) -> Self:
        """Order by quarter, those without one last, then by pillar."""
        return self.order_by(
            F("quarter").asc(nulls_last=True), F("pillar__position").asc(nulls_last=True), "title", "pk"
        )


class PlanItem(Record):
    """One planned activity, and what became of it.

    ``quarter`` is that of the plan's year, 1 to 4; empty: any time. ``owner`` sees to it, ``sponsor`` is
    to pay; ``events`` delivered it. Done without an event, ``outcome`` says what was done.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", verbose_name=_("plan"))
    title = models.CharField(_("activity"), max_length=300)
    pillar = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("pillar"),
    )
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    sponsor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sponsor"),
    )
    state = models.CharField(_("state"), max_length=8, choices=PlanItemState, default=PlanItemState.PLANNED)
    reason = models.CharField(_("why it was moved or dropped"), max_length=300, blank=True)
    outcome = models.CharField(_("what was done"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    objectives = models.ManyToManyField(
        Objective, related_name="+", blank=True, verbose_name=_("priorities and objectives")
    )
    events = models.ManyToManyField(
        Event, related_name="plan_items", blank=True, verbose_name=_("events that delivered it")
    )

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title", "quarter"],
                nulls_distinct=False,
                name="plan_item_once_per_quarter",
                violation_error_message=_("The plan has this activity in this quarter."),
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4)),
                name="plan_item_quarter_of_a_year",
                violation_error_message=_("A year has the quarters 1 to 4."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanItemState.MOVED, PlanItemState.DROPPED]) | ~Q(reason=""),
                name="plan_item_moved_with_reason",
                violation_error_message=_("Say why it was moved or dropped."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check that the pillar is one, and of the programme of the plan."""
        if self.pillar is None or self.plan_id is None:
            return
        if self.pillar.programme_id != self.plan.programme_id:
            raise ValidationError({"pillar": _now("This pillar is of another programme.")})
