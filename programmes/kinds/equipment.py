"""How equipment is shown and entered: consignments, and what happened to their devices."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.actions.equipment import remove_on_the_way, save_on_the_way
from programmes.filters.equipment import (
    ConsignmentFilter,
    DeviceFilter,
    HandoverFilter,
    OfConsignmentFilter,
    OfHandoverFilter,
)
from programmes.forms.equipment import (
    AcceptanceTestForm,
    ConsignmentForm,
    DeviceForm,
    HandoverForm,
    OperatorForm,
)
from programmes.kinds.kind import Fact, Kind, ListColumn, Part
from programmes.models import AcceptanceTest, Consignment, Device, Handover, Operator
from programmes.models.operators import with_operators

WAY: dict[str, Any] = {"save": save_on_the_way, "remove": remove_on_the_way}
OF_CONSIGNMENT = (
    "consignment__item",
    "consignment__programme",
    "consignment__phase__programme",
    "consignment__administration",
)
OF_HANDOVER = tuple(f"handover__{path}" for path in OF_CONSIGNMENT)


def _devices(row: Device) -> Iterator[Fact]:
    yield _("Item"), row.handover.consignment.item
    yield _("Administration"), row.handover.consignment.administration
    yield _("Serial number"), row.serial
    yield _("Where it is"), row.place
    yield _("State"), row.get_state_display()
    yield _("As of"), row.seen_on
    yield _("Note"), row.note


DEVICES = Kind(
    word="devices",
    model=Device,
    form=DeviceForm,
    filters=DeviceFilter,
    title=_("Devices"),
    lead=_("Where each device that was handed over is now, and in which state."),
    new_label=_("Enter a device"),
    columns=(
        ListColumn(_("Device"), str),
        ListColumn(_("Item"), lambda row: row.handover.consignment.item),
        ListColumn(_("Administration"), lambda row: row.handover.consignment.administration),
        ListColumn(_("Where it is"), lambda row: row.place),
        ListColumn(_("State"), lambda row: row.get_state_display()),
        ListColumn(_("As of"), lambda row: row.seen_on),
    ),
    facts=_devices,
    fields=("handover", "serial", "place", "state", "seen_on", "note"),
    related=OF_HANDOVER,
    parent="handover",
    **WAY,
)


def _operators(row: Operator) -> Iterator[Fact]:
    yield _("Officer"), row.person
    yield _("Item"), row.handover.consignment.item
    yield _("Administration"), row.handover.consignment.administration
    yield _("Trained on"), row.trained_on
    yield _("Note"), row.note


OPERATORS = Kind(
    word="operators",
    model=Operator,
    form=OperatorForm,
    filters=OfHandoverFilter,
    title=_("Operators"),
    lead=_("Officers who were taught to work with devices that were handed over."),
    new_label=_("Enter an operator"),
    columns=(
        ListColumn(_("Officer"), lambda row: row.person),
        ListColumn(_("Item"), lambda row: row.handover.consignment.item),
        ListColumn(_("Administration"), lambda row: row.handover.consignment.administration),
        ListColumn(_("Trained on"), lambda row: row.trained_on),
    ),
    facts=_operators,
    fields=("handover", "person", "trained_on", "note"),
    related=(*OF_HANDOVER, "person"),
    parent="handover",
)


def _handovers(row: Handover) -> Iterator[Fact]:
    yield _("Item"), row.consignment.item
    yield _("Administration"), row.consignment.administration
    yield _("Phase"), row.consignment.phase
    yield _("Handed over on"), row.handed_over_on
    yield _("Quantity"), row.quantity
    yield _("Ceremony"), row.ceremony
    yield _("Hands-on training"), row.training
    yield _("Received by (office)"), row.received_by
    people = with_operators(Handover.objects.filter(pk=row.pk)).get()
    yield _("Operators trained"), people.trained
    yield _("Of them still in post"), people.in_post
    yield _("Of them moved or left"), people.gone
    yield _("Of them it is not known"), people.trained - people.in_post - people.gone
    yield _("Source"), row.source
    yield _("Note"), row.note


HANDOVERS = Kind(
    word="handovers",
    model=Handover,
    form=HandoverForm,
    filters=HandoverFilter,
    title=_("Handovers"),
    lead=_("Devices given to an administration, after their acceptance test."),
    new_label=_("Enter a handover"),
    columns=(
        ListColumn(_("Handover"), str),
        ListColumn(_("Phase"), lambda row: row.consignment.phase),
        ListColumn(_("Handed over on"), lambda row: row.handed_over_on),
        ListColumn(_("Quantity"), lambda row: row.quantity, is_number=True),
        ListColumn(_("Ceremony"), lambda row: row.ceremony),
    ),
    facts=_handovers,
    fields=(
        "consignment",
        "handed_over_on",
        "quantity",
        "ceremony",
        "training",
        "received_by",
        "source",
        "note",
    ),
    related=(*OF_CONSIGNMENT, "ceremony", "training"),
    parts=(Part(OPERATORS, "handover"), Part(DEVICES, "handover")),
    parent="consignment",
    **WAY,
)


def _tests(row: AcceptanceTest) -> Iterator[Fact]:
    yield _("Agreed specification"), row.consignment.specification
    yield _("Tested on"), row.tested_on
    yield _("Passed"), row.passed
    yield _("Failed"), row.failed
    yield _("Findings"), row.findings
    yield _("Source"), row.source
    yield _("Note"), row.note


ACCEPTANCE_TESTS = Kind(
    word="acceptance-tests",
    model=AcceptanceTest,
    form=AcceptanceTestForm,
    filters=OfConsignmentFilter,
    title=_("Acceptance tests"),
    lead=_("Devices tested against the agreed specification, before they are handed over."),
    new_label=_("Enter an acceptance test"),
    columns=(
        ListColumn(_("Consignment"), lambda row: row.consignment),
        ListColumn(_("Tested on"), lambda row: row.tested_on),
        ListColumn(_("Passed"), lambda row: row.passed, is_number=True),
        ListColumn(_("Failed"), lambda row: row.failed, is_number=True),
    ),
    facts=_tests,
    fields=("consignment", "tested_on", "passed", "failed", "findings", "source", "note"),
    related=OF_CONSIGNMENT,
    parent="consignment",
    **WAY,
)


def _consignments(row: Consignment) -> Iterator[Fact]:
    progress = Consignment.objects.with_progress().get(pk=row.pk)
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Component"), row.topic
    yield _("Administration"), row.administration
    yield _("Item"), row.item
    yield _("Maker and model"), row.maker
    yield _("Consigned"), row.quantity
    yield _("Passed the acceptance test"), progress.accepted
    yield _("Handed over"), progress.handed
    yield _("Consigned on"), row.consigned_on
    yield _("Agreed specification"), row.specification
    yield _("Cost of all"), row.amount
    yield _("Currency"), row.currency
    yield _("Source"), row.source
    yield _("Note"), row.note


EQUIPMENT = Kind(
    word="equipment",
    model=Consignment,
    form=ConsignmentForm,
    filters=ConsignmentFilter,
    title=_("Equipment"),
    lead=_("What is given to administrations: consigned, tested, handed over, and taught on."),
    new_label=_("Enter a consignment"),
    columns=(
        ListColumn(_("Item"), lambda row: row.item),
        ListColumn(_("Administration"), lambda row: row.administration),
        ListColumn(_("Phase"), lambda row: row.phase),
        ListColumn(_("Consigned"), lambda row: row.quantity, is_number=True),
        ListColumn(_("Accepted"), lambda row: row.accepted, is_number=True),
        ListColumn(_("Handed over"), lambda row: row.handed, is_number=True),
    ),
    facts=_consignments,
    fields=(
        "programme",
        "phase",
        "topic",
        "administration",
        "item",
        "quantity",
        "maker",
        "specification",
        "consigned_on",
        "amount",
        "currency",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "topic", "administration", "item"),
    parts=(Part(ACCEPTANCE_TESTS, "consignment"), Part(HANDOVERS, "consignment")),
    **WAY,
)
