"""The progress report of a cohort and of a programme: numbers of its stages and people, and no name."""

import pytest

from office.audit import Actor
from office.choices import Door
from reports import tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.blocks import Document, Table
from reports.documents.kinds import PROGRESS_REPORT, offered
from tests.factories.cohorts import CohortFactory, CohortParticipantFactory, CohortStageFactory
from tests.factories.members import PersonFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.teaching import CascadeTrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="MTP", short_name="MTP")


@pytest.fixture
def build(programme):
    owner = AssignmentFactory(programme=programme).account

    def build(**about):
        asked = Request(kind=PROGRESS_REPORT, programme=programme, **about)
        edition, job = editions.ask_for_edition(request=asked, by=Actor(owner, Door.PAGE))
        tasks.build_edition(job_id=job.pk)
        edition.refresh_from_db()
        return edition

    return build


@pytest.fixture
def pacific(programme):
    """The published five Working Groups, the first counted on the parent of its two parts, and 21 people."""
    cohort = CohortFactory(
        programme=programme, title="Pacific", topics=[TopicFactory()], phase=PhaseFactory(programme=programme)
    )
    for place, people in enumerate((20, 20, 24, 22, 21)):
        event = EventFactory(programmes=[programme], phases=[cohort.phase])
        if place == 0:
            EventFactory.create_batch(2, programmes=[programme], phases=[cohort.phase], parent=event)
        HeadcountFactory(event=event, organisation=None, people=people)
        CohortStageFactory(cohort=cohort, event=event)
    for number in range(21):
        CohortParticipantFactory(
            cohort=cohort,
            person=PersonFactory(family_name=f"Secret{number}"),
            joined_on="2022-01-01",
            certified_on="2023-12-31",
        )
    return cohort


def tables_of(edition):
    document = Document.from_json(edition.document)
    return {block.title: block for _section, block in document.blocks() if isinstance(block, Table)}


def test_the_report_of_a_cohort_has_107_participations_21_certified_and_no_name(build, pacific, programme):
    taught = {"trainer": pacific.participants.first().person, "topic": pacific.topics.get()}
    CascadeTrainingFactory(programme=programme, customs=40, **taught)
    CascadeTrainingFactory(programme=programme, customs=900)

    edition = build(cohort=pacific)

    tables = tables_of(edition)
    stages = tables["Pacific"].rows
    assert [str(row[2]) for row in stages] == ["20", "20", "24", "22", "21", "107"]
    assert {str(row[3]) for row in stages[:-1]} == {"21"}
    (line,) = tables["Cohorts"].rows
    assert [str(each) for each in line[-2:]] == ["21", "21"]
    assert "How well it is evidenced" in tables
    assert "Secret" not in str(edition.document)


def test_how_many_of_a_few_are_certified_is_kept_back(build, pacific):
    few = CohortFactory(programme=pacific.programme, title="Few", topics=[TopicFactory()])
    CohortParticipantFactory(cohort=few, certified_on="2023-12-31")

    lines = {row[0]: row[-1] for row in tables_of(build())["Cohorts"].rows}

    assert str(lines["Pacific"]) == "21"
    assert lines["Few"].is_withheld


def test_made_for_a_donor_it_tells_of_the_phases_that_donor_pays_for(build, pacific):
    other = PhaseFactory(programme=pacific.programme, number=90)
    CohortFactory(programme=pacific.programme, title="Of another phase", topics=[TopicFactory()], phase=other)
    donor = FundingFactory(phase=pacific.phase).donor

    assert {row[0] for row in tables_of(build(donor=donor))["Cohorts"].rows} == {"Pacific"}
    assert {row[0] for row in tables_of(build())["Cohorts"].rows} == {"Pacific", "Of another phase"}


def test_it_is_offered_where_there_are_cohorts(programme, pacific):
    assert PROGRESS_REPORT in offered([programme])
    assert PROGRESS_REPORT not in offered([ProgrammeFactory()])
