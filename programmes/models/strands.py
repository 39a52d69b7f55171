"""The strands of work a programme has, and the organisations that work together in it."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme
from programmes.models.reach import reach_of


class StrandQuerySet(models.QuerySet["Strand"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of programmes the account may see."""
        reach = reach_of(account)
        return self if reach.sees_all else self.filter(programme__in=reach.joined | reach.funded)

    def in_order(self) -> Self:
        return self.order_by("programme__position", "position", "pk")


class Strand(models.Model):
    """One of the kinds of work a programme was set up for; its events belong to one or more of them.

    ``named_by`` are words of which one in the title says that an imported event belongs to it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="strands")
    slug = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    named_by = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = StrandQuerySet.as_manager()

    class Meta:
        verbose_name = _("strand of work")
        verbose_name_plural = _("strands of work")
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="strand_once")]

    def __str__(self) -> str:
        return self.name


class PartnerQuerySet(KeptQuerySet):
    administration_at = ""

    def in_order(self) -> Self:
        return self.order_by("programme__position", "position", "organisation__name", "pk")

    def newest_first(self) -> Self:
        """Put them in the order of their programme: which was entered last says nothing."""
        return self.in_order()


class Partner(Record):
    """An organisation that works in a programme, or one phase of it, whether it signed an agreement or not.

    ``part`` is what it does there, in words; ``since_on`` and ``until_on`` are the first and the last day,
    empty where they are not known.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="partners", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partners",
        verbose_name=_("phase"),
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partner_of", verbose_name=_("organisation")
    )
    part = models.CharField(_("what it does"), max_length=300)
    since_on = models.DateField(_("since"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of a programme")
        verbose_name_plural = _("partners of a programme")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "phase", "organisation"],
                nulls_distinct=False,
                name="partner_once",
                violation_error_message=_("This organisation is a partner there already."),
            ),
            models.CheckConstraint(
                condition=Q(since_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("since_on")),
                name="partner_until_after_since",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.phase or self.programme}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:partners-page", args=[self.pk])
