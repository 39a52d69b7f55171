"""Who took part: people by name, and people counted without names. Two facts, never merged."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Organisation, Person, Posting
from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import FURTHER, TOOK_PART, Accuracy, EventRole, ParticipationState, Sector
from programmes.models.events import Event
from programmes.models.programmes import ClosedPeriod, Programme


class HeadcountQuerySet(models.QuerySet["Headcount"]):
    def visible_to(self, account: Any) -> Self:
        """Keep head-counts of visible events: official figures without names."""
        return self.filter(event__in=Event.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))

    def in_order(self) -> Self:
        return self.order_by("role", F("organisation__name").asc(nulls_first=True), "pk")


class Headcount(Record):
    """People counted at one event without their names.

    Unit: people. ``organisation`` is empty when the total is not split; ``people`` is empty when an
    administration attended and no number was kept; ``women`` is part of ``people``, empty when not stated.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="headcounts")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="headcounts",
        verbose_name=_("administration or organisation"),
    )
    role = models.CharField(_("role"), max_length=16, choices=EventRole, default=EventRole.PARTICIPANT)
    sector = models.CharField(_("sector"), max_length=14, choices=Sector, default=Sector.NOT_STATED)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    accuracy = models.CharField(_("number given as"), max_length=10, choices=Accuracy, default=Accuracy.EXACT)
    women = models.PositiveIntegerField(_("women among them"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "role", "sector"],
                nulls_distinct=False,
                name="headcount_once",
                violation_error_message=_("This administration is already on the list."),
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(people__isnull=False, women__lte=F("people")),
                name="headcount_women_among_people",
                violation_error_message=_("There cannot be more women than people."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(people__isnull=False),
                name="headcount_says_something",
                violation_error_message=_("Give an administration, a number of people, or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people if self.people is not None else '?'} at {self.event}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, account: Any) -> Self:
        """Keep rows whose person the account may read by name; never any for a donor.

        A focal point: those of its administration, and where its people took part for another one.
        """
        if allows(account, Permission.VIEW_REGISTER):
            return self
        if not account.is_authenticated:
            return self.none()
        if account.role == Role.FOCAL_POINT:
            # Whom Person.visible_to keeps, asked of the postings alone: quick for one event and for all.
            posted = Posting.objects.filter(person=OuterRef("person"), organisation=account.organisation_id)
            # Whom another administration nominates is no business of theirs; who took part is known.
            theirs = Exists(posted) & Q(state__in=TOOK_PART)
            return self.filter(theirs | Q(organisation=account.organisation_id))
        if account.role == Role.MASTER_TRAINER:
            return self.filter(person__in=Person.objects.visible_to(account).values("pk"))
        return self.none()

    def editable_by(self, account: Any) -> Self:
        return self.filter(event__in=Event.objects.editable_by(account))

    def took_part(self) -> Self:
        return self.filter(state__in=TOOK_PART)

    def nominated_by(self, organisation: Organisation) -> Self:
        """Keep participants an administration put forward, whatever became of them since."""
        return self.filter(organisation=organisation.pk, rank__isnull=False, role=EventRole.PARTICIPANT)

    def nominated(self) -> Self:
        return self.filter(rank__isnull=False, role=EventRole.PARTICIPANT)

    def by_rank(self) -> Self:
        return self.order_by("rank", "pk")

    def in_order(self) -> Self:
        return self.order_by("role", "organisation__name", "person__folded_name", "pk")


def _same_event_and_role(first: Any, second: Any) -> bool:
    return (first.event_id, first.role) == (second.event_id, second.role)


def _why_not_fold(row: Any) -> str:
    """Return that the books of the event are closed: two lines becoming one change what was reported."""
    if row.event.counts_on is None:
        return ""
    closed = ClosedPeriod.objects.touching(*row.event.counts_on).filter(programme__events=row.event)
    period = closed.select_related("programme").order_by("starts_on", "pk").first()
    if period is None:
        return ""
    return gettext(
        "Both are on the list of “%(event)s”, and %(programme)s is closed for that time (%(reason)s):"
        " have the period opened again first."
    ) % {"event": row.event, "programme": period.programme, "reason": period.reason}


def _lock_shared_events(people: Collection[int]) -> None:
    """Lock the programmes of events several of them are on the list of, so that none is closed meanwhile.

    Whoever enters people locks the programme first and the register after it; so does this.
    """
    rows = Participation.objects.filter(person__in=people).order_by().values("event", "role")
    shared = rows.annotate(people=Count("person")).filter(people__gt=1).values("event")
    links = Event.programmes.through.objects.filter(event__in=shared).values("programme")
    list(Programme.objects.select_for_update(of=("self",)).filter(pk__in=links).order_by("pk"))


class Participation(Record):
    """One person at one event in one role: one row from nomination to certificate.

    ``organisation`` and ``position`` are those of the time; a later move does not touch them. ``rank``
    is the place its administration gave a nominee, 1 the first; empty where nobody was nominated.
    ``state_reason`` says why the state is what it is; what it was before stands in the audit trail. Who
    turns out to be on one list twice in one role comes to one row, as far as the further of the two came.
    """

    on_merge = {
        "person": OnMerge(
            Fate.FOLD,
            same=_same_event_and_role,
            further={"state": tuple(FURTHER)},
            along={"state_reason": "state"},
            refuses=_why_not_fold,
            locks=_lock_shared_events,
        )
    }

    personal_fields = frozenset({"position", "pre_score", "post_score", "state_reason"})
    kept_when_anonymous = frozenset({"pre_score", "post_score"})

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=16, choices=EventRole, default=EventRole.PARTICIPANT)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ParticipationState,
        default=ParticipationState.ATTENDED,
    )
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("administration or organisation"),
        db_index=False,  # the index by organisation and event begins with it
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    is_sponsored = models.BooleanField(_("sponsored"), null=True, blank=True)
    pre_score = models.DecimalField(_("score before"), max_digits=5, decimal_places=2, null=True, blank=True)
    post_score = models.DecimalField(_("score after"), max_digits=5, decimal_places=2, null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        # Which events an organisation was at is answered from the index alone.
        indexes = [
            models.Index(
                fields=["organisation", "event"], include=["state"], name="participations_by_organisation"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person", "role"],
                name="participation_once_per_role",
                violation_error_message=_("This person is already on the list in this role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.event}"
