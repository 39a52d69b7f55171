"""Who may see, change and count the records of a programme that are not events."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from members.access import allows
from members.choices import Permission, Role
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of


class KeptQuerySet(models.QuerySet[Any]):
    """Rows that belong to a programme; a subclass says where each of them names what decides.

    ``programme_at``, ``phase_at``, ``administration_at`` are lookups, the last two empty where a row has
    none. ``days_at`` are lookups of the days by which it belongs to a period, in a closed one of which it no
    longer changes; where it ``is_in_stages`` each such day stands alone, and those that lie in open ones
    change still. ``event_at`` leads to the event that tells instead. ``names_people``: a row names somebody,
    and is never shown to a donor.
    """

    programme_at: ClassVar[str] = "programme"
    phase_at: ClassVar[str] = "phase"
    administration_at: ClassVar[str] = "administration"
    days_at: ClassVar[tuple[str, ...]] = ()
    is_in_stages: ClassVar[bool] = False
    event_at: ClassVar[str] = ""
    names_people: ClassVar[bool] = False

    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat; of programmes joined a focal point's own, and what is of nobody.

        A donor: what belongs to phases it funds, unless it names people. Nobody else: none.
        """
        reach = reach_of(account)
        if reach.sees_all:
            return self
        if not account.is_authenticated or account.role not in (Role.FOCAL_POINT, Role.DONOR):
            return self.none()
        if account.role == Role.DONOR:
            return self.none() if self.names_people else self._funded(reach.funded_phases, reach.funded)
        joined = self._of(reach.joined)
        if not self.administration_at:
            return joined
        at = self.administration_at
        own = Q(**{at: reach.organisation})
        return joined.filter(own if self.names_people else own | Q(**{f"{at}__isnull": True}))

    def editable_by(self, account: Any) -> Self:
        """Keep those of the programmes the account works on."""
        if not allows(account, Permission.EDIT_EVENTS):
            return self.none()
        return self.filter(**{f"{self.programme_at}__in": Programme.objects.editable_by(account)})

    def countable_for(self, account: Any) -> Self:
        """Keep what is told to the account in numbers: all where it counts the region, else its own."""
        reach = reach_of(account)
        if reach.counts_region:
            return self
        if reach.funded_phases:
            return self._funded(reach.funded_phases, reach.funded)
        return self._of(reach.joined)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def _of(self, programmes: frozenset[int]) -> Self:
        return self.filter(**{f"{self.programme_at}__in": programmes})

    def _funded(self, phases: frozenset[int], programmes: frozenset[int]) -> Self:
        """Keep rows of the phases; of the programmes, where a row is of no phase."""
        if not self.phase_at:
            return self._of(programmes)
        of_no_phase = {f"{self.phase_at}__isnull": True, f"{self.programme_at}__in": programmes}
        return self.filter(Q(**{f"{self.phase_at}__in": phases}) | Q(**of_no_phase))
