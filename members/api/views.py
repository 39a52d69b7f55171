from django.db.models import QuerySet
from rest_framework import viewsets

from members.api.serializers import AdministrationSerializer
from members.choices import TokenScope
from members.models import Administration
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
        return rows.prefetch_related("regional_roles").by_name()
