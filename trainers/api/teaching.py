"""Cascade training and materials over the API."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.choices import TokenScope
from office.audit import was_read
from office.choices import Door
from trainers.choices import Grade
from trainers.filters.teaching import CascadeFilter, MaterialFilter
from trainers.models import CascadeTraining, Material, MaterialFile


class CascadeTrainingSerializer(serializers.ModelSerializer[CascadeTraining]):
    """A cascade training as reported. A number that is null is not recorded, and not 0."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    topic: Any = serializers.SlugRelatedField("slug", read_only=True)
    organisation: Any = serializers.StringRelatedField()
    trainer: Any = serializers.StringRelatedField()
    grade = serializers.ChoiceField(Grade.choices, read_only=True)
    is_made_up = serializers.BooleanField(source="trainer.is_made_up", read_only=True)

    class Meta:
        model = CascadeTraining
        fields = [
            "id",
            "programme",
            "topic",
            "trainer",
            "organisation",
            "starts_on",
            "ends_on",
            "place",
            "mode",
            "hours",
            "customs",
            "other_agency",
            "private",
            "women",
            "grade",
            "note",
            "is_made_up",
        ]


class MaterialSerializer(serializers.ModelSerializer[Material]):
    """A training material; ``adapted_from`` is the number of another one."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    topic: Any = serializers.SlugRelatedField("slug", read_only=True)
    has_file = serializers.BooleanField(read_only=True)

    class Meta:
        model = Material
        fields = [
            "id",
            "programme",
            "topic",
            "kind",
            "title",
            "language",
            "edition",
            "made_on",
            "adapted_from",
            "audience",
            "note",
            "has_file",
        ]


class CascadeTrainingViewSet(viewsets.ReadOnlyModelViewSet[CascadeTraining]):
    """Cascade trainings the caller may see, newest first; each names its trainer, and reading is logged."""

    serializer_class = CascadeTrainingSerializer
    queryset = CascadeTraining.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = CascadeFilter

    def get_queryset(self) -> QuerySet[CascadeTraining]:
        rows = CascadeTraining.objects.visible_to(self.request.user).with_evidence().newest_first()
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
