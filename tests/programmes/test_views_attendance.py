"""Sessions, tick list and completion at the browser: who may, what is shown, what a save does."""

import pytest
from django.urls import reverse

from office.models import ReadEntry
from programmes.models import Attendance, CompletionRule, Session
from tests.factories.members import PersonFactory
from tests.factories.programmes import (
    AttendanceFactory,
    ClosedPeriodFactory,
    CompletionRuleFactory,
    EventFactory,
    FundingFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
EDITING = (
    "session-new",
    "event-attendance",
    "event-attendance-sheet",
    "event-completion",
    "event-completion-rule",
)


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def event():
    return EventFactory(programmes=[ProgrammeFactory()])


@pytest.fixture
def signed_in(client, assigned, event):
    client.force_login(assigned(event.programmes.get()))
    return client


def ticks(sessions, rows, **cells):
    """What the page sends: nothing was recorded when it was looked at."""
    seen = {f"seen-{row.pk}": "-" * len(sessions) for row in rows}
    return {"sessions": ",".join(str(each.pk) for each in sessions)} | seen | cells


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", EDITING)
def test_only_who_works_on_the_programme_takes_attendance(client, officer, focal_point, event, page):
    ParticipationFactory(event=event, organisation=focal_point.organisation)
    client.force_login(officer)
    assert client.get(to(page, event.pk)).status_code == 403

    client.force_login(focal_point)
    assert client.get(to(page, event.pk)).status_code == 403


@pytest.mark.parametrize("page", [*EDITING, "event-sessions"])
def test_of_an_event_one_may_not_see_there_is_no_attendance(client, donor, page):
    client.force_login(donor)

    assert client.get(to(page, EventFactory().pk)).status_code in {403, 404}


def test_a_donor_reads_the_sessions_without_a_name(client, donor):
    event = EventFactory(phases=[FundingFactory(donor=donor.organisation).phase])
    AttendanceFactory(
        session__event=event, session__title="Opening", participation__person__family_name="Tuilagi"
    )
    client.force_login(donor)

    page = text_of(client.get(to("event-sessions", event.pk)))

    assert "Opening" in page
    assert "Tuilagi" not in page
    assert to("event-attendance", event.pk) not in page


# --- Sessions ------------------------------------------------------------------------------------


def test_the_days_become_sessions_by_one_button(signed_in, event):
    page = signed_in.post(to("event-sessions-plan", event.pk), follow=True)

    assert "5 sessions made." in text_of(page)
    assert event.sessions.count() == 5


def test_a_session_is_entered_changed_and_removed(signed_in, event):
    signed_in.post(
        to("session-new", event.pk),
        {"version": 1, "title": " Field  visit", "held_on": "2023-09-05", "hours": "4", "position": 1},
    )
    session = Session.objects.get()
    assert (session.title, session.hours) == ("Field visit", 4)

    changed = {"version": 1, "title": "Visit", "begins": "09:00", "ends": "08:00", "position": 1}
    assert "the later one last" in text_of(signed_in.post(to("session-edit", event.pk, session.pk), changed))
    signed_in.post(to("session-edit", event.pk, session.pk), changed | {"ends": "12:00"})
    session.refresh_from_db()
    assert (session.title, session.hours, session.version) == ("Visit", None, 2)

    signed_in.post(to("session-remove", event.pk, session.pk), {"reason": "entered twice"})
    assert not Session.objects.exists()


def test_a_session_somebody_else_changed_is_not_overwritten(signed_in, event):
    session = SessionFactory(event=event, title="Opening", version=2)

    page = signed_in.post(
        to("session-edit", event.pk, session.pk), {"version": 1, "title": "Closing", "position": 1}
    )

    assert "Somebody else changed this meanwhile" in text_of(page)
    session.refresh_from_db()
    assert session.title == "Opening"


def test_a_session_of_another_event_is_not_found_here(signed_in, event):
    assert signed_in.get(to("session-edit", event.pk, SessionFactory().pk)).status_code == 404


# --- The tick list -------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_tick_list_query_count_does_not_grow(signed_in, event, django_assert_num_queries, rows):
    for _row in range(rows):
        AttendanceFactory(session=SessionFactory(event=event))

    with django_assert_num_queries(11):
        signed_in.get(to("event-attendance", event.pk))


def test_the_tick_list_shows_who_could_come_and_logs_the_reading(signed_in, event):
    SessionFactory(event=event)
    for state, name in (("SELECTED", "Tuilagi"), ("DECLINED", "Kumar"), ("RESERVE", "Vunipola")):
        ParticipationFactory(event=event, state=state, person=PersonFactory(family_name=name))

    page = text_of(signed_in.get(to("event-attendance", event.pk)))

    assert "Tuilagi" in page
    assert "Kumar" not in page
    assert "Vunipola" not in page
    assert ReadEntry.objects.get().people == 1


def test_answers_are_saved_and_those_left_open_stay_open(signed_in, event):
    session, other = SessionFactory(event=event, position=1), SessionFactory(event=event, position=2)
    here, away = ParticipationFactory(event=event), ParticipationFactory(event=event)
    sent = {f"{here.pk}-{session.pk}": "P", f"{away.pk}-{session.pk}": "A", f"{away.pk}-{other.pk}": "-"}

    page = signed_in.post(
        to("event-attendance", event.pk), ticks([session, other], [here, away], **sent), follow=True
    )

    assert "2 answers changed." in text_of(page)
    found = {(each.participation, each.session): each.was_present for each in Attendance.objects.all()}
    assert found == {(here, session): True, (away, session): False}


def test_one_button_says_that_the_others_were_present(signed_in, event):
    session, other = SessionFactory(event=event, position=1), SessionFactory(event=event, position=2)
    here, away = ParticipationFactory(event=event), ParticipationFactory(event=event)
    sent = ticks([session, other], [here, away], **{f"{away.pk}-{session.pk}": "A", "fill": session.pk})

    signed_in.post(to("event-attendance", event.pk), sent)

    found = {(each.participation, each.session): each.was_present for each in Attendance.objects.all()}
    assert found == {(here, session): True, (away, session): False}


def test_a_conflict_is_shown_at_its_cell_and_the_second_save_holds(signed_in, event):
    attendance = AttendanceFactory(session__event=event)
    session, row = attendance.session, attendance.participation
    sent = ticks([session], [row], **{f"{row.pk}-{session.pk}": "A"})

    page = signed_in.post(to("event-attendance", event.pk), sent)

    assert "somebody else: present" in text_of(page)
    assert Attendance.objects.get().was_present is True
    assert f'name="seen-{row.pk}" value="P"' in text_of(page)

    signed_in.post(to("event-attendance", event.pk), sent | {f"seen-{row.pk}": "P"})
    assert Attendance.objects.get().was_present is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"sessions": "1,2,3"},
        {"seen-999999": "-"},
        {"seen-x": "-"},
        {"seen-²": "-"},
        {"seen-1": "PPPP"},
    ],
)
def test_a_list_that_is_no_longer_so_is_refused_not_guessed(signed_in, event, wrong):
    session, row = SessionFactory(event=event), ParticipationFactory(event=event)
    sent = ticks([session], [row], **{f"{row.pk}-{session.pk}": "P"}) | wrong

    page = signed_in.post(to("event-attendance", event.pk), sent)

    assert page.status_code == 200
    assert "meanwhile. Load the page again." in text_of(page)
    assert not Attendance.objects.exists()


