"""Schemes by which somebody is accredited to teach or to advise."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission
from members.models import Organisation
from office.records import Record
from programmes.models import Programme
from programmes.models.reach import reach_of
from trainers.choices import PATH, Step


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for anyone logged in: that a scheme exists is no secret."""
        return self if account.is_authenticated else self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep those whose accreditations the account may enter: of its programmes, and of none."""
        if not allows(account, Permission.KEEP_ACCREDITATIONS):
            return self.none()
        reach = reach_of(account)
        if reach.edits_all:
            return self
        return self.filter(Q(programme__in=reach.assigned) | Q(programme__isnull=True))

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Scheme(Record):
    """By which rules somebody is accredited: whose they are, which steps there are, for how long it holds.

    ``steps`` are those of the way to an accreditation, in their order. ``validity_months`` is empty where
    nothing says for how long; ``programme`` is the one whose officers enter its accreditations, empty
    where those of any programme do.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=20)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="schemes", verbose_name=_("owner")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="schemes"
    )
    steps = ArrayField(models.CharField(max_length=14, choices=Step), verbose_name=_("steps"))
    needs_topic = models.BooleanField(_("is for a topic"), default=True)
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(
                condition=Q(validity_months__isnull=True) | Q(validity_months__gt=0),
                name="scheme_valid_for_some_time",
                violation_error_message=_("An accreditation is valid for a month or more, or without end."),
            ),
            models.CheckConstraint(
                condition=Q(steps__contains=[Step.ACCREDITED.value]),
                name="scheme_leads_to_an_accreditation",
                violation_error_message=_("The steps of a scheme lead to an accreditation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> tuple[Step, ...]:
        """Its steps, in the order they are taken."""
        return tuple(step for step in PATH if step in self.steps)
