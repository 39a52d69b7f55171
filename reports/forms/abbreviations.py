"""One abbreviation and what it stands for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from reports.models import Abbreviation


class AbbreviationForm(VersionedForm, forms.ModelForm):
    """Valid, ``instance`` is the record, unsaved."""

    class Meta:
        model = Abbreviation
        fields = ["short", "meaning", "source"]
        field_classes = {"short": Line, "meaning": Line, "source": Line}
        help_texts = {
            "short": _("As it is written: capital and small letters are told apart."),
            "source": _("Address or document this is known from."),
        }

    def __init__(self, data: Any = None, *, instance: Abbreviation) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data
