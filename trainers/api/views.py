"""Cascade training over the API."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.choices import TokenScope
from office.audit import was_read
from office.choices import Door
from trainers.api.serializers import CascadeTrainingSerializer, MaterialSerializer
from trainers.filters import CascadeFilter, MaterialFilter
from trainers.models import CascadeTraining, Material, MaterialFile


class CascadeTrainingViewSet(viewsets.ReadOnlyModelViewSet[CascadeTraining]):
    """Cascade trainings the caller may see, newest first; each names its trainer, and reading is logged."""

    serializer_class = CascadeTrainingSerializer
    queryset = CascadeTraining.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = CascadeFilter

    def get_queryset(self) -> QuerySet[CascadeTraining]:
        rows = CascadeTraining.objects.visible_to(self.request.user).newest_first()
        return rows.select_related("programme", "topic", "trainer", "organisation__administration")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        self._log("cascade trainings", people=len(answer.data["results"]))
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        self._log(f"cascade training {kwargs['pk']}", people=1)
        return answer

    def _log(self, what: str, *, people: int) -> None:
        was_read(what, people=people, reader=self.request.user, door=Door.API)


class MaterialViewSet(viewsets.ReadOnlyModelViewSet[Material]):
    """Training materials that are meant for the caller, by title."""

    serializer_class = MaterialSerializer
    queryset = Material.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = MaterialFilter

    def get_queryset(self) -> QuerySet[Material]:
        rows = Material.objects.visible_to(self.request.user).select_related("programme", "topic").by_title()
        return rows.annotate(has_file=Exists(MaterialFile.objects.filter(material=OuterRef("pk"))))
