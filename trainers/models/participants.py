"""The people of a cohort: always the same ones, some joining late, some leaving, some in another's place."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Administration, Person
from members.records import MOVES, Fate, OnMerge
from office.records import Record
from trainers.models.cohorts import Cohort
from trainers.models.stages import CohortStage


class CohortParticipantQuerySet(models.QuerySet["CohortParticipant"]):
    names_people: ClassVar[bool] = True

    def visible_to(self, account: Any) -> Self:
        """Keep whom the account may read by name: a focal point those of its administration, a trainer
        themselves, a donor nobody."""
        if allows(account, Permission.VIEW_REGISTER):
            return self
        if not account.is_authenticated:
            return self.none()
        if account.role == Role.FOCAL_POINT and account.organisation_id:
            return self.filter(administration=account.organisation_id)
        if account.role == Role.MASTER_TRAINER and account.person_id:
            return self.filter(person=account.person_id)
        return self.none()

    def editable_by(self, account: Any) -> Self:
        return self.filter(cohort__in=Cohort.objects.editable_by(account))

    def countable_for(self, account: Any) -> Self:
        """Keep the participants of cohorts the account sees: for numbers, never for names."""
        return self.filter(cohort__in=Cohort.objects.countable_for(account))

    def in_order(self) -> Self:
        return self.order_by("administration__member_name", "person__folded_name", "pk")


def _same_cohort(first: Any, second: Any) -> bool:
    return bool(first.cohort_id == second.cohort_id)


class CohortParticipant(Record):
    """One person in one cohort, from joining to certification.

    ``first_stage``: expected from this stage on; empty: from the first. ``left_on`` is the last day in
    the cohort. ``replaces`` is whose place was taken. ``certified_on`` empty: not certified;
    ``is_exception`` where stages were missing, with the reason.
    """

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_cohort), "replaces": MOVES}
    personal_fields = frozenset({"left_reason", "exception_reason"})

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cohort_participants", verbose_name=_("person")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        related_name="cohort_participants",
        verbose_name=_("administration"),
    )
    joined_on = models.DateField(_("joined"))
    first_stage = models.ForeignKey(
        CohortStage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joining",
        verbose_name=_("expected from this stage on"),
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("in the place of"),
        error_messages={"unique": _("Somebody else took this place already.")},
    )
    left_on = models.DateField(_("left, last day"), null=True, blank=True)
    left_reason = models.CharField(_("reason of leaving"), max_length=300, blank=True)
    certified_on = models.DateField(_("certified"), null=True, blank=True)
    is_exception = models.BooleanField(_("by exception"), default=False)
    exception_reason = models.CharField(_("reason of the exception"), max_length=300, blank=True)

    objects = CohortParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of a cohort")
        verbose_name_plural = _("participants of a cohort")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                name="cohort_participant_once",
                violation_error_message=_("This person is in the cohort already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="cohort_participant_left_after_joining",
                violation_error_message=_("Nobody leaves before they join."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="cohort_participant_replaces_another",
                violation_error_message=_("Nobody takes their own place."),
            ),
            models.CheckConstraint(
                condition=Q(certified_on__isnull=True) | Q(certified_on__gte=F("joined_on")),
                name="cohort_participant_certified_after_joining",
                violation_error_message=_("Nobody is certified before they join."),
            ),
            models.CheckConstraint(
                condition=Q(certified_on__isnull=True)
                | Q(left_on__isnull=True)
                | Q(certified_on__lte=F("left_on")),
                name="cohort_participant_certified_before_leaving",
                violation_error_message=_("Nobody is certified after they left."),
            ),
            models.CheckConstraint(
                condition=Q(is_exception=False) | Q(certified_on__isnull=False),
                name="cohort_participant_exception_is_certified",
                violation_error_message=_("An exception is made for a certificate: give its day."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return self.cohort.get_absolute_url()

    def clean(self) -> None:
        """Refuse what contradicts the cohort: its group, its stages, and who took whose place."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.administration_id is not None and self.joined_on is not None:
            problems |= self._against_the_group()
        if self.first_stage is not None and self.first_stage.cohort_id != self.cohort_id:
            problems["first_stage"] = _("The stage is of another cohort.")
        if self.replaces is not None:
            problems |= self._against_taking_a_place(self.replaces)
        if problems:
            raise ValidationError(problems)

    def _against_the_group(self) -> dict[str, Any]:
        if self.joined_on < self.cohort.starts_on:
            return {"joined_on": _("The cohort had not started on that day.")}
        group = self.cohort.administrations.filter(administration=self.administration_id).first()
        if group is None:
            return {"administration": _("The administration is not in the group of the cohort.")}
        if not group.is_in_on(self.joined_on):
            return {"joined_on": _("The administration was not in the group yet on that day.")}
        return {}

    def _against_taking_a_place(self, other: "CohortParticipant") -> dict[str, Any]:
        if other.cohort_id != self.cohort_id:
            return {"replaces": _("They are in another cohort.")}
        if self.pk is not None and other.pk == self.pk:
            return {"replaces": _("Nobody takes their own place.")}
        if other.left_on is None:
            return {"replaces": _("They have not left: say first when, and why.")}
        seen, before = {other.pk}, other.replaces
        while before is not None and before.pk not in seen:
            if before.pk == self.pk:
                return {"replaces": _("The two would have taken each other's place.")}
            seen.add(before.pk)
            before = before.replaces
        return {}
