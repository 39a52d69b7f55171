"""What a page tells is kept for a minute, for one reader, and never longer than it is true."""

import pytest
from django.core.cache.backends.redis import RedisCache
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisIsAway

from office import audit
from office.audit import Actor
from office.choices import Door, Verb
from office.keeping import records_version
from office.models import AuditEntry
from reports.actions import counting
from tests.factories.members import AccountFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, PhaseFactory

pytestmark = pytest.mark.django_db


def words(client, address="reports:region", **about):
    return client.get(reverse(address, kwargs=about)).content.decode()


def test_a_page_seen_again_is_not_counted_again(client, officer, django_assert_max_num_queries):
    HeadcountFactory(people=1234)
    client.force_login(officer)
    first = words(client)

    with django_assert_max_num_queries(4):
        again = words(client)

    assert "1,234" in first
    assert "1,234" in again


def test_a_change_is_seen_at_once(client, officer):
    row = HeadcountFactory(people=1234)
    client.force_login(officer)
    assert "1,234" in words(client)

    row.people = 4321
    row.save()

    assert "4,321" in words(client)
    assert "1,234" not in words(client)


def test_a_change_after_the_sums_were_stored_is_seen_at_once(client, officer):
    row = HeadcountFactory(people=1234)
    counting.recount(list(counting.changed_codes()), now=row.created_at)
    client.force_login(officer)
    assert "1,234" in words(client)

    row.delete()

    assert "1,234" not in words(client)


def test_what_one_reader_saw_is_not_shown_to_another(client, officer):
    phase = PhaseFactory()
    HeadcountFactory(people=1234, event__phases=[phase], event__programmes=[phase.programme])
    client.force_login(officer)
    about = {"code": phase.programme.code}
    assert "1,234" in words(client, "reports:programme-page", **about)

    stranger = AccountFactory(donor=True)
    client.force_login(stranger)

    assert client.get(reverse("reports:programme-page", kwargs=about)).status_code == 404


def test_two_donors_at_one_address_see_their_own(client):
    phase = PhaseFactory()
    HeadcountFactory(people=1234, event__phases=[phase])
    payer = AccountFactory(donor=True)
    phase.funding.create(donor=payer.organisation)
    client.force_login(payer)
    assert "1,234" in words(client, "reports:funded")

    client.force_login(AccountFactory(donor=True))

    assert "1,234" not in words(client, "reports:funded")


def test_a_page_without_its_cache_is_the_same(client, officer, monkeypatch):
    HeadcountFactory(people=1234)
    client.force_login(officer)

    def away(*asked, **more):
        raise RedisIsAway

    monkeypatch.setattr(RedisCache, "get", away)
    monkeypatch.setattr(RedisCache, "set", away)

    assert "1,234" in words(client)


def test_a_page_says_when_it_was_counted(client, officer):
    client.force_login(officer)

    assert "Counted " in words(client)


@pytest.mark.parametrize("address", ["programmes:event-list", "reports:home"])
def test_a_list_seen_again_is_not_asked_for_again(
    client, administrator, django_assert_max_num_queries, address
):
    EventFactory(title="Rules of origin")
    client.force_login(administrator)
    first = words(client, address)

    with django_assert_max_num_queries(7):
        again = words(client, address)

    assert "Rules of origin" in first
    assert "Rules of origin" in again


def test_what_somebody_saves_is_in_the_list_at_once(client, officer):
    event = EventFactory(title="Rules of origin")
    client.force_login(officer)
    assert "Rules of origin" in words(client, "programmes:event-list")

    event.title = "Customs valuation"
    audit.save(event, by=Actor(officer, Door.PAGE))

    assert "Customs valuation" in words(client, "programmes:event-list")
    assert "Rules of origin" not in words(client, "programmes:event-list")


def test_two_readers_of_one_list_see_their_own(client, officer):
    phase = PhaseFactory()
    event = EventFactory(title="Rules of origin", programmes=[phase.programme])
    client.force_login(officer)
    assert "Rules of origin" in words(client, "programmes:event-list")

    client.force_login(AccountFactory(donor=True))

    assert event.title not in words(client, "programmes:event-list")


def test_an_entry_of_the_trail_that_is_seen_late_is_noticed(officer):
    audit.note(EventFactory(), Verb.CHANGED, by=Actor(officer, Door.PAGE))
    entry = AuditEntry.objects.order_by("pk").last()
    entry.pk += 2  # of a writer who began later, and is done
    entry.save(force_insert=True)
    before = records_version()

    entry.pk -= 1
    entry.save(force_insert=True)

    assert records_version() != before
