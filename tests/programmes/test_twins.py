"""The same event entered twice: found, told apart, or made one of both programmes."""

import datetime as dt

import pytest
from django.urls import reverse

from office.models import AuditEntry
from programmes.actions.twins import twins_of
from programmes.models import Event, NotTwin
from tests.factories.kept import ExpenditureFactory
from tests.factories.members import AccountFactory, CountryFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    EventOrganisationFactory,
    HeadcountFactory,
    ParticipationFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": dt.date(2023, 9, 4), "ends_on": dt.date(2023, 9, 8)}
LIST = reverse("programmes:twin-list")


@pytest.fixture
def fiji():
    return CountryFactory()


@pytest.fixture
def officer(client):
    account = AccountFactory(officer=True)
    client.force_login(account)
    return account


@pytest.fixture
def pair(officer, fiji):
    """Two entries of one workshop, by two programmes the officer works on."""
    first, second = ProgrammeFactory(), ProgrammeFactory()
    for programme in (first, second):
        AssignmentFactory(account=officer, programme=programme)
    about = {**DAYS, "host_country": fiji, "city": "Suva"}
    return (
        EventFactory(title="Workshop on valuation", programmes=[first], **about),
        EventFactory(title="Valuation workshop", programmes=[second], topics=[TopicFactory()], **about),
    )


def decide(client, kept, other, decision, reason="The same week in Suva"):
    address = reverse("programmes:twin-decide", args=[kept.pk, other.pk])
    return client.post(address, {"decision": decision, "reason": reason}, follow=True)


def test_entries_of_the_same_days_and_place_are_shown_to_who_works_on_one(client, officer, pair, fiji):
    about = {"host_country": fiji, "city": "Suva"}
    EventFactory(**DAYS, host_country=fiji, city="Nadi", programmes=[ProgrammeFactory()])
    EventFactory(**about, starts_on=dt.date(2023, 9, 4), ends_on=dt.date(2023, 9, 7))
    EventFactory(**about, **DAYS, state="CANCELLED", state_reason="Storm")
    EventFactory(**DAYS, host_country=CountryFactory(), city="Suva")

    (found,) = twins_of(officer)

    assert (found.event, found.other) == pair
    assert found.why == ("the same place",)
    assert "Valuation workshop" in client.get(LIST).content.decode()
    assert not twins_of(AccountFactory(officer=True))


def test_parts_of_one_activity_and_a_part_and_its_whole_are_no_twins(officer, fiji):
    programme = AssignmentFactory(account=officer).programme
    about = {**DAYS, "host_country": fiji, "city": "Suva", "programmes": [programme]}
    whole = EventFactory(**about)
    for _each in range(2):
        EventFactory(**about, parent=whole)

    assert not twins_of(officer)


def test_two_events_are_told_apart_once_for_all(client, officer, pair):
    decide(client, pair[1], pair[0], "apart")

    verdict = NotTwin.objects.get()
    assert (verdict.event, verdict.other) == pair
    assert not twins_of(officer)
    assert "said before" in decide(client, *pair, "apart").content.decode()


def test_one_event_keeps_what_both_belong_to_and_the_other_goes_with_a_reason(client, officer, pair):
    kept, other = pair
    topic = other.topics.get()
    sponsor = EventOrganisationFactory(event=other, role="SPONSOR").organisation

    decide(client, kept, other, "one")

    assert kept.programmes.count() == 2
    assert list(kept.topics.all()) == [topic]
    assert kept.organisations.get(role="SPONSOR").organisation == sponsor
    assert not Event.objects.filter(pk=other.pk).exists()
    assert AuditEntry.objects.filter(reason="The same week in Suva").exists()


def test_nobody_and_no_number_is_lost_when_two_become_one(client, pair):
    kept, other = pair
    HeadcountFactory(event=other)
    assert "keep that one" in decide(client, kept, other, "one").content.decode()
    ParticipationFactory(event=other)

    assert "only on the list" in decide(client, kept, other, "one").content.decode()

    assert Event.objects.filter(pk=other.pk).exists()
    assert kept.programmes.count() == 1


def test_an_entry_that_other_records_name_stays(client, pair):
    kept, other = pair
    ExpenditureFactory(programme=other.programmes.get(), event=other)

    assert "Other records name" in decide(client, kept, other, "one").content.decode()
    assert kept.programmes.count() == 1


def test_a_decision_needs_a_reason_and_the_right_to_change_both(client, pair):
    assert "reason stays on record" in decide(client, *pair, "apart", reason=" ").content.decode()
    elsewhere = EventFactory(programmes=[ProgrammeFactory()])

    assert decide(client, pair[0], elsewhere, "one").status_code == 403
    assert not NotTwin.objects.exists()
    assert Event.objects.filter(pk=elsewhere.pk).exists()
