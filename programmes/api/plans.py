"""Plans with their activities, and the objectives of programmes, read through the API."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers, viewsets

from members.choices import TokenScope
from programmes.filters.plans import ObjectiveFilter, PlanFilter, PlanItemFilter
from programmes.models import Event, Objective, Plan, PlanItem


class ObjectiveSerializer(serializers.ModelSerializer[Objective]):
    """A pillar, priority, output, outcome or impact of a programme; ``parent`` is what it contributes to."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Objective
        fields = ["id", "programme", "kind", "code", "statement", "parent", "source"]


class ObjectiveViewSet(viewsets.ReadOnlyModelViewSet[Objective]):
    """Objectives of programmes the caller may see."""

    serializer_class = ObjectiveSerializer
    queryset = Objective.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = ObjectiveFilter

    def get_queryset(self) -> QuerySet[Objective]:
        return Objective.objects.visible_to(self.request.user).select_related("programme").in_order()


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """A plan of a programme, its first and last day included."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Plan
        fields = ["id", "programme", "kind", "title", "starts_on", "ends_on", "source", "note"]


class PlanViewSet(viewsets.ReadOnlyModelViewSet[Plan]):
    """Plans of programmes the caller may see, newest first."""

    serializer_class = PlanSerializer
    queryset = Plan.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = PlanFilter

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.visible_to(self.request.user).select_related("programme").newest_first()


class PlanItemSerializer(serializers.ModelSerializer[PlanItem]):
    """A planned activity and what became of it; ``events`` that delivered it, those the caller may see.

    ``quarter`` is that of the plan's year, null: any time. ``pillar`` and ``objectives`` are ids.
    """

    owner: Any = serializers.StringRelatedField()
    sponsor: Any = serializers.StringRelatedField()

    class Meta:
        model = PlanItem
        fields = [
            "id", "plan", "title", "pillar", "quarter", "owner", "sponsor", "state", "reason", "outcome",
            "objectives", "events", "source",
        ]  # fmt: skip


class PlanItemViewSet(viewsets.ReadOnlyModelViewSet[PlanItem]):
    """Planned activities of plans the caller may see, by quarter."""

    serializer_class = PlanItemSerializer
    queryset = PlanItem.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = PlanItemFilter

    def get_queryset(self) -> QuerySet[PlanItem]:
        reader = self.request.user
        seen = Prefetch("events", queryset=Event.objects.visible_to(reader).order_by("pk"))
        rows = PlanItem.objects.visible_to(reader).select_related("owner", "sponsor")
        return rows.prefetch_related(seen, "objectives").in_order()
