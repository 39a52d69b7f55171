"""A number published for several events together: on a parent of theirs, once."""

import datetime as dt

import pytest

from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from programmes.actions.entries import SharedTotal, Stated
from programmes.actions.importing import Imported
from programmes.actions.shared_totals import TotalLanding, TotalStanding, land_total
from programmes.choices import Accuracy
from programmes.intake.published import PublishedList
from programmes.intake.shared_totals import BrokenTotals, read_shared_totals
from programmes.management.import_report import ImportReport
from programmes.models import Event, EventOrganisation
from tests.factories.members import OrganisationFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    EventOrganisationFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
    SourceRowFactory,
    TopicFactory,
)

OPERATOR = Actor(account=None, door=Door.COMMAND)
ADDRESS = "https://example.org/news"
HEADING = "parent_title,participants,accuracy,part_title,part_address,source,note\n"


def total(participants=20, title="Group 1"):
    return SharedTotal(
        title=title,
        source=ADDRESS,
        participants=None if participants is None else Stated(participants, Accuracy.ABOUT),
        parts=((ADDRESS, "Part A"), (ADDRESS, "Part B")),
        note="Published together.",
        cells={"participants": str(participants)},
    )


def a_part(title, **facts):
    return SourceRowFactory(event=EventFactory(title=title, **facts), address=ADDRESS).event


@pytest.fixture
def parts(db):
    programme = ProgrammeFactory(code="MTP")
    phase = PhaseFactory(programme=programme)
    shared = {"programmes": [programme], "kind": "WORKING_GROUP", "mode": "ONLINE", "city": "Suva"}
    one = a_part("Part A", phases=[phase], topics=[TopicFactory(slug="cv")], **shared)
    other = a_part(
        "Part B",
        topics=[TopicFactory(slug="hs")],
        starts_on=dt.date(2023, 10, 1),
        ends_on=dt.date(2023, 10, 31),
        ends_precision="MONTH",
        **shared,
    )
    wco = OrganisationFactory(name="WCO")
    for part in (one, other):
        EventOrganisationFactory(event=part, organisation=wco, role="ORGANISER")
    EventOrganisationFactory(event=other, organisation=OrganisationFactory(name="JICA"))
    return one, other


def test_the_parent_holds_the_number_and_what_the_parts_share(parts):
    landing = land_total(total=total(), by=OPERATOR)

    parent = Event.objects.get(title="Group 1")
    assert landing.standing == TotalStanding.NEW
    assert set(parent.parts.all()) == set(parts)
    assert (parent.kind, parent.mode, parent.city) == ("WORKING_GROUP", "ONLINE", "Suva")
    assert (parent.state, parent.level, parent.source) == ("HELD", "NOT_STATED", ADDRESS)
    assert (parent.starts_on, parent.ends_on) == (dt.date(2023, 9, 4), dt.date(2023, 10, 31))
    assert (parent.starts_precision, parent.ends_precision) == ("DAY", "MONTH")
    assert {topic.slug for topic in parent.topics.all()} == {"cv", "hs"}
    assert [programme.code for programme in parent.programmes.all()] == ["MTP"]
    assert parent.phases.count() == 1
    count = parent.headcounts.get()
    assert (count.people, count.accuracy, count.organisation) == (20, "ABOUT", None)
    roles = EventOrganisation.objects.filter(event=parent).values_list("organisation__name", "role")
    assert set(roles) == {("WCO", "ORGANISER"), ("JICA", "SPONSOR")}


def test_what_the_parts_do_not_share_is_left_open(parts):
    Event.objects.filter(pk=parts[0].pk).update(kind="SEMINAR", city="Nadi")
    Event.objects.update(starts_on=None, starts_precision="NONE", ends_on=None, ends_precision="NONE")

    land_total(total=total(), by=OPERATOR)

    parent = Event.objects.get(title="Group 1")
    assert (parent.kind, parent.city, parent.starts_on, parent.ends_on) == ("DIALOGUE", "", None, None)


def test_an_activity_without_a_number_gets_no_count(parts):
    land_total(total=total(participants=None), by=OPERATOR)

    assert not Event.objects.get(title="Group 1").headcounts.exists()


