"""The sections of an annual report: plan beside delivery, a paragraph per event, who came to what."""

import datetime as dt

import pytest

from members.models import Person
from office.audit import Actor
from office.choices import Door
from programmes.choices import EventKind, EventRole, Level, Mode, OrganisationRole
from reports import tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.blocks import Document
from reports.documents.kinds import ANNUAL_REPORT
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.event_by_event import by_kind_and_level, event_by_event, participants_by_event
from reports.sections.plans import next_work_plan, plan_against_delivery
from reports.sections.region_roles import roles_in_the_time
from tests.factories.members import AdministrationFactory, OrganisationFactory, RegionalRoleFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPurposeFactory,
    HeadcountFactory,
    InstrumentFactory,
    ObjectiveFactory,
    ParticipationFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
)
from tests.reports.test_sections import document, figures_in

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2017, 7, 1), dt.date(2018, 6, 30))
DAYS = {"starts_on": dt.date(2017, 12, 4), "ends_on": dt.date(2017, 12, 8)}


@pytest.fixture
def office():
    return ProgrammeFactory(year_starts_in=7)


@pytest.fixture
def scope(officer, office):
    return Scope(officer, programme=office, period=YEAR)


@pytest.fixture
def workshop(office):
    event = EventFactory(
        title="Workshop <b>on</b> IPR",
        city="Suva",
        mode=Mode.HYBRID,
        level=Level.SUB_REGIONAL,
        kind=EventKind.WORKSHOP,
        programmes=[office],
        **DAYS,
    )
    for name, people in (("Fiji", 8), ("Tonga", 2)):
        HeadcountFactory(event=event, organisation=AdministrationFactory(member_name=name), people=people)
    HeadcountFactory(event=event, organisation=None, people=3, role=EventRole.RESOURCE_PERSON)
    for role, name in ((OrganisationRole.ORGANISER, "WCO"), (OrganisationRole.SPONSOR, "CCF/Japan")):
        EventOrganisationFactory(event=event, role=role, organisation=OrganisationFactory(name=name))
    return event


@pytest.fixture
def plan(office):
    return PlanFactory(programme=office, starts_on=YEAR.start, ends_on=YEAR.end, title="Work Plan 2017/18")


def test_a_paragraph_says_of_an_event_what_its_record_says(scope, workshop, office):
    workshop.objectives.add(ObjectiveFactory(programme=office, code="P1", statement="Instruments"))
    purpose = EventPurposeFactory(
        event=workshop, venue="Holiday Inn", aim="To stop fakes", outcome="Plans\nmade"
    )
    purpose.instruments.add(InstrumentFactory(name="TRIPS"))

    (chapter,) = event_by_event(scope).blocks

    assert chapter.title == "P1 Instruments"
    assert chapter.paragraphs[0] == (
        "Workshop <b>on</b> IPR. 4–8 December 2017, Holiday Inn, Suva, in hybrid mode. Organised by WCO."
        " Under the sponsorship of CCF/Japan. 10 participants from 2 administrations (Fiji, Tonga)."
        " Beside them: 3 resource persons. Objective: To stop fakes. It promoted: TRIPS."
        " Outcome: Plans made."
    )


def test_a_paragraph_tells_who_taught_by_body_and_nobody_by_name(scope, workshop):
    expert = OrganisationFactory(name="WCO Secretariat")
    japan = AdministrationFactory(member_name="Japan")
    for body, state in ((expert, "ATTENDED"), (japan, "COMPLETED"), (japan, "DECLINED")):
        ParticipationFactory(event=workshop, role=EventRole.RESOURCE_PERSON, organisation=body, state=state)
    ParticipationFactory(event=workshop, role=EventRole.OBSERVER, organisation=expert, state="ATTENDED")

    (paragraph,) = event_by_event(scope).blocks[0].paragraphs

    assert "Beside them: 5 resource persons (Japan, WCO Secretariat) and 1 observer (WCO Sec" in paragraph
    assert not any(person.family_name in paragraph for person in Person.objects.all())


