"""In which languages somebody can teach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Person
from trainers.choices import Language


class LanguagesForm(forms.Form):
    """Every language of one person; none is an answer."""

    languages = forms.MultipleChoiceField(
        label=_("Can teach in"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        spoken = list(person.teaching_languages.values_list("language", flat=True))
        super().__init__(data, initial={"languages": spoken})
