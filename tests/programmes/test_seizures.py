"""What was seized is entered by administration or of all together, and adds up."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor
from office.choices import Door
from programmes.actions.operating import save_seizure
from programmes.choices import MeasuredIn
from programmes.models import Seizure
from tests.factories.deliverables import OperationFactory, SeizureFactory
from tests.factories.members import AdministrationFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


@pytest.mark.parametrize("is_all_first", [True, False])
def test_what_all_seized_and_what_one_seized_do_not_stand_beside_each_other(is_all_first):
    operation, lao = OperationFactory(), AdministrationFactory()
    first, second = (None, lao) if is_all_first else (lao, None)
    SeizureFactory(operation=operation, administration=first)
    again = Seizure(
        operation=operation,
        administration=second,
        commodity="AMMONIUM nitrate",
        quantity=5,
        measured_in=MeasuredIn.KILOGRAM,
    )

    with pytest.raises(ValidationError) as refused:
        save_seizure(record=again, today=dt.date(2024, 1, 1), by=BY)

    assert list(refused.value.error_dict) == ["administration"]
    assert Seizure.objects.count() == 1


def test_another_unit_commodity_or_operation_is_another_matter_and_a_line_is_changed():
    row = SeizureFactory(administration=None)
    for about in (
        {"measured_in": MeasuredIn.PIECE},
        {"commodity": "Rifles"},
        {"operation": OperationFactory()},
    ):
        said = {
            "operation": row.operation,
            "commodity": row.commodity,
            "measured_in": row.measured_in,
        } | about
        other = Seizure(administration=AdministrationFactory(), quantity=5, **said)
        save_seizure(record=other, today=dt.date(2024, 1, 1), by=BY)
    row.refresh_from_db()
    row.administration = AdministrationFactory()

    save_seizure(record=row, today=dt.date(2024, 1, 1), by=BY)

    assert Seizure.objects.count() == 4
