"""Cascade training: what people who were trained to teach taught others. Never part of the direct figures."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Organisation, Person, Posting
from members.records import MOVES, Fate, OnMerge
from office.models.files import KeptFile
from office.records import Record
from programmes.choices import Mode, Sector
from programmes.models import Phase, Programme, Topic
from programmes.models.reach import reach_of
from trainers.choices import Grade

SECTORS = ("customs", "other_agency", "private")
# How many were taught, of the sectors that are recorded.
PEOPLE = Coalesce(F("customs"), 0) + Coalesce(F("other_agency"), 0) + Coalesce(F("private"), 0)


def _posted_with(account: Any) -> Exists:
    return Exists(Posting.objects.filter(person=OuterRef("trainer"), organisation=account.organisation_id))


class CascadeTrainingQuerySet(models.QuerySet["CascadeTraining"]):
    names_people: ClassVar[bool] = True

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; a focal point's own, and those its officers gave; a trainer's own.

        Never any for a donor or the public: a training names its trainer.
        """
        if allows(account, Permission.VIEW_REGISTER):
            return self
        if not allows(account, Permission.REPORT_CASCADE):
            return self.none()
        if account.role == Role.FOCAL_POINT:
            return self.filter(Q(organisation=account.organisation_id) | _posted_with(account))
        return self.filter(trainer=account.person_id)

    def editable_by(self, account: Any) -> Self:
        """Keep those of the programmes the account works on; a focal point's own; a trainer's own."""
        if not allows(account, Permission.REPORT_CASCADE):
            return self.none()
        if allows(account, Permission.EDIT_EVENTS):
            return self.filter(programme__in=Programme.objects.editable_by(account))
        if account.role == Role.FOCAL_POINT:
            return self.filter(organisation=account.organisation_id)
        return self.filter(trainer=account.person_id)

    def countable_for(self, account: Any) -> Self:
        """Keep what is told to the account in numbers: all where it counts the region, else its own."""
        if allows(account, Permission.COUNT_REGION):
            return self
        reach = reach_of(account)
        return self.filter(programme__in=reach.joined | reach.funded)

    def alike(self, training: "CascadeTraining") -> Self:
        """Keep others that may be the same training, reported by somebody else: both are kept."""
        last = training.ends_on or training.starts_on
        ended = Q(ends_on__gte=training.starts_on) | Q(
            ends_on__isnull=True, starts_on__gte=training.starts_on
        )
        same = self.filter(ended, starts_on__lte=last)
        return same.filter(topic=training.topic_id, organisation=training.organisation_id).exclude(
            pk=training.pk
        )

    def with_alike(self) -> Self:
        """Add ``has_alike``: whether another one has the same topic and administration in the same days."""
        last = Coalesce(OuterRef("ends_on"), OuterRef("starts_on"))
        others = CascadeTraining.objects.filter(
            topic=OuterRef("topic"), organisation=OuterRef("organisation"), starts_on__lte=last
        )
        others = others.annotate(last=Coalesce("ends_on", "starts_on")).filter(
            last__gte=OuterRef("starts_on")
        )
        return self.annotate(has_alike=Exists(others.exclude(pk=OuterRef("pk"))))

    def with_evidence(self) -> Any:
        """Add ``evidence``, the grade: A where all who were counted are named, B with a list, else C."""
        rows = CascadePerson.objects.filter(training=OuterRef("pk")).order_by().values("training")
        named = Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
        is_signed = Exists(SignedList.objects.filter(training=OuterRef("pk")))
        return self.annotate(_named=named, _people=PEOPLE).annotate(
            evidence=Case(
                When(_people__gt=0, _named__gte=F("_people"), then=Value(Grade.NAMED)),
                When(is_signed, then=Value(Grade.SIGNED)),
                default=Value(Grade.DECLARED),
                output_field=models.CharField(),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")


class CascadeTraining(Record):
    """One training given by somebody who was trained to teach, as it was reported.

    ``organisation`` is whose people were taught. ``customs``, ``other_agency`` and ``private`` are people
    by sector, empty where not recorded; ``women`` is part of all of them. ``grade`` follows from what the
    portal holds: see ``with_evidence``.
    """

    on_merge = {"trainer": MOVES}
    personal_fields = frozenset({"note"})

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cascade_trainings", verbose_name=_("programme")
    )
    trainer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cascade_trainings", verbose_name=_("trainer")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="cascade_trainings",
        verbose_name=_("whose people were taught"),
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="cascade_trainings", verbose_name=_("topic")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.NOT_STATED)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, null=True, blank=True)
    customs = models.PositiveIntegerField(_("people from Customs"), null=True, blank=True)
    other_agency = models.PositiveIntegerField(_("from other agencies"), null=True, blank=True)
    private = models.PositiveIntegerField(_("from the private sector"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women among all of them"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = CascadeTrainingQuerySet.as_manager()
    not_editable = _(
        "“%(record)s” may be read, and changed only by those who reported it or work on its programme."
    )

    class Meta:
        verbose_name = _("cascade training")
        verbose_name_plural = _("cascade trainings")
        indexes = [
            models.Index(fields=["topic", "organisation", "starts_on"], name="cascade_alike"),
            models.Index(fields=["-starts_on", "-id"], name="cascade_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cascade_ends_after_start",
                violation_error_message=_("A training cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(customs__isnull=False) | Q(other_agency__isnull=False) | Q(private__isnull=False),
                name="cascade_says_how_many",
                violation_error_message=_("Say of one sector at least how many people were taught."),
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(women__lte=PEOPLE),
                name="cascade_women_among_people",
                violation_error_message=_("There cannot be more women than people."),
            ),
        ]

    def __str__(self) -> str:
        day = date_format(self.starts_on, "j F Y")
        return _now("%(topic)s, %(day)s") % {"topic": self.topic, "day": day}

    def get_absolute_url(self) -> str:
        return reverse("trainers:cascade-training", args=[self.pk])

    @property
    def people(self) -> int:
        """How many were taught, of the sectors that are recorded: at least so many where one is not."""
        return sum(getattr(self, sector) or 0 for sector in SECTORS)

    @property
    def phase(self) -> Phase | None:
        """The phase of its programme that holds its last day; None for none or several. Costs a query."""
        last = self.ends_on or self.starts_on
        holding = self.programme.phases.select_related("programme").holding(last, last)[:2]
        return holding[0] if len(holding) == 1 else None

    @property
    def grade(self) -> Grade:
        """How well it is evidenced. Costs a query unless it was read ``with_evidence``."""
        known = self.__dict__.get("evidence")
        if known is None:
            rows = CascadeTraining.objects.filter(pk=self.pk).with_evidence()
            known = rows.values_list("evidence", flat=True).first() or Grade.DECLARED
        return Grade(known)

    @property
    def is_at_least(self) -> bool:
        return any(getattr(self, sector) is None for sector in SECTORS)


class CascadePersonQuerySet(models.QuerySet["CascadePerson"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of visible trainings: who may read one may read whom it taught."""
        return self.filter(training__in=CascadeTraining.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(training__in=CascadeTraining.objects.editable_by(account))

    def in_order(self) -> Self:
        return self.order_by("person__folded_name", "pk")


def _same_training(first: Any, second: Any) -> bool:
    return bool(first.training_id == second.training_id)


class CascadePerson(Record):
    """One person, by name, whom a cascade training taught."""

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_training)}

    training = models.ForeignKey(CascadeTraining, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taught_in")
    sector = models.CharField(_("sector"), max_length=14, choices=Sector, default=Sector.CUSTOMS)

    objects = CascadePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person taught in the cascade")
        verbose_name_plural = _("people taught in the cascade")
        constraints = [
            models.UniqueConstraint(
                fields=["training", "person"],
                name="cascade_person_once",
                violation_error_message=_("This person is already on the list."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.training}"


class SignedListQuerySet(models.QuerySet["SignedList"]):
    def visible_to(self, account: Any) -> Self:
        return self.filter(training__in=CascadeTraining.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(training__in=CascadeTraining.objects.editable_by(account))

    def without_content(self) -> Self:
        return self.defer("content")


class SignedList(KeptFile):
    """The list people signed, scanned: the file as it was sent, which is only ever given as a download."""

    training = models.OneToOneField(CascadeTraining, on_delete=models.CASCADE, related_name="signed_list")

    objects = SignedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed list")
        verbose_name_plural = _("signed lists")