def test_doing_it_twice_changes_nothing(parts):
    land_total(total=total(), by=OPERATOR)
    before = AuditEntry.objects.count()

    assert land_total(total=total(), by=OPERATOR).standing == TotalStanding.UNCHANGED
    assert AuditEntry.objects.count() == before


def test_another_number_is_not_written_over_the_first(parts):
    land_total(total=total(), by=OPERATOR)

    assert land_total(total=total(21), by=OPERATOR).standing == TotalStanding.CHANGED
    assert Event.objects.get(title="Group 1").headcounts.get().people == 20


def test_nothing_is_made_until_all_parts_are_here(db):
    assert land_total(total=total(), by=OPERATOR).standing == TotalStanding.NOT_HERE
    a_part("Part A")
    SourceRowFactory(event=EventFactory(title="Part B"), address="https://example.org/elsewhere")

    assert land_total(total=total(), by=OPERATOR).standing == TotalStanding.WAITING
    assert not Event.objects.filter(title="Group 1").exists()


def test_a_part_of_another_event_refuses_the_total(parts):
    land_total(total=total(), by=OPERATOR)

    landing = land_total(total=total(title="Group 2"), by=OPERATOR)

    assert landing.refusal == "“Part A” is part of another event."
    assert not Event.objects.filter(title="Group 2").exists()


def test_a_number_that_stands_on_a_part_as_well_would_count_twice(parts):
    HeadcountFactory(event=parts[0], people=5)

    landing = land_total(total=total(), by=OPERATOR)

    assert landing.standing == TotalStanding.REFUSED
    assert landing.refusal == "The participants are already counted at “Part A”."
    assert not Event.objects.filter(title="Group 1").exists()


def test_a_closed_period_refuses_the_total(parts):
    ClosedPeriodFactory(programme=parts[0].programmes.get())

    landing = land_total(total=total(), by=OPERATOR)

    assert "is closed from 1 January 2023" in landing.refusal
    assert not Event.objects.filter(title="Group 1").exists()


@pytest.mark.parametrize(
    ("landing", "line"),
    [
        (TotalLanding(total(), TotalStanding.NEW), "“Group 1”: about 20 participants over 2 events."),
        (
            TotalLanding(total(None), TotalStanding.NEW),
            "“Group 1”: no number of participants over 2 events.",
        ),
        (
            TotalLanding(total(), TotalStanding.CHANGED),
            "“Group 1” differs from what was imported; not overwritten.",
        ),
        (
            TotalLanding(total(), TotalStanding.WAITING),
            "“Group 1” waits until all of its 2 events are here.",
        ),
        (TotalLanding(total(), TotalStanding.REFUSED, "Why."), "“Group 1” is refused: Why."),
    ],
)
def test_what_became_of_a_total_is_printed(landing, line):
    report = ImportReport(PublishedList((), "UTF-8"), Imported((), (landing,)))

    assert list(report.lines())[:-1] == ["Activities of several events:", f"  {line}"]


@pytest.mark.parametrize("standing", [TotalStanding.UNCHANGED, TotalStanding.NOT_HERE])
def test_nothing_is_printed_of_a_total_that_nothing_became_of(standing):
    landing = TotalLanding(total(), standing)
    report = ImportReport(PublishedList((), "UTF-8"), Imported((), (landing,)))

    assert list(report.lines()) == [report.summary()]


def test_the_file_of_the_project_can_be_read():
    totals = read_shared_totals()

    assert all(len(each.parts) > 1 for each in totals)
    assert [each.participants for each in totals if each.participants] == [Stated(20)]


@pytest.mark.parametrize(
    "lines",
    [
        "Group,20,EXACT,A,a,s,\nGroup,21,EXACT,B,b,s,\n",
        "Group,many,EXACT,A,a,s,\n",
        "Group,20,ROUGHLY,A,a,s,\n",
        "Group,20\n",
    ],
)
def test_a_file_that_contradicts_itself_is_refused(tmp_path, lines):
    path = tmp_path / "totals.csv"
    path.write_text(HEADING + lines)

    with pytest.raises(BrokenTotals):
        read_shared_totals(path)
