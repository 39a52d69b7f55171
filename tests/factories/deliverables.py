"""What is delivered beside events: fixed dates, no chance."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import factory

from programmes.choices import DeliveredAs, MeasuredIn
from programmes.models import (
    AcceptanceTest,
    Component,
    Consignment,
    Delivery,
    Deployment,
    Device,
    Handover,
    ItemType,
    Operation,
    Operator,
    Seizure,
    System,
)
from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import EventFactory, PhaseFactory, ProgrammeFactory, TopicFactory


class ItemTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ItemType

    slug = factory.Sequence(lambda n: f"item-{n}")
    name = factory.LazyAttribute(lambda it: f"Item {it.slug}")
    unit = "devices"


class SystemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = System

    slug = factory.Sequence(lambda n: f"system-{n}")
    name = factory.LazyAttribute(lambda it: f"System {it.slug}")


class ComponentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Component

    programme = factory.SubFactory(ProgrammeFactory)
    topic = factory.SubFactory(TopicFactory)


class ConsignmentFactory(RecordFactory):
    class Meta:
        model = Consignment

    phase = factory.SubFactory(PhaseFactory)
    programme = factory.SelfAttribute("phase.programme")
    administration = factory.SubFactory(AdministrationFactory)
    item = factory.SubFactory(ItemTypeFactory)
    quantity = 10


class AcceptanceTestFactory(RecordFactory):
    class Meta:
        model = AcceptanceTest

    consignment = factory.SubFactory(ConsignmentFactory)
    tested_on = dt.date(2023, 3, 1)
    passed = 10


class HandoverFactory(RecordFactory):
    class Meta:
        model = Handover

    consignment = factory.SubFactory(ConsignmentFactory)
    handed_over_on = dt.date(2023, 4, 3)
    quantity = 7


class OperatorFactory(RecordFactory):
    class Meta:
        model = Operator

    handover = factory.SubFactory(HandoverFactory)
    person = factory.SubFactory(PersonFactory)
    trained_on = dt.date(2023, 4, 4)


class DeviceFactory(RecordFactory):
    class Meta:
        model = Device

    handover = factory.SubFactory(HandoverFactory)
    serial = factory.Sequence(lambda n: f"S-{n}")
    seen_on = dt.date(2023, 5, 2)


class DeploymentFactory(RecordFactory):
    class Meta:
        model = Deployment

    phase = factory.SubFactory(PhaseFactory)
    programme = factory.SelfAttribute("phase.programme")
    system = factory.SubFactory(SystemFactory)
    administration = factory.SubFactory(AdministrationFactory)


class OperationFactory(RecordFactory):
    class Meta:
        model = Operation
        skip_postgeneration_save = True

    phase = factory.SubFactory(PhaseFactory)
    programme = factory.SelfAttribute("phase.programme")
    name = factory.Sequence(lambda n: f"Operation {n}")
    starts_on = dt.date(2023, 6, 5)
    ends_on = dt.date(2023, 6, 16)

    @factory.post_generation
    def administrations(self, create, given, **kwargs):
        if create:
            self.administrations.set(given if given is not None else [AdministrationFactory()])


class SeizureFactory(RecordFactory):
    class Meta:
        model = Seizure

    operation = factory.SubFactory(OperationFactory)
    commodity = "Ammonium nitrate"
    quantity = 12
    measured_in = MeasuredIn.KILOGRAM


class DeliveryFactory(RecordFactory):
    class Meta:
        model = Delivery

    event = factory.SubFactory(EventFactory)
    delivered_as = DeliveredAs.REMOTE_DEMONSTRATION


def _consignment(about):
    where = {"programme": about.programme, "phase": about.phase, "administration": about.administration}
    return ConsignmentFactory(**where, maker=f"{about.word} spectrometers")


def _handover(about):
    consignment = _consignment(about)
    AcceptanceTestFactory(consignment=consignment)
    return HandoverFactory(consignment=consignment, received_by=f"{about.word} office")


def _operation(about, name="shield"):
    where = {"programme": about.programme, "phase": about.phase}
    return OperationFactory(**where, name=f"{about.word} {name}", administrations=[about.administration])


def _delivery(about):
    event = EventFactory()
    event.programmes.set([about.programme])
    event.phases.set([about.phase])
    return DeliveryFactory(event=event, note=f"{about.word} rooms")


# As in tests/factories/kept.py: one of each kind, of one programme, phase and administration.
MADE: dict[str, Callable[[Any], Any]] = {
    "equipment": _consignment,
    "acceptance-tests": lambda about: AcceptanceTestFactory(
        consignment=_consignment(about), findings=f"{about.word} passed"
    ),
    "handovers": _handover,
    "operators": lambda about: OperatorFactory(
        handover=_handover(about), person__family_name=f"{about.word}operator"
    ),
    "devices": lambda about: DeviceFactory(handover=_handover(about), place=f"{about.word} port"),
    "systems": lambda about: DeploymentFactory(
        programme=about.programme,
        phase=about.phase,
        administration=about.administration,
        note=f"{about.word} system",
    ),
    "operations": _operation,
    "deliveries": _delivery,
    "seizures": lambda about: SeizureFactory(
        operation=_operation(about, "sweep"),
        administration=about.administration,
        note=f"{about.word} seizure",
    ),
}
