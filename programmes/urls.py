"""Addresses where events, their people and head-counts are entered, and periods closed."""

from django.urls import path

from programmes.views import events, headcounts, lists, people, periods

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
    path("events/<int:pk>/people/lists/<int:upload>/", lists.event_list_look, name="event-list-look"),
    path("events/<int:pk>/people/lists/<int:upload>/undo/", lists.event_list_undo, name="event-list-undo"),
    path(
        "events/<int:pk>/people/lists/<int:upload>/remarks/",
        lists.event_list_remarks,
        name="event-list-remarks",
    ),
    path("events/<int:pk>/people/<int:row>/", people.participation_edit, name="participation-edit"),
    path(
        "events/<int:pk>/people/<int:row>/remove/",
        people.participation_remove,
        name="participation-remove",
    ),
    path("periods/", periods.period_list, name="period-list"),
    path("periods/close/", periods.period_close, name="period-close"),
    path("periods/<int:pk>/reopen/", periods.period_reopen, name="period-reopen"),
]
