"""The people of the demonstration come with the portal, are marked as made up, and are entered once."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from members.models import Person
from office.audit import Actor
from office.choices import Door
from tests.factories.members import PersonFactory
from trainers.actions.ledger import enter_line
from trainers.choices import Step
from trainers.intake import demonstration
from trainers.models import LedgerLine, Scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

BY = Actor(None, Door.COMMAND)
TODAY = dt.date(2026, 12, 1)


def test_everybody_of_the_demonstration_is_made_up_and_loading_it_again_changes_nothing():
    real = PersonFactory(family_name="Vakatora", given_names="Litia")

    first = demonstration.load(today=TODAY, by=BY)
    again = demonstration.load(today=TODAY, by=BY)

    assert first > 30
    assert again == 0
    assert not LedgerLine.objects.filter(person__is_made_up=False).exists()
    assert not real.ledger_lines.exists()
    assert Person.objects.filter(is_made_up=True, postings__isnull=True).count() == 0


def test_what_lies_ahead_of_the_day_is_left_out():
    demonstration.load(today=dt.date(2020, 1, 1), by=BY)

    assert LedgerLine.objects.latest("taken_on").taken_on < dt.date(2020, 1, 1)


def test_it_is_entered_only_where_the_portal_runs_its_own_database(settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError):
        call_command("make_demo_trainers")
    assert not LedgerLine.objects.exists()


def test_every_scheme_has_a_source_an_owner_and_a_way_to_an_accreditation():
    assert {each.code for each in Scheme.objects.all()} == {"MT", "ACE", "PGS", "TOA"}
    for scheme in Scheme.objects.select_related("owner"):
        assert scheme.source
        assert scheme.path[-1] == "ACCREDITED"


def test_steps_somebody_took_while_looking_around_stand_and_stop_nothing():
    """Entered again after somebody tried the pages, or over the demonstration of an earlier version."""
    demonstration.load(today=dt.date(2023, 8, 1), by=BY)
    about = {
        "person": Person.objects.get(family_name="Kaupa", given_names="Dorcas"),
        "scheme": Scheme.objects.get(code="ACE"),
    }
    mission = LedgerLine.objects.get(**about, step=Step.FIELD_MISSION)
    accredited = LedgerLine(
        **about, topic=mission.topic, step=Step.ACCREDITED, taken_on=dt.date(2023, 8, 1), evidence="Tried"
    )
    enter_line(line=accredited, today=TODAY, by=BY)

    demonstration.load(today=TODAY, by=BY)

    steps = LedgerLine.objects.filter(**about, step=Step.ACCREDITED)
    assert [line.taken_on for line in steps] == [dt.date(2023, 8, 1)]
