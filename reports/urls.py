"""Addresses of the pages that tell."""

from django.urls import path

from reports.views import (
    administrations,
    dashboards,
    editions,
    events,
    evidence,
    front,
    history,
    matrix,
    outbox,
    people,
    personal,
    programmes,
    readers,
    retention,
    search,
    trail,
    trainers,
)

app_name = "reports"
urlpatterns = [
    path("", front.front, name="front"),
    path("home/", dashboards.home, name="home"),
    path("region/", dashboards.region, name="region"),
    path("region/matrix/", matrix.matrix, name="matrix"),
    path("region/matrix.csv", matrix.matrix_file, name="matrix-file"),
    path("administrations/", administrations.administration_list, name="administration-list"),
    path("administrations/<slug:iso2>/", administrations.administration_page, name="administration-page"),
    path("still-in-post/", retention.retention, name="retention"),
    path("funded/", dashboards.funded, name="funded"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/<slug:code>/", programmes.programme_page, name="programme-page"),
    path("events/<int:pk>/", events.event_page, name="event-page"),
    path("people/<int:pk>/", people.person_page, name="person-page"),
    path("people/<int:pk>/merge/<int:other>/preview/", people.merge_preview, name="merge-preview"),
    path("people/<int:pk>/data/", personal.person_data, name="person-data"),
    path("people/<int:pk>/data.json", personal.person_data_file, name="person-data-file"),
    path("people/<int:pk>/anonymise/", personal.person_anonymise, name="person-anonymise"),
    # --- Who can teach ---------------------------------------------------------------------------
    path("trainers/pool/", trainers.trainer_pool, name="trainer-pool"),
    path("accreditations/<int:pk>/certificate.pdf", trainers.certificate, name="certificate"),
    path("search/", search.search, name="search"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("outbox/", outbox.mail_list, name="mail-list"),
    path("outbox/<int:pk>/", outbox.mail_page, name="mail-page"),
    path("outbox/<int:pk>/retry/", outbox.mail_retry, name="mail-retry"),
    # --- Who changed what, and who read it -------------------------------------------------------
    path("records/<slug:word>/<int:pk>/history/", history.record_history, name="record-history"),
    path("records/<slug:word>/<int:pk>/readers/", readers.record_readers, name="record-readers"),
    path("evidence/readers/", readers.figure_readers, name="figure-readers"),
    path("trail/", trail.trail, name="trail"),
    path("trail.csv", trail.trail_file, name="trail-file"),
    path("trail/reads/", trail.read_log, name="read-log"),
    path("trail/reads.csv", trail.read_file, name="read-file"),
    path("figures.csv", evidence.split_file, name="split-file"),
    # --- Editions of reports --------------------------------------------------------------------
    path("reports/", editions.edition_list, name="edition-list"),
    path("reports/new/", editions.edition_ask, name="edition-ask"),
    path("reports/<uuid:key>/", editions.edition_page, name="edition-page"),
    path("reports/<uuid:key>/progress/", editions.edition_progress, name="edition-progress"),
    path("reports/<uuid:key>/retry/", editions.edition_retry, name="edition-retry"),
    path("reports/<uuid:key>/release/", editions.edition_release, name="edition-release"),
    path("reports/<uuid:key>/<slug:code>/", editions.edition_file, name="edition-file"),
]
