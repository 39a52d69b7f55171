from typing import Any

from django.db.models import QuerySet
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.choices import TokenScope
from office.audit import was_read
from office.choices import Door
from programmes.models import Event
from trainers.api.cohort_serializers import CohortDetailSerializer, CohortSerializer
from trainers.filters.cohorts import CohortFilter
from trainers.models import Cohort, progress_for


class CohortViewSet(viewsets.ReadOnlyModelViewSet[Cohort]):
    """Cohorts the caller may see, latest first. An unknown filter, or value of one, is refused."""

    queryset = Cohort.objects.none()
    serializer_class = CohortSerializer
    scope = TokenScope.RECORDS
    filterset_class = CohortFilter

    def get_queryset(self) -> QuerySet[Cohort]:
        rows = Cohort.objects.visible_to(self.request.user).with_participants()
        return rows.select_related("programme").prefetch_related("topics").latest_first()

    def get_serializer_class(self) -> Any:
        return CohortDetailSerializer if self.action == "retrieve" else CohortSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        cohort = self.get_object()
        counted, shown = progress_for(cohort, request.user)
        events = Event.objects.visible_to(request.user).filter(cohort_stages__cohort=cohort)
        was_read(f"{cohort}: participants", people=len(shown.lines), reader=request.user, door=Door.API)
        context = {**self.get_serializer_context(), "counted": counted, "shown": shown}
        context["open_events"] = set(events.values_list("pk", flat=True))
        return Response(CohortDetailSerializer(cohort, context=context).data)
