"""What awaits a reader on their home and on a programme's page, and how a programme stands today."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.sections import open_matters, plan_by_quarter
from reports.views.awaiting import awaited_by
from tests.factories.kept import CommitmentFactory, NeedFactory
from tests.factories.members import AccountFactory
from tests.factories.missions import RecommendationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    InvitationFactory,
    MembershipFactory,
    PlanItemFactory,
    ProgrammeFactory,
)
from tests.factories.reports import EditionFactory
from tests.factories.surveys import QuestionnaireFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ADVICE = "Mark them held, or say why they were postponed or cancelled: only a held event is counted."


def days(number):
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def fiji(programme):
    return MembershipFactory(programme=programme).administration


@pytest.fixture
def speaker(client, fiji):
    account = AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)
    client.force_login(account)
    return account


def asked(programme, administration, **survey):
    running = {"opens_on": days(-20), "closes_on": days(9), "sent_at": timezone.now()} | survey
    about = {f"survey__{name}": value for name, value in running.items()}
    return QuestionnaireFactory(survey__programme=programme, administration=administration, **about)


def test_a_focal_point_sees_what_is_asked_of_its_administration_late_first(client, speaker, programme, fiji):
    late = RecommendationFactory(
        mission__programme=programme, mission__administration=fiji, text="Publish rulings", due_on=days(-3)
    )
    asked(programme, fiji)
    owner = fiji.organisation_ptr
    made = {"programme": programme, "made_on": days(-90)}
    CommitmentFactory(**made, owner=owner, text="Host a meeting", due_on=days(20))
    CommitmentFactory(**made, owner=owner, text="Much later", due_on=days(200))
    call = InvitationFactory(administration=fiji, call__event__programmes=[programme]).call

    page = client.get(reverse("reports:administration-page", args=[fiji.iso2]))

    assert [(each.what, each.due_on, each.is_late) for each in page.context["awaited"]] == [
        ("Recommendation to answer", late.due_on, True),
        ("Questionnaire to answer", days(9), False),
        ("Commitment of yours", days(20), False),
        *([("Call for nominations", call.deadline_on, False)] if call.sent_at else []),
    ]
    shown = page.content.decode()
    assert "What awaits you" in shown
    assert reverse("programmes:recommendation-answer", args=[late.pk]) in shown


def test_nothing_of_another_administration_nor_what_is_over_awaits_anybody(speaker, programme, fiji):
    other = MembershipFactory(programme=programme).administration
    RecommendationFactory(mission__programme=programme, mission__administration=other, due_on=days(-3))
    CommitmentFactory(programme=programme, owner=other.organisation_ptr, due_on=days(1), made_on=days(-9))
    asked(programme, other)
    asked(programme, fiji, closes_on=days(-3), starts_on=dt.date(2022, 1, 1))  # closed
    asked(ProgrammeFactory(), fiji, opens_on=days(2))  # not open yet
    QuestionnaireFactory(administration=fiji, answered=True)
    RecommendationFactory(mission__administration=fiji, due_on=days(-3))  # of a programme it has not joined

    assert awaited_by(speaker) == []


def test_what_awaits_is_told_where_it_belongs(speaker, programme, fiji):
    second = MembershipFactory(administration=fiji).programme
    asked(programme, fiji)
    RecommendationFactory(mission__programme=second, mission__administration=fiji)

    assert [each.what for each in awaited_by(speaker, programme=programme)] == ["Questionnaire to answer"]
    assert [each.what for each in awaited_by(speaker, programme=second)] == ["Recommendation to answer"]
    assert len(awaited_by(speaker)) == 2


def test_an_officer_is_told_of_unfinished_events_and_reports_of_the_programme(client, programme):
    officer = AssignmentFactory(programme=programme).account
    EventFactory(title="Over", programmes=[programme], state="PLANNED")
    EventFactory(title="Over too", programmes=[programme], state="PLANNED", ends_on=dt.date(2023, 9, 9))
    other = AssignmentFactory(account=officer).programme
    EventFactory(title="Elsewhere", programmes=[other], state="PLANNED")
    builder = AccountFactory(officer=True)
    theirs = EditionFactory(programme=programme, submitted=True, built_by=builder, submitted_by=builder)
    EditionFactory(programme=programme, submitted=True, built_by=officer, submitted_by=officer)
    client.force_login(officer)

    awaited = client.get(programme.get_absolute_url()).context["awaited"]

    assert {(each.what, each.title, each.note) for each in awaited} >= {
        ("Over, and still planned", "2 events", ADVICE),
        ("Report to release", theirs.reference, ""),
    }
    assert [each.what for each in awaited].count("Report to release") == 1


@pytest.mark.parametrize("role", ["donor", "auditor"])
def test_nothing_awaits_who_only_reads(role, programme):
    EventFactory(programmes=[programme], state="PLANNED")

    assert awaited_by(AccountFactory(**{role: True}), programme=programme) == []


def test_the_plan_of_the_year_is_told_by_quarter(programme):
    officer = AssignmentFactory(programme=programme).account
    begun = dt.date(TODAY.year, 1, 1)
    plan = {
        "plan__programme": programme,
        "plan__starts_on": begun,
        "plan__ends_on": dt.date(TODAY.year, 12, 31),
    }
    first = PlanItemFactory(**plan, quarter=1, state="DONE", outcome="Held")
    for quarter, state in ((1, "PLANNED"), (2, "MOVED"), (2, "DROPPED"), (None, "PLANNED")):
        PlanItemFactory(plan=first.plan, quarter=quarter, state=state, reason="No sponsor")
    PlanItemFactory(quarter=1)  # of another programme

    (table,) = plan_by_quarter(programme, reader=officer, today=TODAY).blocks

    assert [str(column.heading) for column in table.columns] == ["State", "Q1", "Q2", "Q3", "Q4", "Any time"]
    assert {str(row[0]): [cell.low for cell in row[1:]] for row in table.rows} == {
        "Done": [1, 0, 0, 0, 0],
        "Still to be done": [1, 0, 0, 0, 1],
        "Moved": [0, 1, 0, 0, 0],
        "Dropped": [0, 1, 0, 0, 0],
    }
    assert table.evidence[0] == ("", first.plan.get_absolute_url(), "", "", "", "")
    stranger = AccountFactory(donor=True)
    assert plan_by_quarter(programme, reader=stranger, today=TODAY) is None


def test_open_matters_are_counted_for_who_may_see_them(programme, fiji):
    officer = AssignmentFactory(programme=programme).account
    NeedFactory(programme=programme, administration=fiji, said_on=days(-30))
    made = {"programme": programme, "made_on": days(-90)}
    for due in (-1, 5):
        CommitmentFactory(**made, due_on=days(due))
    RecommendationFactory(mission__programme=programme, mission__administration=fiji, due_on=days(-1))
    donor = AccountFactory(donor=True)

    (figures,) = open_matters(programme, reader=officer, today=TODAY).blocks

    assert [(each.label, each.quantity.low, each.unit) for each in figures.figures] == [
        ("Topics with needs not reached", 1, "topics"),
        ("Commitments overdue", 1, "commitments"),
        ("Recommendations overdue", 1, "recommendations"),
    ]
    assert open_matters(programme, reader=donor, today=TODAY) is None
    assert open_matters(ProgrammeFactory(), reader=officer, today=TODAY) is None


def test_the_page_of_a_programme_begins_with_its_next_events_and_its_latest_report(client, programme):
    officer = AssignmentFactory(programme=programme).account
    for number in (40, 10):
        EventFactory(
            title=f"In {number} days", programmes=[programme], state="PLANNED",
            starts_on=days(number), ends_on=days(number + 2),
        )  # fmt: skip
    released = EditionFactory(released=True, programme=programme)
    client.force_login(officer)

    page = client.get(programme.get_absolute_url())

    assert [each.title for each in page.context["ahead"]] == ["In 10 days", "In 40 days"]
    assert page.context["latest"] == released
    assert f"Latest report: {released.reference}" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_what_awaits_is_asked_for_in_as_few_queries_however_much_it_is(
    speaker, programme, fiji, django_assert_num_queries, rows
):
    for number in range(rows):
        asked(programme, fiji, starts_on=dt.date(2020 + number, 1, 1))
        RecommendationFactory(mission__programme=programme, mission__administration=fiji)
        CommitmentFactory(
            programme=programme,
            owner=fiji.organisation_ptr,
            due_on=days(3),
            made_on=days(-9),
            text=f"{number}",
        )
        EditionFactory(programme=programme, submitted=True)
        InvitationFactory(administration=fiji, call__event__programmes=[programme])

    with django_assert_num_queries(7):
        awaited_by(speaker)


def test_of_one_administration_only_its_own_speakers_are_told(client, programme, fiji):
    asked(programme, fiji)
    officer = AssignmentFactory(programme=programme).account
    client.force_login(officer)

    page = client.get(reverse("reports:administration-page", args=[fiji.iso2]))

    assert page.context["awaited"] == []
