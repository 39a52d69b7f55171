"""Who may see, change and count the records that belong to a programme, said once for all of them."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from members.access import allows
from members.choices import Permission, Role
from programmes.models.reach import Reach, reach_of


class KeptQuerySet(models.QuerySet[Any]):
    """Records of a programme. The paths say where each finds its programme, phase and administration."""

    programme_at: ClassVar[str] = "programme"
    phase_at: ClassVar[str] = "phase"  # "" where it has none
    administration_at: ClassVar[str] = "administration"  # "" where it has none
    names_people: ClassVar[bool] = False

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; a focal point's own of joined programmes; what a donor pays for.

        What is of no administration in particular is for every focal point of the programme; what names
        people is never for a donor.
        """
        reach = reach_of(account)
        if reach.sees_all:
            return self
        if not account.is_authenticated:
            return self.none()
        if account.role == Role.FOCAL_POINT:
            return self.filter(self._of_focal_point(reach))
        if account.role == Role.DONOR and not self.names_people:
            return self.filter(self._funded(reach))
        return self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep those of programmes the account works on."""
        if not allows(account, Permission.EDIT_EVENTS):
            return self.none()
        reach = reach_of(account)
        return self if reach.edits_all else self.filter(**{f"{self.programme_at}__in": reach.assigned})

    def countable_for(self, account: Any) -> Self:
        """Keep what may enter a figure the account asks for. Only Scope calls this."""
        reach = reach_of(account)
        if reach.counts_region:
            return self
        if account.is_authenticated and account.role == Role.DONOR:
            return self.filter(self._funded(reach))
        return self.filter(**{f"{self.programme_at}__in": reach.joined})

    def in_order(self) -> Self:
        return self.order_by("-pk")

    def _of_focal_point(self, reach: Reach) -> Q:
        joined = Q(**{f"{self.programme_at}__in": reach.joined})
        if not self.administration_at:
            return joined
        own = Q(**{self.administration_at: reach.organisation})
        return joined & (own | Q(**{f"{self.administration_at}__isnull": True}))

    def _funded(self, reach: Reach) -> Q:
        if not self.phase_at:
            return Q(**{f"{self.programme_at}__in": reach.funded})
        of_phase = Q(**{f"{self.phase_at}__in": reach.funded_phases})
        without = Q(**{f"{self.phase_at}__isnull": True, f"{self.programme_at}__in": reach.funded})
        return reduce(or_, (of_phase, without))
