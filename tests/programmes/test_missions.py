"""Missions: what they recommend, what the administration answers, and what came of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from programmes.actions import advice_letters, advising
from programmes.models import Mission, Recommendation
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory
from tests.factories.missions import MissionFactory, RecommendationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    MembershipFactory,
    PhaseFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 3, 1)
NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def mission():
    return MissionFactory()


@pytest.fixture
def officer(client, mission):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=mission.programme)
    client.force_login(account)
    return account


@pytest.fixture
def focal_point(mission):
    MembershipFactory(programme=mission.programme, administration=mission.administration)
    return AccountFactory(focal_point=True, organisation=mission.administration)


def errors_of(answer):
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


def typed(mission, **changed):
    return {
        "version": "1",
        "programme": mission.programme_id,
        "administration": mission.administration_id,
        "kind": "ADVISORY",
        "title": "Advice on valuation",
        "starts_on": "2023-10-02",
        "ends_on": "2023-10-06",
    } | changed


def test_a_mission_is_entered_with_who_went_and_what_about(client, officer, mission):
    mission.administration.is_member, mission.administration.wco_region = True, "Asia/Pacific"
    mission.administration.save()
    body, topic = OrganisationFactory(name="Customs Fund"), TopicFactory()

    client.post(
        reverse("programmes:missions-new"),
        typed(mission, bodies=["Customs Fund"], topics=[topic.pk], experts="2"),
    )

    entered = Mission.objects.get(title="Advice on valuation")
    assert (list(entered.bodies.all()), list(entered.topics.all())) == ([body], [topic])
    page = client.get(entered.get_absolute_url()).content.decode()
    assert "Customs Fund" in page


def test_a_mission_ends_after_it_begins_and_stands_as_an_event_of_its_programme_only(mission):
    with pytest.raises(IntegrityError, match="mission_ends_after_start"):
        MissionFactory(ends_on="2023-09-01")


def test_a_mission_stands_as_an_event_of_its_own_programme_only(mission):
    mission.event = EventFactory()

    with pytest.raises(ValidationError, match="not of the programme"):
        advising.save_mission(record=mission, today=TODAY, by=BY)


def test_a_mission_that_recommended_something_is_not_removed(mission):
    RecommendationFactory(mission=mission)

    with pytest.raises(ValidationError, match="remove those first"):
        advising.remove_mission(record=mission, by=BY)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"answer": "ACCEPTED"}, "recommendation_answered_on_a_day"),
        ({"answered_on": "2024-01-01"}, "recommendation_answered_on_a_day"),
        ({"answer": "PARTLY", "answered_on": "2024-01-01"}, "recommendation_refused_in_words"),
        ({"state": "DONE", "state_on": "2024-01-01"}, "recommendation_closed_with_its_outcome"),
    ],
)
def test_the_database_holds_the_rules_of_a_recommendation(wrong, rule):
    with pytest.raises(IntegrityError, match=rule):
        RecommendationFactory(**wrong)


@pytest.mark.parametrize(
    ("day", "words"), [("2024-03-02", "still to come"), ("2023-09-03", "before the mission")]
)
def test_an_answer_is_given_between_the_mission_and_today(mission, day, words):
    record = RecommendationFactory(mission=mission)
    record.answer, record.answered_on = "ACCEPTED", dt.date.fromisoformat(day)

    with pytest.raises(ValidationError, match=words):
        advising.save_recommendation(record=record, today=TODAY, by=BY)


def test_a_focal_point_answers_for_its_own_administration(client, focal_point, mission):
    record = RecommendationFactory(mission=mission)
    client.force_login(focal_point)
    address = reverse("programmes:recommendation-answer", args=[record.pk])

    assert address in client.get(record.get_absolute_url()).content.decode()
    refused = client.post(address, {"version": "1", "answer": "PARTLY", "answer_text": "", "state": "OPEN"})
    assert "Say what is not accepted" in str(errors_of(refused))
    client.post(
        address,
        {"version": "1", "answer": "PARTLY", "answer_text": "Not the second half.", "state": "UNDER_WAY"},
    )

    record.refresh_from_db()
    assert (record.answer, record.state) == ("PARTLY", "UNDER_WAY")
    assert record.answered_on is not None
    assert record.updated_by == focal_point


def test_no_focal_point_reads_or_answers_what_another_was_told(client, focal_point, mission):
    other = RecommendationFactory(
        mission__programme=mission.programme, mission__administration=AdministrationFactory()
    )
    client.force_login(focal_point)

    for name in ("recommendations-page", "recommendation-answer"):
        assert client.get(reverse(f"programmes:{name}", args=[other.pk])).status_code == 404
    assert client.get(reverse("programmes:missions-page", args=[other.mission_id])).status_code == 404


def test_a_donor_sees_the_mission_it_pays_for_and_nothing_that_was_recommended(client, donor):
    phase = PhaseFactory()
    FundingFactory(phase=phase, donor=donor.organisation)
    record = RecommendationFactory(
        mission__programme=phase.programme, mission__phase=phase, text="In private"
    )
    client.force_login(donor)

    page = client.get(record.mission.get_absolute_url())

    assert page.status_code == 200
    assert "In private" not in page.content.decode()
    assert client.get(record.get_absolute_url()).status_code == 404


def test_two_answers_at_once_do_not_undo_each_other(client, focal_point, mission):
    record = RecommendationFactory(mission=mission, version=2)
    client.force_login(focal_point)

    answer = client.post(
        reverse("programmes:recommendation-answer", args=[record.pk]),
        {"version": "1", "answer": "ACCEPTED", "state": "OPEN"},
    )

    assert "Somebody else changed this" in str(errors_of(answer))
    assert Recommendation.objects.get().answer == ""


def test_overdue_is_what_is_awaited_and_not_done(client, officer, mission):
    late = RecommendationFactory(mission=mission)
    RecommendationFactory(mission=mission, due_on=None)
    RecommendationFactory(mission=mission, due_on="2099-01-01")
    RecommendationFactory(
        mission=mission, answer="NOT_ACCEPTED", answered_on="2023-12-01", answer_text="No law for it."
    )
    RecommendationFactory(mission=mission, state="DONE", outcome="Published.", state_on="2023-12-01")

    page = client.get(reverse("programmes:recommendations-list"), {"due": "overdue"})

    assert [url for url, _values in page.context["lines"]] == [late.get_absolute_url()]
    assert "Open, overdue" in page.content.decode()


def test_focal_points_and_officers_are_reminded_once_of_each_time(mission, officer):
    MembershipFactory(programme=mission.programme, administration=mission.administration)
    theirs = AccountFactory(focal_point=True, organisation=mission.administration.organisation_ptr)
    AccountFactory(focal_point=True)  # speaks for another administration
    AssignmentFactory()  # works on another programme
    advice = RecommendationFactory(mission=mission)

    def remind(day):
        return advice_letters.remind_all(today=dt.date.fromisoformat(day), now=NOON, by=BY)

    assert [remind(day) for day in ("2024-05-30", "2024-05-31", "2024-06-20")] == [0, 2, 0]
    assert [remind(day) for day in ("2024-06-24", "2024-06-30", "2024-07-01", "2024-07-02")] == [2, 0, 2, 0]
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {theirs.email, officer.email}
    last = OutboxMail.objects.latest("pk")
    assert last.subject == f"Overdue since 30 June 2024: a recommendation to {mission.administration}"
    assert "It is not answered yet" in last.body
    assert advice.get_absolute_url() in last.body


@pytest.mark.parametrize(
    "about",
    [
        {"due_on": None},
        {"state": "DONE", "outcome": "Published.", "state_on": dt.date(2024, 2, 1)},
        {"answer": "NOT_ACCEPTED", "answer_text": "Not ours to do.", "answered_on": dt.date(2024, 2, 1)},
    ],
)
def test_nobody_is_reminded_of_what_is_not_awaited(mission, officer, about):
    RecommendationFactory(mission=mission, **about)

    assert advice_letters.remind_all(today=dt.date(2024, 6, 29), now=NOON, by=BY) == 0


def test_who_may_not_answer_it_is_not_written_to(mission):
    AccountFactory(focal_point=True, organisation=mission.administration.organisation_ptr)  # never joined
    RecommendationFactory(mission=mission)

    assert advice_letters.remind_all(today=dt.date(2024, 6, 29), now=NOON, by=BY) == 0
