"""Addresses where people and their postings are entered, and two entries become one."""

from django.urls import path

from members.views import duplicates, merging, people, postings

app_name = "members"
urlpatterns = [
    path("people/", people.person_list, name="person-list"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/postings/new/", postings.posting_new, name="posting-new"),
    path("people/<int:pk>/postings/<int:row>/", postings.posting_edit, name="posting-edit"),
    path("people/<int:pk>/postings/<int:row>/move/", postings.posting_move, name="posting-move"),
    path("people/<int:pk>/postings/<int:row>/standing/", postings.posting_standing, name="posting-standing"),
    path("people/duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("people/<int:pk>/not/<int:other>/", duplicates.duplicate_not_same, name="duplicate-not-same"),
    path("people/<int:pk>/merge/<int:other>/", merging.person_merge, name="person-merge"),
    path("people/merges/<int:pk>/", merging.merge_page, name="merge-page"),
    path("people/merges/<int:pk>/split/", merging.merge_split, name="merge-split"),
]
