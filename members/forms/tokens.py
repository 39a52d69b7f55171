"""What somebody says of a token they want."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.choices import TokenScope
from members.forms.texts import Line

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("A year")))


class TokenForm(forms.Form):
    """What for, what it may do, how long; ``wanted`` are the words of the action."""

    name = Line(
        label=_("What is it for?"), max_length=100, help_text=_("As “dashboard of the training division”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than your account may itself."),
    )
    days = forms.TypedChoiceField(label=_("How long?"), choices=DAYS, coerce=int, initial=90)

    @property
    def wanted(self) -> dict[str, Any]:
        data = self.cleaned_data
        lasts = dt.timedelta(days=data["days"])
        return {"name": data["name"], "scopes": data["scopes"], "lasts": lasts}
