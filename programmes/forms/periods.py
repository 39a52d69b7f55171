"""Which days of a programme are closed, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Account
from programmes.forms.dates import IsoDay
from programmes.forms.texts import Paragraph
from programmes.models import Programme


class PeriodForm(forms.Form):
    """The days of a programme whose figures were reported, both included."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=_("Choose one")
    )
    starts_on = IsoDay(label=_("First closed day"))
    ends_on = IsoDay(label=_("Last closed day"))
    reason = Paragraph(
        label=_("Reason"),
        max_length=1000,
        help_text=_("Shown to everybody whose change is refused: “The annual report 2023/24 is out.”"),
    )

    def __init__(self, *args: Any, account: Account, **about: Any) -> None:
        super().__init__(*args, **about)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.editable_by(account).in_order()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("A period cannot end before it starts."))
        return data
