"""Entering equipment: consignments, acceptance tests, handovers, operators and devices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Person
from programmes.forms.dates import IsoDay
from programmes.forms.deliverables import DeliverableForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import (
    AcceptanceTest,
    Consignment,
    Device,
    Handover,
    ItemType,
    Operator,
)

SOURCE = {"source": Line, "note": Line}
ADDRESS = _("An address, or a letter with its day.")


class ConsignmentForm(DeliverableForm):
    """Items of one kind for one administration."""

    days_of_phase = ("consigned_on",)
    days_of_membership = ("consigned_on",)

    class Meta:
        model = Consignment
        fields = [
            "programme",
            "phase",
            "topic",
            "administration",
            "item",
            "quantity",
            "maker",
            "specification",
            "consigned_on",
            "amount",
            "currency",
            "source",
            "note",
        ]
        field_classes = {
            "maker": Line,
            "specification": Paragraph,
            "currency": Line,
            "consigned_on": IsoDay,
            **SOURCE,
        }
        widgets = {"amount": forms.TextInput(attrs={"inputmode": "decimal", "size": 14})}
        help_texts = {
            "currency": _("Three letters, as USD."),
            "specification": _("What was agreed that a device has to do: the acceptance test is against it."),
            "source": ADDRESS,
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("administration", Administration.objects.by_name())
        self._offer("item", ItemType.objects.order_by("position", "pk"))

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class OfConsignmentForm(DeliverableForm):
    """What happened to devices of one consignment: its days are asked about by the phase of that."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        rows = Consignment.objects.editable_by(self.account).newest_first()
        self._offer("consignment", rows.select_related("item", "administration"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("consignment"):
            self._ask_about_days(data["consignment"].phase, data)
        return data


class AcceptanceTestForm(OfConsignmentForm):
    days_of_phase = ("tested_on",)

    class Meta:
        model = AcceptanceTest
        fields = ["consignment", "tested_on", "passed", "failed", "findings", "source", "note"]
        field_classes = {"tested_on": IsoDay, "findings": Paragraph, **SOURCE}
        help_texts = {"tested_on": _("Empty where the day is not recorded."), "source": ADDRESS}


class HandoverForm(OfConsignmentForm):
    days_of_phase = ("handed_over_on",)
    events = ("ceremony", "training")

    class Meta:
        model = Handover
        fields = [
            "consignment",
            "handed_over_on",
            "quantity",
            "ceremony",
            "training",
            "received_by",
            "source",
            "note",
        ]
        field_classes = {"handed_over_on": IsoDay, "received_by": Line, **SOURCE}
        help_texts = {
            "training": _("Its named participants from the administration are operators of the devices."),
            "source": ADDRESS,
        }


class OfHandoverForm(DeliverableForm):
    """Something about devices that were handed over."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        rows = Handover.objects.editable_by(self.account).newest_first()
        self._offer("handover", rows.select_related("consignment__item", "consignment__administration"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("handover"):
            self._ask_about_days(data["handover"].consignment.phase, data)
        return data


class DeviceForm(OfHandoverForm):
    class Meta:
        model = Device
        fields = ["handover", "serial", "place", "state", "seen_on", "note"]
        field_classes = {"serial": Line, "place": Line, "seen_on": IsoDay, "note": Line}


class OperatorForm(OfHandoverForm):
    """An officer of the administration the devices were handed over to."""

    days_of_phase = ("trained_on",)

    class Meta:
        model = Operator
        fields = ["handover", "person", "trained_on", "note"]
        field_classes = {"trained_on": IsoDay, "note": Line}
        help_texts = {"person": _("Officers of the administration, as the register has them.")}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        handover = self._handover()
        people = Person.objects.visible_to(self.account)
        if handover is None:
            self._offer("person", people.none())
            self.fields["person"].help_text = _("Choose the handover and save: the officers follow.")
        else:
            there = people.filter(postings__organisation=handover.consignment.administration_id)
            self._offer("person", there.distinct().order_by("folded_name", "pk"))

    def _handover(self) -> Handover | None:
        """Return the handover that was chosen, or that the page was opened for."""
        asked = self["handover"].value()
        if not str(asked or "").isdigit():
            return None
        rows = Handover.objects.editable_by(self.account).select_related("consignment")
        return rows.filter(pk=int(str(asked)[:15])).first()
