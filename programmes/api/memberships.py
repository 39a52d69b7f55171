"""Members of programmes and their contributions, read through the API."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from members.choices import TokenScope
from programmes.filters.memberships import ContributionFilter, MembershipFilter
from programmes.models import Contribution, ContributionPayment, Membership, MembershipClaim


class MembershipClaimSerializer(serializers.ModelSerializer[MembershipClaim]):
    """When a source says it joined; ``precision`` says how much of the day the source knows."""

    class Meta:
        model = MembershipClaim
        fields = ["joined_on", "precision", "source", "is_shown"]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A member of a programme, or of a phase or strand of it; ``left_on`` null: still a member."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    administration: Any = serializers.SlugRelatedField("iso2", read_only=True)
    claims = MembershipClaimSerializer(many=True, read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "programme", "phase", "strand", "administration", "left_on", "claims"]


class MembershipViewSet(viewsets.ReadOnlyModelViewSet[Membership]):
    """Members of programmes the caller may see."""

    serializer_class = MembershipSerializer
    queryset = Membership.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = MembershipFilter

    def get_queryset(self) -> QuerySet[Membership]:
        return Membership.objects.visible_to(self.request.user).with_claims().in_order()


class ContributionPaymentSerializer(serializers.ModelSerializer[ContributionPayment]):
    """A part that was paid, in the currency of the contribution."""

    class Meta:
        model = ContributionPayment
        fields = ["amount", "paid_on", "source"]


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """What a member is to pay for a year; ``paid`` is the sum of its payments, in the same currency."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True, source="membership.programme")
    administration: Any = serializers.SlugRelatedField(
        "iso2", read_only=True, source="membership.administration"
    )
    paid = serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True)
    payments = ContributionPaymentSerializer(many=True, read_only=True)

    class Meta:
        model = Contribution
        fields = [
            "id", "programme", "administration", "membership", "year", "amount", "currency", "due_on",
            "paid", "source", "note", "payments",
        ]  # fmt: skip


class ContributionViewSet(viewsets.ReadOnlyModelViewSet[Contribution]):
    """Contributions the caller may see, latest year first."""

    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = ContributionFilter

    def get_queryset(self) -> QuerySet[Contribution]:
        rows = Contribution.objects.visible_to(self.request.user).with_paid().newest_first()
        about = rows.select_related("membership__programme", "membership__administration")
        return about.prefetch_related("payments")
