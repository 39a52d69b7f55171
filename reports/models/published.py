"""Numbers somebody published: shown beside ours, never merged with them."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.choices import Accuracy, Mode
from programmes.models import Phase, Programme, Topic
from reports.choices import DifferenceStanding


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all: they are published."""
        return self

    def editable_by(self, account: Any) -> Self:
        """Keep those about programmes the account works on."""
        return self.filter(programme__in=Programme.objects.editable_by(account))

    def in_order(self) -> Self:
        return self.order_by("programme__position", "phase__number", "position", "pk")


class PublishedFigure(Record):
    """A number from a source about a programme or phase, with its date and words.

    It tells of all the time of those, or of the days from ``starts_on`` to ``ends_on``, both included.
    ``explanation`` says why ours is another number, once it is ``EXPLAINED``.
    """

    not_editable = _("“%(record)s” may be read, and changed only by who works on its programme.")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="published_figures")
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="published_figures"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, blank=True)
    starts_on = models.DateField(_("tells of the days from"), null=True, blank=True)
    ends_on = models.DateField(_("tells of the days until"), null=True, blank=True)
    name = models.CharField(_("what is counted"), max_length=200)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    accuracy = models.CharField(_("given as"), max_length=10, choices=Accuracy, default=Accuracy.EXACT)
    unit = models.CharField(_("unit"), max_length=60)
    indicator = models.CharField(_("our indicator beside it"), max_length=60, blank=True)
    published_on = models.CharField(_("published"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=500)
    note = models.TextField(_("note"), blank=True)
    standing = models.CharField(
        _("difference to ours"), max_length=9, choices=DifferenceStanding, default=DifferenceStanding.OPEN
    )
    explanation = models.TextField(_("why it differs"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "phase", "name", "source"],
                nulls_distinct=False,
                name="published_figure_once_per_source",
                violation_error_message=_("This figure of this source is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="published_figure_of_days_in_order",
                violation_error_message=_("Give the first and the last day it tells of, or neither."),
            ),
            models.CheckConstraint(
                condition=~Q(standing=DifferenceStanding.EXPLAINED) | ~Q(explanation=""),
                name="published_figure_explained_in_words",
                violation_error_message=_("Say why it differs, or leave it open."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
