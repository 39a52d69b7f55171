"""Systems by stage, operations with those who take part, and what was seized."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from office.audit import Actor
from office.choices import Door
from programmes.actions.operating import save_operation
from programmes.choices import Stage
from programmes.models import Operation
from tests.factories.deliverables import DeploymentFactory, OperationFactory, SeizureFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import MembershipFactory, PhaseFactory

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.COMMAND)
TODAY = dt.date(2023, 12, 1)


def test_a_stage_dated_before_any_earlier_one_is_refused_at_its_day():
    deployment = DeploymentFactory.build(
        assessed_on=dt.date(2020, 1, 10), installed_on=dt.date(2020, 1, 9), live_on=dt.date(2020, 3, 1)
    )

    with pytest.raises(ValidationError) as refused:
        deployment.clean()

    assert list(refused.value.error_dict) == ["installed_on"]


def test_the_database_refuses_a_stage_before_an_earlier_one_too():
    with pytest.raises(IntegrityError, match="deployment_agreed_on_before_live_on"):
        DeploymentFactory(agreed_on=dt.date(2020, 1, 10), live_on=dt.date(2020, 1, 9))


def test_the_stage_is_the_last_one_of_which_a_day_is_recorded():
    assert DeploymentFactory().stage == Stage.NOT_STATED
    assert DeploymentFactory(agreed_on=dt.date(2020, 1, 1), trained_on=dt.date(2020, 2, 1)).stage == "TRAINED"


def test_an_operation_without_administrations_is_refused():
    phase = PhaseFactory()
    operation = Operation(programme=phase.programme, phase=phase, name="Precursors")
    operation.chosen = ([], [])

    with pytest.raises(ValidationError) as refused:
        save_operation(record=operation, today=TODAY, by=BY)

    assert list(refused.value.error_dict) == ["administrations"]
    assert not Operation.objects.exists()


def test_an_administration_that_reported_a_seizure_stays_in_the_operation():
    seizure = SeizureFactory(administration=AdministrationFactory())
    seizure.operation.administrations.set([seizure.administration])
    seizure.operation.chosen = ([AdministrationFactory()], [])

    with pytest.raises(ValidationError, match="takes part in it"):
        save_operation(record=seizure.operation, today=TODAY, by=BY)


def test_an_operation_ends_after_its_start_and_is_planned_before_it():
    with pytest.raises(IntegrityError, match="operation_ends_after_start"):
        OperationFactory(starts_on=dt.date(2023, 6, 5), ends_on=dt.date(2023, 6, 4))


def test_a_quantity_seized_needs_its_unit():
    with pytest.raises(IntegrityError, match="seizure_quantity_has_unit"):
        SeizureFactory(quantity=5, measured_in="")


def test_a_focal_point_reads_its_own_seizures_and_those_of_the_whole_operation():
    own, whole, other = (
        SeizureFactory(administration=AdministrationFactory()),
        SeizureFactory(),
        SeizureFactory(administration=AdministrationFactory()),
    )
    for each in (own, whole, other):
        MembershipFactory(programme=each.operation.programme, administration=own.administration)
    reader = AccountFactory(focal_point=True, organisation=own.administration)

    assert set(type(own).objects.visible_to(reader)) == {own, whole}
