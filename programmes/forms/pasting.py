"""The box rows of a spreadsheet are pasted into."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.forms.seen import renew
from programmes.forms.texts import Pasted
from programmes.intake.attendance import LIMITS


class PasteForm(forms.Form):
    """Rows pasted from a spreadsheet, as they came."""

    rows = Pasted(
        label=_("Rows from a spreadsheet"),
        help_text=_("Copy the rows with their headings, in any order, and paste them here."),
        error_messages={"required": _("Paste the rows first.")},
    )
    plan = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        if len(text.encode("utf-8", "surrogatepass")) > LIMITS.size:
            renew(self, "", name="rows")  # it is not sent back over a slow line
            raise ValidationError(
                _("That is more than %(limit)d kB. Paste fewer rows at once."),
                params={"limit": LIMITS.size // 1000},
            )
        return text
