"""Support activities: who helped whom, where, on what; and the people on both sides."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Administration, Organisation, Person
from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import Mode, SupportSide
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme
from programmes.models.reach import reach_of
from programmes.models.topics import Topic


class SupportActivityQuerySet(KeptQuerySet):
    days_at = ("ends_on",)

    def visible_to(self, account: Any) -> Self:
        """Keep as of every record of a programme; and for a focal point those its own staff had a part in."""
        rows = super().visible_to(account)
        reach = reach_of(account)
        if reach.sees_all or not account.is_authenticated or account.role != Role.FOCAL_POINT:
            return rows
        own = SupportPerson.objects.filter(activity=OuterRef("pk"), organisation=reach.organisation)
        helped = Q(administration__isnull=True) | Q(administration=reach.organisation)
        return self._of(reach.joined).filter(helped | Exists(own))

    def with_people(self) -> Self:
        """Annotate ``managed`` and ``received``: the persons entered on each side."""
        return self.annotate(
            managed=Count("people", filter=Q(people__side=SupportSide.MANAGED), distinct=True),
            received=Count("people", filter=Q(people__side=SupportSide.RECEIVED), distinct=True),
        )

    def newest_first(self) -> Self:
        return self.with_people().order_by("-ends_on", "-pk")


class SupportActivity(Record):
    """Help that one office gave an administration with its work. Both days are included.

    ``helper`` gave it, ``administration`` got it; empty where several did, as its people tell.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="support_activities", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_activities",
        verbose_name=_("phase"),
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    what = models.CharField(_("on what"), max_length=300)
    helper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who helped")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_activities",
        verbose_name=_("whom"),
    )
    place = models.CharField(_("where"), max_length=160, blank=True)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.NOT_STATED)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    outcome = models.TextField(_("what came of it"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = SupportActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("support activity")
        verbose_name_plural = _("support activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="support_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            )
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("programmes:support-page", args=[self.pk])


class SupportPersonQuerySet(KeptQuerySet):
    """A focal point reads who of its own staff had a part, whoever was helped."""

    programme_at = "activity__programme"
    phase_at = "activity__phase"
    administration_at = "organisation"
    names_people = True
    days_at = ("activity__ends_on",)

    def newest_first(self) -> Self:
        return self.order_by("-activity__ends_on", "activity", "side", "person__folded_name", "pk")


def _same_part(first: Any, second: Any) -> bool:
    return bool(first.activity_id == second.activity_id and first.side == second.side)


class SupportPerson(Record):
    """Somebody who managed a support activity or received support in it, with where they worked then."""

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_part)}
    personal_fields = frozenset({"position", "note"})

    activity = models.ForeignKey(
        SupportActivity, on_delete=models.PROTECT, related_name="people", verbose_name=_("support activity")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="support", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("of")
    )
    side = models.CharField(_("side"), max_length=10, choices=SupportSide)
    position = models.CharField(_("position"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = SupportPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in a support activity")
        verbose_name_plural = _("people in support activities")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person", "side"],
                name="support_person_once_per_side",
                violation_error_message=_("This person is entered on this side already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.activity}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:support-people-page", args=[self.pk])
