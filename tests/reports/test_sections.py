"""Sections: published totals, what is left out, and what never stands in them."""

import datetime as dt
import json

import pytest

from members.choices import Sex
from members.models import Administration
from programmes.choices import Accuracy, EventRole, Mode
from programmes.models import Event
from reports import sections
from reports.blocks import Document, KeyFigures, Table
from reports.choices import Audience
from reports.indicators.registry import ADMINISTRATIONS_REACHED, PARTICIPATIONS, PEOPLE, REGISTRY
from reports.measuring.measure import measure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.members import AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.reports import PublishedFigureFactory

pytestmark = pytest.mark.django_db


def made_of(scope):
    made = (section(scope) for section in sections.ACTIVITY_REPORT)
    return tuple(each for each in made if each is not None)


COURSES = (("Cambodia", 21, Mode.IN_PERSON), ("Myanmar", 10, Mode.ONLINE), ("Viet Nam", 50, Mode.ONLINE),
           ("Lao P.D.R.", 18, Mode.ONLINE))  # fmt: skip


@pytest.fixture
def courses():
    """Return the phase of four national courses on one topic, 21 + 10 + 50 + 18 = 99, three online."""
    programme = ProgrammeFactory(code="APSP", short_name="APSP")
    phase = PhaseFactory(programme=programme, number=2, name="Phase 2")
    topic = TopicFactory(slug="passenger-controls", name="Passenger controls")
    for country, people, mode in COURSES:
        event = EventFactory(
            title=f"Course, {country}", mode=mode, programmes=[programme], phases=[phase], topics=[topic]
        )
        administration = AdministrationFactory(member_name=country)
        HeadcountFactory(event=event, organisation=administration, people=people)
    return phase


def figures_in(section):
    return {
        figure.label: figure.quantity
        for block in section.blocks
        if isinstance(block, KeyFigures)
        for figure in block.figures
    }


def table_in(section):
    return next(block for block in section.blocks if isinstance(block, Table))


def rows_of(section):
    """Return the rows of a section's table by their first cell, numbers as shown."""
    rows = table_in(section).rows
    return {
        row[0]: [cell.shown() if isinstance(cell, Quantity) else cell for cell in row[1:]] for row in rows
    }


def test_key_figures_give_the_published_total_of_the_courses(courses):
    figures = figures_in(sections.key_figures(Scope.public(phase=courses)))

    assert figures["Participations"] == Quantity.exactly(99)
    assert figures["Events held"] == Quantity.exactly(4)
    assert figures["Administrations reached"] == Quantity.exactly(4)
    assert figures["People reached"].shown() == "50 to 99"


def test_by_mode_shows_three_of_the_courses_online(courses):
    rows = rows_of(sections.by_mode(Scope.public(phase=courses)))

    assert rows["Online"][:3] == ["3", "0", "78"]
    assert rows["In person"][:3] == ["1", "0", "21"]


def test_every_split_ends_in_the_total_of_the_key_figures(courses):
    scope = Scope.public(phase=courses)
    for section in (sections.by_year, sections.by_topic, sections.by_administration, sections.by_mode):
        table = table_in(section(scope))

        assert table.total_row
        assert table.rows[-1][3] == Quantity.exactly(99), section


def test_an_event_about_two_topics_stands_under_both_and_once_in_the_total():
    event = EventFactory(topics=[TopicFactory(name="One"), TopicFactory(name="Two")])
    HeadcountFactory(event=event, people=8)

    rows = rows_of(sections.by_topic(Scope.public()))

    assert rows["One"][2] == rows["Two"][2] == rows["Total"][2] == "8"


def test_events_without_a_number_have_a_column_and_a_note_of_their_own():
    HeadcountFactory(people=8)
    EventFactory(title="Silent workshop")

    assert rows_of(sections.by_year(Scope.public()))["2023"][:3] == ["2", "1", "8"]
    assert "Silent workshop (4–8 September 2023)" in json.dumps(notes_of(Scope.public()), ensure_ascii=False)


