"""The rows of an edition are kept once for each state."""

import pytest

from reports.actions.freezing import freeze_rows
from reports.models import FrozenSeat
from reports.scope import Scope
from tests.factories.programmes import EventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

MANY = 60


@pytest.fixture
def full_event():
    event = EventFactory()
    ParticipationFactory.create_batch(MANY, event=event)
    return event


def test_what_did_not_change_is_kept_once(full_event):
    first = freeze_rows(Scope.of_the_office())
    ParticipationFactory(event=full_event)

    second = freeze_rows(Scope.of_the_office())

    assert len(first.seats) == MANY
    assert first.seats < second.seats
    assert len(second.seats - first.seats) == 1
    assert FrozenSeat.objects.count() == MANY + 1
