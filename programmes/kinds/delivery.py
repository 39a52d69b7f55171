"""How online delivery of events is shown and entered."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import DeliveredAs
from programmes.filters import fields
from programmes.forms.delivery import DeliveryForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import Delivery


class DeliveryFilter(StrictFilterSet):
    """By programme and phase of the event, and by how it was delivered."""

    programme = fields.programme(field_name="event__programmes")
    phase = fields.phase(field_name="event__phases")
    delivered_as = fields.word_of(DeliveredAs.choices, _("Delivered as"), _("All"))

    class Meta(StrictFilterSet.Meta):
        model = Delivery


def _facts(row: Delivery) -> Iterator[Fact]:
    yield _("Event"), row.event
    yield _("Delivered as"), row.get_delivered_as_display()
    yield _("Places trainees sat in"), row.places
    yield _("Note"), row.note


DELIVERIES = Kind(
    word="deliveries",
    model=Delivery,
    form=DeliveryForm,
    filters=DeliveryFilter,
    title=_("Online delivery"),
    lead=_("How events reached people who did not come: with remote demonstration, from how many places."),
    new_label=_("Enter how an event was delivered"),
    columns=(
        ListColumn(_("Event"), lambda row: row.event),
        ListColumn(_("Delivered as"), lambda row: row.get_delivered_as_display()),
        ListColumn(_("Places trainees sat in"), lambda row: row.places, is_number=True),
    ),
    facts=_facts,
    fields=("event", "delivered_as", "places", "note"),
    related=("event",),
    parent="event",
)
