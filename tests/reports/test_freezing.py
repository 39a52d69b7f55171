"""The rows of an edition are kept once for each state, of many rows as quickly as of few."""

import pytest
from django.db import connection

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


def times_read():
    """Return how often this transaction has read the kept rows from the first to the last."""
    table = FrozenSeat._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = %s", [table])
        return cursor.fetchone()[0]


def test_rows_just_kept_are_not_looked_through_for_each_further_one(full_event):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reports_frozenseat")  # of the pages that tests before left behind
        cursor.execute("ANALYZE reports_frozenseat")  # which is empty, and known to be
    before = times_read()

    frozen = freeze_rows(Scope.of_the_office())

    assert len(frozen.seats) == FrozenSeat.objects.count() == MANY
    assert times_read() - before < MANY / 10


def test_what_did_not_change_is_kept_once(full_event):
    first = freeze_rows(Scope.of_the_office())
    ParticipationFactory(event=full_event)

    second = freeze_rows(Scope.of_the_office())

    assert first.seats < second.seats
    assert len(second.seats - first.seats) == 1
    assert FrozenSeat.objects.count() == MANY + 1
