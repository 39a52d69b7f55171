from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.serializers import AdministrationSerializer, PersonSerializer
from members.choices import TokenScope
from members.filters import PersonFilter
from members.models import Administration, FormerName, Person, Posting, Succession
from office.audit import was_read
from office.choices import Door
from office.filters import NoFilters


class AdministrationViewSet(viewsets.ReadOnlyModelViewSet[Administration]):
    """Customs administrations, by name."""

    serializer_class = AdministrationSerializer
    queryset = Administration.objects.none()
    lookup_field = "country_id"
    lookup_url_kwarg = "iso2"
    scope = TokenScope.RECORDS
    filterset_class = NoFilters

    def get_queryset(self) -> QuerySet[Administration]:
        rows = Administration.objects.visible_to(self.request.user)
        with_past = rows.select_related("succession__predecessor", "succession__successor").prefetch_related(
            "regional_roles",
            Prefetch("former_names", FormerName.objects.in_order()),
            Prefetch(
                "preceded", Succession.objects.select_related("predecessor", "successor").order_by("pk")
            ),
        )
        return with_past.by_name()


class PersonViewSet(viewsets.ReadOnlyModelViewSet[Person]):
    """People of the register whom the caller may read by name, by name; who read whom is logged.

    An entry that was merged into another leads there, as long as the two are one: 302.
    """

    serializer_class = PersonSerializer
    queryset = Person.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = PersonFilter
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Person]:
        postings = Posting.objects.select_related("organisation__administration").in_order()
        people = Person.objects.visible_to(self.request.user)
        return people.prefetch_related(Prefetch("postings", postings)).by_name()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        shown = len(answer.data["results"])
        was_read("people of the register", people=shown, reader=request.user, door=Door.API)
        return answer

    def retrieve(self, request: Request, pk: str = "", *args: Any, **kwargs: Any) -> Response:
        entry = get_object_or_404(Person.everyone.select_related("merged_into"), pk=pk)
        person = get_object_or_404(self.get_queryset(), pk=entry.survivor.pk)
        if person.pk != entry.pk:
            there = request.build_absolute_uri(reverse("api:person-detail", args=[person.pk]))
            return Response(
                {"merged_into": person.pk}, status=status.HTTP_302_FOUND, headers={"Location": there}
            )
        was_read(f"person {pk}", people=1, reader=request.user, door=Door.API)
        return Response(self.get_serializer(person).data)
