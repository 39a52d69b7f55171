"""Events: what was planned and held, where, how, by whom and about what."""

import datetime as dt
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Country, Organisation
from members.names.searching import asked_as, words_of
from office.records import Record
from office.searching import Matches, Words
from programmes.choices import (
    TOOK_PART,
    Accuracy,
    EventKind,
    EventRole,
    EventState,
    Level,
    Mode,
    OrganisationRole,
    Precision,
)
from programmes.models.programmes import Phase, Programme
from programmes.models.reach import Reach, reach_of
from programmes.models.strands import Strand
from programmes.models.topics import Topic


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, account: Any) -> Self:
        """Keep events whose record the account may read.

        The secretariat: all. A focal point: those of programmes its administration joined, those it
        attended, and those it is invited to. A donor: those of phases it funds, and those it sponsored.
        A trainer: their own.
        """
        reach = reach_of(account)
        if reach.sees_all:
            return self
        reasons = list(_reasons_to_see(account, reach))
        return self.filter(reduce(or_, reasons)) if reasons else self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep events the account may change: of programmes it works on. Fewer than it sees."""
        reach = reach_of(account)
        if reach.edits_all:
            return self
        return self.filter(_linked("programmes", "programme", reach.assigned))

    def countable_for(self, account: Any) -> Self:
        """Keep events that may enter a figure the account asks for. Only Scope calls this.

        Who may count the region counts everything, however little of it they may read; a donor what it
        pays for; a trainer what they took part in.
        """
        if reach_of(account).counts_region:
            return self
        return self.visible_to(account)

    def countable_for_donor(self, donor: Organisation) -> Self:
        """Keep events of phases the donor funds, and those it sponsored."""
        phases = Phase.objects.filter(funding__donor=donor).values("pk")
        return self.filter(
            _linked("phases", "phase", phases)
            | Exists(_rows("EventOrganisation", organisation=donor.pk, role=OrganisationRole.SPONSOR))
        )

    def ahead(self, today: dt.date) -> Self:
        """Keep planned and confirmed events that have not ended, or have no date yet."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            state__in=[EventState.PLANNED, EventState.CONFIRMED],
        )

    def called(self, text: str) -> Self:
        """Keep events every word of the text is, or begins, a word of their title or place."""
        return self.filter(Matches(F("search_words"), asked_as(text)))

    def newest_first(self) -> Self:
        return self.order_by(F("ends_on").desc(nulls_last=True), "-pk")

    def with_participants(self) -> Self:
        """Annotate ``participants``: named and unnamed participants, in people; None when not recorded.

        Subqueries, not joins: a filter on attendance would count each row again.
        """
        unnamed = _rows("Headcount", role=EventRole.PARTICIPANT).order_by()
        named = _rows("Participation", role=EventRole.PARTICIPANT, state__in=TOOK_PART).order_by()
        return self.annotate(
            unnamed=Subquery(unnamed.values("event").annotate(n=Sum("people")).values("n")),
            named=Subquery(
                named.values("event").annotate(n=models.Count("pk")).values("n"),
                output_field=models.IntegerField(),
            ),
        )


def _reasons_to_see(account: Any, reach: Reach) -> Iterator[Exists]:
    """Yield what makes an event visible, and nothing that cannot: the database would look at every event."""
    if reach.joined:
        yield _linked("programmes", "programme", reach.joined)
    if reach.funded_phases:
        yield _linked("phases", "phase", reach.funded_phases)
    if reach.organisation is not None:
        its_own = {"organisation": reach.organisation}
        yield Exists(_rows("Headcount", **its_own))
        yield Exists(_rows("Participation", **its_own))
        yield Exists(_rows("EventOrganisation", **its_own, role=OrganisationRole.SPONSOR))
        if account.role == Role.FOCAL_POINT:
            yield Exists(_invitations(account))
    if reach.person is not None:
        yield Exists(_rows("Participation", person=reach.person))


def _rows(model: str, **conditions: Any) -> Any:
    """Return rows of the event in the outer query."""
    rows = apps.get_model("programmes", model)._default_manager
    return rows.filter(event=OuterRef("pk"), **conditions)


def _invitations(account: Any) -> Any:
    """Return what was sent to the account of a call for the event in the outer query."""
    invitations = apps.get_model("programmes", "Invitation")._default_manager
    return invitations.visible_to(account).filter(call__event=OuterRef("pk"))


