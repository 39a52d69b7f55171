"""What belongs to a mission: who went, and the documents of it."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, Person
from members.records import Fate, OnMerge
from office.models.files import KeptFile
from office.records import Record
from programmes.models.kept import KeptQuerySet
from programmes.models.missions import Mission


class MissionExpertQuerySet(KeptQuerySet):
    """A focal point reads who of its own staff went, wherever the mission was."""

    programme_at = "mission__programme"
    phase_at = "mission__phase"
    administration_at = "organisation"
    names_people = True
    days_at = ("mission__ends_on",)

    def newest_first(self) -> Self:
        return self.order_by("-mission__ends_on", "mission", "person__folded_name", "pk")


def _same_mission(first: Any, second: Any) -> bool:
    return bool(first.mission_id == second.mission_id)


class MissionExpert(Record):
    """Somebody who went on a mission, with who sent them and their position at that time."""

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_mission)}
    personal_fields = frozenset({"position", "part"})

    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, related_name="people", verbose_name=_("mission")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="missions", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("of")
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    part = models.CharField(_("part in the mission"), max_length=200, blank=True)

    objects = MissionExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert of a mission")
        verbose_name_plural = _("experts of missions")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "person"],
                name="mission_expert_once",
                violation_error_message=_("This person is entered for the mission already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.mission}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:mission-experts-page", args=[self.pk])


class MissionFileQuerySet(KeptQuerySet):
    """What a mission found is between the office and the administration: no donor reads it."""

    programme_at = "mission__programme"
    phase_at = "mission__phase"
    administration_at = "mission__administration"
    names_people = True

    def in_order(self) -> Self:
        return self.order_by("pk")

    def without_content(self) -> Self:
        return self.defer("content")


class MissionFile(KeptFile):
    """A document of a mission: its report, or something added to it."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="files")

    objects = MissionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a mission")
        verbose_name_plural = _("documents of missions")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "digest"],
                name="mission_file_once",
                violation_error_message=_("This file is attached already."),
            )
        ]
