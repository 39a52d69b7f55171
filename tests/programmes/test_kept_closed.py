"""What lies in a closed period no longer changes, whatever kind of record it is."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from office.audit import Actor
from office.choices import Door
from programmes.actions.guarding import PeriodClosed, refuse_if_kept_closed
from programmes.kinds.registry import KINDS
from programmes.models import Event
from tests.factories.deliverables import DeploymentFactory, OperationFactory
from tests.factories.kept import MADE, ExpenditureFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import AssignmentFactory, ClosedPeriodFactory, PhaseFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.PAGE, "Mistake")
# What counts on a day of its own. Of others no day places them: what is known now, what was agreed.
OF_A_DAY = [word for word, kind in KINDS.items() if kind.rows().days_at or kind.rows().event_at]
AT_LEAST = {"equipment", "handovers", "operations", "seizures", "deliveries", "expenditures", "missions"}


@pytest.fixture
def about():
    phase = PhaseFactory()
    return SimpleNamespace(
        phase=phase, programme=phase.programme, administration=AdministrationFactory(), word="closed"
    )


def test_what_figures_rest_on_has_a_day():
    assert set(OF_A_DAY) >= AT_LEAST | {"fellowships", "support", "support-people", "systems"}


@pytest.mark.parametrize("word", OF_A_DAY)
def test_a_record_of_a_closed_period_is_neither_changed_nor_removed(word, about):
    record = MADE[word](about)
    _date(record)
    ClosedPeriodFactory(programme=about.programme, starts_on="2000-01-01", ends_on="2040-12-31")
    kind = KINDS[word]

    if word == "systems":
        record.live_on = dt.date(2024, 1, 8)
    with pytest.raises(PeriodClosed):
        kind.keep(record=record, today=timezone.localdate(), by=BY)
    with pytest.raises(PeriodClosed):
        kind.take_away(record=record, by=BY)


def _date(record):
    """Give a record its day, where the one of the sweeps has none."""
    for name in ("consigned_on", "assessed_on"):
        if hasattr(record, name):
            setattr(record, name, dt.date(2023, 3, 1))
            record.save()
    event = getattr(record, "event", None)
    if isinstance(event, Event):
        event.programmes.set([record.event.programmes.first() or _programme(record)])


def _programme(record):
    return getattr(record, "programme", None)


def test_a_record_is_not_moved_into_a_closed_period_or_out_of_one(about):
    ClosedPeriodFactory(programme=about.programme, starts_on="2023-01-01", ends_on="2023-12-31")
    inside = ExpenditureFactory(programme=about.programme, spent_on="2023-05-01")
    outside = ExpenditureFactory(programme=about.programme, spent_on="2024-05-01")
    inside.spent_on, outside.spent_on = dt.date(2024, 5, 1), dt.date(2023, 5, 1)

    for record in (inside, outside):
        with pytest.raises(PeriodClosed):
            refuse_if_kept_closed(record)


def test_a_system_goes_on_after_the_period_of_its_first_stage_is_closed(about):
    row = DeploymentFactory(phase=about.phase, assessed_on="2023-03-01")
    ClosedPeriodFactory(programme=about.programme, starts_on="2023-01-01", ends_on="2023-12-31")
    row.refresh_from_db()

    row.live_on = dt.date(2024, 2, 1)
    refuse_if_kept_closed(row)

    row.assessed_on = dt.date(2023, 3, 2)
    with pytest.raises(PeriodClosed):
        refuse_if_kept_closed(row)


def test_the_page_says_why_and_what_lies_in_an_open_period_is_changed(client, about):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=about.programme)
    client.force_login(account)
    ClosedPeriodFactory(
        programme=about.programme, starts_on="2023-01-01", ends_on="2023-12-31", reason="The report is out."
    )
    closed = OperationFactory(phase=about.phase)
    later = OperationFactory(phase=about.phase, starts_on="2024-06-05", ends_on="2024-06-16")

    refused, taken = (
        client.post(reverse("programmes:operations-remove", args=[each.pk]), {"reason": "Mistake"})
        for each in (closed, later)
    )

    assert "The report is out." in refused.content.decode()
    assert taken.status_code == 302
