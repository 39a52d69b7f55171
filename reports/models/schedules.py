"""A report that is due again and again: for which periods, and with whose rights it is drafted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission
from members.models import Account, Organisation
from office.records import Record
from programmes.models import Funding, Phase, Programme
from programmes.models.reach import reach_of
from reports.choices import ACTIVITY_REPORT, Rhythm, YearOf
from reports.periods import Period

LONGEST_DELAY = 366  # days between the end of a period and what is due of it
MOST_PERIODS = 600  # of one schedule that are ever looked at: fifty years of months


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat: when a draft is due is nobody else's matter."""
        return self if reach_of(account).sees_all else self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep those of programmes the account works on; over all programmes, for a donor of one of them."""
        if not allows(account, Permission.BUILD_REPORTS):
            return self.none()
        mine = Programme.objects.editable_by(account).values("pk")
        paid = Funding.objects.filter(donor=OuterRef("donor"), phase__programme__in=mine)
        return self.filter(Q(programme__in=mine) | Q(programme__isnull=True) & Exists(paid))

    def in_force(self, today: dt.date) -> Self:
        """Keep those whose last period has not passed long ago: some draft may still be due."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today - dt.timedelta(days=LONGEST_DELAY)))

    def in_order(self) -> Self:
        return self.order_by(F("programme__position").asc(nulls_last=True), "kind", "pk")


class Schedule(Record):
    """One report that is drafted by itself after every period, and released by people as all others are.

    ``programme`` is empty for a document over all programmes of ``donor``. Periods follow ``rhythm`` in the
    years of ``year_of``: calendar years, those of the programme, or the donor's, which begin in
    ``year_starts_in``. The first is the one that holds ``first_on``, none ends after ``ends_on``. A draft is
    made ``draft_after`` days after the end of its period and is to be released ``due_after`` days after it.
    """

    kind = models.CharField(_("kind of document"), max_length=40, default=ACTIVITY_REPORT)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="schedules"
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="schedules"
    )
    donor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="schedules"
    )
    language = models.CharField(_("language"), max_length=10, default="en", choices=settings.LANGUAGES)
    owner = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="schedules",
        verbose_name=_("drafted with the rights of"),
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.YEAR)
    year_of = models.CharField(_("years of"), max_length=10, choices=YearOf, default=YearOf.CALENDAR)
    year_starts_in = models.PositiveSmallIntegerField(
        _("the donor’s year begins in month"), null=True, blank=True
    )
    first_on = models.DateField(_("from the period that holds"))
    ends_on = models.DateField(_("no period after"), null=True, blank=True)
    draft_after = models.PositiveSmallIntegerField(_("days from its end to the draft"), default=14)
    due_after = models.PositiveSmallIntegerField(_("days from its end to the release"), default=45)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule of a report")
        verbose_name_plural = _("schedules of reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_after__gte=F("draft_after"), due_after__lte=LONGEST_DELAY),
                name="schedule_draft_before_it_is_due",
                violation_error_message=_("The draft comes first, and both within a year after the period."),
            ),
            models.CheckConstraint(
                condition=Q(year_of=YearOf.DONOR, year_starts_in__range=(1, 12), donor__isnull=False)
                | ~Q(year_of=YearOf.DONOR) & Q(year_starts_in__isnull=True),
                name="schedule_year_of_a_donor_has_a_month",
                violation_error_message=_(
                    "Years of the donor need the donor, and the month they begin in; others have none."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(year_of=YearOf.PROGRAMME) | Q(programme__isnull=False),
                name="schedule_year_of_a_programme_has_one",
                violation_error_message=_("Choose the programme whose years are meant."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("first_on")),
                name="schedule_ends_after_it_began",
                violation_error_message=_("It cannot end before its first period."),
            ),
        ]

    def __str__(self) -> str:
        of = self.phase or self.programme or self.donor
        return f"{of}, {self.get_rhythm_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reports:schedule-list")

    @property
    def first_month(self) -> int:
        """The month its years begin in, 1 to 12."""
        if self.year_of == YearOf.PROGRAMME and self.programme is not None:
            return self.programme.year_starts_in
        return self.year_starts_in or 1

    def periods(self, until: dt.date) -> Iterator[Period]:
        """Yield its periods that ended on the day or before, oldest first."""
        months = Rhythm(self.rhythm).months
        period = Period.of_months(self.first_on, months, first_month=self.first_month)
        last = until if self.ends_on is None else min(until, self.ends_on)
        for _number in range(MOST_PERIODS):
            if period.end > last:
                return
            yield period
            period = Period.of_months(period.end + dt.timedelta(days=1), months, first_month=self.first_month)

    def to_draft(self, today: dt.date) -> list[Period]:
        """Return the periods of which there has to be a draft."""
        return list(self.periods(today - dt.timedelta(days=self.draft_after)))

    def due_on(self, period: Period) -> dt.date:
        return period.end + dt.timedelta(days=self.due_after)
