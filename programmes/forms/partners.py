"""Entering who works in a programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.texts import Line
from programmes.models import Partner


class PartnerForm(KeptForm):
    """One organisation and what it does in the programme."""

    organisation_name = OrganisationName(
        label=_("Organisation"), help_text=_("Whether it signed an agreement or not.")
    )

    class Meta:
        model = Partner
        fields = ["programme", "phase", "part", "since_on", "until_on", "source", "note"]
        field_classes = {"part": Line, "since_on": IsoDay, "until_on": IsoDay, "source": Line, "note": Line}
        help_texts = {"part": _("As “experts of its own as resource persons”.")}
        widgets: dict[str, Any] = {"note": forms.TextInput}
