"""What becomes of fellowships and support when two people turn out to be one, or a name is erased."""

import datetime as dt

import pytest

from members.actions.merging import merge_people
from members.models import Person
from office.audit import Actor
from office.choices import Door
from office.models import AuditPersonalValue
from reports.actions.anonymising import anonymise_person
from reports.indicators.support import FELLOWS, SUPPORT_PEOPLE
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.personal import all_about
from tests.factories.kept import (
    FellowshipFactory,
    FellowshipMilestoneFactory,
    FellowshipWeekFactory,
    SupportPersonFactory,
)
from tests.factories.members import PersonFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)


@pytest.fixture
def by(administrator):
    return Actor(administrator, Door.PAGE, "asked for")


def counted(reader):
    figures = measure(Scope(reader), [FELLOWS, SUPPORT_PEOPLE])
    return figures[FELLOWS].low, figures[SUPPORT_PEOPLE].low


def test_two_entries_of_one_fellow_become_one_with_log_and_milestones(administrator, by):
    kept, lost = PersonFactory(), PersonFactory()
    first = FellowshipFactory(person=kept)
    second = FellowshipFactory(person=lost, programme=first.programme)
    FellowshipWeekFactory(fellowship=first, number=1)
    FellowshipWeekFactory(fellowship=second, number=2)
    FellowshipMilestoneFactory(fellowship=second)
    SupportPersonFactory(person=lost)
    assert counted(administrator) == (2, 1)

    merge_people(kept=kept, lost=lost, by=by)

    assert counted(administrator) == (1, 1)
    (fellowship,) = kept.fellowships.all()
    assert sorted(fellowship.weeks_logged.values_list("number", flat=True)) == [1, 2]
    assert fellowship.milestones.count() == 1
    assert kept.support.count() == 1


def test_who_was_entered_twice_on_one_side_of_an_activity_is_there_once(administrator, by):
    first = SupportPersonFactory()
    lost = SupportPersonFactory(activity=first.activity).person
    SupportPersonFactory(activity=first.activity, person=lost, side="MANAGED")

    merge_people(kept=first.person, lost=lost, by=by)

    assert sorted(first.person.support.values_list("side", flat=True)) == ["MANAGED", "RECEIVED"]
    assert counted(administrator) == (0, 1)


def test_a_name_that_is_erased_takes_log_mentor_and_outcome_along_and_the_figures_stay(administrator, by):
    person = PersonFactory(family_name="Tuilagi", given_names="Mere")
    fellowship = FellowshipFactory(
        person=person, mentor="Ravi Kumar", outcome="Left when ill", objectives="Configure the module"
    )
    week = FellowshipWeekFactory(fellowship=fellowship, done="Saw the doctor")
    helped = SupportPersonFactory(person=person, position="Officer", note="Called twice")
    before = counted(administrator)

    anonymise_person(person=person, now=NOW, by=by)

    for row in (fellowship, week, helped):
        row.refresh_from_db()
    assert (fellowship.mentor, fellowship.outcome, week.done, helped.note, helped.position) == ("",) * 5
    assert "Tuilagi" not in str(Person.objects.get(pk=person.pk))
    assert counted(administrator) == before == (1, 1)
    assert not AuditPersonalValue.objects.filter(old__contains="doctor").exists()


def test_a_person_is_told_of_their_fellowships_and_their_part_in_support():
    person = PersonFactory()
    week = FellowshipWeekFactory(fellowship__person=person, done="Took calls")
    SupportPersonFactory(person=person, note="Came by ship")

    told = str(all_about(person))

    assert "Took calls" in told
    assert "Came by ship" in told
    assert str(week.fellowship.starts_on) in told
