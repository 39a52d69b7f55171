"""How systems, operations and seizures are shown and entered."""

from collections.abc import Iterator
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions.operating import remove_operation, save_operation, save_seizure
from programmes.choices import MeasuredIn, Stage
from programmes.filters import fields
from programmes.forms.systems import DeploymentForm, OperationForm, SeizureForm
from programmes.kinds.kind import Fact, Kind, ListColumn, Part
from programmes.models import Deployment, Operation, Seizure, System
from programmes.models.systems import DAYS


def _systems(request: Any) -> Any:
    return System.objects.order_by("position", "pk")


class DeploymentFilter(StrictFilterSet):
    """By programme, phase, administration, system, and the stage it has come to."""

    programme = fields.programme()
    phase = fields.phase()
    administration = fields.administration()
    system = fields.one_of(_systems, "slug", _("System"), _("All systems"))
    stage = fields.word_of(Stage.choices, _("Stage"), _("All stages"), method="at_stage")

    class Meta(StrictFilterSet.Meta):
        model = Deployment

    def at_stage(self, rows: Any, name: str, stage: str) -> Any:
        return rows.at_stage(Stage(stage))


class OperationFilter(StrictFilterSet):
    """By programme, phase, component, and an administration that took part."""

    programme = fields.programme()
    phase = fields.phase()
    topic = fields.topic()
    administration = fields.administration(_("Taking part"), field_name="administrations")

    class Meta(StrictFilterSet.Meta):
        model = Operation


class SeizureFilter(StrictFilterSet):
    """By programme, phase, administration, unit, and words of the commodity."""

    q = filters.CharFilter(
        field_name="commodity", lookup_expr="icontains", label=_("Words of the commodity"), max_length=120
    )
    programme = fields.programme(field_name="operation__programme")
    phase = fields.phase(field_name="operation__phase")
    administration = fields.administration()
    measured_in = fields.word_of(MeasuredIn.choices, _("Measured in"), _("All units"))

    class Meta(StrictFilterSet.Meta):
        model = Seizure


def _deployment(row: Deployment) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Component"), row.topic
    yield _("System"), row.system
    yield _("Administration"), row.administration
    yield _("Stage"), row.stage.label
    for stage, column in DAYS.items():
        yield stage.label, getattr(row, column)
    yield _("Source"), row.source
    yield _("Note"), row.note


SYSTEMS = Kind(
    word="systems",
    model=Deployment,
    form=DeploymentForm,
    filters=DeploymentFilter,
    title=_("Systems"),
    lead=_("Systems that administrations are helped to take into use, stage by stage."),
    new_label=_("Enter a system"),
    columns=(
        ListColumn(_("System"), lambda row: row.system),
        ListColumn(_("Administration"), lambda row: row.administration),
        ListColumn(_("Phase"), lambda row: row.phase),
        ListColumn(_("Stage"), lambda row: row.stage.label),
        ListColumn(_("Live since"), lambda row: row.live_on),
    ),
    facts=_deployment,
    fields=("programme", "phase", "topic", "system", "administration", *DAYS.values(), "source", "note"),
    related=("programme", "phase__programme", "topic", "system", "administration"),
)


def _seizure(row: Seizure) -> Iterator[Fact]:
    yield _("Administration"), row.administration or _("All together")
    yield _("Commodity"), row.commodity
    yield _("Number of seizures"), row.seizures
    yield _("Quantity"), row.shown_quantity
    yield _("Measured in"), row.get_measured_in_display()
    yield _("Source"), row.source
    yield _("Note"), row.note


SEIZURES = Kind(
    word="seizures",
    model=Seizure,
    form=SeizureForm,
    filters=SeizureFilter,
    title=_("Seizures"),
    lead=_("What was seized in operations. Quantities of different units are never added."),
    new_label=_("Enter a seizure"),
    columns=(
        ListColumn(_("Commodity"), lambda row: row.commodity),
        ListColumn(_("Operation"), lambda row: row.operation),
        ListColumn(_("Administration"), lambda row: row.administration or _("All together")),
        ListColumn(_("Seizures"), lambda row: row.seizures, is_number=True),
        ListColumn(_("Quantity"), lambda row: row.shown_quantity, is_number=True),
        ListColumn(_("Measured in"), lambda row: row.get_measured_in_display()),
    ),
    facts=_seizure,
    fields=(
        "operation",
        "administration",
        "commodity",
        "seizures",
        "quantity",
        "measured_in",
        "source",
        "note",
    ),
    related=("operation__programme", "operation__phase__programme", "administration"),
    parent="operation",
    save=save_seizure,
)


def _operation(row: Operation) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Component"), row.topic
    yield _("Coordinated with"), ", ".join(str(each) for each in row.partners.order_by("name"))
    yield _("Administrations that take part"), ", ".join(str(each) for each in row.administrations.by_name())
    yield _("Planning meeting"), row.planning or row.planned_on
    yield _("Briefing"), row.briefing or row.briefed_on
    yield _("Operation from"), row.starts_on
    yield _("Operation until"), row.ends_on
    yield _("Debriefing"), row.debriefing or row.debriefed_on
    yield _("Units trained before"), row.units_trained
    yield _("Messages exchanged"), row.messages
    yield _("Source"), row.source
    yield _("Note"), row.note


OPERATIONS = Kind(
    word="operations",
    model=Operation,
    form=OperationForm,
    filters=OperationFilter,
    title=_("Operations"),
    lead=_("Carried out by several administrations together, from the planning meeting to the debriefing."),
    new_label=_("Enter an operation"),
    columns=(
        ListColumn(_("Operation"), lambda row: row.name),
        ListColumn(_("Phase"), lambda row: row.phase),
        ListColumn(_("From"), lambda row: row.starts_on),
        ListColumn(_("Until"), lambda row: row.ends_on),
        ListColumn(_("Messages exchanged"), lambda row: row.messages, is_number=True),
    ),
    facts=_operation,
    fields=(
        "programme",
        "phase",
        "topic",
        "name",
        "partners",
        "administrations",
        "planned_on",
        "briefed_on",
        "starts_on",
        "ends_on",
        "debriefed_on",
        "units_trained",
        "messages",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "topic", "planning", "briefing", "debriefing"),
    parts=(Part(SEIZURES, "operation"),),
    save=save_operation,
    remove=remove_operation,
)
