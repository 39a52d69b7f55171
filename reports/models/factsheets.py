"""What stands in words on the fact sheet of a programme; its numbers are counted, or published."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.models import Programme
from reports.models.published import PublishedFigure

# Letters that have room on the one page, together with the largest of all the others.
ROOM = {"lead": 240, "situation": 900, "solution": 900, "result": 1200, "quotation": 240, "caption": 240}
MOST_LINES = 12  # of a text, where somebody begins a new one


class FactSheetQuerySet(models.QuerySet["FactSheet"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of programmes the account may read."""
        return self.filter(programme__in=Programme.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        """Keep those of programmes the account works on."""
        return self.filter(programme__in=Programme.objects.editable_by(account))


class FactSheet(Record):
    """The texts of the one-page fact sheet of a programme: situation, solution, result, and a quotation.

    The large figure is either ``published`` or counted by ``indicator`` (a code of the registry); ``caption``
    says what it counts. ``size`` is the size of the project in words, ``volume_year`` the year whose volume
    of activity is asked for. Who is quoted agreed to it, or was quoted in print before.
    """

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="fact_sheet")
    lead = models.CharField(_("what it does, in one sentence"), max_length=ROOM["lead"])
    situation = models.TextField(_("situation"), max_length=ROOM["situation"])
    solution = models.TextField(_("solution"), max_length=ROOM["solution"])
    result = models.TextField(_("result"), max_length=ROOM["result"])
    published = models.ForeignKey(
        PublishedFigure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("large figure, as published"),
    )
    indicator = models.CharField(_("large figure, counted here"), max_length=60, blank=True)
    caption = models.CharField(_("what the large figure counts"), max_length=ROOM["caption"], blank=True)
    quotation = models.CharField(_("quotation"), max_length=ROOM["quotation"], blank=True)
    quoted_name = models.CharField(_("who is quoted"), max_length=80, blank=True)
    quoted_title = models.CharField(_("their office"), max_length=120, blank=True)
    size = models.CharField(_("size of the project"), max_length=120, blank=True)
    volume_year = models.PositiveSmallIntegerField(_("year of the volume of activity"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = FactSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact sheet")
        verbose_name_plural = _("fact sheets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published__isnull=True) | models.Q(indicator=""),
                name="fact_sheet_has_one_large_figure",
                violation_error_message=_("There is room for one large figure: published, or counted here."),
            ),
            models.CheckConstraint(
                condition=models.Q(quotation="") | ~models.Q(quoted_name=""),
                name="fact_sheet_quotation_has_a_name",
                violation_error_message=_("A quotation needs the name of who said it."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Fact sheet of %(programme)s") % {"programme": self.programme})

    def get_absolute_url(self) -> str:
        return reverse("reports:fact-sheet", args=[self.programme.code])
