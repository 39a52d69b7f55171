"""Text fields that store what somebody meant, and refuse what nobody can see."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sheets.text import clean, control_characters, name_of


def refuse_control_characters(text: str) -> None:
    """Refuse characters that are not seen, or turn round the text after them.

    :raises ValidationError: naming them.
    """
    if found := control_characters(text):
        raise ValidationError(
            _("It holds a character nobody can see: %(characters)s. Type it again instead of copying it."),
            code="control_characters",
            params={"characters": ", ".join(map(name_of, found))},
        )


class Line(forms.CharField):
    """One line of text: spaces made tidy, no letter changed."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        refuse_control_characters(text)
        return clean(text)


class Paragraph(forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        refuse_control_characters(plain)
        return unicodedata.normalize("NFC", plain)


class Pasted(forms.Field):
    """Pasted rows exactly as they came: tabs at an edge are empty cells. The gate looks at every sign."""

    widget = forms.Textarea(attrs={"rows": 12, "class": "rows", "spellcheck": "false", "wrap": "off"})

    def to_python(self, value: Any) -> str:
        return "" if value in self.empty_values else str(value)
