"""What an administration does for the region, for a time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from members.models import Administration, RegionalRole


class RegionalRoleForm(VersionedForm, forms.ModelForm):
    """One role of one administration; valid, ``instance`` is the record, unsaved."""

    class Meta:
        model = RegionalRole
        fields = ["administration", "kind", "starts_on", "ends_on", "source", "note"]
        field_classes = {"source": Line, "note": Line}
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }
        help_texts = {
            "starts_on": _("Left empty where it is not known."),
            "ends_on": _("Left empty while it is still so."),
            "source": _("Address or document this is known from."),
            "note": _("What is known of the days, where they are not published."),
        }

    def __init__(self, data: Any, *, instance: RegionalRole) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        administration: Any = self.fields["administration"]
        administration.queryset = Administration.objects.of_the_region().by_name()
        administration.empty_label = _("Choose one")
        kind: Any = self.fields["kind"]
        kind.choices = [(key, label if key else _("Choose one")) for key, label in kind.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class WhyForm(forms.Form):
    """Why a record is removed."""

    reason = Line(label=_("Reason"), max_length=300, help_text=_("It stays in the audit trail."))
