"""A tick list that comes back: a file, or rows pasted from it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.forms.seen import renew
from programmes.forms.texts import Pasted
from programmes.intake.attendance import LIMITS, UnreadableAttendance, as_text


class AttendanceForm(forms.Form):
    """Valid, ``cleaned_data["rows"]`` is the table as text, and the box of rows holds it."""

    file = forms.FileField(
        label=_("The workbook, filled in"), required=False, allow_empty_file=True, max_length=200
    )
    rows = Pasted(
        label=_("Or rows copied from it"),
        required=False,
        help_text=_("Copy the whole table with its headings and its hidden column, and paste it here."),
    )
    theirs = forms.BooleanField(
        label=_("Where the portal was changed since the download, take what the sheet says"), required=False
    )
    plan = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        if len(text.encode("utf-8", "surrogatepass")) > LIMITS.size:
            renew(self, "", name="rows")  # it is not sent back over a slow line
            raise ValidationError(
                _("That is more than %(limit)d kB. Send it as a file."),
                params={"limit": LIMITS.size // 1000},
            )
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if file := data.get("file"):
            data["rows"] = self._taken(file)
            renew(self, data["rows"], name="rows")
        elif not data.get("rows") and not self.errors:
            raise ValidationError(_("Choose the workbook, or paste its rows first."))
        return data

    def _taken(self, file: Any) -> str:
        if file.size > LIMITS.size:
            sizes = {"size": f"{file.size / 1e6:.1f}", "limit": f"{LIMITS.size / 1e6:.1f}"}
            raise ValidationError(_("The file has %(size)s MB; at most %(limit)s MB are read."), params=sizes)
        try:
            return as_text(file.read())
        except UnreadableAttendance as unreadable:
            raise ValidationError(str(unreadable)) from unreadable
