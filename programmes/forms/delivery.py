"""Entering how an event was delivered online."""

from django.utils.translation import gettext_lazy as _

from programmes.forms.deliverables import DeliverableForm
from programmes.forms.texts import Line
from programmes.models import Delivery


class DeliveryForm(DeliverableForm):
    """How one event reached people who did not come."""

    events = ("event",)

    class Meta:
        model = Delivery
        fields = ["event", "delivered_as", "places", "note"]
        field_classes = {"note": Line}
        help_texts = {"places": _("1: all in one room; 6: from six places. Empty where it is not recorded.")}
