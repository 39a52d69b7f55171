"""Entering systems by stage, operations and what was seized."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.deliverables import DeliverableForm
from programmes.forms.equipment import ADDRESS, SOURCE
from programmes.forms.organisations import OrganisationNames
from programmes.forms.texts import Line
from programmes.models import Deployment, Operation, Seizure, System
from programmes.models.systems import DAYS


class DeploymentForm(DeliverableForm):
    """A system at an administration, with the day of each stage that was reached."""

    days_of_phase = days_of_membership = tuple(DAYS.values())

    class Meta:
        model = Deployment
        fields = ["programme", "phase", "topic", "system", "administration", *DAYS.values(), "source", "note"]
        field_classes = {**dict.fromkeys(DAYS.values(), IsoDay), **SOURCE}
        help_texts = {"source": ADDRESS}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("administration", Administration.objects.by_name())
        self._offer("system", System.objects.order_by("position", "pk"))


class OperationForm(DeliverableForm):
    """An operation and who takes part; valid, ``instance.chosen`` are the administrations and partners."""

    days_of_phase = ("planned_on", "briefed_on", "starts_on", "ends_on", "debriefed_on")
    events = ("planning", "briefing", "debriefing")

    administrations = forms.ModelMultipleChoiceField(
        label=_("Administrations that take part"),
        queryset=Administration.objects.none(),
        widget=Boxes,
        error_messages={"required": _("An operation has administrations that take part in it.")},
    )
    partners = OrganisationNames(label=_("Coordinated with"), required=False)

    class Meta:
        model = Operation
        fields = [
            "programme",
            "phase",
            "topic",
            "name",
            "planning",
            "planned_on",
            "briefing",
            "briefed_on",
            "starts_on",
            "ends_on",
            "debriefing",
            "debriefed_on",
            "units_trained",
            "messages",
            "source",
            "note",
        ]
        field_classes = {
            "name": Line,
            **dict.fromkeys(("planned_on", "briefed_on", "starts_on", "ends_on", "debriefed_on"), IsoDay),
            **SOURCE,
        }
        help_texts = {"source": ADDRESS}

    def __init__(self, *args: Any, instance: Operation, **about: Any) -> None:
        stored: dict[str, Any] = {}
        if instance.pk:
            stored = {
                "administrations": list(instance.administrations.values_list("pk", flat=True)),
                "partners": list(instance.partners.order_by("name")),
            }
        initial = stored | (about.pop("initial", None) or {})
        super().__init__(*args, instance=instance, initial=initial, **about)
        field: Any = self.fields["administrations"]
        region = Administration.objects.of_the_region().values("pk")
        chosen = instance.administrations.values("pk") if instance.pk else Administration.objects.none()
        joined = Administration.objects.filter(memberships__isnull=False).values("pk")
        offered = Q(pk__in=region) | Q(pk__in=joined) | Q(pk__in=chosen.values("pk"))
        field.queryset = Administration.objects.filter(offered).by_name()

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.chosen = (list(data.get("administrations") or ()), list(data.get("partners") or ()))
        return data


class SeizureForm(DeliverableForm):
    """What was seized of one commodity, by an administration that takes part or by all together."""

    class Meta:
        model = Seizure
        fields = [
            "operation",
            "administration",
            "commodity",
            "seizures",
            "quantity",
            "measured_in",
            "source",
            "note",
        ]
        field_classes = {"commodity": Line, **SOURCE}
        help_texts = {
            "administration": _("Empty: of all together, where it is not known of each."),
            "quantity": _("Empty where only the number of seizures is known."),
            "source": ADDRESS,
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("operation", Operation.objects.editable_by(self.account).newest_first())
        administration: Any = self.fields["administration"]
        administration.queryset = Administration.objects.filter(operations__isnull=False).distinct().by_name()
        administration.empty_label = _("All together")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        operation, administration = data.get("operation"), data.get("administration")
        if (
            operation
            and administration
            and not operation.administrations.filter(pk=administration.pk).exists()
        ):
            self.add_error("administration", _("This administration does not take part in the operation."))
        return data
