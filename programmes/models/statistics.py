"""Numbers about an administration, year by year, as each source has them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.records import Record
from programmes.choices import Accuracy, StatisticMeasure
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme


class NationalStatisticQuerySet(KeptQuerySet):
    phase_at = ""

    def with_conflict(self) -> Self:
        """Annotate ``is_disputed``: another source gives another number of the same thing and year."""
        same = {name: OuterRef(name) for name in ("programme", "administration", "year", "measure")}
        others = NationalStatistic.objects.filter(**same).exclude(value=OuterRef("value"))
        return self.annotate(is_disputed=Exists(others))

    def disputed(self) -> Self:
        """Keep those of which sources disagree."""
        return self.with_conflict().filter(is_disputed=True)

    def newest_first(self) -> Self:
        """Order by year, latest first; each says whether it ``is_disputed``."""
        return self.with_conflict().order_by("-year", "administration__member_name", "measure", "pk")


class NationalStatistic(Record):
    """What one source says an administration had, or did, in one year: a number of ``measure``.

    Two sources are two rows; none takes the place of the other.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="national_statistics", verbose_name=_("programme")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="national_statistics",
        verbose_name=_("administration"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    measure = models.CharField(_("what is counted"), max_length=16, choices=StatisticMeasure)
    value = models.PositiveBigIntegerField(_("number"))
    accuracy = models.CharField(_("given as"), max_length=10, choices=Accuracy, default=Accuracy.EXACT)
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = NationalStatisticQuerySet.as_manager()

    class Meta:
        verbose_name = _("national statistic")
        verbose_name_plural = _("national statistics")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "administration", "year", "measure", "source"],
                name="national_statistic_once_per_source",
                violation_error_message=_("What this source says of that year is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="national_statistic_year_is_possible",
                violation_error_message=_("There is no such year here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration}, {self.year}: {self.get_measure_display()}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:statistics-page", args=[self.pk])

    def others(self) -> "NationalStatisticQuerySet":
        """Return what other sources say of the same thing and year."""
        same = {"administration": self.administration, "year": self.year, "measure": self.measure}
        found = NationalStatistic.objects.filter(programme=self.programme_id, **same)
        return found.exclude(pk=self.pk).order_by("pk")
