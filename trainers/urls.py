"""Addresses of who can teach."""

from django.urls import path

from trainers.views import (
    cascade,
    cascade_lists,
    certificates,
    certifying,
    checking,
    cohorts,
    groups,
    ledger,
    materials,
    participants,
    roster,
    stages,
)

app_name = "trainers"
urlpatterns = [
    # --- The roster, the ledger of accreditations, and certificates ------------------------------
    path("trainers/", roster.trainer_list, name="trainer-list"),
    path("trainers/schemes/", roster.scheme_list, name="scheme-list"),
    path("accreditations/", ledger.own_ledger, name="own-ledger"),
    path("people/<int:pk>/accreditations/", ledger.person_ledger, name="person-ledger"),
    path("people/<int:pk>/accreditations/new/", ledger.line_new, name="line-new"),
    path("people/<int:pk>/accreditations/<int:row>/correct/", ledger.line_correct, name="line-correct"),
    path("people/<int:pk>/languages/", roster.person_languages, name="person-languages"),
    path("check/<slug:code>/", certificates.check, name="check"),
    # --- Cascade training, and materials ---------------------------------------------------------
    path("cascade/trainings/", cascade.cascade_list, name="cascade-list"),
    path("cascade/trainings/new/", cascade.cascade_new, name="cascade-new"),
    path("cascade/trainings/paste/", cascade_lists.cascade_paste, name="cascade-paste"),
    path("cascade/trainings/workbook/", cascade_lists.cascade_workbook, name="cascade-workbook"),
    path("cascade/trainings/<int:pk>/", cascade.cascade_training, name="cascade-training"),
    path("cascade/trainings/<int:pk>/edit/", cascade.cascade_edit, name="cascade-edit"),
    path("cascade/trainings/<int:pk>/remove/", cascade.cascade_remove, name="cascade-remove"),
    path("cascade/trainings/<int:pk>/people/add/", cascade.cascade_name, name="cascade-name"),
    path(
        "cascade/trainings/<int:pk>/people/<int:row>/remove/",
        cascade.cascade_take_off,
        name="cascade-take-off",
    ),
    path("cascade/trainings/<int:pk>/list/", cascade.cascade_list_attach, name="cascade-list-attach"),
    path("cascade/trainings/<int:pk>/list/file/", cascade.cascade_list_file, name="cascade-list-file"),
    path("cascade/trainers/<int:pk>/", cascade.cascade_tree, name="cascade-tree"),
    path("materials/", materials.material_list, name="material-list"),
    path("materials/new/", materials.material_new, name="material-new"),
    path("materials/<int:pk>/", materials.material_page, name="material-page"),
    path("materials/<int:pk>/edit/", materials.material_edit, name="material-edit"),
    path("materials/<int:pk>/remove/", materials.material_remove, name="material-remove"),
    path("materials/<int:pk>/file/", materials.material_file, name="material-file"),
    path("cascade/samples/", checking.sample_list, name="sample-list"),
    path("cascade/samples/draw/", checking.sample_draw, name="sample-draw"),
    path("cascade/samples/<int:pk>/", checking.sample_page, name="sample-page"),
    path("cascade/samples/<int:pk>/<int:row>/", checking.sample_check, name="sample-check"),
    # --- Cohorts ---------------------------------------------------------------------------------
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
