"""Somebody who joins a cohort, leaves it, is certified."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from members.models import Administration, Person, Posting
from programmes.forms.dates import IsoDay
from trainers.models import CohortParticipant

_FROM_THE_FIRST = _("From the first stage")
_NOBODY = _("Nobody's place")


class ParticipantForm(VersionedForm, forms.ModelForm):
    """What is said of a participant; valid, ``instance`` is the row, unsaved."""

    class Meta:
        model = CohortParticipant
        fields = ["administration", "joined_on", "first_stage", "replaces"]
        field_classes = {"joined_on": IsoDay}
        help_texts = {
            "first_stage": _("Stages before it are not asked for when they are certified."),
            "replaces": _("Of somebody who left, where their place was taken."),
        }

    def __init__(self, data: Any = None, *, instance: CohortParticipant) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        cohort = instance.cohort
        group: Any = self.fields["administration"]
        group.queryset = Administration.objects.filter(cohorts__cohort=cohort).by_name()
        stage: Any = self.fields["first_stage"]
        stage.queryset, stage.empty_label = cohort.stages.in_order(), _FROM_THE_FIRST
        place: Any = self.fields["replaces"]
        place.queryset, place.empty_label = _who_left(instance), _NOBODY
        if instance.joined_on is None:
            self.initial["joined_on"] = cohort.starts_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        return data


class NewParticipantForm(ParticipantForm):
    """Somebody of the register who joins; ``found`` are those to choose from."""

    class Meta(ParticipantForm.Meta):
        fields = ["person", *ParticipantForm.Meta.fields]
        widgets = {"person": forms.RadioSelect}

    def __init__(self, data: Any = None, *, instance: CohortParticipant, found: QuerySet[Person]) -> None:
        super().__init__(data, instance=instance)
        person: Any = self.fields["person"]
        person.queryset, person.empty_label = found, None
        person.error_messages["required"] = _("Choose one of the people found.")
        administration: Any = self.fields["administration"]
        administration.required = False
        administration.empty_label = _("Where they are posted")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        person = data.get("person")
        if person is not None and data.get("administration") is None and "administration" not in self.errors:
            data["administration"] = self._where_posted(person)
        return data

    def _where_posted(self, person: Person) -> Administration:
        """Return the administration of the group they were posted with last.

        :raises ValidationError: where there is none.
        """
        group: Any = self.fields["administration"]
        known = {each.pk: each for each in group.queryset}
        posting = Posting.objects.filter(person=person, organisation__in=list(known)).in_order().first()
        if posting is None:
            raise ValidationError(
                {"administration": _("The register knows no posting with an administration of the group.")}
            )
        return known[posting.organisation_id]


def _who_left(participant: CohortParticipant) -> QuerySet[CohortParticipant]:
    """Keep those whose place can be taken: who left, and nobody took it yet."""
    rows = participant.cohort.participants.filter(left_on__isnull=False, replaced_by__isnull=True)
    if participant.pk is not None:
        own = participant.cohort.participants.filter(replaced_by=participant.pk)
        rows = (rows | own).exclude(pk=participant.pk)
    return rows.select_related("person").order_by("person__folded_name", "pk")


class LeaveForm(VersionedForm):
    """When and why somebody left."""

    left_on = IsoDay(
        label=_("Last day in the cohort"),
        required=False,
        help_text=_("Stages that begin later do not expect them. Left empty, they are in it still."),
    )
    reason = Line(label=_("Reason"), max_length=300, required=False)


class CertifyEverybodyForm(forms.Form):
    """The day on which all who are complete were certified."""

    certified_on = IsoDay(label=_("Certified on"))


class CertifyForm(VersionedForm):
    """The day of certification, and the reason of an exception."""

    certified_on = IsoDay(label=_("Certified on"))
    exception = Line(
        label=_("Reason of an exception"),
        max_length=300,
        required=False,
        help_text=_("Only where stages are missing; it is kept with the certification."),
    )
