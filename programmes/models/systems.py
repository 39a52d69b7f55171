"""Systems that administrations are helped to take into use, by stage."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.records import Record
from programmes.choices import Stage
from programmes.models.kept import KeptQuerySet
from programmes.models.lists import System
from programmes.models.programmes import Phase, Programme
from programmes.models.topics import Topic

# The column of the day of each stage, in the order in which they come.
DAYS = {
    Stage.ASSESSED: "assessed_on",
    Stage.AGREED: "agreed_on",
    Stage.INSTALLED: "installed_on",
    Stage.TRAINED: "trained_on",
    Stage.LIVE: "live_on",
}
OUT_OF_ORDER = _("A stage cannot be dated before the one before it.")


class DeploymentQuerySet(KeptQuerySet):
    days_at = tuple(DAYS.values())
    is_in_stages = True

    def newest_first(self) -> Self:
        return self.order_by(
            "programme__position", "phase__number", "system__position", "administration__member_name", "pk"
        )

    def at_stage(self, stage: Stage) -> Self:
        """Keep those whose last dated stage is this one."""
        columns = list(DAYS.values())
        reached = list(DAYS).index(stage) if stage in DAYS else -1
        kept = self.filter(**{f"{column}__isnull": True for column in columns[reached + 1 :]})
        return kept.filter(**{f"{columns[reached]}__isnull": False}) if reached >= 0 else kept


class Deployment(Record):
    """A system at an administration: on which day each stage was reached, where that is recorded."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="deployments", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="deployments", verbose_name=_("phase")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("component")
    )
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="+", verbose_name=_("system"))
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="deployments",
        verbose_name=_("administration"),
    )
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    trained_on = models.DateField(_("users trained on"), null=True, blank=True)
    live_on = models.DateField(_("live since"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("system at an administration")
        verbose_name_plural = _("systems at administrations")
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "system", "administration"],
                name="deployment_once_per_phase",
                violation_error_message=_("This system is entered already for this administration."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{first}__isnull": True})
                    | Q(**{f"{second}__isnull": True})
                    | Q(**{f"{second}__gte": F(first)}),
                    name=f"deployment_{first}_before_{second}",
                    violation_error_message=OUT_OF_ORDER,
                )
                for first, second in combinations(DAYS.values(), 2)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system}, {self.administration}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:systems-page", args=[self.pk])

    def clean(self) -> None:
        """Tell beside each day that it is before that of an earlier stage."""
        wrong = dict.fromkeys(self._out_of_order(), OUT_OF_ORDER)
        if wrong:
            raise ValidationError(wrong)

    def _out_of_order(self) -> Iterator[str]:
        latest = dt.date.min
        for column in DAYS.values():
            day = getattr(self, column)
            if isinstance(day, dt.date):
                if day < latest:
                    yield column
                latest = max(latest, day)

    @property
    def stage(self) -> Stage:
        """The last stage of which a day is recorded."""
        reached = [stage for stage, column in DAYS.items() if getattr(self, column) is not None]
        return reached[-1] if reached else Stage.NOT_STATED
