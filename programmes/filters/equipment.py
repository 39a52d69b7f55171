"""What the lists of equipment are asked for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import DeviceState
from programmes.filters import fields
from programmes.models import AcceptanceTest, Consignment, Device, Handover, ItemType, Operator
from programmes.models.operators import with_operators


def _items(request: Any) -> Any:
    return ItemType.objects.order_by("position", "pk")


class ConsignmentFilter(StrictFilterSet):
    """By programme, phase, administration, item, component, and what is still to come."""

    programme = fields.programme()
    phase = fields.phase()
    administration = fields.administration()
    item = fields.one_of(_items, "slug", _("Item"), _("All items"))
    topic = fields.topic()
    waiting = fields.word_of(
        [("acceptance", _("Acceptance test")), ("handover", _("Handover"))],
        _("Waiting for"),
        _("All"),
        method="still_to_come",
    )

    class Meta(StrictFilterSet.Meta):
        model = Consignment

    def still_to_come(self, rows: Any, name: str, word: str) -> Any:
        column = "accepted" if word == "acceptance" else "handed"
        return rows.with_progress().filter(**{f"{column}__lt": F("quantity")})


class OfConsignmentFilter(StrictFilterSet):
    """By programme, phase, administration and item."""

    programme = fields.programme(field_name="consignment__programme")
    phase = fields.phase(field_name="consignment__phase")
    administration = fields.administration(field_name="consignment__administration")
    item = fields.one_of(_items, "slug", _("Item"), _("All items"), field_name="consignment__item")

    class Meta(StrictFilterSet.Meta):
        model = AcceptanceTest


class HandoverFilter(OfConsignmentFilter):
    """The same, and by whether an operator is known to be in post."""

    operators = fields.word_of(
        [("none", _("No operator known to be in post"))],
        _("Operators"),
        _("All"),
        method="without_operator",
    )

    class Meta(StrictFilterSet.Meta):
        model = Handover

    def without_operator(self, rows: Any, name: str, word: str) -> Any:
        return with_operators(rows).filter(in_post=0)


class OfHandoverFilter(StrictFilterSet):
    """By programme, phase, administration and item."""

    programme = fields.programme(field_name="handover__consignment__programme")
    phase = fields.phase(field_name="handover__consignment__phase")
    administration = fields.administration(field_name="handover__consignment__administration")
    item = fields.one_of(_items, "slug", _("Item"), _("All items"), field_name="handover__consignment__item")

    class Meta(StrictFilterSet.Meta):
        model = Operator


class DeviceFilter(OfHandoverFilter):
    """The same, and by state and serial number."""

    state = fields.word_of(DeviceState.choices, _("State"), _("All states"))
    serial = filters.CharFilter(lookup_expr="icontains", label=_("Serial number"), max_length=80)

    class Meta(StrictFilterSet.Meta):
        model = Device
