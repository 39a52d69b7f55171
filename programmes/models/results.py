"""Results frameworks: what a programme is held to, indicator by indicator and period by period."""

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.choices import EventKind, Level, Mode
from programmes.choices.results import (
    ABOUT_PERSONS,
    OF_NO_EVENTS,
    CountedAs,
    Direction,
    Frequency,
    Light,
    ResultLevel,
    SplitBy,
)
from programmes.models.kept import KeptQuerySet
from programmes.models.objectives import Objective
from programmes.models.programmes import Phase, Programme
from programmes.models.topics import Topic

_OF_ALL_EVENTS = Q(topic__isnull=True, event_kind="", event_mode="", event_level="")


class FrameworkQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = ""

    def newest_first(self) -> Self:
        """Order by programme, the latest version first; each says whether it ``is_replaced``."""
        later = Framework.objects.filter(programme=OuterRef("programme"), number__gt=OuterRef("number"))
        return self.annotate(is_replaced=Exists(later)).order_by("programme__position", "-number", "pk")

    def in_force_on(self, day: dt.date) -> Self:
        """Keep of each programme the version that is in force on the day."""
        begun = Framework.objects.filter(in_force_from__lte=day)
        later = begun.filter(programme=OuterRef("programme"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), in_force_from__lte=day)


