"""A former name of an administration, and what became of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from members.models import Administration, FormerName, Succession

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_SOURCE = _("Address or document this is known from.")


class _OfOne(VersionedForm, forms.ModelForm):
    """About one administration, which the page says; valid, ``instance`` is the record, unsaved."""

    def __init__(self, data: Any, *, instance: Any) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        kind: Any = self.fields["kind"]
        kind.choices = [(key, label if key else _("Choose one")) for key, label in kind.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class FormerNameForm(_OfOne):
    class Meta:
        model = FormerName
        fields = ["kind", "name", "starts_on", "ends_on", "source", "note"]
        field_classes = {"name": Line, "source": Line, "note": Line}
        widgets = {"starts_on": _DAY, "ends_on": _DAY}
        help_texts = {
            "name": _("As it was written then. Lists that still say it are understood."),
            "starts_on": _("Left empty where it is not known."),
            "ends_on": _("The last day it was called so."),
            "source": _SOURCE,
        }


class SuccessionForm(_OfOne):
    class Meta:
        model = Succession
        fields = ["kind", "successor", "since_on", "source", "note"]
        field_classes = {"source": Line, "note": Line}
        widgets = {"since_on": _DAY}
        help_texts = {
            "successor": _("What was entered for either stays with it; figures are never added up."),
            "since_on": _("The first day of the successor."),
            "source": _SOURCE,
        }

    def __init__(self, data: Any, *, instance: Succession) -> None:
        super().__init__(data, instance=instance)
        successor: Any = self.fields["successor"]
        successor.queryset = Administration.objects.exclude(pk=instance.predecessor_id).by_name()
        successor.empty_label = _("Choose one")