def test_in_a_closed_period_the_page_says_so_and_saves_nothing(signed_in, event):
    ClosedPeriodFactory(programme=event.programmes.get())
    session, row = SessionFactory(event=event), ParticipationFactory(event=event)

    page = signed_in.post(
        to("event-attendance", event.pk), ticks([session], [row], **{f"{row.pk}-{session.pk}": "P"})
    )

    assert "is closed from" in text_of(page)
    assert not Attendance.objects.exists()


def test_the_sheet_to_print_has_a_box_for_each_session(signed_in, event):
    SessionFactory(event=event, title="Opening")
    ParticipationFactory(event=event, person__family_name="Tuilagi")

    page = text_of(signed_in.get(to("event-attendance-sheet", event.pk)))

    assert "Opening" in page
    assert "Tuilagi" in page
    assert ReadEntry.objects.get().people == 1


# --- Completion ----------------------------------------------------------------------------------


def test_completion_begins_with_a_rule(signed_in, event):
    assert signed_in.get(to("event-completion", event.pk)).url == to("event-completion-rule", event.pk)

    signed_in.post(
        to("event-completion-rule", event.pk), {"version": 1, "least_share": 75, "share_of": "SESSIONS"}
    )

    assert str(CompletionRule.objects.get()) == "75 % of the sessions"


def test_a_rule_that_says_nothing_is_told_so(signed_in, event):
    page = signed_in.post(to("event-completion-rule", event.pk), {"version": 1, "share_of": "SESSIONS"})

    assert "Give a share, a score, or both." in text_of(page)


def test_what_the_rule_proposes_is_confirmed_person_by_person(signed_in, event):
    CompletionRuleFactory(event=event)
    session = SessionFactory(event=event)
    rows = [ParticipationFactory(event=event, state="SELECTED") for _ in range(2)]
    for row in rows:
        AttendanceFactory(session=session, participation=row)

    page = text_of(signed_in.get(to("event-completion", event.pk)))
    assert page.count("1 of 1 sessions") == 2

    signed_in.post(to("event-completion", event.pk), {"rows": [f"{rows[0].pk}-1-COMPLETED"]})
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["COMPLETED", "SELECTED"]


def test_a_proposal_that_was_never_made_is_refused(signed_in, event):
    CompletionRuleFactory(event=event)
    SessionFactory(event=event)
    row = ParticipationFactory(event=event, state="SELECTED")

    page = signed_in.post(to("event-completion", event.pk), {"rows": [f"{row.pk}-1-COMPLETED"]})

    assert "Somebody else changed this meanwhile" in text_of(page)
    row.refresh_from_db()
    assert row.state == "SELECTED"


def test_a_reason_does_not_outlive_its_state(signed_in, event):
    row = ParticipationFactory(event=event, state="COMPLETED", state_reason="5 of 5 sessions")

    signed_in.post(
        to("event-people-mark", event.pk), {"rows": [f"{row.pk}-{row.version}"], "state": "NO_SHOW"}
    )

    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("NO_SHOW", "")
