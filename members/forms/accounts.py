"""Who is invited, as what and until when; what becomes of an account."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import GRANTS, Permission, Role
from members.forms.people import Called
from members.forms.texts import Line
from members.models import Account, Person

LONGEST = dt.timedelta(days=366)  # that somebody acts for a time


class _Known(forms.ModelChoiceField):
    """A person of the register, by the number in the address of their page."""

    widget = forms.NumberInput


class AccountForm(forms.ModelForm):
    """An account as it shall be; valid, ``instance`` is that account, unsaved.

    Who may invite for their own administration only is not asked which.
    """

    organisation = Called(
        label=_("Speaks for"),
        required=False,
        empty_label=_("Nobody but themselves"),
        help_text=_("The administration of a focal point; the donor."),
    )
    person = _Known(
        queryset=Person.objects.none(),
        label=_("Number in the register"),
        required=False,
        help_text=_("Of a master trainer: it stands in the address of their page."),
        error_messages={"invalid_choice": _("Nobody in the register has this number.")},
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Of somebody who acts for a time: that day is included, and then the account ends by itself."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    class Meta:
        model = Account
        fields = ["name", "email", "role", "organisation", "person"]
        field_classes = {"name": Line}

    def __init__(self, data: Any = None, *, instance: Account, giver: Account, today: dt.date) -> None:
        known = {"version": instance.version, "last_day": instance.last_day}
        super().__init__(data, instance=instance, initial=known)
        self._giver, self._today = giver, today
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        role: Any = self.fields["role"]
        given = [(each.value, each.label) for each in Role if each in GRANTS.get(giver.role, ())]
        role.choices = [("", _("Choose one")), *given]  # none is given by mistake
        person: Any = self.fields["person"]
        person.queryset = Person.objects.visible_to(giver)
        if instance.pk:  # who has a new e-mail is invited anew
            del self.fields["email"]
        if not allows(giver, Permission.MANAGE_ACCOUNTS):
            self.instance.organisation = giver.organisation
            self.instance.role = Role.FOCAL_POINT
            for name in ("role", "organisation", "person"):
                del self.fields[name]
            self.fields["last_day"].required = True

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_last_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["last_day"]
        if day is not None and not self._today <= day <= self._today + LONGEST:
            raise ValidationError(_("A day from today on, and within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk:
            self.instance.version = data.get("version") or 0
        if "organisation" in self.fields:
            self.instance.organisation = data.get("organisation")
        if "last_day" in data and data["last_day"] != self.instance.last_day:
            self.instance.end_after(data["last_day"])
        return data


class EndForm(forms.Form):
    """Why an account ends."""

    reason = Line(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Say why the account ends.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
