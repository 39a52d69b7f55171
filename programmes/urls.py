"""Addresses where events, their people, sessions and head-counts are entered, and periods closed."""

from django.urls import path

from programmes.kinds.registry import KINDS
from programmes.views import (
    agreements,
    assigning,
    attendance,
    attendance_sheets,
    calls,
    events,
    headcounts,
    kept,
    list_look,
    lists,
    nominations,
    people,
    periods,
    sessions,
)

app_name = "programmes"
urlpatterns = [
    path("events/", events.event_list, name="event-list"),
    path("events/new/", events.event_new, name="event-new"),
    path("events/<int:pk>/edit/", events.event_edit, name="event-edit"),
    path("events/<int:pk>/state/", events.event_state, name="event-state"),
    path("events/<int:pk>/remove/", events.event_remove, name="event-remove"),
    path("events/<int:pk>/headcounts/", headcounts.event_headcounts, name="event-headcounts"),
    path("events/<int:pk>/people/", people.event_people, name="event-people"),
    path("events/<int:pk>/people/add/", people.event_people_add, name="event-people-add"),
    path("events/<int:pk>/people/mark/", people.event_people_mark, name="event-people-mark"),
    path("events/<int:pk>/people/paste/", lists.event_people_paste, name="event-people-paste"),
    path("events/<int:pk>/people/workbook/", lists.event_people_workbook, name="event-people-workbook"),
    path("events/<int:pk>/people/<int:row>/", people.participation_edit, name="participation-edit"),
    path(
        "events/<int:pk>/people/<int:row>/remove/",
        people.participation_remove,
        name="participation-remove",
    ),
    path("events/<int:pk>/sessions/", sessions.event_sessions, name="event-sessions"),
    path("events/<int:pk>/sessions/plan/", sessions.event_sessions_plan, name="event-sessions-plan"),
    path("events/<int:pk>/sessions/new/", sessions.session_new, name="session-new"),
    path("events/<int:pk>/sessions/<int:row>/", sessions.session_edit, name="session-edit"),
    path("events/<int:pk>/sessions/<int:row>/remove/", sessions.session_remove, name="session-remove"),
    path("events/<int:pk>/attendance/", attendance.event_attendance, name="event-attendance"),
    path(
        "events/<int:pk>/attendance/sheet/", attendance.event_attendance_sheet, name="event-attendance-sheet"
    ),
    path(
        "events/<int:pk>/attendance/workbook/",
        attendance_sheets.event_attendance_workbook,
        name="event-attendance-workbook",
    ),
    path(
        "events/<int:pk>/attendance/paste/",
        attendance_sheets.event_attendance_paste,
        name="event-attendance-paste",
    ),
    path("events/<int:pk>/completion/", attendance.event_completion, name="event-completion"),
    path("events/<int:pk>/completion/rule/", attendance.event_completion_rule, name="event-completion-rule"),
    path("events/<int:pk>/call/", calls.event_call, name="event-call"),
    path("events/<int:pk>/call/edit/", calls.call_edit, name="call-edit"),
    path("events/<int:pk>/call/send/", calls.call_send, name="call-send"),
    path("events/<int:pk>/call/outcome/", calls.call_outcome, name="call-outcome"),
    path("events/<int:pk>/call/seats/<int:row>/", calls.invitation_seats, name="invitation-seats"),
    path("events/<int:pk>/selection/", calls.event_selection, name="event-selection"),
    path("nominations/", calls.call_list, name="call-list"),
    path("nominations/<int:pk>/", nominations.invitation_page, name="invitation-page"),
    path("nominations/<int:pk>/nominate/", nominations.invitation_nominate, name="invitation-nominate"),
    path("nominations/<int:pk>/rank/", nominations.invitation_rank, name="invitation-rank"),
    path(
        "nominations/<int:pk>/nominees/<int:row>/withdraw/",
        nominations.nominee_withdraw,
        name="nominee-withdraw",
    ),
    path("nominations/<int:pk>/list/", lists.invitation_list, name="invitation-list"),
    path("nominations/<int:pk>/workbook/", lists.invitation_workbook, name="invitation-workbook"),
    path("administrations/<str:iso2>/officers/", lists.officer_list, name="officer-list"),
    path("administrations/<str:iso2>/officers/workbook/", lists.officer_workbook, name="officer-workbook"),
    path("lists/<int:upload>/", list_look.list_look, name="list-look"),
    path("lists/<int:upload>/undo/", list_look.list_undo, name="list-undo"),
    path("lists/<int:upload>/remarks/", list_look.list_remarks, name="list-remarks"),
    path("accounts/<int:pk>/programmes/", assigning.account_programmes, name="account-programmes"),
    path("agreements/", agreements.agreement_list, name="agreement-list"),
    path("agreements/new/", agreements.agreement_new, name="agreement-new"),
    path("agreements/<int:pk>/amend/", agreements.agreement_amend, name="agreement-amend"),
    path("periods/", periods.period_list, name="period-list"),
    path("periods/close/", periods.period_close, name="period-close"),
    path("periods/<int:pk>/reopen/", periods.period_reopen, name="period-reopen"),
    # The records of a programme that are not events: the same pages for each kind.
    *(page for kind in KINDS.values() for page in kept.pages_of(kind)),
]