class Framework(Record):
    """One version of the results framework of a programme, in force from a day until the next one begins.

    An earlier version stays as it was. ``agreed_in`` names what it rests on; ``reason`` says of a later
    version why there is one.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="frameworks", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    in_force_from = models.DateField(_("in force from"))
    agreed_in = models.CharField(_("agreed in"), max_length=300, blank=True)
    reason = models.CharField(_("why there is a new version"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("results framework")
        verbose_name_plural = _("results frameworks")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="framework_version_once",
                violation_error_message=_("Somebody else made this version meanwhile."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="framework_says_why_it_was_amended",
                violation_error_message=_("Say why there is a new version."),
            ),
        ]

    def __str__(self) -> str:
        words = {"programme": self.programme, "number": self.number}
        name = _now("Results framework of %(programme)s, version %(number)s") % words
        return _now("%(text)s (made up)") % {"text": name} if self.is_made_up else name

    def get_absolute_url(self) -> str:
        return reverse("reports:framework", args=[self.pk])


class ResultIndicatorQuerySet(KeptQuerySet):
    programme_at = "framework__programme"
    administration_at = ""

    def newest_first(self) -> Self:
        """Order as the framework has them: the latest version first, then level and place."""
        return self.order_by("framework__programme__position", "-framework__number", "position", "pk")


class ResultIndicator(Record):
    """What is measured to see whether an objective is reached, what it means and in which unit.

    ``counted_as``: the portal counts it, of the events of the programme or of those the fields from
    ``phase`` to ``event_level`` narrow them to; empty: it is typed, period by period, with its source.
    ``is_cumulative``: a period tells what was reached since the first of its periods began. ``baseline`` is
    where it stood on ``baseline_on``.
    """

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("framework")
    )
    objective = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("objective"),
    )
    level = models.CharField(_("level"), max_length=7, choices=ResultLevel)
    name = models.CharField(_("indicator"), max_length=200)
    definition = models.TextField(_("definition"), max_length=1000)
    unit = models.CharField(_("unit"), max_length=60)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    is_cumulative = models.BooleanField(_("told since the beginning"), default=False)
    split_by = models.CharField(_("split by"), max_length=14, choices=SplitBy, blank=True)
    data_source = models.CharField(_("source of data"), max_length=300, blank=True)
    method = models.CharField(_("method"), max_length=300, blank=True)
    frequency = models.CharField(_("how often"), max_length=11, choices=Frequency, blank=True)
    responsible = models.CharField(_("office responsible"), max_length=200, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("baseline as of"), null=True, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=500, blank=True)
    counted_as = models.CharField(_("counted by the portal"), max_length=30, choices=CountedAs, blank=True)
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phase")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    event_kind = models.CharField(_("kind of events"), max_length=20, choices=EventKind, blank=True)
    event_mode = models.CharField(_("mode of events"), max_length=12, choices=Mode, blank=True)
    event_level = models.CharField(_("level of events"), max_length=12, choices=Level, blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ResultIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("result indicator")
        verbose_name_plural = _("result indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "name"],
                name="result_indicator_once_per_version",
                violation_error_message=_("This version has an indicator of this name."),
            ),
            models.CheckConstraint(
                condition=~Q(definition=""),
                name="result_indicator_has_definition",
                violation_error_message=_("Say what the indicator means."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=""),
                name="result_indicator_has_unit",
                violation_error_message=_(
                    "Say in which unit it is measured: a target without one says nothing."
                ),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | (Q(baseline_on__isnull=False) & ~Q(baseline_source="")),
                name="result_indicator_baseline_with_source",
                violation_error_message=_("A baseline needs its day and its source."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__gte=0),
                name="result_indicator_baseline_not_negative",
                violation_error_message=_("A baseline cannot be less than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(counted_as="") | _OF_ALL_EVENTS,
                name="result_indicator_typed_of_no_events",
                violation_error_message=_("Which events are counted is said only where the portal counts."),
            ),
            models.CheckConstraint(
                condition=~Q(counted_as__in=OF_NO_EVENTS) | Q(event_kind="", event_mode="", event_level=""),
                name="result_indicator_of_no_events_has_no_mode",
                violation_error_message=_(
                    "What is counted here are no events: they have no kind, mode or level."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(counted_as__in=ABOUT_PERSONS) | _OF_ALL_EVENTS,
                name="result_indicator_of_persons_is_of_the_whole",
                violation_error_message=_(
                    "A share of women and completions are told of a whole programme or phase, not of a part."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:result", args=[self.pk])

    def clean(self) -> None:
        """Check that objective and phase are of the programme."""
        if self.framework_id is None:
            return
        wrong = {
            name: _now("This is of another programme.")
            for name in ("objective", "phase")
            if (other := getattr(self, name)) and other.programme_id != self.framework.programme_id
        }
        if wrong:
            raise ValidationError(wrong)


class ResultPeriodQuerySet(KeptQuerySet):
    programme_at = "indicator__framework__programme"
    phase_at = "indicator__phase"
    administration_at = ""

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "indicator__position", "pk")


class ResultPeriod(Record):
    """What one indicator is to be in a period, both days included, and what it was.

    ``actual`` is typed only where the portal does not count, with ``actual_source``. ``light`` is what an
    officer says in place of the rule, with ``light_reason``; empty: the rule holds.
    """

    indicator = models.ForeignKey(
        ResultIndicator, on_delete=models.CASCADE, related_name="periods", verbose_name=_("indicator")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=14, decimal_places=2, null=True, blank=True)
    actual_source = models.CharField(_("source of the actual"), max_length=500, blank=True)
    light = models.CharField(_("light, in place of the rule"), max_length=5, choices=Light, blank=True)
    light_reason = models.CharField(_("why another light"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ResultPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of an indicator")
        verbose_name_plural = _("periods of indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="result_period_ends_after_start",
                violation_error_message=_("A period cannot end before it begins."),
            ),
            # Indicators as ranges of one number: the index of ranges compares nothing else.
            ExclusionConstraint(
                name="result_period_once",
                expressions=[
                    (Func(F("indicator"), F("indicator"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), "&&"),
                ],
                violation_error_message=_("The indicator has a period with some of these days."),
            ),
            models.CheckConstraint(
                condition=(Q(target__isnull=True) | Q(target__gte=0))
                & (Q(actual__isnull=True) | Q(actual__gte=0)),
                name="result_period_not_negative",
                violation_error_message=_("A target or an actual cannot be less than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(actual__isnull=True) | ~Q(actual_source=""),
                name="result_period_actual_with_source",
                violation_error_message=_("Say where the actual is known from."),
            ),
            models.CheckConstraint(
                condition=Q(light="") | ~Q(light_reason=""),
                name="result_period_light_with_reason",
                violation_error_message=_("Say why the light is another than the rule gives."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:result-periods-page", args=[self.pk])