def notes_of(scope):
    return list(sections.data_notes(scope).blocks[0].items)


def test_a_planned_event_makes_no_row_anywhere():
    HeadcountFactory(event=EventFactory(planned=True, title="Planned", topics=[TopicFactory(name="Plans")]))
    HeadcountFactory(event=EventFactory(topics=[TopicFactory(name="Deeds")]))

    assert set(rows_of(sections.by_topic(Scope.public()))) == {"Deeds", "Total"}
    assert "Planned" not in str(sections.activities(Scope.public()))


def test_observers_alone_make_no_administration_reached():
    HeadcountFactory(organisation=AdministrationFactory(member_name="Reached"))
    HeadcountFactory(organisation=AdministrationFactory(member_name="Watching"), role=EventRole.OBSERVER)

    assert "Watching" not in rows_of(sections.by_administration(Scope.public()))


def test_no_administration_recorded_is_not_zero():
    EventFactory()

    assert measure(Scope.public(), [ADMINISTRATIONS_REACHED])[ADMINISTRATIONS_REACHED] == Quantity.unknown()


def test_members_of_the_region_that_nobody_saw_are_named_where_the_whole_region_is_asked(officer):
    AdministrationFactory(member_name="Absent")
    HeadcountFactory(organisation=AdministrationFactory(member_name="Present"))
    AdministrationFactory(member_name="Elsewhere", wco_region="Europe")

    notes = " ".join(table_in(sections.by_administration(Scope(officer))).notes)

    assert "Absent" in notes
    assert "Present" not in notes
    assert "Elsewhere" not in notes


def test_years_of_a_programme_begin_when_its_reporting_year_begins():
    programme = ProgrammeFactory(year_starts_in=7)
    day = dt.date(2018, 6, 30)
    HeadcountFactory(event=EventFactory(starts_on=day, ends_on=day, programmes=[programme]), people=5)

    assert rows_of(sections.by_year(Scope.public(programme=programme)))["2017/18"][2] == "5"
    assert rows_of(sections.by_year(Scope.public()))["2018"][2] == "5"


def test_activities_have_a_line_per_event_oldest_first_with_its_own_numbers():
    later = EventFactory(title="Later", starts_on=dt.date(2023, 11, 1), ends_on=dt.date(2023, 11, 2))
    early = EventFactory(title="Early", city="Suva", mode=Mode.IN_PERSON)
    HeadcountFactory(event=later, people=20, accuracy=Accuracy.ABOUT)
    ParticipationFactory.create_batch(2, event=early)
    HeadcountFactory(event=early, people=3)

    rows = table_in(sections.activities(Scope.public())).rows

    assert [(row[0], row[1], row[2], row[3]) for row in rows[:2]] == [
        ("4–8 September 2023", "Early", "Suva", "In person"),
        ("1–2 November 2023", "Later", None, "Not stated"),
    ]
    assert [row[5].shown() for row in rows] == ["5", "about 20", "about 25"]
    assert [row[4].shown() for row in rows] == ["3", "1", "4"]


def test_a_number_on_the_whole_is_not_missing_from_its_parts():
    whole = EventFactory(title="Working Group 1")
    for title in ("Valuation", "Classification"):
        EventFactory(title=title, parent=whole)
    HeadcountFactory(event=whole, people=20)

    cells = {row[1]: row[5] for row in table_in(sections.activities(Scope.public())).rows}

    assert cells["Working Group 1"] == cells["Total"] == Quantity.exactly(20)
    assert cells["Valuation"] == cells["Classification"] == "counted with its whole"
    assert any("Working Group 1" in note for note in notes_of(Scope.public()))


