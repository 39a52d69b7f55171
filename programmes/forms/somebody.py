"""A record of a programme that is about one person, who is named and found in the register."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from members.actions.register import PersonEntry
from members.choices import Sex
from members.models import Organisation
from programmes.forms.kept import KeptForm
from programmes.forms.recognising import Recognising
from programmes.forms.texts import Line

_NAMED = ("family_name", "given_names", "sex", "email")


class SomebodyForm(Recognising, KeptForm):
    """One record about one person. New, valid, ``instance.who`` is who; once stored, that stays who it is.

    ``works_for`` is the field of where the person works.
    """

    works_for: ClassVar[str]

    family_name = Line(label=_("Family name"), max_length=120)
    given_names = Line(label=_("Given names"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=Sex.choices,
        initial=Sex.NOT_STATED,
        help_text=_("As the person or the administration stated it; not guessed from a name or a title."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Helps to tell people of one name apart."),
    )

    def __init__(self, data: Any = None, *, instance: Any, **about: Any) -> None:
        super().__init__(data, instance=instance, **about)
        if instance.pk:
            for name in _NAMED:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        where: Organisation | None = data.get(self.works_for)
        is_named = all(name in data for name in (*_NAMED, "position"))
        if self.instance.pk is None and where is not None and is_named:
            said = {name: data[name] for name in (*_NAMED, "position")}
            self.instance.who = self.recognised(PersonEntry(**said, organisation=where))
        return data
