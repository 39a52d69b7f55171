from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from members.access import WritesNeed
from members.choices import Permission, TokenScope
from office.audit import Actor
from office.choices import Door
from office.filters import NoFilters
from reports.actions import editions
from reports.api.serializers import EditionRequestSerializer, EditionSerializer
from reports.asking import UnknownQuestion
from reports.filters import QUESTION_FIELDS, nameable, read_question, read_split
from reports.http import file_answer
from reports.indicators.registry import EVERY
from reports.measuring.dimensions import EVERY_DIMENSION
from reports.measuring.measure import measure
from reports.models import Edition, EditionFile
from reports.quantities import Quantity
from reports.tasks import wake

ANSWER = {
    "type": "object",
    "properties": {
        "indicator": {"type": "string"},
        "name": {"type": "string"},
        "value": {"type": ["number", "null"], "description": "null where it is a range or not recorded"},
        "low": {"type": ["number", "null"]},
        "high": {"type": ["number", "null"]},
        "accuracy": {"type": "string", "enum": ["EXACT", "AT_LEAST", "ABOUT"]},
        "shown": {"type": "string"},
        "not_recorded": {"type": "integer"},
        "withheld": {"type": "boolean", "description": "recorded, and kept back: too few people"},
        "smallest": {
            "type": ["integer", "null"],
            "description": "where withheld: figures of fewer people are, and those that would give one away",
        },
        "unit": {"type": "string"},
        "definition": {"type": "string"},
        "about": {"type": "string"},
        "evidence": {"type": "string", "format": "uri"},
        "groups": {"type": "array", "items": {"type": "object"}},
    },
}


def _plain(quantity: Quantity) -> dict[str, Any]:
    """Return a quantity as numbers; ``value`` only where it is one number."""
    low, high = (
        None if each is None else float(each) if each % 1 else int(each)
        for each in (quantity.low, quantity.high)
    )
    return {
        "value": low if quantity.is_single else None,
        "low": low,
        "high": high,
        "accuracy": quantity.accuracy,
        "shown": quantity.shown(),
        "not_recorded": quantity.not_recorded,
        "withheld": quantity.is_withheld,
        "smallest": quantity.smallest or None,
    }


class FigureViewSet(viewsets.ViewSet):
    """Figures, counted by the portal in the one way it counts."""

    scope = TokenScope.FIGURES

    @extend_schema(
        parameters=[
            OpenApiParameter("indicator", str, required=True, enum=list(EVERY)),
            *[OpenApiParameter(name, str) for name in QUESTION_FIELDS if name != "indicator"],
            OpenApiParameter("by", str, enum=list(EVERY_DIMENSION), description="split the figure"),
        ],
        responses={200: ANSWER},
    )
    def list(self, request: Request) -> Response:
        """Answer one figure: its value, unit, definition and the address of its evidence."""
        try:
            question = read_question(request.query_params, request.user, beside=["by"])
            by = read_split(request.query_params, question, request.user)
        except UnknownQuestion as error:
            raise ValidationError({error.field: [error.message]}) from error
        indicator = question.indicator
        figures = measure(question.scope, [indicator], by=[by]) if by else None
        total = figures[indicator] if figures else question.answer()
        answer = {
            "indicator": indicator.code,
            "name": str(indicator.name),
            **_plain(total),
            "unit": str(indicator.unit),
            "definition": str(indicator.definition),
            "about": question.about,
            "evidence": request.build_absolute_uri(question.evidence_url),
        }
        if by and figures:
            answer["by"] = by.code
            answer["groups"] = [
                {"key": group.key[0], "label": group.labels[0], **_plain(group[indicator])}
                for group in nameable(figures.by(by, missing="—"), by, request.user)
            ]
        return Response(answer)


class EditionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Edition]):
    """Editions of documents the caller may open; POST has a new one built."""

    serializer_class = EditionSerializer
    queryset = Edition.objects.none()
    permission_classes = [WritesNeed]
    scope = TokenScope.FIGURES
    write_permission = Permission.BUILD_REPORTS
    lookup_field = "key"
    filterset_class = NoFilters

    def get_queryset(self) -> QuerySet[Edition]:
        files = EditionFile.objects.defer("content").order_by("pk")
        rows = Edition.objects.visible_to(self.request.user)
        linked = rows.select_related("programme", "phase", "cohort", "administration", "donor")
        return linked.prefetch_related("jobs", Prefetch("files", queryset=files)).newest_first()

    @extend_schema(request=EditionRequestSerializer, responses={202: EditionSerializer})
    def create(self, request: Request) -> Response:
        """Ask for an edition. Answers at once; ``progress`` and ``files`` fill as it is built."""
        asked = EditionRequestSerializer(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        edition, job = editions.ask_for_edition(
            request=asked.validated_data["request"], by=Actor(request.user, Door.API)
        )
        wake(job)
        shown = EditionSerializer(self.get_queryset().get(pk=edition.pk), context={"request": request})
        where = {"Location": request.build_absolute_uri(reverse("api:edition-detail", args=[edition.key]))}
        return Response(shown.data, status=status.HTTP_202_ACCEPTED, headers=where)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    @action(detail=True, url_path="files/(?P<code>[a-z]+)", url_name="file")
    def file(self, request: Request, key: str, code: str) -> HttpResponse:
        """Answer one file of the edition."""
        return file_answer(self.get_object(), code, reader=request.user, door=Door.API)
