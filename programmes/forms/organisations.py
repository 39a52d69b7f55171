"""Fields for organisations, typed with suggestions: they work on a slow line and without scripts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from programmes.forms.texts import Line, refuse_control_characters
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation, shown_name
from sheets.text import clean

SUGGESTIONS = "known-organisations"  # id of the one list of suggestions on a page
LONGEST = 200  # characters of a name
MOST = 40  # organisations in one role


class NameInputs(forms.Widget):
    """One line for each name, and some empty ones."""

    use_fieldset = True
    empty_lines = 2

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name) or []
        return list(given)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        names = [text for text in value or () if text.strip()]
        context = {
            "name": name,
            "names": [*names, *[""] * self.empty_lines],
            "suggestions": SUGGESTIONS,
            "longest": LONGEST,
            "invalid": (attrs or {}).get("aria-invalid", ""),
        }
        return mark_safe(render_to_string("programmes/_name_inputs.html", context))  # noqa: S308


class OrganisationNames(forms.Field):
    """Names of organisations; ``clean`` gives the organisations, each once."""

    widget = NameInputs
    known: KnownOrganisations

    def prepare_value(self, value: Any) -> list[str]:
        return [each if isinstance(each, str) else shown_name(each) for each in value or ()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or ()) != [clean(text) for text in data or () if text.strip()]

    def clean(self, value: Any) -> list[Organisation]:
        names = [text for text in value or () if text.strip()]
        if len(names) > MOST:
            raise ValidationError(_("No more than %(most)d can be named."), params={"most": MOST})
        found: dict[int, Organisation] = {}
        problems = []
        for name in names:
            try:
                organisation = _find(name, self.known)
                found[organisation.pk] = organisation
            except ValidationError as error:
                problems.append(error)
        if problems:
            raise ValidationError(problems)
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(found.values())


class OrganisationName(Line):
    """The name of one organisation; ``clean`` gives the organisation, None where nothing is written."""

    widget = forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off"})
    known: KnownOrganisations

    def prepare_value(self, value: Any) -> Any:
        return shown_name(value) if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _find(text, self.known) if text else None


def _find(name: str, known: KnownOrganisations) -> Organisation:
    refuse_control_characters(name)
    try:
        return known.find(clean(name)[: LONGEST + 1])
    except UnknownOrganisation as error:
        raise ValidationError(str(error)) from error


def let_know(fields: Sequence[Any], known: KnownOrganisations) -> None:
    """Give the fields the organisations they may name."""
    for field in fields:
        if isinstance(field, OrganisationNames | OrganisationName):
            field.known = known
