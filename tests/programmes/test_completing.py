"""Completion by the rule of an event: what it proposes, what it cannot say, what is stored."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from programmes.actions.completing import confirm_completion, save_rule, standings_of
from programmes.actions.guarding import PeriodClosed
from programmes.choices import EventRole, ParticipationState
from programmes.models import CompletionRule
from tests.factories.programmes import (
    AttendanceFactory,
    ClosedPeriodFactory,
    CompletionRuleFactory,
    EventFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
SELECTED, ATTENDED, COMPLETED, NO_SHOW = "SELECTED", "ATTENDED", "COMPLETED", "NO_SHOW"
TEXT = {"p": True, "a": False}


@pytest.fixture
def event():
    return EventFactory(programmes=[ProgrammeFactory()])


def attended(event, answers, state=SELECTED, **about):
    """A participant with an answer for each session: p present, a absent, - not recorded."""
    row = ParticipationFactory(event=event, state=state, **about)
    for session, answer in zip(event.sessions.in_order(), answers, strict=True):
        if answer in TEXT:
            AttendanceFactory(session=session, participation=row, was_present=TEXT[answer])
    return row


def sessions(event, number, **about):
    for position in range(1, number + 1):
        SessionFactory(event=event, position=position, **about)


def only(event):
    (standing,) = standings_of(event)
    return standing


@pytest.mark.parametrize(
    ("answers", "state", "proposed", "reason"),
    [
        ("ppppp", SELECTED, COMPLETED, "5 of 5 sessions"),
        ("ppppa", SELECTED, COMPLETED, "4 of 5 sessions"),  # exactly the 80 per cent
        ("pppaa", SELECTED, ATTENDED, "3 of 5 sessions"),
        ("aaaaa", SELECTED, NO_SHOW, "0 of 5 sessions"),
        ("pppp-", SELECTED, COMPLETED, "4 of 5 sessions, 1 session not recorded"),
        ("ppp--", SELECTED, ATTENDED, "3 of 5 sessions, 2 sessions not recorded"),
        ("ppp--", ATTENDED, None, "3 of 5 sessions, 2 sessions not recorded"),
        ("ppp--", COMPLETED, None, "3 of 5 sessions, 2 sessions not recorded"),
        ("pppaa", COMPLETED, ATTENDED, "3 of 5 sessions"),
        ("aa---", SELECTED, None, "0 of 5 sessions, 3 sessions not recorded"),
        ("aaaa-", SELECTED, None, "0 of 5 sessions, 1 session not recorded"),
        ("-----", SELECTED, None, "0 of 5 sessions, 5 sessions not recorded"),
    ],
)
def test_a_share_of_the_sessions_decides_and_what_is_not_recorded_is_not_absence(
    event, answers, state, proposed, reason
):
    CompletionRuleFactory(event=event, least_share=80)
    sessions(event, 5)
    attended(event, answers, state)

    assert (only(event).proposed, only(event).reason) == (proposed, reason)


def test_hours_count_where_the_rule_says_so(event):
    CompletionRuleFactory(event=event, least_share=75, share_of="HOURS")
    SessionFactory(event=event, position=1, hours=6)
    SessionFactory(event=event, position=2, begins="09:00", ends="11:00")
    attended(event, "pa")

    assert (only(event).proposed, only(event).reason) == (COMPLETED, "6 of 8 hours")


def test_a_rule_of_hours_names_the_sessions_without(event):
    CompletionRuleFactory(event=event, share_of="HOURS")
    SessionFactory(event=event, title="Field visit")

    with pytest.raises(ValidationError, match="Field visit"):
        standings_of(event)


def test_a_rule_of_attendance_needs_sessions(event):
    CompletionRuleFactory(event=event)

    with pytest.raises(ValidationError, match="no sessions yet"):
        standings_of(event)


@pytest.mark.parametrize(
    ("score", "proposed", "reason"),
    [
        (Decimal("70"), COMPLETED, "score after 70"),
        (Decimal("69.5"), ATTENDED, "score after 69.5"),
        (None, None, "score after not recorded"),
    ],
)
def test_a_score_decides_where_the_rule_asks_for_one(event, score, proposed, reason):
    CompletionRuleFactory(event=event, least_share=None, least_score=70)
    ParticipationFactory(event=event, state=SELECTED, post_score=score)

    assert (only(event).proposed, only(event).reason) == (proposed, reason)


def test_share_and_score_are_both_needed(event):
    CompletionRuleFactory(event=event, least_score=70)
    sessions(event, 2)
    attended(event, "pp", post_score=60)

    assert (only(event).proposed, only(event).reason) == (ATTENDED, "2 of 2 sessions; score after 60")


def test_only_participants_who_could_come_are_judged(event):
    CompletionRuleFactory(event=event)
    sessions(event, 1)
    row = attended(event, "p")
    attended(event, "p", role=EventRole.RESOURCE_PERSON)
    attended(event, "-", state=ParticipationState.DECLINED)
    attended(event, "-", state=ParticipationState.RESERVE)

    assert only(event).participation == row


def test_what_is_confirmed_is_stored_with_its_reason_and_the_rest_stays(event):
    CompletionRuleFactory(event=event)
    sessions(event, 2)
    done, away = attended(event, "pp"), attended(event, "aa")
    by_person = {each.participation: each for each in standings_of(event)}

    assert confirm_completion(event=event, keys={by_person[done].key}, by=BY) == 1

    done.refresh_from_db()
    away.refresh_from_db()
    assert (done.state, done.state_reason) == (COMPLETED, "2 of 2 sessions")
    assert (away.state, away.state_reason) == (SELECTED, "")


def test_what_was_shown_is_not_stored_when_the_rule_proposes_something_else_by_now(event):
    CompletionRuleFactory(event=event)
    sessions(event, 1)
    row = attended(event, "p")
    key = only(event).key
    row.attendances.update(was_present=False)

    with pytest.raises(ChangedMeanwhile):
        confirm_completion(event=event, keys={key}, by=BY)

    row.refresh_from_db()
    assert row.state == SELECTED


def test_nothing_is_completed_in_a_closed_period(event):
    rule = CompletionRuleFactory(event=event)
    sessions(event, 1)
    attended(event, "p")
    key = only(event).key
    ClosedPeriodFactory(programme=event.programmes.get())

    with pytest.raises(PeriodClosed):
        confirm_completion(event=event, keys={key}, by=BY)
    with pytest.raises(PeriodClosed):
        save_rule(rule=rule, by=BY)


@pytest.mark.parametrize(
    ("share", "score", "text"), [(None, None, "a share, a score"), (0, None, "1"), (101, None, "100")]
)
def test_a_rule_says_something_possible(event, share, score, text):
    rule = CompletionRule(event=event, least_share=share, least_score=score)

    with pytest.raises(ValidationError, match=text):
        save_rule(rule=rule, by=BY)
