"""What was reported of a closed period is stored for good, and it is seen when the records say otherwise."""

import datetime as dt
import hashlib
import zlib

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from programmes.actions.closing import close_period, reopen_period
from reports.actions import sealing
from reports.models import Seal
from reports.tasks import look_at_seals, refresh_figures
from tests.factories.reports import SealFactory
from tests.reports.hard_world import hard_world

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.COMMAND, reason="reported to the donor")
NOW = dt.datetime(2024, 1, 15, 9, tzinfo=dt.UTC)


@pytest.fixture
def world():
    return hard_world()


@pytest.fixture
def closed(world):
    return close_period(
        programme=world["ours"], starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2023, 12, 31), by=BY
    )


def by_hand(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_closed_period_is_sealed_once(closed):
    (seal,) = sealing.seal_closed(now=NOW)

    assert sealing.seal_closed(now=NOW) == []
    assert seal.period == closed
    assert hashlib.sha256(zlib.decompress(seal.figures)).hexdigest() == seal.checksum


def test_counting_it_again_gives_the_same_bytes(closed):
    (seal,) = sealing.seal_closed(now=NOW)

    (looked,) = sealing.look_again(now=NOW + dt.timedelta(days=400))

    assert looked.holds
    seal.refresh_from_db()
    assert seal.looked_at == NOW + dt.timedelta(days=400)


def test_what_happens_outside_the_period_leaves_it_alone(closed, world):
    sealing.seal_closed(now=NOW)
    world["in_may"].participations.all().delete()

    assert sealing.look_again(now=NOW)[0].holds


def test_records_changed_behind_the_portal_break_the_seal(closed, world):
    sealing.seal_closed(now=NOW)
    by_hand("UPDATE programmes_participation SET state = 'COMPLETED'")

    look_at_seals()

    assert not Seal.objects.get().holds


def test_two_who_become_one_person_are_seen_too(closed, world):
    sealing.seal_closed(now=NOW)
    first, _, _, last = world["officers"]
    world["autumn"].participations.filter(person=first).update(person=last)

    assert not sealing.look_again(now=NOW)[0].holds


def test_a_period_opened_again_is_not_looked_at(closed, world):
    sealing.seal_closed(now=NOW)
    reopen_period(period=closed, now=NOW, by=BY)

    assert sealing.look_again(now=NOW) == []


def test_the_beat_seals_what_was_closed(closed):
    refresh_figures()

    assert Seal.objects.get().period == closed


def test_the_command_says_which_closed_periods_differ(closed, capsys):
    sealing.seal_closed(now=NOW)
    by_hand("UPDATE programmes_participation SET state = 'COMPLETED'")

    call_command("rebuild_figures")

    assert "1 closed periods: 0 as they were closed, 1 different." in capsys.readouterr().out
    assert Seal.objects.get().holds  # only said


def test_seals_are_seen_with_their_programme(officer, donor):
    seal = SealFactory()

    assert list(Seal.objects.visible_to(officer)) == [seal]
    assert list(Seal.objects.visible_to(donor)) == []


def test_a_programmes_page_says_whether_what_was_closed_still_holds(client, officer, closed, world):
    sealing.seal_closed(now=NOW)
    client.force_login(officer)
    address = reverse("reports:programme-page", args=["OURS"])
    assert "they are the same" in client.get(address).content.decode()

    by_hand("UPDATE programmes_participation SET state = 'COMPLETED'")
    look_at_seals()

    assert "they differ" in client.get(address).content.decode()
