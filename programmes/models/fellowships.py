"""Fellowships: officers of members who work in the office of a programme for some weeks."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Organisation, Person
from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import FellowshipState
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme

USUAL_WEEKS = 15  # as the programme describes itself; a longer one has a reason
MOST_WEEKS = 26
_LONGEST = dt.timedelta(weeks=MOST_WEEKS)


def _same_days(first: Any, second: Any) -> bool:
    return bool(first.programme_id == second.programme_id and first.starts_on == second.starts_on)


def _number(rows: Any) -> Coalesce:
    """Return how many of the rows a fellowship has: a subquery, so that none multiplies another."""
    of_one = rows.filter(fellowship=OuterRef("pk")).order_by().values("fellowship")
    return Coalesce(Subquery(of_one.annotate(n=Count("pk")).values("n")), Value(0))


class FellowshipQuerySet(KeptQuerySet):
    names_people = True
    days_at = ("ends_on",)

    def with_progress(self) -> Self:
        """Annotate ``milestones_set``, of them ``milestones_reached``, and the ``weeks_told`` in the log."""
        milestones = FellowshipMilestone.objects.all()
        return self.annotate(
            milestones_set=_number(milestones),
            milestones_reached=_number(milestones.filter(reached_on__isnull=False)),
            weeks_told=_number(FellowshipWeek.objects.all()),
        )

    def newest_first(self) -> Self:
        return self.with_progress().order_by("-starts_on", "-pk")


class Fellowship(Record):
    """An officer of a member at work in a host office. Both days are included.

    ``administration`` and ``position`` are those of the fellow at that time. Planned, the days are those
    agreed; ended early, ``ends_on`` is the last day there, and ``note`` says why. Unit: begun weeks.
    """

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_days)}
    personal_fields = frozenset({"position", "mentor", "outcome", "note"})

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="fellowships", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fellowships",
        verbose_name=_("phase"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="fellowships", verbose_name=_("fellow")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="fellowships",
        verbose_name=_("sent by the administration"),
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("host office")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    mentor = models.CharField(_("mentor"), max_length=200, blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(
        _("state"), max_length=12, choices=FellowshipState, default=FellowshipState.PLANNED
    )
    outcome = models.TextField(_("outcome"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = FellowshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("fellowship")
        verbose_name_plural = _("fellowships")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="fellowship_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lt=F("starts_on") + _LONGEST),
                name="fellowship_of_half_a_year_at_most",
                violation_error_message=_("A fellowship is of 26 weeks at most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.starts_on:%Y}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:fellowships-page", args=[self.pk])

    @property
    def weeks(self) -> int:
        """How many weeks it has, a begun one as a whole."""
        return weeks_of(self.starts_on, self.ends_on)


class OfFellowshipQuerySet(KeptQuerySet):
    """What belongs to a fellowship is read by whoever reads that."""

    programme_at = "fellowship__programme"
    phase_at = "fellowship__phase"
    administration_at = "fellowship__administration"
    names_people = True
    days_at = ("fellowship__ends_on",)


class FellowshipWeekQuerySet(OfFellowshipQuerySet):
    def newest_first(self) -> Self:
        """Order as a log is read, week after week."""
        return self.order_by("-fellowship__starts_on", "fellowship", "number", "pk")


def _same_week(first: Any, second: Any) -> bool:
    return bool(first.number == second.number)


class FellowshipWeek(Record):
    """What a fellow did in one week of the fellowship: the first is number 1."""

    on_merge = {"fellowship": OnMerge(Fate.FOLD, same=_same_week)}
    personal_fields = frozenset({"done"})

    fellowship = models.ForeignKey(
        Fellowship, on_delete=models.PROTECT, related_name="weeks_logged", verbose_name=_("fellowship")
    )
    number = models.PositiveSmallIntegerField(_("week"))
    done = models.TextField(_("what was done"), blank=True)

    objects = FellowshipWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week of a fellowship")
        verbose_name_plural = _("weeks of fellowships")
        constraints = [
            models.UniqueConstraint(
                fields=["fellowship", "number"],
                name="fellowship_week_once",
                violation_error_message=_("This week is in the log already."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_WEEKS)),
                name="fellowship_week_is_possible",
                violation_error_message=_("Weeks are counted from 1, and there are 26 at most."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Week %(number)s of %(fellowship)s")) % {
            "number": self.number,
            "fellowship": self.fellowship,
        }

    def get_absolute_url(self) -> str:
        return reverse("programmes:fellowship-weeks-page", args=[self.pk])

    @property
    def starts_on(self) -> dt.date:
        return self.fellowship.starts_on + dt.timedelta(weeks=self.number - 1)


class FellowshipMilestoneQuerySet(OfFellowshipQuerySet):
    def newest_first(self) -> Self:
        """Order by the day each is due."""
        return self.order_by("-fellowship__starts_on", "fellowship", "due_on", "pk")


def _same_milestone(first: Any, second: Any) -> bool:
    return bool(first.name == second.name)


class FellowshipMilestone(Record):
    """Something a fellow is to have reached by a day; ``reached_on`` is empty until it is."""

    on_merge = {"fellowship": OnMerge(Fate.FOLD, same=_same_milestone)}

    fellowship = models.ForeignKey(
        Fellowship, on_delete=models.PROTECT, related_name="milestones", verbose_name=_("fellowship")
    )
    name = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    objects = FellowshipMilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone of a fellowship")
        verbose_name_plural = _("milestones of fellowships")
        constraints = [
            models.UniqueConstraint(
                fields=["fellowship", "name"],
                name="fellowship_milestone_once",
                violation_error_message=_("This milestone is entered already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:fellowship-milestones-page", args=[self.pk])


def weeks_of(first: dt.date, last: dt.date) -> int:
    """Return how many weeks there are from one day to another, both included; a begun one is a week."""
    return ((last - first).days + 7) // 7
