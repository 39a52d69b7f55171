"""What an action refuses, told beside the field it is about; and the version a form was filled in for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.actions.accounts import MayNotGive
from members.actions.merging import CannotMerge
from members.actions.splitting import CannotSplit
from office.audit import ChangedMeanwhile

REFUSALS = (CannotMerge, CannotSplit, MayNotGive, ChangedMeanwhile, ValidationError)


class VersionedForm(forms.Form):
    """A form that knows which version of the record was looked at when it was filled in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def refuse(form: forms.BaseForm, error: Exception) -> None:
    """Add the refusal to the form: to its field where the form has it, else to the whole."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, problems in error.error_dict.items():
            form.add_error(name if name in form.fields else None, problems)
    elif isinstance(error, ValidationError):
        form.add_error(None, error)
    else:
        form.add_error(None, in_words(error))


def in_words(error: Exception) -> str:
    """Return why something was refused, in one line."""
    if isinstance(error, ChangedMeanwhile):
        return _("Somebody else changed this meanwhile. Look at it again, and repeat what you did.")
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)


def renew(form: forms.BaseForm, value: Any, *, name: str = "version") -> None:
    """Send a field back with another value: the version the next attempt rests on."""
    data: Any = form.data
    data = data.copy()
    data[form.add_prefix(name)] = value
    form.data = data
