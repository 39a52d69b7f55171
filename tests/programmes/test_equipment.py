"""Equipment: consigned, accepted, handed over, taught on, and still with somebody who can use it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from members.choices import Standing
from office.audit import Actor
from office.choices import Door
from programmes.actions import equipment
from programmes.choices import ParticipationState
from programmes.models import AcceptanceTest, Consignment, Device, Handover
from programmes.models.operators import with_operators
from tests.factories.deliverables import (
    AcceptanceTestFactory,
    ConsignmentFactory,
    DeviceFactory,
    HandoverFactory,
    OperatorFactory,
)
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, FundingFactory, MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.COMMAND)
TODAY = dt.date(2023, 12, 1)


def save(record):
    return equipment.save_on_the_way(record=record, today=TODAY, by=BY)


def handover_of(consignment, quantity, day=dt.date(2023, 4, 3)):
    return Handover(consignment=consignment, quantity=quantity, handed_over_on=day)


def test_a_handover_after_its_acceptance_test_is_kept():
    consignment = ConsignmentFactory(quantity=7)
    save(AcceptanceTest(consignment=consignment, passed=7, tested_on=dt.date(2023, 4, 3)))

    assert save(handover_of(consignment, 7))


def test_a_handover_without_an_acceptance_test_is_refused_at_its_day():
    consignment = ConsignmentFactory()

    with pytest.raises(ValidationError) as refused:
        save(handover_of(consignment, 1))

    assert list(refused.value.error_dict) == ["handed_over_on"]
    assert not Handover.objects.exists()


def test_a_handover_before_its_acceptance_test_is_refused():
    test = AcceptanceTestFactory(tested_on=dt.date(2023, 4, 4))

    with pytest.raises(ValidationError, match="enter the test first"):
        save(handover_of(test.consignment, 1, dt.date(2023, 4, 3)))


def test_a_test_of_which_no_day_is_recorded_lets_devices_be_handed_over():
    test = AcceptanceTestFactory(tested_on=None)

    assert save(handover_of(test.consignment, 10))


def test_no_more_is_handed_over_than_passed_the_test_by_then():
    consignment = ConsignmentFactory(quantity=10)
    AcceptanceTestFactory(consignment=consignment, passed=4, failed=6, tested_on=dt.date(2023, 3, 1))
    AcceptanceTestFactory(consignment=consignment, passed=6, tested_on=dt.date(2023, 5, 1))
    save(handover_of(consignment, 4))

    with pytest.raises(ValidationError, match="By 30 April 2023 5 would be handed over, and 4 had passed"):
        save(handover_of(consignment, 1, dt.date(2023, 4, 30)))
    assert save(handover_of(consignment, 6, dt.date(2023, 5, 1)))


def test_more_handed_over_than_consigned_is_refused_at_the_quantity():
    consignment = ConsignmentFactory(quantity=10)
    AcceptanceTestFactory(consignment=consignment, passed=10)
    save(handover_of(consignment, 7))

    with pytest.raises(ValidationError) as refused:
        save(handover_of(consignment, 4))

    assert "quantity" in refused.value.error_dict


def test_a_consignment_cannot_become_smaller_than_what_was_handed_over():
    consignment = ConsignmentFactory(quantity=10)
    AcceptanceTestFactory(consignment=consignment, passed=8)
    save(handover_of(consignment, 8))
    consignment.quantity = 7

    with pytest.raises(ValidationError, match="consigned: 7"):
        save(consignment)
    assert Consignment.objects.get().quantity == 10


def test_a_test_that_a_handover_rests_on_is_not_removed():
    test = AcceptanceTestFactory()
    save(handover_of(test.consignment, 1))

    with pytest.raises(ValidationError, match="enter the test first"):
        equipment.remove_on_the_way(record=test, by=BY)
    assert AcceptanceTest.objects.exists()


def test_a_handover_with_devices_is_not_removed_before_them():
    device = DeviceFactory()

    with pytest.raises(ValidationError, match="remove that first"):
        equipment.remove_on_the_way(record=device.handover, by=BY)


def test_no_more_devices_are_listed_than_were_handed_over():
    test = AcceptanceTestFactory()
    handover = HandoverFactory(consignment=test.consignment, quantity=1)
    save(Device(handover=handover, serial="A1", seen_on=dt.date(2023, 5, 2)))

    with pytest.raises(ValidationError, match="listed than were handed over: 1"):
        save(Device(handover=handover, serial="A2", seen_on=dt.date(2023, 5, 2)))


def test_a_handover_to_come_is_refused():
    test = AcceptanceTestFactory()

    with pytest.raises(ValidationError, match="still to come"):
        save(handover_of(test.consignment, 1, TODAY + dt.timedelta(days=1)))


def test_an_amount_needs_its_currency():
    with pytest.raises(IntegrityError, match="consignment_amount_has_currency"):
        ConsignmentFactory(amount=Decimal(5))


def test_two_tests_and_two_handovers_do_not_multiply_each_other():
    consignment = ConsignmentFactory(quantity=10)
    for passed, handed in ((6, 3), (4, 4)):
        AcceptanceTestFactory(consignment=consignment, passed=passed)
        HandoverFactory(consignment=consignment, quantity=handed)
    ConsignmentFactory()

    found = Consignment.objects.with_progress().get(pk=consignment.pk)

    assert (found.accepted, found.handed) == (10, 7)


def operators_of(handover):
    found = with_operators(Handover.objects.filter(pk=handover.pk)).get()
    return found.trained, found.in_post, found.gone


def test_operators_are_those_named_and_those_taught_at_the_training_each_once():
    training = EventFactory()
    handover = HandoverFactory(training=training)
    here = handover.consignment.administration
    both = PersonFactory()
    OperatorFactory(handover=handover, person=both)
    ParticipationFactory(event=training, person=both, organisation=here)
    ParticipationFactory(event=training, organisation=here)
    ParticipationFactory(event=training, organisation=here, state=ParticipationState.NO_SHOW)
    ParticipationFactory(event=training, organisation=AdministrationFactory())
    OperatorFactory()

    assert operators_of(handover) == (2, 0, 0)


def test_an_operator_is_in_post_gone_or_neither_is_known():
    handover = HandoverFactory()
    here = handover.consignment.administration
    for standing in (Standing.IN_POST, Standing.LEFT, Standing.UNKNOWN):
        person = OperatorFactory(handover=handover).person
        known_on = None if standing == Standing.UNKNOWN else dt.date(2023, 11, 1)
        PostingFactory(person=person, organisation=here, standing=standing, known_on=known_on)
    elsewhere = OperatorFactory(handover=handover).person
    PostingFactory(
        person=elsewhere,
        organisation=AdministrationFactory(),
        standing=Standing.IN_POST,
        known_on=dt.date(2023, 11, 1),
    )

    assert operators_of(handover) == (4, 1, 1)


def test_a_focal_point_sees_the_equipment_of_its_own_administration_alone():
    own, other = ConsignmentFactory(), ConsignmentFactory()
    for each in (own, other):
        MembershipFactory(programme=each.programme, administration=own.administration)
    reader = AccountFactory(focal_point=True, organisation=own.administration)

    assert list(Consignment.objects.visible_to(reader)) == [own]


def test_a_donor_sees_the_equipment_of_its_phases_and_nobody_who_was_taught_on_it():
    operator = OperatorFactory()
    handover = operator.handover
    funding = FundingFactory(phase=handover.consignment.phase)
    other = HandoverFactory()
    donor = AccountFactory(donor=True, organisation=funding.donor)

    assert list(Handover.objects.visible_to(donor)) == [handover]
    assert other not in Handover.objects.visible_to(donor)
    assert not type(operator).objects.visible_to(donor).exists()