@pytest.mark.parametrize(
    ("people", "names", "sentence"),
    [
        (None, ["Fiji", "Tonga"], "2 administrations took part (Fiji, Tonga)."),
        (90, ["Fiji"], "At least 90 participants from 1 administration (Fiji)."),
        (90, ["Fiji", "Hong Kong, China"], "At least 180 participants from 2 administrations (Fiji; Hong Ko"),
    ],
)
def test_a_sentence_of_who_came_is_well_formed(scope, office, people, names, sentence):
    event = EventFactory(programmes=[office], **DAYS)
    for name in names:
        body = AdministrationFactory(member_name=name)
        HeadcountFactory(event=event, organisation=body, people=people, accuracy="AT_LEAST")

    assert sentence in event_by_event(scope).blocks[0].paragraphs[0]


def test_of_what_is_not_recorded_a_paragraph_says_nothing(scope, office):
    EventFactory(title="Seminar", programmes=[office], mode=Mode.NOT_STATED, city="", **DAYS)

    (chapter,) = event_by_event(scope).blocks

    assert chapter.paragraphs == ("Seminar. 4–8 December 2017.",)


def test_a_sentence_begins_with_a_capital_where_a_number_is_not_exact(scope, office):
    event = EventFactory(title="Seminar", programmes=[office], mode=Mode.NOT_STATED, city="", **DAYS)
    HeadcountFactory(event=event, organisation=None, people=50, accuracy="AT_LEAST")

    (chapter,) = event_by_event(scope).blocks

    assert chapter.paragraphs == ("Seminar. 4–8 December 2017. At least 50 participants.",)


def test_events_of_no_pillar_stand_in_a_chapter_of_their_own_after_the_others(scope, office, workshop):
    other = EventFactory(programmes=[office], **DAYS)
    other.objectives.add(ObjectiveFactory(programme=office, code="P2", statement="Partners"))

    assert [block.title for block in event_by_event(scope).blocks] == ["P2 Partners", "Other activities"]


def test_an_event_of_no_pillar_stands_in_the_chapter_of_the_activity_it_delivered(
    scope, office, workshop, plan
):
    pillar = ObjectiveFactory(programme=office, code="P1", statement="Instruments")
    PlanItemFactory(plan=plan, pillar=pillar).events.add(workshop)

    assert [block.title for block in event_by_event(scope).blocks] == ["P1 Instruments"]


def test_planned_events_and_those_of_other_years_have_no_paragraph(scope, office):
    EventFactory(programmes=[office], state="PLANNED", **DAYS)
    EventFactory(programmes=[office], starts_on=dt.date(2018, 6, 28), ends_on=dt.date(2018, 7, 1))

    assert event_by_event(scope) is None


def test_who_came_to_what_adds_up_to_the_participants_of_each_event(scope, workshop):
    (table,) = participants_by_event(scope).blocks
    shown = [
        tuple(cell.shown() if isinstance(cell, Quantity) else cell for cell in row) for row in table.rows
    ]

    assert [column.heading for column in table.columns] == ["Event", "Fiji", "Tonga", "All"]
    assert shown == [("Workshop <b>on</b> IPR", "8", "2", "10"), ("Total", "8", "2", "10")]


def test_events_are_counted_by_kind_and_level(scope, workshop, office):
    EventFactory(programmes=[office], kind=EventKind.ACCREDITATION, level=Level.REGIONAL, **DAYS)

    (table,) = by_kind_and_level(scope).blocks

    assert {row[0] for row in table.rows} == {"Workshop", "Accreditation workshop", "Total"}
    assert table.rows[-1][-1].low == 2