def test_activities_list_only_events_the_reader_may_open_and_say_how_many_more(focal_point):
    HeadcountFactory(event=EventFactory(title="Of others"))
    HeadcountFactory(event=EventFactory(title="Of ours"), organisation=focal_point.organisation)

    table = table_in(sections.activities(Scope(focal_point)))

    assert [row[1] for row in table.rows] == ["Of ours", "Total"]
    assert table.rows[-1][5] == Quantity.exactly(20)
    assert "1 more event" in table.notes[0]


def test_no_section_of_a_report_names_a_person(officer):
    person = PersonFactory(family_name="Tuimavave", sex=Sex.WOMAN)
    programme = ProgrammeFactory()
    ParticipationFactory(person=person, event=EventFactory(programmes=[programme]))
    scope = Scope(officer, programme=programme)

    made = made_of(scope)

    assert figures_in(made[0])["People reached"] == Quantity.exactly(1)  # there is somebody to name
    assert "Tuimavave" not in document(made).canonical_json()


def document(made):
    words = dict.fromkeys(
        ("title", "subtitle", "programme", "phase", "period", "audience", "prepared_by", "reference"), "x"
    )
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return Document(**words, language="en", extracted_at=moment, sections=made)


def test_a_report_about_nothing_can_be_made_and_read_again(officer):
    scope = Scope(officer, programme=ProgrammeFactory(), period=Period.calendar_year(2023))

    made = document(made_of(scope))

    assert Document.from_json(made.canonical_json()) == made


@pytest.mark.parametrize("events", [1, 3])
def test_a_report_asks_as_many_queries_of_three_events_as_of_one(django_assert_num_queries, officer, events):
    programme = ProgrammeFactory()
    phase = PhaseFactory(programme=programme)
    for _ in range(events):
        event = EventFactory(programmes=[programme], phases=[phase], topics=[TopicFactory()])
        HeadcountFactory(event=event)
        PublishedFigureFactory(programme=programme, phase=phase, indicator="participations", name=f"{event}")
    scope = Scope(officer, phase=phase)

    with django_assert_num_queries(56):
        for section in sections.ACTIVITY_REPORT:
            section(scope)


def test_what_was_counted_for_one_section_is_not_counted_again(django_assert_num_queries):
    HeadcountFactory()
    scope = Scope.public()
    sections.figures_of(scope, sections.year_of(scope))

    with django_assert_num_queries(0):
        sections.key_figures(scope)


# Two values, side by side


def test_published_figures_stand_beside_ours_and_are_never_added(courses):
    topic = Event.objects.first().topics.first()
    about = {"programme": courses.programme, "phase": courses, "topic": topic}
    PublishedFigureFactory(**about, name="Participants", indicator="participations", value=99, source="here")
    PublishedFigureFactory(**about, name="Officers", indicator="participations", value=147, source="there")

    section = sections.published_beside_ours(Scope.public(phase=courses))

    ours = {row[0]: (row[1].low, row[2].low) for row in table_in(section).rows}
    assert ours == {
        "Participants (Phase 2, Passenger controls)": (99, 99),
        "Officers (Phase 2, Passenger controls)": (147, 99),
    }
    assert [row[4] for row in table_in(section).rows] == ["[1]", "[2]"]
    assert table_in(section).notes[-2:] == ("[1] here", "[2] there")


def test_a_source_of_several_published_figures_is_written_once():
    programme = ProgrammeFactory()
    for name in ("Raman spectrometers", "Backscatter machines"):
        PublishedFigureFactory(programme=programme, name=name, source="the project's page")

    table = table_in(sections.published_beside_ours(Scope.public(programme=programme)))

    assert [row[4] for row in table.rows] == ["[1]", "[1]"]
    assert [note for note in table.notes if "the project's page" in note] == ["[1] the project's page"]


def test_of_a_wide_range_the_large_number_is_the_certain_end_and_the_other_stands_below():
    for people in (10, 10, 10, 10):
        HeadcountFactory(people=people)

    (people,) = sections.headline.figures_block(Scope.public(), measured(PEOPLE), indicators=[PEOPLE]).figures

    assert people.quantity.shown() == "at least 10"
    assert people.note == "at most 40, if none came twice"


