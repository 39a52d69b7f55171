"""Drawing a sample, and answering for each training drawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Account
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.models import Programme
from trainers.actions.checking import MOST_DRAWN
from trainers.models import CascadeCheck


class DrawForm(forms.Form):
    """How many trainings of a programme are drawn for checking."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=_("Choose one")
    )
    size = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST_DRAWN,
        initial=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )

    def __init__(self, *args: Any, account: Account, **about: Any) -> None:
        super().__init__(*args, **about)
        programmes: Any = self.fields["programme"]
        programmes.queryset = Programme.objects.editable_by(account).in_order()


class CheckForm(VersionedForm, forms.ModelForm):
    """What asking about one training told; valid, ``instance`` is the row, unsaved."""

    class Meta:
        model = CascadeCheck
        fields = ["outcome", "note"]
        field_classes = {"note": Line}
        help_texts = {"note": _("Whom you asked, or what you saw.")}

    def __init__(self, data: Any = None, *, instance: CascadeCheck) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data
