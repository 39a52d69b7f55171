"""Taking attendance: what is saved, what is refused, and that two who tick do not undo each other."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from programmes.actions.attending import remove_participation
from programmes.actions.entering import remove_event
from programmes.actions.guarding import PeriodClosed
from programmes.actions.ticking import (
    Mark,
    MarkedMeanwhile,
    plan_days,
    record_attendance,
    remove_session,
    save_session,
)
from programmes.models import Attendance, Event, Session
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


@pytest.fixture
def event():
    return EventFactory(programmes=[ProgrammeFactory()])


def test_each_day_of_an_event_becomes_a_session(event):
    made = plan_days(event=event, by=BY)

    assert [session.held_on for session in made] == [dt.date(2023, 9, day) for day in range(4, 9)]
    assert [session.title for session in made][:2] == ["Day 1, 4 September", "Day 2, 5 September"]
    assert [session.position for session in made] == [1, 2, 3, 4, 5]


def test_days_are_not_made_up_where_they_are_not_known():
    event = EventFactory(starts_precision="MONTH", starts_on="2023-09-01")

    with pytest.raises(ValidationError, match="not known exactly"):
        plan_days(event=event, by=BY)


def test_sessions_are_planned_once(event):
    SessionFactory(event=event)

    with pytest.raises(ValidationError, match="sessions already"):
        plan_days(event=event, by=BY)


def test_an_event_of_a_year_has_no_session_of_each_day():
    with pytest.raises(ValidationError, match="at most 40"):
        plan_days(event=EventFactory(ends_on=dt.date(2024, 9, 1)), by=BY)


def test_two_sessions_of_an_event_have_two_titles(event):
    SessionFactory(event=event, title="Opening")

    with pytest.raises(ValidationError, match="session of this title"):
        save_session(session=Session(event=event, title="Opening"), by=BY)


@pytest.mark.parametrize(
    ("hours", "begins", "ends", "length"),
    [
        (None, None, None, None),
        (None, dt.time(9), dt.time(12, 30), 3.5),
        (6, dt.time(9), dt.time(17), 6),
    ],
)
def test_a_session_is_as_long_as_stated_else_as_between_its_times(hours, begins, ends, length):
    assert Session(hours=hours, begins=begins, ends=ends).length == length


def test_only_what_differs_is_stored(event):
    session, row = SessionFactory(event=event), ParticipationFactory(event=event)
    other = ParticipationFactory(event=event)
    marks = [Mark(row, session, True, None), Mark(other, session, None, None)]  # noqa: FBT003

    assert record_attendance(event=event, marks=marks, by=BY) == 1
    assert record_attendance(event=event, marks=marks, by=BY) == 0

    assert [(each.participation, each.was_present) for each in Attendance.objects.all()] == [(row, True)]
    assert AuditEntry.objects.filter(label__contains="attendance").count() == 1


def test_an_answer_is_changed_and_taken_back(event):
    attendance = AttendanceFactory(session__event=event)
    session, row = attendance.session, attendance.participation

    record_attendance(event=event, marks=[Mark(row, session, present=False, seen=True)], by=BY)
    assert Attendance.objects.get().was_present is False

    record_attendance(event=event, marks=[Mark(row, session, present=None, seen=False)], by=BY)
    assert not Attendance.objects.exists()


def test_the_trail_of_an_answer_names_nobody(event):
    attendance = AttendanceFactory(session__event=event, participation__person__family_name="Tuilagi")
    mark = Mark(attendance.participation, attendance.session, present=False, seen=True)

    record_attendance(event=event, marks=[mark], by=BY)

    entry = AuditEntry.objects.get()
    assert "Tuilagi" not in f"{entry.label} {entry.changes}"
    assert entry.personal_values.get(field="was_present").new == "False"


def test_what_somebody_else_recorded_meanwhile_is_not_undone(event):
    attendance = AttendanceFactory(session__event=event)
    other = ParticipationFactory(event=event)
    against = Mark(attendance.participation, attendance.session, present=False, seen=None)
    beside = Mark(other, attendance.session, present=True, seen=None)

    with pytest.raises(MarkedMeanwhile) as refusal:
        record_attendance(event=event, marks=[against, beside], by=BY)

    assert refusal.value.marks == (against,)
    assert Attendance.objects.get().was_present is True  # and nothing of the other either


def test_two_who_tick_different_people_do_not_stand_in_each_others_way(event):
    attendance = AttendanceFactory(session__event=event)
    other = ParticipationFactory(event=event)
    untouched = Mark(attendance.participation, attendance.session, present=None, seen=None)
    mine = Mark(other, attendance.session, present=True, seen=None)

    record_attendance(event=event, marks=[untouched, mine], by=BY)

    assert Attendance.objects.filter(was_present=True).count() == 2


def test_nothing_is_ticked_in_a_closed_period(event):
    ClosedPeriodFactory(programme=event.programmes.get())
    session, row = SessionFactory(event=event), ParticipationFactory(event=event)

    with pytest.raises(PeriodClosed):
        record_attendance(event=event, marks=[Mark(row, session, present=True, seen=None)], by=BY)
    with pytest.raises(PeriodClosed):
        plan_days(event=event, by=BY)
    with pytest.raises(PeriodClosed):
        save_session(session=session, by=BY)
    with pytest.raises(PeriodClosed):
        remove_session(session=session, by=BY)


def test_what_is_removed_with_a_session_a_person_or_the_event_leaves_a_trail(event):
    first, second = AttendanceFactory(session__event=event), AttendanceFactory(session__event=event)
    AttendanceFactory(session__event=event)
    CompletionRuleFactory(event=event)

    remove_session(session=first.session, by=BY)
    remove_participation(participation=second.participation, by=BY)
    remove_event(event=event, by=BY)

    assert not Event.objects.exists()
    assert AuditEntry.objects.filter(verb="REMOVED", content_type__model="attendance").count() == 3
