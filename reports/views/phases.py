"""Phases as pages show them."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from members.choices import Role
from programmes.models import Funding, Phase


def phases_of(reader: Any) -> QuerySet[Phase]:
    """Return the phases the reader may see, with programme and money; a donor sees its own money only."""
    money = Funding.objects.select_related("donor").order_by("pk")
    if reader.role == Role.DONOR:
        money = money.filter(donor=reader.organisation_id)
    phases = Phase.objects.visible_to(reader).select_related("programme")
    return phases.prefetch_related(Prefetch("funding", queryset=money)).in_order()
