"""Cohorts of master trainers: the same people of a group of administrations, over years."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import is_current
from members.choices import Role
from members.models import Administration
from office.records import Record
from programmes.models import Phase, Programme, Topic, reach_of
from trainers.choices import MOST_TOPICS, CohortState
from trainers.models.schemes import Scheme


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; for a focal point those of programmes joined, and whose group its
        administration is of; for a donor those of the phases it funds, and of no phase of programmes it
        funds; for a trainer their own."""
        reach = reach_of(account)
        if reach.sees_all:
            return self
        if not is_current(account):
            return self.none()
        reasons: Any = Q(programme__in=reach.joined) | Q(phase__in=reach.funded_phases)
        reasons |= Q(phase__isnull=True, programme__in=reach.funded)
        if account.role == Role.FOCAL_POINT:
            its_own = CohortAdministration.objects.filter(administration=reach.organisation)
            reasons |= Exists(its_own.filter(cohort=OuterRef("pk")))
        if account.role == Role.MASTER_TRAINER and reach.person is not None:
            rows: Any = apps.get_model("trainers", "CohortParticipant")._default_manager
            reasons |= Exists(rows.filter(cohort=OuterRef("pk"), person=reach.person))
        return self.filter(reasons)

    def editable_by(self, account: Any) -> Self:
        """Keep cohorts of the programmes the account works on."""
        reach = reach_of(account)
        return self if reach.edits_all else self.filter(programme__in=reach.assigned)

    def countable_for(self, account: Any) -> Self:
        """Keep cohorts whose people the account may count: those it sees, numbers and no names."""
        return self.visible_to(account)

    def with_participants(self) -> Self:
        """Annotate ``people``: participants who have not left, None where there are none yet; and
        ``has_made_up``: whether some are made up for a demonstration."""
        rows: Any = apps.get_model("trainers", "CohortParticipant")._default_manager
        here = rows.filter(cohort=OuterRef("pk"), left_on__isnull=True).order_by()
        counted = here.values("cohort").annotate(n=Count("pk")).values("n")
        return self.annotate(
            people=Subquery(counted, output_field=models.IntegerField()),
            has_made_up=Exists(rows.filter(cohort=OuterRef("pk"), person__is_made_up=True)),
        )

    def latest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(), "-pk")


class Cohort(Record):
    """A cohort: one topic, or two together, taught to the same people in Working Groups over 2–3 years.

    ``phase`` is whose money it is; empty where it is of the whole programme. ``ends_on`` is the last day,
    included; empty where it is not known yet. Who is certified is entered into the ledger by the ``scheme``,
    where there is one.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        verbose_name=_("phase"),
    )
    title = models.CharField(_("title"), max_length=200)
    topics = models.ManyToManyField(Topic, related_name="cohorts", verbose_name=_("topics"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    scheme = models.ForeignKey(
        Scheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        verbose_name=_("certifies as"),
    )
    state = models.CharField(_("state"), max_length=8, choices=CohortState, default=CohortState.PLANNED)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="cohort_title_once_per_programme",
                violation_error_message=_("The programme has a cohort with this title."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("A cohort cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trainers:cohort-page", args=[self.pk])

    def clean(self) -> None:
        """Refuse a phase of another programme."""
        super().clean()
        if self.phase is not None and self.phase.programme_id != self.programme_id:
            raise ValidationError({"phase": _("This phase is of another programme.")})


def refuse_other_than_one_or_two(topics: Sequence[Topic]) -> None:
    """Refuse a cohort about nothing, or about more than two topics.

    :raises ValidationError: of the field ``topics``.
    """
    if not 1 <= len(topics) <= MOST_TOPICS:
        raise ValidationError({"topics": _("A cohort has one topic, or two together.")})


class CohortAdministration(Record):
    """An administration of a cohort's group; ``since_on`` where it joined after the others."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="administrations")
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="cohorts",
        verbose_name=_("administration"),
    )
    since_on = models.DateField(_("in the group since"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("administration of a cohort")
        verbose_name_plural = _("administrations of a cohort")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "administration"],
                name="cohort_administration_once",
                violation_error_message=_("The administration is in the group already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.administration}: {self.cohort}"

    def clean(self) -> None:
        """Refuse a day before the cohort starts."""
        super().clean()
        if self.since_on and self.since_on < self.cohort.starts_on:
            raise ValidationError({"since_on": _("The cohort had not started on that day.")})

    def is_in_on(self, day: dt.date) -> bool:
        """Test if the administration was in the group on the day."""
        return self.since_on is None or self.since_on <= day
