"""Who may see and change what is recorded of an administration's membership of a programme."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from members.access import is_current
from members.choices import Role
from programmes.models.reach import reach_of


class OfMembershipQuerySet(models.QuerySet[Any]):
    """Memberships, or rows that belong to one: ``membership_at`` says how a row leads to it."""

    membership_at = ""

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; of programmes joined or funded for others, and of phases funded."""
        reach = reach_of(account)
        if reach.sees_all:
            return self
        joined = Q(**{f"{self.membership_at}programme__in": reach.joined})
        return self.filter(joined | self._paid_for(account))

    def editable_by(self, account: Any) -> Self:
        """Keep those of programmes the account works on."""
        reach = reach_of(account)
        if reach.edits_all:
            return self
        return self.filter(**{f"{self.membership_at}programme__in": reach.assigned})

    def _paid_for(self, account: Any) -> Q:
        reach = reach_of(account)
        whole = {
            f"{self.membership_at}phase__isnull": True,
            f"{self.membership_at}programme__in": reach.funded,
        }
        return Q(**whole) | Q(**{f"{self.membership_at}phase__in": reach.funded_phases})


class MembershipQuerySet(OfMembershipQuerySet):
    def with_claims(self) -> Self:
        """Bring programme, phase and administration with each, and what every source says of joining."""
        found = self.select_related("programme", "phase__programme", "administration")
        return found.prefetch_related("claims")

    def disputed(self) -> Self:
        """Keep those of which two sources give different days of joining."""
        claims = self.model._meta.get_field("claims").related_model._default_manager
        days = claims.filter(membership=OuterRef("pk")).order_by().values("membership")
        several = days.annotate(days=Count("joined_on", distinct=True)).filter(days__gt=1)
        return self.filter(Exists(several))

    def in_order(self) -> Self:
        return self.order_by(
            "programme__position", "programme", "phase__number", "strand", "administration__member_name", "pk"
        )


class MembershipClaimQuerySet(OfMembershipQuerySet):
    membership_at = "membership__"

    def shown_first(self) -> Self:
        return self.order_by("-is_shown", "joined_on", "pk")


class OwnMoneyQuerySet(OfMembershipQuerySet):
    """Rows about what a member pays: told to that member, not to the others."""

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat, a focal point's own, a donor's of what it funds."""
        reach = reach_of(account)
        if reach.sees_all:
            return self
        if not is_current(account):
            return self.none()
        if account.role == Role.FOCAL_POINT:
            return self.filter(**{f"{self.membership_at}administration": reach.organisation})
        return self.filter(self._paid_for(account))
