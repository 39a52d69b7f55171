"""What stands inside an event of the API is narrowed as the lists are."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories.members import AccountFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
)

pytestmark = pytest.mark.django_db


def read(account, event):
    client = APIClient()
    client.force_authenticate(account)
    return client.get(reverse("api:event-detail", args=[event.pk])).json()


@pytest.fixture
def event():
    """An event of two phases, each paid for by a donor of its own."""
    own, other = FundingFactory(), FundingFactory(amount=5_000_000, currency="EUR")
    event = EventFactory(phases=[own.phase, other.phase])
    HeadcountFactory(event=event, people=3, women=1)
    return event


def test_a_donor_reads_of_an_event_the_phases_it_pays_for_only(event):
    own = event.phases.order_by("pk").first()
    donor = AccountFactory(donor=True, organisation=own.funding.get().donor)

    assert [phase["id"] for phase in read(donor, event)["phases"]] == [own.pk]


def test_a_master_trainer_reads_no_money_of_an_event_they_attended(event):
    trainer = AccountFactory(master_trainer=True)
    ParticipationFactory(event=event, person=trainer.person)

    assert read(trainer, event)["phases"] == []


def test_the_women_of_a_head_count_are_told_to_who_may_see_the_people(event):
    assert read(AccountFactory(officer=True), event)["headcounts"][0]["women"] == 1


def test_the_women_of_a_head_count_are_not_told_to_a_donor_or_another_administration(event):
    donor = AccountFactory(donor=True, organisation=event.phases.first().funding.get().donor)
    focal_point = AccountFactory(focal_point=True)
    event.programmes.add(PhaseFactory().programme)
    MembershipFactory(
        programme=event.programmes.get(), administration=focal_point.organisation.administration
    )

    for account in (donor, focal_point):
        (row,) = read(account, event)["headcounts"]
        assert (row["people"], "women" in row) == (3, False)
