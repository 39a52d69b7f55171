from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from members.choices import TokenScope
from office.filters import NoFilters
from office.keeping import kept, kept_as, records_version
from programmes.api.serializers import (
    AgreementSerializer,
    EventDetailSerializer,
    EventSerializer,
    PhaseSerializer,
    ProgrammeSerializer,
)
from programmes.filters.lists import AgreementFilter, EventFilter
from programmes.models import Agreement, Event, Phase, Programme, Session


class ProgrammeViewSet(viewsets.ReadOnlyModelViewSet[Programme]):
    """Programmes the caller may see."""

    serializer_class = ProgrammeSerializer
    queryset = Programme.objects.none()
    lookup_field = "code"
    scope = TokenScope.RECORDS
    filterset_class = NoFilters

    def get_queryset(self) -> QuerySet[Programme]:
        return Programme.objects.visible_to(self.request.user).select_related("lead").in_order()


class PhaseViewSet(viewsets.ReadOnlyModelViewSet[Phase]):
    """Phases the caller may see, with who pays for them."""

    serializer_class = PhaseSerializer
    queryset = Phase.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = NoFilters

    def get_queryset(self) -> QuerySet[Phase]:
        rows = Phase.objects.visible_to(self.request.user).select_related("programme")
        return rows.prefetch_related("funding__donor").in_order()


class AgreementViewSet(viewsets.ReadOnlyModelViewSet[Agreement]):
    """Agreements the caller may see, the latest first; those that were amended stay."""

    serializer_class = AgreementSerializer
    queryset = Agreement.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = AgreementFilter

    def get_queryset(self) -> QuerySet[Agreement]:
        rows = Agreement.objects.visible_to(self.request.user)
        rows = rows.select_related("organisation", "programme", "amended_by").prefetch_related("parties")
        return rows.newest_first()


class EventViewSet(viewsets.ReadOnlyModelViewSet[Event]):
    """Events the caller may see, newest first. An unknown filter, or value of one, is refused."""

    queryset = Event.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = EventFilter

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer a page of the list, kept for a minute while no record changes."""
        ask = super().list
        name = kept_as(request, f"api/{request.get_host()}/{records_version()}")
        return Response(kept(name, lambda: ask(request, *args, **kwargs).data))

    def get_serializer_class(self) -> type[BaseSerializer[Event]]:
        return EventDetailSerializer if self.action == "retrieve" else EventSerializer

    def get_queryset(self) -> QuerySet[Event]:
        rows = Event.objects.visible_to(self.request.user).with_participants()
        phases = Phase.objects.visible_to(self.request.user).select_related("programme").in_order()
        linked = rows.prefetch_related(
            "programmes",
            "topics",
            "strands",
            Prefetch("phases", queryset=phases.prefetch_related("funding__donor")),
            "organisations__organisation",
        )
        if self.action == "retrieve":
            sessions = Session.objects.visible_to(self.request.user).in_order()
            linked = linked.prefetch_related(
                "headcounts__organisation", Prefetch("sessions", queryset=sessions)
            )
        return linked.newest_first()