def _linked(relation: str, column: str, ids: Any) -> Exists:
    """Return the condition that the event of the outer query is linked to one of ``ids``.

    EXISTS and not IN: of one event the database then looks at its own links, of many at all of them.
    """
    through = getattr(Event, relation).through.objects
    return Exists(through.filter(**{f"{column}__in": ids}, event=OuterRef("pk")))


class Event(Record):
    """One activity that was planned and, once ``held``, is counted.

    Dates are local days at the event's place; ``starts_on`` is the first and ``ends_on`` the last day of
    what is known (month only: first and last day of the month). ``stated_administrations`` is a number
    of administrations given without names. A parent holds together the events that are its parts.
    """

    derived_fields = frozenset({"search_words"})

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind)
    level = models.CharField(_("level"), max_length=14, choices=Level, default=Level.NOT_STATED)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.NOT_STATED)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.PLANNED)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    starts_precision = models.CharField(
        _("first day known to the"), max_length=5, choices=Precision, default=Precision.DAY
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ends_precision = models.CharField(
        _("last day known to the"), max_length=5, choices=Precision, default=Precision.DAY
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    host_country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("host country"),
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=60, blank=True)
    contact_hours = models.DecimalField(
        _("contact hours"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    stated_administrations = models.PositiveIntegerField(
        _("number of administrations stated"), null=True, blank=True
    )
    stated_accuracy = models.CharField(
        _("number stated as"), max_length=10, choices=Accuracy, default=Accuracy.EXACT
    )
    programmes = models.ManyToManyField(
        Programme, related_name="events", blank=True, verbose_name=_("programmes")
    )
    phases = models.ManyToManyField(Phase, related_name="events", blank=True, verbose_name=_("phases"))
    topics = models.ManyToManyField(Topic, related_name="events", blank=True, verbose_name=_("topics"))
    strands = models.ManyToManyField(Strand, related_name="events", blank=True, verbose_name=_("strands"))
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    search_words = ArrayField(models.TextField(), editable=False, default=list, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["state", "ends_on"], name="events_by_state_and_end"),
            models.Index(F("ends_on").desc(nulls_last=True), F("id").desc(), name="events_newest_first"),
            GinIndex(Words("search_words"), name="events_by_search_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, starts_precision=Precision.NONE)
                | (Q(starts_on__isnull=False) & ~Q(starts_precision=Precision.NONE)),
                name="event_start_has_precision",
                violation_error_message=_("Say how exactly the first day is known."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ends_precision=Precision.NONE)
                | (Q(ends_on__isnull=False) & ~Q(ends_precision=Precision.NONE)),
                name="event_end_has_precision",
                violation_error_message=_("Say how exactly the last day is known."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EventState.CANCELLED, EventState.POSTPONED]) | ~Q(state_reason=""),
                name="event_cancelled_with_reason",
                violation_error_message=_("Say why it was cancelled or postponed."),
            ),
            models.CheckConstraint(
                condition=Q(contact_hours__isnull=True) | Q(contact_hours__gt=0),
                name="event_contact_hours_positive",
                violation_error_message=_("Contact hours are more than zero, or left empty."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="event_not_part_of_itself",
                violation_error_message=_("An event cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Make from title and place what it is searched by; who writes past ``save`` calls it first."""
        country = self.host_country.name if self.host_country else ""
        self.search_words = words_of(f"{self.title} {self.city} {country}")

    def get_absolute_url(self) -> str:
        return reverse("reports:event-page", args=[self.pk])

    @property
    def is_ahead(self) -> bool:
        """Test if it is still planned or confirmed: people may be nominated for it."""
        return self.state in {EventState.PLANNED, EventState.CONFIRMED}

    @property
    def counts_on(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of the span the event ended in; its start where no end is recorded."""
        if self.ends_on is not None:
            return _first_day(self.ends_on, self.ends_precision), self.ends_on
        if self.starts_on is not None:
            return self.starts_on, _last_day(self.starts_on, self.starts_precision)
        return None


def _first_day(day: dt.date, precision: str) -> dt.date:
    if precision == Precision.MONTH:
        return day.replace(day=1)
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day


def _last_day(day: dt.date, precision: str) -> dt.date:
    if precision == Precision.YEAR:
        return day.replace(month=12, day=31)
    if precision == Precision.MONTH:
        following = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
        return following - dt.timedelta(days=1)
    return day
