"""The read API under /api/v1/, gathered from the floors below."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from members.api.views import AdministrationViewSet, PersonViewSet
from programmes.api.kept import viewset_of
from programmes.api.memberships import ContributionViewSet, MembershipViewSet
from programmes.api.plans import ObjectiveViewSet, PlanItemViewSet, PlanViewSet
from programmes.api.views import AgreementViewSet, EventViewSet, PhaseViewSet, ProgrammeViewSet
from programmes.kinds.registry import KINDS
from reports.api.views import EditionViewSet, FigureViewSet
from trainers.api.accreditations import AccreditationViewSet, LedgerLineViewSet, SchemeViewSet
from trainers.api.cohorts import CohortViewSet
from trainers.api.teaching import CascadeTrainingViewSet, MaterialViewSet

router = DefaultRouter()
router.register("administrations", AdministrationViewSet, basename="administration")
router.register("people", PersonViewSet, basename="person")
router.register("programmes", ProgrammeViewSet, basename="programme")
router.register("phases", PhaseViewSet, basename="phase")
router.register("events", EventViewSet, basename="event")
router.register("schemes", SchemeViewSet, basename="scheme")
router.register("accreditations", AccreditationViewSet, basename="accreditation")
router.register("ledger-lines", LedgerLineViewSet, basename="ledger-line")
router.register("cascade-trainings", CascadeTrainingViewSet, basename="cascade-training")
router.register("materials", MaterialViewSet, basename="material")
router.register("cohorts", CohortViewSet, basename="cohort")
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("memberships", MembershipViewSet, basename="membership")
router.register("contributions", ContributionViewSet, basename="contribution")
router.register("objectives", ObjectiveViewSet, basename="objective")
router.register("plans", PlanViewSet, basename="plan")
router.register("plan-items", PlanItemViewSet, basename="plan-item")
router.register("figures", FigureViewSet, basename="figure")
router.register("editions", EditionViewSet, basename="edition")
for kind in KINDS.values():
    router.register(kind.word, viewset_of(kind), basename=kind.word)

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include(router.urls)),
]
