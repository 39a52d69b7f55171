"""Addresses where cohorts, their stages and their participants are entered and seen."""

from django.urls import path

from trainers.views import certifying, cohorts, groups, participants, stages

COHORTS = [
    path("cohorts/", cohorts.cohort_list, name="cohort-list"),
    path("cohorts/new/", cohorts.cohort_new, name="cohort-new"),
    path("cohorts/<int:pk>/", cohorts.cohort_page, name="cohort-page"),
    path("cohorts/<int:pk>/edit/", cohorts.cohort_edit, name="cohort-edit"),
    path("cohorts/<int:pk>/remove/", cohorts.cohort_remove, name="cohort-remove"),
    path("cohorts/<int:pk>/expected/", cohorts.cohort_expected, name="cohort-expected"),
    path("cohorts/<int:pk>/group/", groups.group_add, name="group-add"),
    path("cohorts/<int:pk>/group/<int:row>/", groups.group_edit, name="group-edit"),
    path("cohorts/<int:pk>/stages/plan/", stages.stages_plan, name="stages-plan"),
    path("cohorts/<int:pk>/stages/new/", stages.stage_new, name="stage-new"),
    path("cohorts/<int:pk>/stages/<int:row>/", stages.stage_edit, name="stage-edit"),
    path("cohorts/<int:pk>/stages/<int:row>/attendance/", stages.stage_attendance, name="stage-attendance"),
    path("cohorts/<int:pk>/stages/<int:row>/take/", stages.stage_take, name="stage-take"),
    path("cohorts/<int:pk>/participants/new/", participants.participant_new, name="participant-new"),
    path("cohorts/<int:pk>/participants/<int:row>/", participants.participant_edit, name="participant-edit"),
    path(
        "cohorts/<int:pk>/participants/<int:row>/leave/",
        participants.participant_leave,
        name="participant-leave",
    ),
    path(
        "cohorts/<int:pk>/participants/<int:row>/remove/",
        participants.participant_remove,
        name="participant-remove",
    ),
    path(
        "cohorts/<int:pk>/participants/<int:row>/certify/",
        certifying.participant_certify,
        name="participant-certify",
    ),
    path(
        "cohorts/<int:pk>/participants/<int:row>/certify/back/",
        certifying.certificate_take_back,
        name="certificate-take-back",
    ),
]

app_name = "trainers"
urlpatterns = [*COHORTS]
