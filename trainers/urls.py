"""Addresses of who can teach."""

from django.urls import path

from trainers.views import certificates, ledger, roster

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
]