def test_what_was_planned_is_counted_beside_what_was_held(scope, plan, workshop, office):
    pillar = ObjectiveFactory(programme=office, code="P1", statement="Instruments")
    done = PlanItemFactory(plan=plan, pillar=pillar, quarter=2, state="DONE")
    done.events.add(workshop)
    PlanItemFactory(plan=plan, pillar=pillar, quarter=2, state="MOVED", reason="No host")
    PlanItemFactory(plan=plan, quarter=None, state="DROPPED", reason="No money")
    EventFactory(title="Not planned", programmes=[office], **DAYS)

    section = plan_against_delivery(scope)
    glance, activities, unplanned = section.blocks[1:]

    numbers = {name: quantity.low for name, quantity in figures_in(section).items()}
    assert numbers == {
        "Planned activities": 3,
        "Done": 1,
        "Still to be done": 0,
        "Moved": 1,
        "Dropped": 1,
        "Held without being planned": 1,
    }
    assert glance.rows == (
        ("P1 Instruments", "", "1 of 2", "", "", "", "1 of 2"),
        ("No pillar", "", "", "", "", "0 of 1", "0 of 1"),
        ("Held without being planned", "", 1, "", "", "", 1),
    )
    assert [row[5] for row in activities.rows] == ["Done", "Moved: No host", "Dropped: No money"]
    assert [row[1] for row in unplanned.rows] == ["Not planned"]


def test_a_report_of_a_quarter_has_the_activities_of_that_quarter(scope, plan):
    PlanItemFactory(plan=plan, title="Second", quarter=2)
    PlanItemFactory(plan=plan, title="Third", quarter=3)
    quarter = scope.narrowed(period=Period(dt.date(2017, 10, 1), dt.date(2017, 12, 31)))

    activities = plan_against_delivery(quarter).blocks[2]

    assert [row[1] for row in activities.rows] == ["Second"]


def test_the_next_work_plan_is_that_of_the_year_after(scope, plan, office):
    PlanItemFactory(plan=plan)
    following = PlanFactory(programme=office, starts_on=dt.date(2018, 7, 1), ends_on=dt.date(2019, 6, 30))
    PlanItemFactory(plan=following, title="Next year")

    (table,) = next_work_plan(scope).blocks

    assert [row[1] for row in table.rows] == ["Next year"]


@pytest.mark.parametrize(
    "section",
    [plan_against_delivery, next_work_plan, event_by_event, participants_by_event, by_kind_and_level],
)
def test_without_a_programme_and_a_period_there_is_no_such_section(section, officer, workshop):
    assert section(Scope(officer)) is None


def test_a_focal_point_reads_no_title_of_an_event_it_may_not_open(focal_point, office, workshop, plan):
    asked = Scope(focal_point, programme=office, period=YEAR)

    told = str([participants_by_event(asked), event_by_event(asked), plan_against_delivery(asked)])

    assert workshop.title not in told


def test_the_sections_can_be_frozen_and_read_again(scope, workshop, plan):
    PlanItemFactory(plan=plan)
    makers = (plan_against_delivery, event_by_event, participants_by_event, by_kind_and_level)

    made = document(tuple(maker(scope) for maker in makers))

    assert Document.from_json(made.canonical_json()) == made


def test_an_annual_report_is_built_of_the_year_it_is_asked_for(workshop, office, plan):
    owner = AssignmentFactory(programme=office).account
    request = Request(kind=ANNUAL_REPORT, programme=office, period=YEAR)

    edition, job = editions.ask_for_edition(request=request, by=Actor(owner, Door.PAGE))
    tasks.build_edition(job_id=job.pk)
    edition.refresh_from_db()

    titles = [section.title for section in Document.from_json(edition.document).sections]
    assert titles[0] == "Executive summary"
    assert titles[2:5] == ["Kinds and levels", "Plan against delivery", "Event by event"]


def test_roles_of_the_region_are_those_of_the_time(scope):
    RegionalRoleFactory(kind="VICE_CHAIR", administration__member_name="Fiji", starts_on=dt.date(2016, 7, 1))
    for name, begun in (("India", dt.date(2018, 7, 1)), ("China", None)):
        RegionalRoleFactory(kind="RTC", administration__member_name=name, starts_on=begun)

    (table,) = roles_in_the_time(scope).blocks

    assert [row[1] for row in table.rows] == ["Fiji", "China"]
