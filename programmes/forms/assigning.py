"""Which programmes somebody works on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.choosing import Boxes
from programmes.models import Programme


class ProgrammesForm(forms.Form):
    """Programmes, any number of them."""

    programmes = forms.ModelMultipleChoiceField(
        queryset=Programme.objects.none(), required=False, label=_("Works on"), widget=Boxes
    )

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        field: Any = self.fields["programmes"]
        field.queryset = Programme.objects.order_by("code")