def test_a_narrow_range_is_told_as_it_is():
    for people in (10, 10):
        HeadcountFactory(people=people)

    (people,) = sections.headline.figures_block(Scope.public(), measured(PEOPLE), indicators=[PEOPLE]).figures

    assert (people.quantity.shown(), people.note) == ("10 to 20", "")


def measured(*indicators):
    return measure(Scope.public(), indicators)


def test_a_published_figure_of_a_topic_we_hold_nothing_of_stands_beside_what_we_hold(courses):
    PublishedFigureFactory(
        programme=courses.programme, phase=courses, topic=TopicFactory(), indicator="events_held", value=6
    )
    PublishedFigureFactory(programme=courses.programme, phase=courses, name="Devices", value=65)

    events, devices = table_in(sections.published_beside_ours(Scope.public(phase=courses))).rows

    assert events[2] == Quantity.exactly(0)
    assert devices[2] == ""


def test_published_figures_of_the_whole_programme_stand_beside_the_whole_programme(courses):
    PublishedFigureFactory(programme=courses.programme, indicator="participations", accuracy="AT_LEAST")
    PublishedFigureFactory(indicator="participations", name="Of another programme")

    scope = Scope.public(programme=courses.programme, period=Period.calendar_year(1999))
    (row,) = table_in(sections.published_beside_ours(scope)).rows

    assert (row[1].shown(), row[2].shown()) == ("at least 147", "99")


def test_both_claims_of_joining_stand_with_their_sources():
    membership = MembershipFactory(administration=AdministrationFactory(member_name="Papua New Guinea"))
    MembershipClaimFactory(membership=membership, source="the fact sheet", is_shown=True)
    MembershipClaimFactory(membership=membership, source="the web page", joined_on=dt.date(2008, 1, 1))

    of_programme = table_in(sections.members_of(membership.programme, []))
    of_member = table_in(sections.memberships_of(membership.administration))

    claims = ("2009", "the fact sheet", "2008, according to the web page")
    assert of_programme.rows == (("Papua New Guinea", *claims),)
    assert of_member.rows == ((str(membership.programme), *claims),)


def test_phases_that_overlap_say_by_which_days():
    programme = ProgrammeFactory(short_name="APSP")
    first = PhaseFactory(programme=programme, number=1, starts_on="2017-03-23", ends_on="2019-06-30")
    second = PhaseFactory(programme=programme, number=2, starts_on="2019-04-01", ends_on="2020-08-31")
    FundingFactory(phase=first, amount=7250000, currency="USD", accuracy="AT_LEAST")
    FundingFactory(phase=second, amount="500000.50", currency="USD")

    table = table_in(sections.phases_and_money(list(programme.phases.in_order())))

    assert [row[3] for row in table.rows] == ["at least USD 7,250,000", "USD 500,000.50"]
    assert "1 April – 30 June 2019" in table.notes[0]


def test_phases_that_touch_do_not_overlap():
    programme = ProgrammeFactory()
    PhaseFactory(programme=programme, number=1, starts_on="2017-01-01", ends_on="2018-12-31")
    PhaseFactory(programme=programme, number=2, starts_on="2019-01-01", ends_on=None)
    PhaseFactory(starts_on="2018-01-01", ends_on=None)

    table = table_in(sections.phases_and_money(list(programme.phases.in_order())))

    assert table.notes == ()
    assert table.rows[1][1] == "since 1 January 2019"


def test_an_administration_stands_beside_the_region(focal_point):
    ours = focal_point.organisation
    HeadcountFactory(organisation=ours, people=4)
    HeadcountFactory(people=6)
    scope = Scope(focal_point, administration=Administration.objects.get(pk=ours.pk))

    rows = rows_of(sections.beside_the_region(scope, Scope(focal_point)))

    assert rows["Participations"][:2] == ["4", "10"]
    assert "Administrations reached" not in rows


