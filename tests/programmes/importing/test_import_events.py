"""A published list becomes events: what each row turns into, and what is said of the others."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Organisation
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from programmes.actions.entries import Day, EventEntry, ImpossibleEntry, Stated
from programmes.actions.importing import import_events
from programmes.choices import EventKind, EventState, OrganisationRole, Precision
from programmes.models import Event, Headcount, SourceRow
from tests.factories.members import (
    CountryFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
)
from tests.factories.programmes import (
    ClosedPeriodFactory,
    ProgrammeFactory,
    SourceRowFactory,
    TopicAliasFactory,
    TopicFactory,
)
from tests.programmes.importing.listing import line_of

pytestmark = pytest.mark.usefixtures("fiji")


def test_a_row_becomes_an_event_with_all_it_says(land):
    programme = ProgrammeFactory(code="APSP")
    topic = TopicFactory(name="Rules of origin")
    wco = OrganisationFactory(name="WCO")
    OrganisationAliasFactory(organisation=wco, name="World Customs Organization")
    OrganisationFactory(name="CCF/Japan")

    event = land(
        programme="APSP",
        topic="rules of ORIGIN",
        city="Suva",
        host_country="FJ",
        mode="in-person",
        organisers="World Customs Organization",
        sponsor="CCF/Japan",
        note="Two  days in\nSuva",
    )

    assert (event.kind, event.level, event.mode) == ("WORKSHOP", "NATIONAL", "IN_PERSON")
    assert (event.state, event.city, event.host_country_id) == ("HELD", "Suva", "FJ")
    assert (event.starts_on, event.ends_on) == (dt.date(2023, 9, 4), dt.date(2023, 9, 8))
    assert (event.source, event.note) == ("https://example.org/news/1", "Two days in\nSuva")
    assert list(event.programmes.all()) == [programme]
    assert list(event.topics.all()) == [topic]
    roles = event.organisations.values_list("organisation__name", "role").order_by("role")
    assert list(roles) == [("WCO", "ORGANISER"), ("CCF/Japan", "SPONSOR")]


def test_partners_stand_in_a_column_that_may_be_left_out(land):
    event = land(partners="World Bank;ADB", organisers="WCO")

    named = event.organisations.filter(role=OrganisationRole.PARTNER)
    assert {each.organisation.name for each in named} == {"World Bank", "ADB"}


def test_the_row_is_kept_as_it_stood(land):
    event = land(event_title="  A  workshop ", topic="unknown topic")

    row = SourceRow.objects.get(event=event)
    assert (row.title, row.address) == ("A workshop", "https://example.org/news/1")
    assert row.cells["event_title"] == "  A  workshop "
    assert row.cells["topic"] == "unknown topic"


def test_a_dry_run_says_the_same_and_saves_nothing(printed):
    lines = [line_of(organisers="Nobody knows"), line_of(event_title="B", kind="party")]

    nothing_saved, *dry = printed(*lines, write=False)
    assert nothing_saved == "Nothing is saved. Repeat with --write to save."
    assert not Event.objects.exists()
    assert not SourceRow.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not Organisation.objects.filter(name="Nobody knows").exists()

    assert printed(*lines) == dry
    assert dry[-1] == "2 rows: 1 new, 0 unchanged, 0 changed (not overwritten), 1 refused; 0 for a decision"


def test_importing_twice_changes_nothing(printed):
    line = line_of(organisers="Nobody knows", countries="FJ")
    printed(line)
    before = AuditEntry.objects.count()

    again = printed(line)

    assert again[-1].startswith("1 row: 0 new, 1 unchanged,")
    assert Event.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_a_changed_row_is_listed_and_not_overwritten(printed):
    printed(line_of(city="Suva"))

    again = printed(line_of(city="Nadi", note="moved"))

    assert "  line 2, “National workshop on origin”: columns city, note" in again
    assert "0 new, 0 unchanged, 1 changed (not overwritten), 0 refused" in again[-1]
    assert Event.objects.get().city == "Suva"


def test_a_line_that_stands_twice_is_read_once(printed):
    lines = printed(line_of(), line_of(event_title="Another"), line_of())

    assert "  line 4: the same as line 2." in lines
    assert lines[-1].startswith("3 rows: 2 new,")
    assert "1 repeated (ignored)" in lines[-1]


def test_two_lines_of_one_key_that_differ_are_both_refused(printed):
    lines = printed(line_of(city="Suva"), line_of(city="Nadi"))

    why = "Lines 2, 3 have the same title and source and say different things."
    assert f"  line 2: {why}" in lines
    assert f"  line 3: {why}" in lines
    assert "0 new, 0 unchanged, 0 changed (not overwritten), 2 refused" in lines[-1]
    assert not Event.objects.exists()


def test_every_problem_of_a_row_is_named_at_once_and_good_rows_land(printed):
    bad = line_of(
        event_title="B",
        programme="NASA",
        kind="party",
        start_date="2023-13-01",
        host_country="XX",
        countries="FJ;FJ",
        participants="many",
        source_url="",
    )

    lines = printed(bad, line_of())

    assert [line.split(":")[0].strip() for line in lines if line.startswith("  line 2")] == [
        f"line 2, column {column}"
        for column in (
            *("programme", "kind", "start_date", "host_country"),
            *("participants", "countries", "source_url"),
        )
    ]
    assert "  line 2, column start_date: '2023-13-01' is not a date (write YYYY-MM-DD or YYYY-MM)." in lines
    assert [event.title for event in Event.objects.all()] == ["National workshop on origin"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"end_date": "2023-09-01"}, "column end_date: The last day cannot be before the first day."),
        (
            {"participants": "10", "women": "11"},
            "column women: There cannot be more women (11) than participants (10).",
        ),
        ({"women": "3"}, "column women: Give the number of participants the women are part of."),
        ({"event_title": " "}, "column event_title: Without a title a row has no key."),
        ({"source_url": ""}, "column source_url: Without its source a row has no key."),
        ({"event_title": "x" * 301}, "column event_title: It has 301 characters; there is room for 300."),
        ({"city": "x" * 121}, "column city: It has 121 characters; there is room for 120."),
        (
            {"city": "Su\x07va"},
            "column city: It holds characters that cannot be seen: U+0007 control character.",
        ),
        (
            {"note": "a\u202eb"},
            "column note: It holds characters that cannot be seen: U+202E RIGHT-TO-LEFT OVERRIDE.",
        ),
        (
            {"host_country": "Narnia"},
            "column host_country: There is no country 'Narnia' (write the two letters of ISO 3166, like FJ).",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(printed, cells, message):
    lines = printed(line_of(**cells))

    assert f"  line 2, {message}" in lines
    assert lines[-1].startswith("1 row: 0 new, 0 unchanged, 0 changed (not overwritten), 1 refused")
    assert not Event.objects.exists()


def test_a_formula_in_a_title_stays_text(land):
    assert land(event_title="=1+1").title == "=1+1"


def test_an_end_is_not_made_up(land):
    event = land(start_date="2020-03", end_date="")

    assert (event.starts_on, event.starts_precision) == (dt.date(2020, 3, 1), Precision.MONTH)
    assert (event.ends_on, event.ends_precision) == (None, Precision.NONE)


@time_machine.travel("2023-09-07 12:00:00+00:00", tick=False)
def test_an_event_still_to_come_is_planned(land):
    assert land().state == EventState.PLANNED


@time_machine.travel("2023-09-07 12:00:00+00:00", tick=False)
def test_an_event_of_this_month_is_held(land):
    assert land(start_date="2023-09", end_date="2023-09").state == EventState.HELD


def test_a_topic_nobody_knows_is_left_out_and_listed(printed):
    known = TopicFactory(name="Intellectual property rights")
    TopicAliasFactory(topic=known, name="IPR")

    lines = printed(line_of(topic="IPR; intellectual property rights; Cheese"))

    assert list(Event.objects.get().topics.all()) == [known]
    assert "  line 2, “National workshop on origin”: there is no topic 'Cheese'; stored without it." in lines
    assert lines[-1].endswith("; 1 for a decision")


def test_an_event_of_no_programme_here_lands_without_one(land):
    assert not land(programme="OTHER").programmes.exists()


def test_a_closed_period_refuses_the_row_and_nothing_of_it_stays(printed):
    programme = ProgrammeFactory(code="APSP", short_name="APSP")
    ClosedPeriodFactory(programme=programme)

    lines = printed(
        line_of(programme="APSP", organisers="Nobody knows", countries="FJ"),
        line_of(event_title="B", organisers="Nobody knows"),
    )

    assert (
        "  line 2: APSP is closed from 1 January 2023 to 31 December 2023: The annual report is out." in lines
    )
    assert "  line 3: Nobody knows" in lines
    assert lines[-1].startswith("2 rows: 1 new, 0 unchanged, 0 changed (not overwritten), 1 refused")
    assert [event.title for event in Event.objects.all()] == ["B"]
    assert not Headcount.objects.exists()


def test_an_entry_that_somebody_else_has_saved_meanwhile_is_refused_with_all_it_added():
    CountryFactory(iso2="KZ")
    one = EventEntry(title="A", address="an address", kind=EventKind.MEETING, cells={}, countries=("KZ",))
    SourceRowFactory(address="an address", title="A")

    done = import_events(
        entries=[one, replace(one, title="B")],
        totals=[],
        today=dt.date(2023, 1, 1),
        by=Actor(account=None, door=Door.COMMAND),
        keep=True,
    )

    saved_meanwhile, landed = done.landings
    assert saved_meanwhile.refusal == "Somebody else saved this meanwhile; import it again."
    assert [each.name for each in landed.added] == ["Customs administration of Country KZ"]
    assert [event.headcounts.count() for event in Event.objects.filter(title="B")] == [1]


def test_an_administration_whose_name_is_taken_refuses_the_row(printed):
    CountryFactory(iso2="KZ", name="Kazakhstan")
    OrganisationFactory(name="Customs administration of Kazakhstan")

    lines = printed(line_of(countries="KZ"), line_of(event_title="B"))

    assert "  line 2: Organisation with this Name already exists." in lines
    assert [event.title for event in Event.objects.all()] == ["B"]


@pytest.mark.parametrize(
    "facts",
    [
        {"participants": Stated(3), "women": 4},
        {"women": 4},
        {"starts": Day(dt.date(2023, 2, 1), Precision.DAY), "ends": Day(dt.date(2023, 1, 1), Precision.DAY)},
    ],
)
def test_an_impossible_entry_cannot_be_built(facts):
    with pytest.raises(ImpossibleEntry):
        EventEntry(title="A", address="an address", kind=EventKind.MEETING, cells={}, **facts)


def test_the_trail_names_the_command_and_the_file(land):
    event = land()

    entry = AuditEntry.objects.get(object_id=event.pk, verb="CREATED", content_type__model="event")
    assert (entry.actor, entry.door, entry.reason) == (None, "COMMAND", "list.csv")


def test_each_row_costs_the_same_number_of_queries(printed):
    line = {"organisers": "WCO", "countries": "FJ", "participants": "5"}
    printed(line_of(event_title="First, which adds the organisation", **line))

    with CaptureQueriesContext(connection) as one:
        printed(line_of(event_title="One", **line))
    with CaptureQueriesContext(connection) as four:
        printed(*(line_of(event_title=f"Of four {n}", **line) for n in range(4)))

    assert len(four) - len(one) == 3 * 33
