"""The whole head-count list of an event in one form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programmes.actions.attending import Count, ImpossibleCount
from programmes.choices import Accuracy, EventRole, Sector
from programmes.forms.organisations import SUGGESTIONS, OrganisationName, let_know
from programmes.forms.seen import digest
from programmes.forms.texts import Line
from programmes.intake.cells import MOST_PEOPLE
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.models import Event, Headcount

EMPTY_LINES = 5
MOST_LINES = 300
_NUMBER = {"inputmode": "numeric", "size": 5}
_SAYS_SOMETHING = ("organisation", "people", "women", "source")


class HeadcountForm(forms.Form):
    """One line. Valid, ``count`` is its value, None where nothing is written."""

    organisation = OrganisationName(
        label=_("Administration or organisation"),
        required=False,
        widget=forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off", "size": 14}),
    )
    people = forms.IntegerField(
        label=_("People"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"min_value": _("One at least. Leave it empty where the number is not recorded.")},
    )
    accuracy = forms.ChoiceField(label=_("Number given as"), choices=Accuracy.choices, initial=Accuracy.EXACT)
    women = forms.IntegerField(
        label=_("Women among them"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    role = forms.ChoiceField(label=_("Role"), choices=EventRole.choices, initial=EventRole.PARTICIPANT)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, initial=Sector.NOT_STATED)
    source = Line(
        label=_("Source"), max_length=500, required=False, widget=forms.TextInput(attrs={"size": 10})
    )
    is_removed = forms.BooleanField(label=_("Remove"), required=False)

    count: Count | None = None

    def __init__(self, *args: Any, known: KnownOrganisations, **about: Any) -> None:
        super().__init__(*args, **about)
        let_know(list(self.fields.values()), known)

    @property
    def is_empty(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in _SAYS_SOMETHING)

    @property
    def is_left_out(self) -> bool:
        return self.is_empty or bool(self["is_removed"].value())

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_left_out:
            self._errors = forms.utils.ErrorDict()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_left_out or self.errors.keys() & {"people", "women"}:
            return data
        said = {"organisation": None} | {name: data[name] for name in data if name != "is_removed"}
        try:
            self.count = Count(**said)
        except ImpossibleCount as error:
            if data["women"] is not None:
                self.add_error("women", str(error))
            elif "organisation" not in self.errors:
                self.add_error(None, str(error))
        return data


class HeadcountLines(forms.BaseFormSet):
    """Every line of the list; valid, ``counts`` are its values."""

    default_error_messages = {
        "missing_management_form": _("The list came back incomplete. Load the page again."),
        "too_many_forms": _("A list has at most %(num)d lines."),
    }
    seen = ""  # what was stored when the list was looked at
    stored = ""

    @property
    def counts(self) -> list[Count]:
        return [form.count for form in self.forms if form.count is not None]

    @cached_property
    def suggested_organisations(self) -> list[str]:
        known: KnownOrganisations = self.form_kwargs["known"]
        return known.names()

    def clean(self) -> None:
        if not self.management_form.is_valid():
            return
        if self.seen != self.stored:
            raise ValidationError(
                _("Somebody else changed this list meanwhile. Load the page again to see what it is now.")
            )
        lines: dict[object, int] = {}
        for number, form in enumerate(self.forms, start=1):
            if form.count is None or form.errors:
                continue
            line = lines.setdefault(form.count.key, number)
            if line != number:
                form.add_error(
                    "organisation",
                    ValidationError(
                        _("Line %(line)d is about the same administration, role and sector."),
                        params={"line": line},
                    ),
                )


_Lines: Any = forms.formset_factory(
    HeadcountForm, formset=HeadcountLines, extra=EMPTY_LINES, max_num=MOST_LINES, validate_max=True
)


def version_of(event: Event) -> str:
    """Return a short sign for the list that is stored."""
    return digest(sorted(event.headcounts.values_list("pk", "version")))


def stored_lines(event: Event) -> HeadcountLines:
    """Return the list as it is stored, with empty lines under it."""
    rows = event.headcounts.select_related("organisation__administration").in_order()
    return _unsent([_stored(row) for row in rows], version_of(event))


def sent_lines(data: Any, event: Event) -> HeadcountLines:
    """Return the list as it was filled in, to be checked."""
    lines: HeadcountLines = _Lines(data, prefix="lines", form_kwargs={"known": KnownOrganisations()})
    lines.seen, lines.stored = data.get("version", ""), version_of(event)
    return lines


def more_lines(data: Any, event: Event) -> HeadcountLines:
    """Return the list as it was filled in, unchecked, with more empty lines under it."""
    sent = sent_lines(data, event)
    kept = [{name: form[name].value() for name in form.fields} for form in sent.forms if not form.is_empty]
    return _unsent(kept, sent.seen)


def _unsent(values: Iterable[dict[str, Any]], seen: str) -> HeadcountLines:
    lines: HeadcountLines = _Lines(
        initial=list(values), prefix="lines", form_kwargs={"known": KnownOrganisations()}
    )
    lines.seen = seen
    return lines


def _stored(row: Headcount) -> dict[str, Any]:
    names = ("people", "accuracy", "women", "role", "sector", "source")
    stored = {name: getattr(row, name) for name in names}
    return stored | {"organisation": shown_name(row.organisation) if row.organisation else ""}