def test_officers_trained_by_topic_and_year_keep_the_total_of_an_event_about_two_topics():
    event = EventFactory(topics=[TopicFactory(name="One"), TopicFactory(name="Two")])
    HeadcountFactory(event=event, people=8)
    HeadcountFactory(event=EventFactory(), people=2)

    table = table_in(sections.by_topic_and_year(Scope.public()))

    assert [column.heading for column in table.columns] == ["Topic", "2023", "All years"]
    assert [(row[0], row[1].low, row[2].low) for row in table.rows] == [
        ("One", 8, 8),
        ("Two", 8, 8),
        ("No topic recorded", 2, 2),
        ("All topics", 10, 10),
    ]


# What is left out is said


def test_undated_events_and_those_across_the_edge_are_named_in_a_period():
    EventFactory(title="Some day", undated=True)
    EventFactory(title="Over the year", starts_on="2023-01-01", starts_precision="YEAR", ends_on="2023-12-31",
                 ends_precision="YEAR")  # fmt: skip
    half = Period(dt.date(2023, 1, 1), dt.date(2023, 6, 30))

    notes = notes_of(Scope.public(period=half))

    assert any("no date is recorded" in note and "Some day" in note for note in notes)
    assert any("which side of the edge" in note and "Over the year (2023)" in note for note in notes)


def test_estimates_are_named_with_their_number():
    HeadcountFactory(event=EventFactory(title="Roughly"), people=40, accuracy=Accuracy.ABOUT)

    assert "Published as an estimate: Roughly (about 40)." in notes_of(Scope.public())


def test_events_of_the_programme_that_no_phase_was_decided_for_are_named(courses):
    EventFactory(title="Between phases", programmes=[courses.programme])
    EventFactory(
        title="Long after", programmes=[courses.programme], starts_on="2030-01-01", ends_on="2030-01-02"
    )

    notes = " ".join(notes_of(Scope.public(phase=courses)))

    assert "Between phases" in notes
    assert "Long after" not in notes


def test_notes_name_no_event_the_reader_may_not_open(focal_point):
    EventFactory(title="Closed workshop")

    (note,) = [each for each in notes_of(Scope(focal_point)) if "without a recorded number" in each]

    assert "Closed workshop" not in note
    assert "1 more" in note


def test_complete_data_say_so():
    HeadcountFactory()

    assert notes_of(Scope.public()) == [
        "Every event of these figures has a date and a number of participants."
    ]


def test_where_nothing_was_held_the_notes_say_that():
    EventFactory(state="PLANNED")

    assert notes_of(Scope.public()) == ["No event was held."]


# For whom


def test_a_report_for_a_donor_shows_only_what_it_pays_for_though_the_officer_sees_all(officer):
    donor = OrganisationFactory()
    HeadcountFactory(event=EventFactory(title="Paid by another"), people=90)
    paid = EventFactory(title="Paid by it")
    EventOrganisationFactory(event=paid, organisation=donor)
    HeadcountFactory(event=paid, people=7)
    scope = Scope(officer, audience=Audience.DONOR, donor=donor)

    made = made_of(scope)

    assert figures_in(made[0])["Participations"] == Quantity.exactly(7)
    assert "Paid by another" not in document(made).canonical_json()


def test_definitions_name_every_indicator():
    entries = [
        *sections.definitions(Scope.public()).blocks[0].entries,
        *sections.retention(Scope.public()).blocks[-1].entries,
    ]

    assert {entry.name for entry in entries} == {str(each.name) for each in REGISTRY.values()}


def test_the_public_is_given_no_address_of_evidence(officer):
    assert sections.evidence_address(Scope.public(), PARTICIPATIONS) == ""
    assert sections.evidence_address(Scope(officer), PARTICIPATIONS) == "/evidence/?indicator=participations"
