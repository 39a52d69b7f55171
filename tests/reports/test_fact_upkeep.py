"""The database keeps the facts: whoever writes, by whatever door, they say what the records say."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection

from members.choices import Sex
from members.models import Administration, Person
from office import audit
from office.audit import Actor
from office.choices import Door
from programmes.models import Event, Headcount, Participation
from reports.actions import facts
from reports.models import ChangedSpan, EventFact, TurnoutFact
from tests.factories.members import CountryFactory, PersonFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    HeadcountFactory,
    ParticipationFactory,
    TopicFactory,
)
from tests.reports.hard_world import hard_world

pytestmark = pytest.mark.django_db

OPERATOR = Actor(None, Door.COMMAND)


@pytest.fixture
def world():
    return hard_world()


def changed():
    return set(ChangedSpan.objects.values_list("code", flat=True))


def by_hand(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def move_to(person):
    def write(world):
        Participation.objects.filter(person=world["officers"][3]).update(person=person())

    return write


def turn_out_to_be_one(organisation):
    row = Administration(organisation_ptr=organisation, country=CountryFactory(), member_name="Found")
    row.save_base(raw=True)


WRITES = {
    "a person is put on a list": lambda world: ParticipationFactory(event=world["autumn"]),
    "many people at once": lambda world: audit.add_many(
        Participation,
        [
            ParticipationFactory.build(
                event=world["autumn"], person=PersonFactory(), organisation=world["fiji"]
            )
        ],
        by=OPERATOR,
    ),
    "a person is taken off": lambda world: world["spring"].participations.all()[0].delete(),
    "a state changes": lambda world: world["spring"].participations.update(state="COMPLETED"),
    "nobody came": lambda world: world["spring"].participations.update(state="NO_SHOW"),
    "a row goes to another event": lambda world: world["spring"].participations.update(
        event=world["earlier"]
    ),
    "a row goes to another administration": lambda world: Participation.objects.update(
        organisation=world["tonga"]
    ),
    "two are one person": move_to(PersonFactory),
    "a sex is stated": lambda world: Person.objects.update(sex=Sex.WOMAN),
    "people are counted": lambda world: HeadcountFactory(event=world["autumn"], people=8),
    "a count is mended": lambda world: Headcount.objects.update(people=99, women=1),
    "counts are removed": lambda world: Headcount.objects.all().delete(),
    "an event moves to another day": lambda world: Event.objects.filter(pk=world["spring"].pk).update(
        starts_on=dt.date(2024, 4, 4), ends_on=dt.date(2024, 4, 4)
    ),
    "an event is cancelled": lambda world: Event.objects.filter(pk=world["spring"].pk).update(
        state="CANCELLED", state_reason="strike"
    ),
    "an event becomes part of another": lambda world: Event.objects.filter(pk=world["spring"].pk).update(
        parent=world["autumn"]
    ),
    "a part stands alone": lambda world: Event.objects.update(parent=None),
    "an event is removed": lambda world: [
        world["part"].participations.all().delete(),
        world["part"].delete(),
    ],
    "hours are recorded": lambda world: Event.objects.update(contact_hours=3),
    "a number of administrations is stated": lambda world: Event.objects.update(stated_administrations=40),
    "an organisation turns out to be an administration": lambda world: turn_out_to_be_one(
        Participation.objects.filter(organisation__administration__isnull=True)[0].organisation
    ),
    "a statement by hand": lambda world: by_hand("UPDATE programmes_headcount SET people = people + 1"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_facts_follow_in_the_same_transaction_when(write, world):
    write(world)

    held = facts.compare()

    assert held.kept > 10
    assert held.different == 0


@pytest.mark.parametrize(
    ("write", "spans"),
    [
        (lambda world: ParticipationFactory(event=world["spring"]), {"2023-03", "2023"}),
        (lambda world: HeadcountFactory(event=world["in_may"], people=2), {"2021-05", "2021"}),
        (lambda world: world["spring"].topics.add(TopicFactory()), {"2023-03", "2023"}),
        (lambda world: world["spring"].phases.clear(), {"2023-03", "2023"}),
        (lambda world: world["phase"].funding.all().delete(), {"2023-03", "2023"}),
        (lambda world: EventOrganisationFactory(event=world["autumn"], role="SPONSOR"), {"2023-09", "2023"}),
        (lambda world: Participation.objects.filter(event=world["some_day"]).delete(), {"undated"}),
        (
            lambda world: Event.objects.filter(pk=world["spring"].pk).update(
                starts_on=dt.date(2024, 4, 4), ends_on=dt.date(2024, 4, 4)
            ),
            {"2023-03", "2023", "2024-04", "2024"},
        ),
    ],
)
def test_a_change_notes_the_spans_it_touches_and_no_others(write, spans, world):
    ChangedSpan.objects.all().delete()

    write(world)

    assert changed() == spans


@pytest.mark.parametrize(
    "write",
    [
        lambda world: Event.objects.filter(pk=world["spring"].pk).update(title="Another title", note="x"),
        lambda world: Participation.objects.update(position="Director"),
        lambda world: Person.objects.update(email="a@example.org"),
        lambda world: Headcount.objects.update(source="page 4"),
        lambda world: ParticipationFactory(event=world["spring"], state="NOMINATED"),
        lambda world: ParticipationFactory(event=world["cancelled"]),
        lambda world: EventFactory(planned=True),
    ],
)
def test_what_no_figure_rests_on_notes_nothing(write, world):
    ChangedSpan.objects.all().delete()

    write(world)

    assert changed() == set()


def test_a_rebuild_mends_what_was_broken_by_hand(world):
    by_hand("DELETE FROM reports_turnoutfact WHERE seats > 2")
    by_hand("UPDATE reports_eventfact SET state = 'HELD'")
    assert facts.compare().different > 2

    facts.rebuild()

    assert facts.compare().different == 0


def test_the_command_says_first_and_writes_on_demand(world, capsys):
    by_hand("UPDATE reports_turnoutfact SET seats = seats + 1")

    call_command("rebuild_figures")
    assert "differ from the records" in capsys.readouterr().out
    assert facts.compare().different > 0

    call_command("rebuild_figures", "--write")
    assert facts.compare().different == 0

    call_command("rebuild_figures")
    said = capsys.readouterr().out
    assert "0 differ from the records" in said
    assert "0 different, 0 new" in said


def test_facts_of_a_table_emptied_are_gone(world):
    Participation.objects.all().delete()
    Headcount.objects.all().delete()

    assert TurnoutFact.objects.count() == 0
    assert EventFact.objects.filter(has_participants=True).count() == 0


def test_facts_of_all_generations_follow(world):
    grandchild = EventFactory(parent=world["part"])
    HeadcountFactory(event=world["earlier"], people=3)
    Event.objects.filter(pk=grandchild.pk).update(contact_hours=2)
    Event.objects.filter(pk=world["part"].pk).update(parent=world["autumn"])

    assert facts.compare().different == 0


def test_the_turnout_of_a_few_events_is_read_by_their_rows_alone():
    """However many participations there are: each statement that writes some renews facts by this view."""
    events = [EventFactory().pk, EventFactory().pk]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table would be read whole in any case
        cursor.execute("EXPLAIN SELECT * FROM reports_turnoutfact_now WHERE event_id = ANY (%s)", [events])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    for table, row in (("programmes_participation", "p"), ("programmes_headcount", "h")):
        _before, _found, rest = plan.partition(f" on {table} {row}")
        assert "(event_id = e.event_id)" in rest.split("->")[0]
